"""Which hand draws which kind of chart."""

from collections.abc import Callable
from dataclasses import replace
from math import isnan

import plotly.graph_objects as go

from cityreport.charts import bars, grids, lines, rows, waterfall
from cityreport.charts.sketch import Sketch
from cityreport.tables.section import Chart, ChartKind

_HANDS: dict[ChartKind, Callable[[Chart], Sketch]] = {
    "bar": bars.bar,
    "stacked": bars.stacked,
    "funnel": bars.funnel,
    "line": lines.line,
    "bullet": rows.bullet,
    "dot": rows.dot,
    "heat": grids.heat,
    "tiles": grids.tiles,
    "waterfall": waterfall.waterfall,
}


def draw(chart: Chart) -> go.Figure:
    """The chart as a Plotly figure in the house's look, height set, width left free.

    Values are only brought to the scale they are written in (yuan to 万元, fractions to %).
    """
    return _HANDS[chart.kind](_without_nan(chart)).figure()


def _without_nan(chart: Chart) -> Chart:
    """The chart with None for every NaN that an array left in it."""
    series = tuple(
        replace(
            one,
            values=tuple(None if value is None or isnan(value) else value for value in one.values),
        )
        for one in chart.series
    )
    return replace(chart, series=series)
