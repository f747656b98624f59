"""One row a category: bullet bars and dots with bands."""

from cityreport import style
from cityreport.charts import canvas
from cityreport.charts.sketch import Sketch, Trace, strokes, trace
from cityreport.tables.section import Chart, Series

_BAR = 0.5
_TICK = 0.36
_AT_END = 8
_PAST_END = 1.02
_CHARACTER = 7.5
_RANKS, _BEFORE_FIRST = "名", 0.5
"""What ranks are measured in, and where their axis begins: there is no rank before the first."""


def bullet(chart: Chart) -> Sketch:
    """A bar to the value, a dashed tick at the pace, a line at the target, the number last."""
    figure = canvas.blank()
    for series in canvas.by_role(chart, "compare"):
        figure.add_trace(_row_bars(chart, series, style.FAINT, 0.8))
    value = canvas.by_role(chart, "value", "part")[0]
    figure.add_trace(_row_bars(chart, value, _status_colours(chart, style.PRIMARY), _BAR))
    _ticks(figure, chart)
    low, high = canvas.extent(chart, "value", "part", "compare", "pace", "target")
    _finish(figure, chart, high, low)
    _write_ends(figure, chart, value)
    figure.update_layout(barmode="overlay")
    canvas.fit_height(figure, len(chart.categories))
    return figure


def dot(chart: Chart) -> Sketch:
    """A dot at the value on one line a row, its band as a light whisker behind it."""
    figure = canvas.blank()
    _bands(figure, chart)
    for series in canvas.by_role(chart, "compare"):
        figure.add_trace(_dots(chart, series, style.LIGHT, "circle-open"))
    value = canvas.by_role(chart, "value", "part")[0]
    figure.add_trace(_dots(chart, value, _status_colours(chart, style.PRIMARY), _markers(chart)))
    _ticks(figure, chart)
    low, high = canvas.extent(chart, "value", "compare", "upper", "pace", "target")
    _finish(figure, chart, high, _BEFORE_FIRST if chart.measure_unit == _RANKS else low)
    _write_ends(figure, chart, value)
    figure.update_yaxes(showgrid=True)
    canvas.fit_height(figure, len(chart.categories), style.ROW_HEIGHT - 4)
    return figure


def _finish(figure: Sketch, chart: Chart, high: float, low: float) -> None:
    canvas.place_categories(figure, chart.categories, horizontal=True)
    canvas.place_values(figure, chart, high, low, horizontal=True)
    figure.update_xaxes(range=[low, high * _PAST_END] if high > low else [0, 1])


def _statuses(chart: Chart) -> list[style.Status | None]:
    status = canvas.first(chart, "status")
    if status is None:
        return [None] * len(chart.categories)
    return [style.STATUSES.get(word) for word in status.texts]


def _status_colours(chart: Chart, usual: str) -> list[str]:
    return [status.colour if status else usual for status in _statuses(chart)]


def _markers(chart: Chart) -> list[str]:
    return [status.marker if status else "circle" for status in _statuses(chart)]


def _row_bars(chart: Chart, series: Series, colour: str | list[str], width: float) -> Trace:
    words = canvas.words_of(chart, series)
    return trace(
        "bar", x=canvas.scaled(chart, series.values), y=list(range(len(chart.categories))),
        orientation="h", width=width, name=canvas.literal(series.name),
        marker={
            "color": colour, "line": {"width": 0},
            "pattern": canvas.hatching(words, colour),
        },
        customdata=canvas.keys_of(chart), hovertext=_hover(chart, series), hoverinfo="text",
    )  # fmt: skip


def _dots(chart: Chart, series: Series, colour: str | list[str], marker: str | list[str]) -> Trace:
    return trace(
        "scatter", x=canvas.scaled(chart, series.values), y=list(range(len(chart.categories))),
        mode="markers", name=canvas.literal(series.name), cliponaxis=False,
        marker={
            "size": 11, "color": colour, "symbol": marker,
            "line": {"width": 1.5, "color": colour},
        },
        customdata=canvas.keys_of(chart), hovertext=_hover(chart, series), hoverinfo="text",
    )  # fmt: skip


