"""Lines over time, each named and numbered at its end."""

from itertools import pairwise

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.sketch import Sketch, Trace, trace
from cityreport.tables.section import Chart, Series

_LABEL_GAP = 0.075
"""Least distance of two end labels as a share of the axis."""
_MUST_SHOW_ZERO = 0.5
_LABEL_CHARACTER = 7
_AT_EDGE = 3
"""A line that ends so near the right edge needs room beyond it for its name."""
_VEIL = "rgba(255,255,255,0.85)"


def line(chart: Chart) -> Sketch:
    """Lines with gaps where nothing was reported; pace dotted, last year light, target ink."""
    figure = canvas.blank(style.FIGURE_HEIGHT)
    _fan(figure, chart)
    drawn = canvas.by_role(chart, "compare", "target", "pace", "part", "value")
    strong = [series for series in drawn if series.role in ("part", "value")]
    for series in drawn:
        place = strong.index(series) if series in strong else 0
        figure.add_trace(_trace(chart, series, place))
    low, high = _range(chart)
    canvas.place_categories(figure, chart.categories, horizontal=False)
    canvas.place_values(figure, chart, high, horizontal=False)
    figure.update_yaxes(range=[low, high])
    _name_ends(figure, chart, drawn, strong, high - low)
    _name_fan(figure, chart, high - low)
    return figure


def colour_of(series: Series, place: int) -> str:
    """The line's colour by its role; several values take the colours of parts."""
    fixed = {"compare": style.LIGHT, "target": style.INK, "pace": style.QUIET}
    return fixed.get(series.role, style.PARTS[(place * 2) % len(style.PARTS)])


def _trace(chart: Chart, series: Series, place: int) -> Trace:
    words = canvas.words_of(chart, series)
    colour = colour_of(series, place)
    marked = series.role in ("value", "part", "compare")
    hollow = ["circle-open" if inexact else "circle" for inexact in canvas.approximate(words)]
    return trace(
        "scatter", x=list(range(len(chart.categories))), y=canvas.scaled(chart, series.values),
        mode="lines+markers" if marked else "lines", name=canvas.literal(series.name),
        connectgaps=False, cliponaxis=False,
        line={
            "color": colour, "width": 2.5 if series.role in ("value", "part") else 1.5,
            "dash": "dot" if series.role == "pace" else "solid",
        },
        marker={"symbol": hollow, "size": 7 if series.role != "compare" else 5, "color": colour},
        customdata=canvas.keys_of(chart), hovertext=canvas.hover(chart, series), hoverinfo="text",
    )  # fmt: skip


def _fan(figure: Sketch, chart: Chart) -> None:
    lower, upper = canvas.first(chart, "lower"), canvas.first(chart, "upper")
    if lower is None or upper is None:
        return
    places = list(range(len(chart.categories)))
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    figure.add_trace(trace("scatter", x=places, y=canvas.scaled(chart, lower.values), **edge))
    figure.add_trace(
        trace(
            "scatter", x=places, y=canvas.scaled(chart, upper.values), fill="tonexty",
            fillcolor=style.FAINT, name=canvas.literal(upper.name), **edge,
        )
    )  # fmt: skip


def _name_fan(figure: Sketch, chart: Chart, span: float) -> None:
    """The fan's name in its wide end, if it has room for it beside the line."""
    lower, upper = canvas.first(chart, "lower"), canvas.first(chart, "upper")
    if lower is None or upper is None:
        return
    bounds = list(
        zip(canvas.scaled(chart, lower.values), canvas.scaled(chart, upper.values), strict=True)
    )
    present = [(place, low, high) for place, (low, high) in enumerate(bounds) if low and high]
    if present:
        place, low, high = present[-1]
        if high - low < 2 * span * _LABEL_GAP:
            return
        figure.add_annotation(
            x=place, y=(low + high) / 2, xanchor="right", xshift=-6, showarrow=False,
            text=canvas.literal(upper.name), font={"color": style.QUIET},
        )  # fmt: skip


def _range(chart: Chart) -> tuple[float, float]:
    """From zero unless all values lie in the upper half, where zero would flatten the line."""
    values = [
        value
        for series in chart.series
        if series.role != "status"
        for value in canvas.scaled(chart, series.values)
        if value is not None
    ]
    if not values:
        return 0.0, 1.0
    low, high = min(values), max(values)
    base = low if low > high * _MUST_SHOW_ZERO or low < 0 else 0.0
    room = ((high - base) or abs(high) or 1.0) * 0.12
    return (base - room if base else 0.0), high + room


def _name_ends(
    figure: Sketch, chart: Chart, drawn: list[Series], strong: list[Series], span: float
) -> None:
    """The name (and the last number of the main lines) at each line's end, none over another."""
    ends = []
    for series in drawn:
        present = [place for place, value in enumerate(series.values) if value is not None]
        if present:
            place = strong.index(series) if series in strong else 0
            ends.append((series, present[-1], place))
    factor = style.scale_for(chart.format)
    wanted = [(series.values[last] or 0.0) * factor for series, last, _ in ends]
    levels = _spread(wanted, span * _LABEL_GAP)
    widest = 0
    for (series, last, place), level in zip(ends, levels, strict=True):
        text = _end_text(chart, series, last)
        if last >= len(chart.categories) - _AT_EDGE:
            widest = max(widest, canvas.width_of(text))
        colour = colour_of(series, place)
        figure.add_annotation(
            x=last, y=level, bgcolor=_VEIL, showarrow=False, align="left", **_beside(last, ends),
            text=canvas.literal(text),
            font={"color": style.QUIET if series.role == "compare" else colour},
        )  # fmt: skip
    figure.update_layout(margin={"r": 20 + widest * _LABEL_CHARACTER})


def _beside(last: int, ends: list[tuple[Series, int, int]]) -> dict[str, object]:
    """Right of the line's end, or over it where a line goes on (a forecast after what came)."""
    goes_on = last < max(end for _, end, _ in ends)
    return {"xanchor": "right", "yshift": 14} if goes_on else {"xanchor": "left", "xshift": 8}


def _end_text(chart: Chart, series: Series, last: int) -> str:
    if series.role not in ("value", "part"):
        return canvas.shorten(series.name, 20)
    return f"{canvas.shorten(series.name, 20)} {canvas.words_of(chart, series)[last]}"


def _spread(levels: list[float], gap: float) -> list[float]:
    """The levels moved apart upwards so that no two are nearer than the gap, order kept."""
    order = sorted(range(len(levels)), key=lambda place: levels[place])
    moved = list(levels)
    for before, place in pairwise(order):
        moved[place] = max(moved[place], moved[before] + gap)
    return moved
