"""Bars: side by side, on one another, and as stages of a funnel."""

from collections.abc import Sequence
from typing import Any

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.sketch import Sketch, Trace, strokes, trace
from cityreport.tables.section import Chart, Series

_BESIDE = 14
"""Pixels a row grows for each further bar in it."""


def bar(chart: Chart) -> Sketch:
    """Bars from zero, the main ones in the value colour or in that of their status."""
    figure = canvas.blank()
    shown = canvas.by_role(chart, "compare", "value", "part")
    for index, series in enumerate(shown):
        figure.add_trace(_bars(chart, series, _colours(chart, series, index, len(shown))))
    low, high = canvas.extent(chart, "value", "compare", "part", "upper", "target", "pace")
    for series in canvas.by_role(chart, "target", "pace"):
        _rule(figure, chart, series)
    _finish(figure, chart, high, low)
    _clear_whiskers(figure, chart, shown)
    _say_absent(figure, chart, shown)
    figure.update_layout(barmode="group", bargap=0.35, bargroupgap=0.08)
    if len(shown) > 1:
        canvas.show_legend(figure)
    _fit(figure, chart, len(shown))
    return figure


def stacked(chart: Chart) -> Sketch:
    """Parts on one another from zero, approximate parts hatched, the sum at the end of each."""
    figure = canvas.blank()
    parts = canvas.by_role(chart, "part", "value")
    for index, series in enumerate(parts):
        bars = _bars(chart, series, style.PARTS[index % len(style.PARTS)])
        del bars["text"]
        figure.add_trace({**bars, "textposition": "none"})
    totals = _totals(parts)
    _finish(figure, chart, max([0.0, *(t for t in canvas.scaled(chart, totals) if t)]), 0.0)
    _write_totals(figure, chart, parts, totals)
    figure.update_layout(barmode="stack", bargap=0.35)
    if len(parts) > 1:
        canvas.show_legend(figure)
    _fit(figure, chart, 1)
    return figure


def funnel(chart: Chart) -> Sketch:
    """Stages as bars from zero, each but the first with its share of the stage before."""
    series = canvas.by_role(chart, "value", "part")[0]
    figure = canvas.blank()
    upright = Chart(
        chart.kind, chart.categories, (series,), chart.format, chart.measure_unit, True, chart.keys
    )
    shades = (style.PRIMARY, "#4F86C2", "#7FA9D6", style.LIGHT)
    colours = [shades[min(place, len(shades) - 1)] for place in range(len(chart.categories))]
    stages = _bars(upright, series, colours)
    unit = canvas.literal(chart.measure_unit)
    written = [f"{word} {unit}" if word else "" for word in stages["text"]]
    figure.add_trace({**stages, "text": written})
    _finish(figure, upright, canvas.extent(upright, "value", "part")[1], 0.0)
    _say_absent(figure, upright, [series])
    for place, share in _shares(series):
        figure.add_annotation(
            x=0, y=place - 0.5, xanchor="left", xshift=6, showarrow=False,
            text=f"↓ {share}", font={"color": style.QUIET},
        )  # fmt: skip
    figure.update_layout(bargap=0.5)
    figure.update_xaxes(showticklabels=False, showgrid=False, title=None)
    canvas.fit_height(figure, len(chart.categories), style.ROW_HEIGHT * 2)
    return figure


def _fit(figure: Sketch, chart: Chart, beside: int) -> None:
    """Horizontal bars take the height their rows need, upright ones the usual height."""
    if chart.horizontal:
        canvas.fit_height(figure, len(chart.categories), style.ROW_HEIGHT + _BESIDE * (beside - 1))


def _bars(chart: Chart, series: Series, colour: str | list[str]) -> Trace:
    places = list(range(len(chart.categories)))
    values = canvas.scaled(chart, series.values)
    words = canvas.words_of(chart, series)
    x, y = (values, places) if chart.horizontal else (places, values)
    return trace(
        "bar", x=x, y=y, orientation="h" if chart.horizontal else "v", name=canvas.literal(series.name),
        text=[canvas.literal(word) for word in _numbers(chart, series)], textposition="outside",
        cliponaxis=False, constraintext="none", textangle=0,
        textfont={"size": style.SCREEN_SIZES[0], "color": style.INK},
        marker={
            "color": colour, "line": {"width": 0},
            "pattern": canvas.hatching(words, colour),
        },
        customdata=canvas.keys_of(chart), hovertext=canvas.hover(chart, series), hoverinfo="text",
        **_whiskers(chart, series),
    )  # fmt: skip


def _numbers(chart: Chart, series: Series) -> list[str]:
    beside = series.role == "compare" and canvas.first(chart, "value") is not None
    words = [""] * len(series.values) if beside else canvas.labelled(chart, series)
    shapes = _shapes(chart, series)
    return [
        "" if value is None or not word else f"{shape}{word}"
        for word, value, shape in zip(words, series.values, shapes, strict=True)
    ]


def _shapes(chart: Chart, series: Series) -> list[str]:
    """The shape of each bar's status before its number, since colour alone says nothing."""
    status = canvas.first(chart, "status")
    if status is None or series.role != "value":
        return [""] * len(series.values)
    return [
        f"{style.STATUSES[word].shape} " if word in style.STATUSES else "" for word in status.texts
    ]


