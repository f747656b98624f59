"""Which hand draws which kind of chart."""

from collections.abc import Callable

import plotly.graph_objects as go

from cityreport.charts import bars, grids, lines, rows
from cityreport.tables.section import Chart, ChartKind

_HANDS: dict[ChartKind, Callable[[Chart], go.Figure]] = {
    "bar": bars.bar,
    "stacked": bars.stacked,
    "funnel": bars.funnel,
    "line": lines.line,
    "bullet": rows.bullet,
    "dot": rows.dot,
    "heat": grids.heat,
    "tiles": grids.tiles,
}


def draw(chart: Chart) -> go.Figure:
    """The chart as a Plotly figure in the house's template, height set, width left free.

    Values are only brought to the scale they are written in (yuan to 万元, fractions to %).
    """
    return _HANDS[chart.kind](chart)
