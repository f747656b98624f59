"""Lines over time and dots of units on a slide."""

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE

from cityreport import style
from cityreport.charts.canvas import shorten, width_of
from cityreport.exports.pptx.charts import marks
from cityreport.exports.pptx.charts.canvas import name_categories, place_chart, show_legend
from cityreport.exports.pptx.charts.data import (
    absent_words,
    inexact,
    number_format,
    series_of,
    values_of,
)
from cityreport.exports.pptx.look import LEAD, Box, Native, colour, style_font
from cityreport.tables.section import Chart, Series

_LINES = ("compare", "target", "pace", "lower", "upper", "part", "value")
_MUST_SHOW_ZERO = 0.5
_ROOM = 0.15
_SIGNS_ACROSS, _SHORTEST_LINE, _NAME_LINES = 110, 12, 3
"""Half-width signs in all names under a chart, at least in a line of one, and lines of one."""


def line(slide: Native, chart: Chart, box: Box) -> Native:
    """Lines with gaps where nothing was reported, numbers on the main one, names over the chart."""
    shown = [series for role in _LINES for series in series_of(chart, role)]
    frame = _placed(slide, chart, shown, box)
    strong = [series for series in shown if series.role in ("value", "part")]
    for native, series in zip(frame.chart.plots[0].series, shown, strict=True):
        code = _colour(series, strong)
        native.smooth = False
        _stroke(native, series, code)
        main = series.role in ("value", "part")
        _mark(native, code, 9 if main else 6, hollow=False)
        if main and len(strong) == 1:
            _number(native, chart, series)
    if len(shown) > 1:
        show_legend(frame.chart)
    return frame


def dot(slide: Native, chart: Chart, box: Box) -> Native:
    """A dot a unit over its name, the month before hollow beside it."""
    shown = [
        series
        for role in ("compare", "target", "pace", "value")
        for series in series_of(chart, role)
    ]
    frame = _placed(slide, chart, shown, box)
    for native, series in zip(frame.chart.plots[0].series, shown, strict=True):
        main = series.role == "value"
        native.smooth = False
        native.format.line.fill.background()
        _mark(native, style.PRIMARY if main else style.SEQUENCE[3], 13, hollow=not main)
        if main:
            _number(native, chart, series)
    if len(shown) > 1:
        show_legend(frame.chart)
    return frame


def _placed(slide: Native, chart: Chart, shown: list[Series], box: Box) -> Native:
    across = max(_SHORTEST_LINE, _SIGNS_ACROSS // max(1, len(chart.categories)))
    names = [
        f"{under(name, across)}\n{word}" if word else under(name, across)
        for name, word in zip(chart.categories, absent_words(chart), strict=True)
    ]
    frame = place_chart(slide, XL_CHART_TYPE.LINE_MARKERS, chart, names, shown, box)
    low, high = _range(chart, shown)
    axis = frame.chart.value_axis
    axis.minimum_scale, axis.maximum_scale = low, high
    axis.major_gridlines.format.line.color.rgb = colour(style.LINE)
    axis.format.line.fill.background()
    axis.tick_labels.number_format_is_linked = False
    axis.tick_labels.number_format = "0%" if chart.format == "rate" else "#,##0.##;-#,##0.##"
    if chart.format != "rate":
        axis.tick_labels.number_format = "General"
    style_font(axis.tick_labels.font, LEAD, style.QUIET)
    longest = max((len(name) for name in chart.categories), default=0)
    name_categories(frame.chart, reverse=False, longest=longest, count=len(names))
    return frame


def under(name: str, across: int) -> str:
    """A name under its mark, so many half-width signs wide: a program turns one that is too long
    for a line and leaves the chart no room, so that its lines are broken here."""
    text = shorten(name, _NAME_LINES * across)
    lines = [""]
    for sign in text:
        if width_of(lines[-1] + sign) > across:
            lines.append("")
        lines[-1] += sign
    return "\n".join(lines)


def _range(chart: Chart, shown: list[Series]) -> tuple[float, float]:
    """From zero unless all values lie in the upper half, where zero would flatten the line."""
    values = [value for series in shown for value in values_of(chart, series) if value is not None]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    base = low if low > high * _MUST_SHOW_ZERO or low < 0 else 0.0
    room = ((high - base) or abs(high) or 1.0) * _ROOM
    step = 10.0 ** (len(str(int(max(room, 1)))) - 1)
    bottom = (base - room) // step * step if base else 0.0
    return bottom, -(-(high + room) // step) * step


def _stroke(native: Native, series: Series, code: str) -> None:
    native.format.line.color.rgb = colour(code)
    native.format.line.width = 31_750 if series.role in ("value", "part") else 19_050
    if series.role in ("pace", "lower", "upper"):
        native.format.line.dash_style = MSO_LINE.ROUND_DOT


def _mark(native: Native, code: str, size: int, *, hollow: bool) -> None:
    marker = native.marker
    marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, size
    marker.format.line.color.rgb = colour(code)
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = colour(style.FAINT if hollow else code)


def _number(native: Native, chart: Chart, series: Series) -> None:
    code = number_format(chart)
    marks.number_marks(native, code, XL_LABEL_POSITION.ABOVE)
    for place, unsure in enumerate(inexact(series)):
        if unsure and series.values[place] is not None:
            marks.number_mark(native, place, marks.about(code), XL_LABEL_POSITION.ABOVE)


def _colour(series: Series, strong: list[Series]) -> str:
    fixed = {
        "compare": style.LIGHT, "target": style.INK, "pace": style.QUIET, "lower": style.QUIET,
        "upper": style.QUIET,
    }  # fmt: skip
    if series.role in fixed:
        return fixed[series.role]
    return style.PARTS[strong.index(series) * 2 % len(style.PARTS)]
