"""A chart description as a native chart on a slide, in a box."""

from collections.abc import Callable

from cityreport import style
from cityreport.exports.pptx.charts import bars, lines
from cityreport.exports.pptx.look import LEAD, Box, Native, frame_of, height_of, write
from cityreport.tables.section import Chart, ChartKind

_DRAW: dict[ChartKind, Callable[[Native, Chart, Box], Native]] = {
    "bar": bars.bar,
    "stacked": bars.stacked,
    "bullet": bars.bullet,
    "funnel": bars.funnel,
    "line": lines.line,
    "dot": lines.dot,
}
"""``heat`` and ``tiles`` are tables."""


def add_chart(slide: Native, chart: Chart, box: Box, described: str) -> Native:
    """The chart on the slide with its measure unit over it; ``described`` is read aloud for it."""
    unit = axis_unit(chart)
    room = height_of(1, LEAD) if unit else 0
    if unit:
        said = slide.shapes.add_textbox(box.left, box.top, box.width, room)
        write(frame_of(said), f"单位：{unit}", LEAD, style.QUIET)
    below = Box(box.left, box.top + room, box.width, box.height - room)
    frame = _DRAW[chart.kind](slide, chart, below)
    frame.name = "图"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", described)
    return frame


def axis_unit(chart: Chart) -> str:
    """The measure unit to be written, "" where every number carries its % sign."""
    if chart.format in ("rate", "percent"):
        return ""
    return chart.measure_unit or ("万元" if chart.format == "money" else "")
