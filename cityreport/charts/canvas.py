"""The empty figure, its category and value axes, and how names are written on them."""

import html
import unicodedata
from collections.abc import Sequence
from typing import Any

from cityreport import style
from cityreport.charts.sketch import Sketch
from cityreport.tables.section import Chart, Series

_NAME_WIDTH = 28
_COLUMN_WIDTH = 12
_TEXT_ROOM = 0.16
"""Share of the value axis kept free for the number at the end of a bar."""
_FEW = 5
"""Counts up to which every whole number is a tick."""


def width_of(text: str) -> int:
    """How wide a text stands, counted in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def shorten(text: str, width: int = _NAME_WIDTH) -> str:
    """The text, its middle left out when too wide: names differ at their ends (第三小学)."""
    if width_of(text) <= width:
        return text
    head, tail = "", ""
    room = width - 2
    while width_of(head) < room * 0.55:
        head += text[len(head)]
    while width_of(head + tail) < room:
        tail = text[-len(tail) - 1] + tail
    return f"{head}…{tail}"


def axis_name(name: str, *, horizontal: bool) -> str:
    """A category's name on its axis: one line beside a row, two short lines under a column."""
    if horizontal:
        return literal(shorten(name))
    line = next(
        (at for at in range(len(name)) if width_of(name[: at + 1]) > _COLUMN_WIDTH), len(name)
    )
    rest = shorten(name[line:], _COLUMN_WIDTH)
    return literal(name[:line]) + (f"<br>{literal(rest)}" if rest else "")


def literal(text: str) -> str:
    """The text with what Plotly would take for markup made harmless."""
    return html.escape(text, quote=False)


def by_role(chart: Chart, *roles: str) -> list[Series]:
    """The chart's series of these roles, in their order."""
    return [series for series in chart.series if series.role in roles]


def first(chart: Chart, role: str) -> Series | None:
    """The first series of a role, None without one."""
    return next((series for series in chart.series if series.role == role), None)


def scaled(chart: Chart, values: Sequence[float | None]) -> list[float | None]:
    """Values as the axis shows them: 万元 for money, per cent for rates."""
    factor = style.scale_for(chart.format)
    return [None if value is None else value * factor for value in values]


def words_of(chart: Chart, series: Series) -> list[str]:
    """What is written at each mark: the series' own texts, else the number, "" for none."""
    own = series.texts or ("",) * len(series.values)
    return [
        text or ("" if value is None else style.write_mark(value, chart.format))
        for text, value in zip(own, series.values, strict=True)
    ]


def approximate(words: Sequence[str]) -> list[bool]:
    """Which marks stand for an approximate value."""
    return [word.startswith(style.APPROXIMATE) for word in words]


def hatching(words: Sequence[str], colour: str | list[str]) -> dict[str, Any]:
    """The fill pattern of marks: hatched where the value is approximate, none where none is.

    Not laid over the colour: there Plotly 7 cannot contrast a list of colours, and says so.
    """
    hatched = approximate(words)
    if not any(hatched):
        return {}
    return {
        "shape": ["/" if inexact else "" for inexact in hatched],
        "fillmode": "replace",
        "bgcolor": colour,
        "fgcolor": style.PAPER,
        "fgopacity": 0.5,
        "size": 6,
        "solidity": 0.3,
    }


def labelled(chart: Chart, series: Series, limit: int = style.LABELLED_MARKS) -> list[str]:
    """The words to write in the figure: all when few, else those of the largest marks."""
    words = words_of(chart, series)
    if len(words) <= limit:
        return words
    size = [abs(value) if value is not None else -1.0 for value in series.values]
    kept = set(sorted(range(len(size)), key=lambda place: -size[place])[:limit])
    return [word if place in kept else "" for place, word in enumerate(words)]