def _whiskers(chart: Chart, series: Series) -> dict[str, Any]:
    lower, upper = canvas.first(chart, "lower"), canvas.first(chart, "upper")
    if series.role != "value" or lower is None or upper is None:
        return {}
    factor = style.scale_for(chart.format)
    bounds = zip(series.values, lower.values, upper.values, strict=True)
    reach = [
        (0.0, 0.0) if value is None or low is None or high is None
        else ((high - value) * factor, (value - low) * factor)
        for value, low, high in bounds
    ]  # fmt: skip
    # Without caps: Plotly draws them even where nothing is unsure.
    error = {
        "type": "data", "symmetric": False, "array": [up for up, _ in reach],
        "arrayminus": [down for _, down in reach], "color": style.INK, "thickness": 2,
        "width": 0,
    }  # fmt: skip
    return {"error_x" if chart.horizontal else "error_y": error}


def _clear_whiskers(figure: Sketch, chart: Chart, shown: list[Series]) -> None:
    """Move the numbers of a single series beyond its whiskers, which would strike them through."""
    upper = canvas.first(chart, "upper")
    if upper is None or len(shown) > 1:
        return
    for drawn in figure.traces:
        if drawn["type"] == "bar":
            drawn["textposition"] = "none"
    ends = [
        None if value is None else max(value, high if high is not None else value)
        for value, high in zip(shown[0].values, upper.values, strict=True)
    ]
    write_numbers(figure, chart, ends, _numbers(chart, shown[0]))


def write_numbers(
    figure: Sketch, chart: Chart, ends: Sequence[float | None], words: Sequence[str]
) -> None:
    """Write words at the ends (scaled as the values are stored) of the rows or columns."""
    places = list(range(len(ends)))
    values = canvas.scaled(chart, ends)
    x, y = (values, places) if chart.horizontal else (places, values)
    figure.add_trace(
        trace(
            "scatter", x=x, y=y, mode="text", text=[_apart(word, chart.horizontal) for word in words],
            textposition="middle right" if chart.horizontal else "top center",
            hoverinfo="skip", cliponaxis=False, showlegend=False, name="",
        )
    )  # fmt: skip


def _apart(word: str, horizontal: bool) -> str:
    """The word with a hard space before it when it stands right of a bar."""
    return f"\u00a0{canvas.literal(word)}" if word and horizontal else canvas.literal(word)


def _colours(chart: Chart, series: Series, index: int, count: int) -> str | list[str]:
    status = canvas.first(chart, "status")
    if series.role == "value" and status is not None:
        return [
            style.STATUSES[word].colour if word in style.STATUSES else style.PRIMARY
            for word in status.texts
        ]
    if series.role == "compare":
        return style.LIGHT
    return style.PRIMARY if count <= 2 else style.PARTS[index % len(style.PARTS)]


def _rule(figure: Sketch, chart: Chart, series: Series) -> None:
    """A target or pace as a short line over each bar, named once at its last place."""
    pace = series.role == "pace"
    values = enumerate(canvas.scaled(chart, series.values))
    upright = [(v, at - 0.45, v, at + 0.45) for at, v in values if v is not None]
    if not upright:
        return
    lines = upright if chart.horizontal else [(y, x, y2, x2) for x, y, x2, y2 in upright]
    figure.add_trace(
        strokes(
            lines, name=canvas.literal(series.name), showlegend=False,
            line={
                "color": style.QUIET if pace else style.INK, "width": 1.5 if pace else 2,
                "dash": "dash" if pace else "solid",
            },
        )
    )  # fmt: skip
    figure.add_annotation(
        x=lines[-1][2], y=lines[-1][3], text=canvas.literal(series.name), showarrow=False,
        xanchor="left" if chart.horizontal else "right", yanchor="bottom",
        font={"color": style.QUIET},
    )  # fmt: skip


def _finish(figure: Sketch, chart: Chart, high: float, low: float) -> None:
    canvas.place_categories(figure, chart.categories, horizontal=chart.horizontal)
    canvas.place_values(figure, chart, high, low, horizontal=chart.horizontal)


def _say_absent(figure: Sketch, chart: Chart, shown: list[Series]) -> None:
    """Write 未报 and its like at the foot of the places where no series has a value."""
    for place in range(len(chart.categories)):
        words = [series.texts[place] for series in shown if series.texts]
        if any(series.values[place] is not None for series in shown) or not any(words):
            continue
        word = next(word for word in words if word)
        status = style.STATUSES.get(word)
        x, y = (0, place) if chart.horizontal else (place, 0)
        figure.add_annotation(
            x=x, y=y, text=canvas.literal(status.label if status else word), showarrow=False,
            xanchor="left" if chart.horizontal else "center",
            yanchor="middle" if chart.horizontal else "bottom", font={"color": style.QUIET},
        )  # fmt: skip


def _totals(parts: list[Series]) -> list[float | None]:
    totals: list[float | None] = []
    for values in zip(*(series.values for series in parts), strict=True):
        present = [value for value in values if value is not None]
        totals.append(sum(present) if present else None)
    return totals


def _write_totals(
    figure: Sketch, chart: Chart, parts: list[Series], totals: list[float | None]
) -> None:
    inexact = [
        any(flags)
        for flags in zip(
            *(canvas.approximate(canvas.words_of(chart, series)) for series in parts), strict=True
        )
    ]
    total = Series(
        "合计",
        tuple(totals),
        texts=tuple(
            "" if value is None else style.write(value, chart.format, approximate=about)
            for value, about in zip(totals, inexact, strict=True)
        ),
    )
    write_numbers(figure, chart, totals, _numbers(chart, total))


def _shares(series: Series) -> list[tuple[int, str]]:
    pairs = zip(series.values, series.values[1:], strict=False)
    return [
        (place, style.write(value / before, "rate"))
        for place, (before, value) in enumerate(pairs, start=1)
        if before and value is not None
    ]
