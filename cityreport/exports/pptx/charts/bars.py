"""Bars on a slide: side by side, on one another, against pace and target, as a funnel."""

from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION

from cityreport import style
from cityreport.exports.pptx.charts import marks
from cityreport.exports.pptx.charts.canvas import (
    ROOM,
    extent,
    hide_values,
    name_categories,
    place_chart,
    show_legend,
)
from cityreport.exports.pptx.charts.data import (
    absent_words,
    first,
    inexact,
    number_format,
    series_of,
    values_of,
)
from cityreport.exports.pptx.look import Box, Native
from cityreport.tables.section import Chart, Series

_GAP, _WIDE_GAP = 45, 40
_FUNNEL = (style.PRIMARY, style.SEQUENCE[3], style.LIGHT, style.FAINT)
_LONG_ENOUGH = 0.3
"""A bar this share of the longest has room for its number inside."""
_PLOT = 0.8
"""The plot takes about this share of the chart."""
_ALL = ("value", "compare", "part", "upper", "lower", "target", "pace")


def bar(slide: Native, chart: Chart, box: Box) -> Native:
    """Bars from zero with the number at each main one, hatched and with whiskers where 约."""
    shown = series_of(chart, "compare", "value", "part")
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.horizontal else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = place_chart(slide, kind, chart, _names(chart), shown, box)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = _GAP, -5
    for place, (native, series) in enumerate(zip(plot.series, shown, strict=True)):
        _dress(native, chart, series, _colour(series, place, len(shown)))
        if series.role != "compare" or len(shown) == 1:
            _number(native, chart, series)
    _finish(frame.chart, chart, legend=len(shown) > 1)
    return frame


def stacked(slide: Native, chart: Chart, box: Box) -> Native:
    """Parts on one another, each with its number inside."""
    shown = series_of(chart, "part", "value")
    kind = XL_CHART_TYPE.BAR_STACKED if chart.horizontal else XL_CHART_TYPE.COLUMN_STACKED
    frame = place_chart(slide, kind, chart, _names(chart), shown, box)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = _GAP, 100
    for place, (native, series) in enumerate(zip(plot.series, shown, strict=True)):
        _dress(native, chart, series, style.PARTS[place % len(style.PARTS)])
        _number(native, chart, series, XL_LABEL_POSITION.CENTER)
    totals = [
        sum(abs(series.values[place] or 0.0) for series in shown)
        for place in range(len(chart.categories))
    ]
    _finish(frame.chart, chart, legend=len(shown) > 1, highest=max([0.0, *totals]))
    return frame


def bullet(slide: Native, chart: Chart, box: Box) -> Native:
    """Bars over one another: the target light behind, the value in its status, the pace a frame."""
    order = ("target", "compare", "value", "pace")
    shown = [series for role in order for series in series_of(chart, role)]
    frame = place_chart(slide, XL_CHART_TYPE.BAR_CLUSTERED, chart, _names(chart), shown, box)
    plot = frame.chart.plots[0]
    plot.gap_width, plot.overlap = _WIDE_GAP, 100
    for native, series in zip(plot.series, shown, strict=True):
        if series.role == "pace":
            marks.outline(native, style.QUIET)
            continue
        light = {"target": style.FAINT, "compare": style.LIGHT}
        _dress(native, chart, series, light.get(series.role, style.PRIMARY))
        if series.role == "value":
            _number(native, chart, series)
    _finish(frame.chart, chart, legend=True)
    return frame


def funnel(slide: Native, chart: Chart, box: Box) -> Native:
    """Stages as bars, each but the first named with its share of the stage before."""
    series = series_of(chart, "value", "part")[0]
    frame = place_chart(
        slide, XL_CHART_TYPE.BAR_CLUSTERED, chart, _stages(chart, series), [series], box
    )
    plot = frame.chart.plots[0]
    plot.gap_width = _GAP
    [native] = plot.series
    for place in range(len(chart.categories)):
        marks.fill(native.points[place], _FUNNEL[min(place, len(_FUNNEL) - 1)])
    _number(native, chart, series)
    _finish(frame.chart, chart, legend=False, horizontal=True)
    return frame