def hover(chart: Chart, series: Series) -> list[str]:
    """One line for the pointer: full name, series, number with its measure unit."""
    unit = f" {chart.measure_unit}" if chart.measure_unit not in ("", "%") else ""
    lines = []
    for name, word, value in zip(
        chart.categories, words_of(chart, series), series.values, strict=True
    ):
        shown = f"{word}{unit}" if value is not None else (word or "无数据")
        lines.append(f"<b>{literal(name)}</b><br>{literal(series.name)}：{literal(shown)}")
    return lines


def keys_of(chart: Chart) -> list[str]:
    """The ids behind the categories, the names themselves where none are given."""
    return list(chart.keys or chart.categories)


def place_of(chart: Chart, picked: str) -> int | None:
    """The place in ``chart.figures`` of a mark by its ``customdata``; None for an unknown one."""
    if chart.kind in ("heat", "tiles"):
        return int(picked) if picked.isdecimal() and int(picked) < len(chart.figures) else None
    keys = keys_of(chart)
    return keys.index(picked) if picked in keys[: len(chart.figures)] else None


def blank(height: int = style.FIGURE_HEIGHT) -> Sketch:
    """An empty figure in the house's look."""
    return Sketch(height)


def fit_height(figure: Sketch, rows: int, row_height: int = style.ROW_HEIGHT) -> None:
    """Give a figure of rows the height that its rows, axis and margins need."""
    titled = bool(figure.layout.get("xaxis", {}).get("title", {}).get("text"))
    axes = style.AXIS_HEIGHT * (2 if titled else 1)
    figure.update_layout(
        height=max(rows, 1) * row_height + figure.margin("t") + figure.margin("b") + axes
    )


def place_categories(figure: Sketch, names: Sequence[str], *, horizontal: bool) -> None:
    """Put the names at 0, 1, 2 … of the category axis, first on top or at the left."""
    axis = {
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": [axis_name(name, horizontal=horizontal) for name in names],
        "showgrid": False,
        "zeroline": False,
        "range": [len(names) - 0.5, -0.5] if horizontal else [-0.5, len(names) - 0.5],
    }
    figure.update_layout(**{"yaxis" if horizontal else "xaxis": axis})


def place_values(
    figure: Sketch, chart: Chart, highest: float, lowest: float = 0.0, *, horizontal: bool
) -> None:
    """The value axis: from zero, with room for the numbers at the ends, its unit as title."""
    span = (highest - lowest) or 1.0
    low = lowest - span * _TEXT_ROOM if lowest < 0 else 0.0
    axis = {
        "range": [low, highest + span * _TEXT_ROOM] if highest > lowest else [0, 1],
        "ticksuffix": "%" if chart.format in ("rate", "percent") else "",
        "tickformat": ",~f",
        "nticks": 6,
        "zeroline": True,
    }
    if chart.format == "count" and highest - low <= _FEW:
        axis["dtick"] = 1  # there are no halves of what is counted
    title = literal(axis_title(chart))
    if horizontal:
        named = {"title": {"text": title, "standoff": 8}} if title else {}
        figure.update_layout(xaxis={**axis, **named})
        return
    figure.update_layout(yaxis=axis)
    if title:
        figure.update_layout(margin={"t": 34, "l": 12 + 7 * width_of(title)})
        figure.add_annotation(
            x=0, y=1, xref="paper", yref="paper", xanchor="right", yanchor="bottom",
            yshift=8, text=title, showarrow=False, font={"color": style.QUIET},
        )  # fmt: skip


def axis_title(chart: Chart) -> str:
    """What the value axis is called: the measure unit, unless per cent signs say it."""
    if chart.format in ("rate", "percent"):
        return ""
    return chart.measure_unit or ("万元" if chart.format == "money" else "")


def extent(chart: Chart, *roles: str) -> tuple[float, float]:
    """The lowest (at most 0) and the highest (at least 0) of the series of these roles, scaled."""
    values = [
        value
        for series in by_role(chart, *roles)
        for value in scaled(chart, series.values)
        if value is not None
    ]
    return min([0.0, *values]), max([0.0, *values])


def show_legend(figure: Sketch) -> None:
    """A legend in one line over the plot, for marks that cannot be labelled themselves."""
    figure.update_layout(showlegend=True, margin={"t": 40})
