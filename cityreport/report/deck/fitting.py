"""What fits a slide: few rows, few columns, short texts; and saying what was left out.

A wall is read from three metres. Whatever does not fit stands in full in the Excel tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from cityreport.report.deck.entry import Entry
from cityreport.style import NONE
from cityreport.tables.section import Cell, Chart, Section, Series, Table

T = TypeVar("T")

MOST_ROWS = 10
MOST_COLUMNS = 7
MOST_BARS = 10
MOST_GRID = 12
LONGEST_CELL = 36
"""Signs of a text in a cell; two lines of a column."""
LONGEST_TITLE = 80
_NOTHING = (None, "", NONE)
_ROWS_OF_SERIES = ("heat", "tiles")


def fitted(section: Section, entry: Entry) -> Section:
    """The section as one slide shows it: a chart, a table or the sentence, never two of them."""
    cut = replace(section, title=short(section.title, LONGEST_TITLE))
    if section.empty:
        return replace(cut, chart=None, table=None)
    if section.chart is not None and not entry.as_table:
        chart, said = fitted_chart(section.chart, ends=entry.ends)
        return replace(cut, chart=chart, table=None, lead=_lead(section.lead, said))
    if section.table is None:
        return cut
    table, said = fitted_table(section.table, entry.columns, ends=entry.ends)
    return replace(cut, chart=None, table=table, lead=_lead(section.lead, said))


def fitted_chart(chart: Chart, *, ends: bool) -> tuple[Chart, str]:
    """The chart with as many rows as can be read, and what was left out in words."""
    if chart.kind in _ROWS_OF_SERIES:
        kept = _kept(len(chart.series), MOST_GRID, ends=ends)
        series = tuple(chart.series[place] for place in kept)
        across = len(chart.categories)
        fields = [row * across + column for row in kept for column in range(across)]
        cut = replace(chart, series=series, figures=_picked(chart.figures, fields))
        return cut, _said(len(kept), len(chart.series), ends=ends)
    if not chart.horizontal:
        return chart, ""
    kept = _kept(len(chart.categories), MOST_BARS, ends=ends)
    said = _said(len(kept), len(chart.categories), ends=ends)
    return _with_rows(chart, kept), said


def fitted_table(
    table: Table, columns: Sequence[str] = (), *, ends: bool = False
) -> tuple[Table, str]:
    """The table with the columns and rows that can be read, and what was left out in words."""
    places = _columns(table, columns)
    rows = _kept(len(table.rows), MOST_ROWS, ends=ends)
    shown = tuple(tuple(_short_cell(table.rows[row][at]) for at in places) for row in rows)
    known = _picked(table.figures, [row for row in rows if row < len(table.figures)])
    figures = tuple(_picked(row, places) if len(row) > 1 else row for row in known)
    kept = Table(tuple(table.columns[at] for at in places), shown, figures)
    return kept, _said(len(rows), len(table.rows), ends=ends)


def short(text: str, longest: int) -> str:
    """The text on one line, its end cut where it is longer than so many signs."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _columns(table: Table, columns: Sequence[str]) -> list[int]:
    titles = [column.title for column in table.columns]
    if not columns:
        return _telling(table, range(len(titles)))[:MOST_COLUMNS]
    wanted = (
        next((at for at, title in enumerate(titles) if title.startswith(beginning)), None)
        for beginning in columns
    )
    return _telling(table, [at for at in wanted if at is not None])


def _telling(table: Table, places: Sequence[int]) -> list[int]:
    """The columns that say something in any row; all of them where there is no row."""
    return [
        at for at in places if not table.rows or any(row[at] not in _NOTHING for row in table.rows)
    ]


def _short_cell(cell: Cell) -> Cell:
    return short(cell, LONGEST_CELL) if isinstance(cell, str) else cell


def _kept(count: int, most: int, *, ends: bool) -> list[int]:
    if count <= most:
        return list(range(count))
    if not ends:
        return list(range(most))
    return [*range(most - most // 2), *range(count - most // 2, count)]


def _said(shown: int, count: int, *, ends: bool) -> str:
    if shown == count:
        return ""
    last = shown // 2
    which = f"前 {shown - last} 和后 {last}" if ends else f"前 {shown}"
    return f"只列{which} 行，全部 {count} 行见表格"


def _with_rows(chart: Chart, kept: Sequence[int]) -> Chart:
    def only(series: Series) -> Series:
        return replace(
            series, values=_picked(series.values, kept), texts=_picked(series.texts, kept)
        )

    return replace(
        chart,
        categories=_picked(chart.categories, kept),
        series=tuple(only(series) for series in chart.series),
        keys=_picked(chart.keys, kept),
        figures=_picked(chart.figures, kept),
    )


def _picked(found: Sequence[T], places: Sequence[int]) -> tuple[T, ...]:
    """The entries at these places; nothing where there are none at all."""
    return tuple(found[place] for place in places) if found else ()


def _lead(lead: str, said: str) -> str:
    return " · ".join(part for part in (lead, said) if part)
