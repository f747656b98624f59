"""A native chart without the library's decoration: axes, legend and names in the house's look."""

from collections.abc import Sequence

from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn

from cityreport import style
from cityreport.exports.pptx.charts.data import chart_data
from cityreport.exports.pptx.look import AXIS, LEAD, Box, Native, colour, style_font
from cityreport.tables.section import Chart, Series

NAME_SIZES = (AXIS, 14, 12)
"""Points, for names of few signs, more, and many."""
ROOM = 1.18
"""The value axis goes this much further than the longest mark, for the number at its end."""


def place_chart(
    slide: Native,
    kind: XL_CHART_TYPE,
    chart: Chart,
    names: Sequence[str],
    shown: Sequence[Series],
    box: Box,
) -> Native:
    """The graphic frame of a new chart with these series, plain, in the house's font."""
    data = chart_data(chart, names, shown)
    frame = slide.shapes.add_chart(kind, box.left, box.top, box.width, box.height, data)
    native = frame.chart
    native.has_title = False
    native.has_legend = False
    style_font(native.font, AXIS)
    return frame


def show_legend(native: Native) -> None:
    """The names of the series over the chart."""
    native.has_legend = True
    native.legend.position = XL_LEGEND_POSITION.TOP
    native.legend.include_in_layout = False
    style_font(native.legend.font, LEAD, style.QUIET)


def hide_values(native: Native, highest: float, lowest: float = 0.0) -> None:
    """No value axis where every mark carries its number; from zero, with room at the end."""
    axis = native.value_axis
    axis.has_major_gridlines = False
    axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    axis.minimum_scale = min(0.0, lowest * ROOM)
    axis.maximum_scale = highest * ROOM if highest > 0 else (0.0 if lowest < 0 else 1.0)


def name_categories(native: Native, *, reverse: bool, longest: int, count: int) -> None:
    """The category names, the first on top, small enough for a long name."""
    axis = native.category_axis
    axis.reverse_order = reverse
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = colour(style.ABSENT)
    size = NAME_SIZES[(longest > 10) + (longest > 16 or count > 12)]
    style_font(axis.tick_labels.font, size)
    skip = axis._element.find(qn("c:tickLblSkip"))
    if skip is None:
        # Without it a program may leave out every other name.
        _insert_skip(axis._element)


def _insert_skip(axis: Native) -> None:
    from lxml import etree

    skip = etree.SubElement(axis, qn("c:tickLblSkip"), val="1")
    after = axis.find(qn("c:noMultiLvlLbl"))
    if after is not None:
        after.addprevious(skip)


def extent(chart: Chart, *roles: str, factor: float = 1.0) -> tuple[float, float]:
    """The lowest (at most 0) and the highest (at least 0) value of the series of these roles."""
    values = [
        value * factor
        for series in chart.series
        if series.role in roles
        for value in series.values
        if value is not None
    ]
    return min([0.0, *values]), max([0.0, *values])