def _hover(chart: Chart, series: Series) -> list[str]:
    """The hover line of a row with its pace, target and status said in words."""
    lines = canvas.hover(chart, series)
    beside = canvas.by_role(chart, "pace", "target", "lower", "upper")
    statuses = _statuses(chart)
    for place, line in enumerate(lines):
        more = [
            f"{canvas.literal(other.name)}：{style.write(other.values[place], chart.format)}"
            for other in beside
            if other.values[place] is not None
        ]
        status = statuses[place]
        lines[place] = "<br>".join([line, *more, *([status.label] if status else [])])
    return lines


def _ticks(figure: Sketch, chart: Chart) -> None:
    """Pace and target as short upright lines, the first of each named above the rows."""
    for series in canvas.by_role(chart, "pace", "target"):
        pace = series.role == "pace"
        figure.add_trace(
            strokes(
                (
                    (value, place - _TICK, value, place + _TICK)
                    for place, value in enumerate(canvas.scaled(chart, series.values))
                    if value is not None
                ),
                name=canvas.literal(series.name),
                line={
                    "color": style.QUIET if pace else style.INK, "width": 2 if pace else 2.5,
                    "dash": "2px,2px" if pace else "solid",
                },
            )
        )  # fmt: skip
    _explain_ticks(figure, chart)


def _explain_ticks(figure: Sketch, chart: Chart) -> None:
    signs = {"pace": "┆", "target": "┃"}
    said = [
        f"{signs[series.role]} {canvas.literal(series.name)}"
        for series in canvas.by_role(chart, "pace", "target")
        if any(value is not None for value in series.values)
    ]
    said += [f"◯ {canvas.literal(series.name)}" for series in canvas.by_role(chart, "compare")]
    if not said:
        return
    figure.add_annotation(
        x=1, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom",
        text="　".join(said), showarrow=False, font={"color": style.QUIET},
    )  # fmt: skip
    figure.update_layout(margin={"t": 32})


def _bands(figure: Sketch, chart: Chart) -> None:
    lower, upper = canvas.first(chart, "lower"), canvas.first(chart, "upper")
    if lower is None or upper is None:
        return
    low, high = canvas.scaled(chart, lower.values), canvas.scaled(chart, upper.values)
    figure.add_trace(
        strokes(
            (
                (start, place, end, place)
                for place, (start, end) in enumerate(zip(low, high, strict=True))
                if start is not None and end is not None
            ),
            line={"color": style.FAINT, "width": 12},
            name=f"{canvas.literal(lower.name)}～{canvas.literal(upper.name)}",
        )
    )


def _write_ends(figure: Sketch, chart: Chart, value: Series) -> None:
    """Status shape and number right of the furthest mark of the row, the word where none."""
    reach = canvas.by_role(chart, "value", "part", "compare", "upper", "target", "pace")
    scaled = [canvas.scaled(chart, series.values) for series in reach]
    statuses = _statuses(chart)
    words = canvas.words_of(chart, value)
    widest = max(map(canvas.width_of, words), default=0) + 4
    figure.update_layout(margin={"r": int(_AT_END + widest * _CHARACTER)})
    for place in range(len(chart.categories)):
        status, word = statuses[place], words[place]
        end = max([0.0, *(row[place] or 0.0 for row in scaled)])
        absent = value.values[place] is None
        if absent:
            word = word or (status.word if status else "")
        text = canvas.literal(word)
        if status:
            text = f'<span style="color:{status.colour}">{status.shape}</span> {text}'
        figure.add_annotation(
            x=end, y=place, text=text, showarrow=False, xanchor="left", xshift=_AT_END,
            font={"color": style.QUIET if absent else style.INK},
        )  # fmt: skip
