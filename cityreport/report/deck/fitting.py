"""What fits a slide: few rows, few columns, short texts; and saying what was left out.

A wall is read from three metres. Whatever does not fit stands in full in the Excel tables.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from cityreport.report.deck.entry import Entry
from cityreport.report.deck.spread import lines_of, table_height
from cityreport.report.remarks import remarks_of
from cityreport.style import NONE
from cityreport.tables.section import Cell, Chart, Section, Series, Table

T = TypeVar("T")

MOST_ROWS = 10
MOST_COLUMNS = 7
MOST_BARS = 10
MOST_GRID = 12
LONGEST_CELL = 120
"""Signs of a text in a cell. A list that a rule writes stays under it: a number or a reason is never
cut, rather fewer rows are shown; what somebody wrote at greater length stands whole in the notes."""
LONGEST_TITLE = 80
_NOTHING = (None, "", NONE)
_ROWS_OF_SERIES = ("heat", "tiles")
_SHEET, _TITLE_LINE, _LEAD_LINE, _PARAGRAPH = 563, 47, 30, 6
_TITLE_SIGNS, _LEAD_SIGNS = 64, 106
"""Pixels of a sheet on the wall between head and foot, half-width signs in a line of its head."""


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
    table, said = fitted_table(section.table, entry.columns, ends=entry.ends, room=_room(cut))
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
    table: Table, columns: Sequence[str] = (), *, ends: bool = False, room: int = _SHEET
) -> tuple[Table, str]:
    """The table with the columns and rows that can be read, and what was left out in words.

    ``room`` are the pixels it has on the wall; long texts wrap, and there are fewer rows then.
    """
    places = _columns(table, columns)
    titles = tuple(table.columns[at] for at in places)
    for most in range(MOST_ROWS, 0, -1):
        rows = _kept(len(table.rows), most, ends=ends)
        shown = tuple(tuple(_short_cell(table.rows[row][at]) for at in places) for row in rows)
        if table_height(titles, shown) <= room:
            break
    known = _picked(table.figures, [row for row in rows if row < len(table.figures)])
    figures = tuple(_picked(row, places) if len(row) > 1 else row for row in known)
    return Table(titles, shown, figures), _said(len(rows), len(table.rows), ends=ends)


def whole_cells(section: Section, shown: Section) -> tuple[str, ...]:
    """The texts of the section that are cut in the table as shown, whole, each once."""
    cells = {
        " ".join(cell.split())
        for row in (section.table.rows if section.table else ())
        for cell in row
        if isinstance(cell, str) and len(cell) > LONGEST_CELL
    }
    seen = [cell for row in (shown.table.rows if shown.table else ()) for cell in row]
    return tuple(sorted(cell for cell in cells if short(cell, LONGEST_CELL) in seen))


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


def _room(section: Section) -> int:
    """The pixels a table has under its title and its grey line, with the 批注 at its foot."""
    title = lines_of(section.title, _TITLE_SIGNS) * _TITLE_LINE
    # The grey line will also say which rows are shown.
    lead = lines_of(_lead(section.lead, _said(MOST_ROWS, 1000, ends=True)), _LEAD_SIGNS)
    remarks = [lines_of(remark, _LEAD_SIGNS) for remark in remarks_of(section)]
    grey = sum(lines * _LEAD_LINE + _PARAGRAPH for lines in (lead, *remarks))
    return _SHEET - title - grey


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
    which = f"前 {shown - last} 和后 {last}" if ends and last else f"前 {shown}"
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