def _finish(
    native: Native,
    chart: Chart,
    *,
    legend: bool,
    highest: float | None = None,
    horizontal: bool | None = None,
) -> None:
    factor = style.scale_for("money") if chart.format == "money" else 1.0
    low, high = extent(chart, *_ALL, factor=factor)
    hide_values(native, high if highest is None else highest * factor, low)
    across = chart.horizontal if horizontal is None else horizontal
    longest = max((len(name) for name in chart.categories), default=0)
    name_categories(native, reverse=across, longest=longest, count=len(chart.categories))
    if legend:
        show_legend(native)


def _names(chart: Chart) -> list[str]:
    """The category names; where there is no value its word stands beside the name."""
    return [
        f"{name}（{word}）" if word and chart.horizontal else f"{name}\n{word}" if word else name
        for name, word in zip(chart.categories, absent_words(chart), strict=True)
    ]


def _stages(chart: Chart, series: Series) -> list[str]:
    values = series.values
    names = list(_names(chart))
    for place in range(1, len(names)):
        before, now = values[place - 1], values[place]
        if before and now is not None:
            names[place] = f"{names[place]}　↓ {style.write(now / before, 'rate')}"
    return names


def _dress(native: Native, chart: Chart, series: Series, code: str) -> None:
    """Fill the bars; those of a status in its colour, approximate ones hatched, with whiskers."""
    marks.fill(native, code)
    native.invert_if_negative = False
    states = _statuses(chart, series)
    for place, unsure in enumerate(inexact(series)):
        status = states[place]
        if series.values[place] is not None and (status or unsure):
            marks.fill(native.points[place], status.colour if status else code, hatched=unsure)
    lower, upper = first(chart, "lower"), first(chart, "upper")
    if series.role == "value" and lower is not None and upper is not None:
        _whiskers(native, chart, series, lower, upper)


def _highest(chart: Chart) -> float:
    factor = style.scale_for("money") if chart.format == "money" else 1.0
    return extent(chart, *_ALL, factor=factor)[1]


def _whiskers(native: Native, chart: Chart, series: Series, lower: Series, upper: Series) -> None:
    down, up = [], []
    bounds = zip(
        values_of(chart, series), values_of(chart, lower), values_of(chart, upper), strict=True
    )
    for value, low, high in bounds:
        known = value is not None and low is not None and high is not None
        down.append(value - low if known else 0.0)  # type: ignore[operator]
        up.append(high - value if known else 0.0)  # type: ignore[operator]
    marks.whiskers(native, down, up)
    reach = _highest(chart) * ROOM
    for place, length in enumerate(up):
        if length and reach:
            share = length / reach * _PLOT
            marks.move_label(
                native, place, right=share * chart.horizontal, up=share * (not chart.horizontal)
            )


def _number(
    native: Native,
    chart: Chart,
    series: Series,
    position: XL_LABEL_POSITION = XL_LABEL_POSITION.OUTSIDE_END,
) -> None:
    """The numbers of the largest marks, at most twelve; 约 and the status shape before them."""
    code = number_format(chart)
    marks.number_marks(native, code, position)
    unsure, states = inexact(series), _statuses(chart, series)
    inside = _highest(chart) * _LONG_ENOUGH
    for place, value in enumerate(values_of(chart, series)):
        status = states[place]
        own = marks.about(code) if unsure[place] else code
        own = marks.shaped(status.shape, own) if status else own
        if own == code or value is None:
            continue
        if status and chart.kind == "bullet" and value > inside and not unsure[place]:
            # At the end of the bar the number would stand on the line of the pace.
            end = XL_LABEL_POSITION.INSIDE_END
            marks.number_mark(native, place, own, end, status.text_colour)
        else:
            marks.number_mark(native, place, own, position)


def _statuses(chart: Chart, series: Series) -> list[style.Status | None]:
    status = first(chart, "status")
    if status is None or series.role != "value":
        return [None] * len(series.values)
    return [style.STATUSES.get(word) for word in status.texts]


def _colour(series: Series, place: int, count: int) -> str:
    if series.role == "compare":
        return style.LIGHT
    return style.PRIMARY if count <= 2 else style.PARTS[place % len(style.PARTS)]
