"""Sections as Excel sheets: full values, rounded only by the number format (method.md 14)."""

import math
from collections.abc import Sequence

from xlsxwriter.format import Format as CellFormat
from xlsxwriter.worksheet import Worksheet

from cityreport import style
from cityreport.exports.legible import legible
from cityreport.exports.xlsx.names import sheet_names
from cityreport.tables.section import Cell, Column, Format, Section
from cityreport.template.book import (
    TEXT_SIZE,
    Book,
    Look,
    height_of,
    landscape_page,
    lines_needed,
    open_book,
    write_across,
    write_text,
    written_width,
)

_TITLE_ROW, _LEAD_ROW, _HEADER_ROW = 0, 1, 2
_NOTHING = "没有可以导出的内容。"
_WAN = "万元"
_SUMS, _NAMED_BY = ("小计", "合计"), 2
"""A row so called in one of its first columns adds others up."""
_WIDEST, _NARROWEST, _TITLE_SIZE = 44, 9, 14
_NUMBER_FORMATS: dict[Format, str] = {
    "text": "General",
    "count": "#,##0",
    "money": "#,##0.00",
    "score": "#,##0.00",
    "rate": "0.00%",
    "percent": '#,##0.00"%"',
    "hours": "#,##0.0",
    "number": "#,##0.00",
}
"""As ``style.write`` shows them: ``rate`` is a fraction, ``percent`` stands on the 0..100 scale."""


def tables_workbook(sections: Sequence[Section], title: str, names: Sequence[str] = ()) -> bytes:
    """The sections as an .xlsx, one sheet each: title, lead, table, notes and source.

    The sheets are called by ``names`` where given, else by the sections' titles.
    """
    book = open_book(title)
    names = sheet_names(list(names) or [section.title for section in sections])
    for name, section in zip(names, sections, strict=True):
        _write_section(book, name, section)
    if not sections:
        write_text(book.sheet("说明"), 0, 0, _NOTHING, book.look("text"))
    return book.close()


def column_title(column: Column) -> str:
    """The column's header; money is written in 万元 and says so."""
    named = column.format != "money" or _WAN in column.title
    return column.title if named else f"{column.title}（{_WAN}）"


def cell_value(value: Cell, form: Format) -> str | float | int:
    """What stands in the cell: yuan in 万元, other numbers as computed, — for no value."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return style.NONE
    if form == "money" and not isinstance(value, str):
        return value * style.scale_for("money")
    return value


def number_format(value: float, form: Format) -> str:
    """The number format of a cell; a plain number shows decimals only where it has some."""
    whole = form == "number" and float(value).is_integer()
    return "#,##0" if whole else _NUMBER_FORMATS[form]


def _write_section(book: Book, name: str, section: Section) -> None:
    sheet = book.sheet(name)
    widths = _widths(section)
    lead = "　".join([*section.badges, *([section.lead] if section.lead else [])])
    title = book.look("title", font_size=_TITLE_SIZE, text_wrap=True)
    _write_line(sheet, _TITLE_ROW, section.title, title, widths, _TITLE_SIZE / TEXT_SIZE)
    _write_line(sheet, _LEAD_ROW, lead, book.look("note"), widths)
    row = _write_table(book, sheet, section, widths)
    said = [*section.notes, *([section.source] if section.source else [])]
    last = row
    for last, text in enumerate(said, start=row + 1):
        _write_line(sheet, last, text, book.look("note"), widths)
    sheet.print_area(0, 0, last, len(widths) - 1)
    landscape_page(sheet, _HEADER_ROW, "&C第 &P 页，共 &N 页")


def _write_line(
    sheet: Worksheet,
    row: int,
    text: str,
    look: CellFormat,
    widths: Sequence[float],
    size: float = 1.0,
) -> None:
    """Write a text over all columns, the row as high as it needs; ``size`` of its letters."""
    write_across(sheet, row, len(widths) - 1, _clean(text), look)
    sheet.set_row(row, height_of(lines_needed(text, sum(widths) / size)) * size)


def _write_table(book: Book, sheet: Worksheet, section: Section, widths: Sequence[float]) -> int:
    """Write header and rows; return the first free row."""
    table = section.table
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    if table is None or table.empty:
        said = section.empty or _NOTHING
        _write_line(sheet, _HEADER_ROW, said, book.look("caption", text_wrap=True), widths)
        return _HEADER_ROW + 1
    for place, column in enumerate(table.columns):
        write_text(sheet, _HEADER_ROW, place, column_title(column), book.look("header"))
    for row, cells in enumerate(table.rows, start=_HEADER_ROW + 1):
        kind: Look = "total" if _sums(cells) else "cell"
        for place, (value, column) in enumerate(zip(cells, table.columns, strict=True)):
            _write_cell(book, sheet, row, place, value, column.format, kind)
        sheet.set_row(row, height_of(_lines(cells, widths)))
    last_row = _HEADER_ROW + len(table.rows)
    sheet.freeze_panes(_HEADER_ROW + 1, 1)
    sheet.autofilter(_HEADER_ROW, 0, last_row, len(table.columns) - 1)
    return last_row + 1


def _sums(cells: Sequence[Cell]) -> bool:
    """Whether a row adds others up."""
    return any(cell in _SUMS for cell in cells[:_NAMED_BY])


def _write_cell(
    book: Book, sheet: Worksheet, row: int, place: int, value: Cell, form: Format, kind: Look
) -> None:
    shown = cell_value(value, form)
    if isinstance(shown, str):
        write_text(sheet, row, place, _clean(shown), _text_look(book, form, kind))
        return
    look = book.look(kind, num_format=number_format(shown, form), align="right")
    sheet.write_number(row, place, shown, look)


def _clean(text: str) -> str:
    """The text without signs that forbid themselves in a document; its lines stay."""
    return "\n".join(legible(line) for line in text.splitlines())


def _text_look(book: Book, form: Format, kind: Look) -> CellFormat:
    """A word in a column of numbers (未报, 约 13.5) stands at the right like the numbers."""
    if form == "text":
        return book.look(kind, text_wrap=True)
    return book.look(kind, align="right")


def _lines(cells: Sequence[Cell], widths: Sequence[float]) -> int:
    texts = ((cell, width) for cell, width in zip(cells, widths, strict=True))
    return max((lines_needed(c, width) for c, width in texts if isinstance(c, str)), default=1)


def _widths(section: Section) -> list[float]:
    """The column widths in half-width signs; wide enough for one sentence without a table."""
    table = section.table
    if table is None or table.empty:
        return [_WIDEST, _WIDEST]
    return [
        _width(column, [row[place] for row in table.rows])
        for place, column in enumerate(table.columns)
    ]


def _width(column: Column, values: Sequence[Cell]) -> float:
    texts = [column_title(column), *(style.write(value, column.format) for value in values)]
    return min(max(max(map(written_width, texts)) + 3, _NARROWEST), _WIDEST)
