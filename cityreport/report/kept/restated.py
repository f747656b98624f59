"""What a kept copy says and what the store says now, figure by figure, as both are written.

Pure: two decks in, the differences out. Only what a person could have read is compared.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cityreport.report.deck import Deck, Slide
from cityreport.style import NONE, write
from cityreport.tables.section import Cell, Chart, Column, Section, Table

CLAIM, WHOLE = "结论", "整页"
GONE, NOT_THEN, SHOWN = "不再列出", "未列入", "有数据"
_FIRST = 2
"""The page of the first slide: the cover is page 1."""
_TELLS_CHANGES = "since"
"""The slide on what changed since the meeting before names later corrections itself."""


@dataclass(frozen=True, slots=True)
class Restated:
    """One figure of a kept copy that reads otherwise now; ``page`` counts the cover."""

    page: int
    slide: str
    row: str
    column: str
    before: str
    now: str


def restated(kept: Deck, now: Deck) -> tuple[Restated, ...]:
    """Every figure of the kept deck that is written otherwise in the deck as it would be today.

    Both have been made from the same agenda, so their slides stand at the same places.
    """
    pairs = zip(kept.slides, now.slides, strict=True)
    return tuple(
        Restated(page, before.name, *difference)
        for page, (before, after) in enumerate(pairs, start=_FIRST)
        if before.section.key != _TELLS_CHANGES
        for difference in _differences(before, after)
    )


_Difference = tuple[str, str, str, str]


def _differences(before: Slide, after: Slide) -> Iterator[_Difference]:
    then, now = before.whole or before.section, after.whole or after.section
    if bool(then.empty) != bool(now.empty):
        yield WHOLE, "", then.empty or SHOWN, now.empty or SHOWN
        return
    if then.title != now.title and not before.item.title.strip():
        yield CLAIM, "", then.title, now.title
    current = {one.label: one.text for one in after.figures}
    for one in before.figures:
        if current.get(one.label, one.text) != one.text:
            yield one.label, "", one.text, current[one.label]
    if not before.figures:
        yield from _of_sections(then, now)


def _of_sections(then: Section, now: Section) -> Iterator[_Difference]:
    if then.table is not None and now.table is not None:
        yield from _of_tables(then.table, now.table)
    elif then.chart is not None and now.chart is not None:
        yield from _of_tables(_as_table(then.chart), _as_table(now.chart))


def _of_tables(then: Table, now: Table) -> Iterator[_Difference]:
    keys = _key_columns(then, now)
    after = {_name(row, keys): row for row in now.rows}
    names = {column.title: place for place, column in enumerate(now.columns)}
    for row in then.rows:
        name = _name(row, keys)
        if name not in after:
            yield name, "", _told(row, then, keys), GONE
            continue
        for place, column in enumerate(then.columns):
            other = names.get(column.title)
            if place in keys or other is None:
                continue
            was, is_now = _written(row[place], column), _written(after[name][other], column)
            if was != is_now:
                yield name, column.title, was, is_now
    known = {_name(row, keys) for row in then.rows}
    for name, row in after.items():
        if name not in known:
            yield name, "", NOT_THEN, _told(row, now, keys)


def _key_columns(then: Table, now: Table) -> list[int]:
    """The first columns of names that tell all rows apart, all of them where none do."""
    texts = [
        place
        for place, column in enumerate(then.columns)
        if column.format == "text" and all(_is_name(row[place]) for row in then.rows)
    ]
    prefixes = (texts[:count] for count in range(1, len(texts) + 1))
    return next((one for one in prefixes if _apart(then, one) and _apart(now, one)), texts)


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and any(sign.isalpha() for sign in cell)


def _apart(table: Table, places: Sequence[int]) -> bool:
    if any(place >= len(table.columns) for place in places):
        return False
    return len({_name(row, places) for row in table.rows}) == len(table.rows)


def _name(row: Sequence[Cell], places: Sequence[int]) -> str:
    return " ".join(str(row[place]) for place in places)


def _told(row: Sequence[Cell], table: Table, keys: Sequence[int]) -> str:
    cells = (
        _written(cell, column)
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True))
        if place not in keys
    )
    return "、".join(cell for cell in cells if cell not in ("", NONE)) or NONE


def _written(cell: Cell, column: Column) -> str:
    return cell if isinstance(cell, str) else write(cell, column.format)


def _as_table(chart: Chart) -> Table:
    """The chart's values, a category a row; what is no value (bounds, status) is left out."""
    shown = [one for one in chart.series if one.role in ("value", "part", "compare")]
    if chart.kind in ("heat", "tiles"):
        columns = tuple(Column(name, chart.format) for name in chart.categories)
        rows = tuple((one.name, *_cells(one.values, one.texts)) for one in chart.series)
        return Table((Column(""), *columns), rows)
    columns = tuple(Column(one.name, chart.format) for one in shown)
    across = [_cells(one.values, one.texts) for one in shown]
    rows = tuple(
        (name, *(cells[place] for cells in across)) for place, name in enumerate(chart.categories)
    )
    return Table((Column(""), *columns), rows)


def _cells(values: Sequence[float | None], texts: Sequence[str]) -> list[Cell]:
    """What is written at each mark: its own words, else the number."""
    own = texts or [""] * len(values)
    return [text or value for text, value in zip(own, values, strict=True)]
