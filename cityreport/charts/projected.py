"""A figure for the wall: letters to be read three metres away, exactly as large as its sheet."""

import plotly.graph_objects as go

from cityreport import style
from cityreport.charts.drawing import draw
from cityreport.charts.picture import enlarge
from cityreport.tables.section import Chart

_LONGEST_BAR = 64
"""Pixels a row may be high: two rows do not fill a wall with colour."""


def projected(chart: Chart, width: int, height: int) -> go.Figure:
    """The drawn chart in the projector's letters (look.md), ``width`` × at most ``height`` pixels."""
    figure = draw(chart)
    size = style.PRESENT_SIZES[0]
    top = int(figure.layout.margin.t) + 14
    left = int(figure.layout.margin.l) * size // style.SCREEN_SIZES[0]
    rows = max(len(chart.categories), len(chart.series)) if chart.kind in _OF_ROWS else 0
    tall = min(height, rows * _LONGEST_BAR + 140) if rows and _lying(chart) else height
    figure.update_layout(width=width, height=tall, autosize=False, margin={"t": top, "l": left})
    enlarge(figure, size)
    return figure


_OF_ROWS = ("bar", "stacked", "bullet", "dot", "heat", "tiles")


def _lying(chart: Chart) -> bool:
    return chart.horizontal or chart.kind in ("bullet", "dot", "heat", "tiles")
