"""汇总表: every unit's rows of a period in one workbook, in the columns of the blank sheets."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from cityreport import style
from cityreport.errors import UserError
from cityreport.exports.xlsx.names import sheet_names
from cityreport.sheets import Column, SheetKind
from cityreport.tables.stored import StoredQuantity, StoredRow
from cityreport.tables.workbook import cell_name, column_letters
from cityreport.template.book import (
    FONT,
    Book,
    height_of,
    landscape_page,
    lines_needed,
    open_book,
    write_across,
    write_text,
)

HEADER_ROW, FIRST_ROW = 2, 3
"""Rows counted from 0: title, a line on how to read it, header, then the rows."""
SOURCES_SHEET = "出处"
TOTAL_WORD = "合计"
_MOST_ROWS = 1_000_000
_WIDTHS = {
    "unit": 18, "month": 11, "reporter": 11, "text": 20, "category": 13, "code": 11,
    "date": 12, "flow": 15, "stock": 13, "yes_no": 9,
}  # fmt: skip
_FRACTION_FORMATS = {"money": "#,##0.00", "time": "#,##0.0#", "score": "#,##0.0#"}
_SOURCE_COLUMNS = (
    ("工作表", 12), ("行号", 8), ("单位", 18), ("月份", 11), ("填报方", 11), ("来源文件", 44),
    ("来源工作表", 16), ("来源行号", 9), ("报送编号", 9),
)  # fmt: skip


def merged_workbook(rows_by_kind: Mapping[SheetKind, Sequence[StoredRow]], title: str) -> bytes:
    """The .xlsx with one sheet a kind, a 合计 row under the rows, and where each row came from.

    Approximate quantities stand as their nominal number behind 约, with the wording in a note.
    Amounts are in stored units (元, 小时). A period too long for one sheet is a ``UserError``.
    """
    _refuse_too_many(rows_by_kind)
    book = open_book(title)
    names = sheet_names([kind.name for kind in rows_by_kind])
    for name, (kind, rows) in zip(names, rows_by_kind.items(), strict=True):
        _write_kind(book, name, kind, rows, title)
    _write_sources(book, rows_by_kind)
    return book.close()


def adds_up(column: Column) -> bool:
    """Whether a 合计 of the column means something.

    Stocks repeat from row to row (details.md B3, C6), and a quantity without its own measure
    unit counts lamps in one row and places in the next.
    """
    return column.role == "flow" and bool(column.measure_unit)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a column over rows: nominal value, bounds, and whether every part is exact."""

    value: float
    lower: float
    upper: float
    exact: bool


def total(quantities: Sequence[StoredQuantity]) -> Total:
    """The column's sum; approximate as soon as one part is (method.md section 2)."""
    return Total(
        math.fsum(quantity.value for quantity in quantities),
        math.fsum(quantity.lower for quantity in quantities),
        math.fsum(quantity.upper for quantity in quantities),
        all(quantity.precision == "exact" for quantity in quantities),
    )


def quantity_format(column: Column, value: float, exact: bool) -> str:
    """The number format: money 1,234.50, whole counts 1,234, approximate ones 约1,234."""
    fraction = _FRACTION_FORMATS.get(column.family, "#,##0.0#")
    if exact and column.family in ("money", "time"):
        return fraction
    shown = "#,##0" if float(value).is_integer() else fraction
    return shown if exact else f'"{style.APPROXIMATE}"{shown}'


def _refuse_too_many(rows_by_kind: Mapping[SheetKind, Sequence[StoredRow]]) -> None:
    count = sum(len(rows) for rows in rows_by_kind.values())
    if count > _MOST_ROWS:
        raise UserError(
            f"这段时间共有 {count:,} 行，超过一张 Excel 表能放的行数。请按月份分次导出汇总表。"
        )


def _write_kind(
    book: Book, name: str, kind: SheetKind, rows: Sequence[StoredRow], title: str
) -> None:
    sheet = book.sheet(name)
    last = len(kind.columns) - 1
    write_across(sheet, 0, last, f"{title}　{kind.name}", book.look("title"))
    sheet.set_row(0, 32)
    said = _reading_line(kind, rows)
    write_across(sheet, 1, last, said, book.look("caption"))
    across = sum(_WIDTHS[column.role] for column in kind.columns)
    sheet.set_row(1, height_of(lines_needed(said, across)))
    for place, column in enumerate(kind.columns):
        sheet.set_column(place, place, _WIDTHS[column.role])
        write_text(sheet, HEADER_ROW, place, column.title, book.look("header"))
        _write_column(book, sheet, place, column, rows)
    sheet.set_row(HEADER_ROW, height_of(2))
    for line, row in enumerate(rows, start=FIRST_ROW):
        sheet.set_row(line, height_of(_lines(kind, row)))
    end = _write_totals(book, sheet, kind, rows)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + len(rows), last)
    landscape_page(sheet, HEADER_ROW, f"&L{_in_footer(title)}&R第 &P 页，共 &N 页")
    sheet.print_area(0, 0, end, last)


def _reading_line(kind: SheetKind, rows: Sequence[StoredRow]) -> str:
    if not rows:
        return "本期没有数据行：各单位未报，或填报“本月无”。"
    units = len({row.unit for row in rows})
    notes = [f"共 {units} 个单位、{len(rows)} 行"]
    if any(column.family == "money" for column in kind.measures):
        notes.append("金额单位：元")
    if any(q.precision != "exact" for row in rows for q in row.quantities.values()):
        notes.append("带“约”的按所写的数计入合计，原文见批注")
    if kind.sum_note:
        notes.append(kind.sum_note)
    if any(not adds_up(column) for column in kind.measures):
        notes.append(f"“{style.NONE}”为期末数或计量单位不一，不相加")
    return "；".join(notes)


def _write_column(
    book: Book, sheet: Worksheet, place: int, column: Column, rows: Sequence[StoredRow]
) -> None:
    for index, row in enumerate(rows, start=FIRST_ROW):
        quantity = row.quantities.get(column.name)
        if quantity is not None:
            _write_quantity(book, sheet, (index, place), column, quantity)
        else:
            look = book.look("cell", text_wrap=not column.is_measure)
            write_text(sheet, index, place, _text(row, column), look)


def _text(row: StoredRow, column: Column) -> str:
    if column.role == "unit":
        return row.unit
    if column.role == "month":
        return row.month.label
    if column.role == "reporter":
        return row.reporter
    text = row.texts.get(column.name)
    return text.text if text else ""


def _lines(kind: SheetKind, row: StoredRow) -> int:
    """How many lines the row's longest text takes."""
    texts = (column for column in kind.columns if not column.is_measure)
    return max(lines_needed(_text(row, column), _WIDTHS[column.role]) for column in texts)


def _write_quantity(
    book: Book, sheet: Worksheet, at: tuple[int, int], column: Column, quantity: StoredQuantity
) -> None:
    exact = quantity.precision == "exact"
    number_format = quantity_format(column, quantity.value, exact)
    sheet.write_number(*at, quantity.value, book.look("cell", num_format=number_format))
    if not exact:
        form: style.Format = "money" if column.family == "money" else "number"
        bounds = style.write_bounds(quantity.precision, quantity.lower, quantity.upper, form)
        _write_note(sheet, at, f"原文：{quantity.raw}" + (f"\n范围：{bounds}" if bounds else ""))


def _write_note(sheet: Worksheet, at: tuple[int, int], text: str) -> None:
    sheet.write_comment(
        *at,
        text,
        {"font_name": FONT, "font_size": 9, "author": "汇总表", "width": 190, "height": 46},
    )


def _write_totals(book: Book, sheet: Worksheet, kind: SheetKind, rows: Sequence[StoredRow]) -> int:
    """Write the 合计 row where there are rows; return the sheet's last row, counted from 0."""
    last = FIRST_ROW + len(rows) - 1
    if not rows:
        return HEADER_ROW
    for place, column in enumerate(kind.columns):
        look = book.look("total", align="right")
        if place == 0:
            write_text(sheet, last + 1, place, TOTAL_WORD, book.look("total", align="center"))
        elif adds_up(column):
            _write_total(book, sheet, (last + 1, place), column, _filled(rows, column))
        else:
            write_text(sheet, last + 1, place, style.NONE if column.is_measure else "", look)
    return last + 1


def _filled(rows: Sequence[StoredRow], column: Column) -> list[StoredQuantity]:
    return [row.quantities[column.name] for row in rows if column.name in row.quantities]


def _write_total(
    book: Book,
    sheet: Worksheet,
    at: tuple[int, int],
    column: Column,
    quantities: Sequence[StoredQuantity],
) -> None:
    if not quantities:
        # The sum of nothing is not 0 (method.md section 1).
        write_text(sheet, *at, "未填", book.look("total", align="right"))
        return
    row, place = at
    added = total(quantities)
    letter = column_letters(place)
    formula = f"=SUM({letter}{FIRST_ROW + 1}:{cell_name(row - 1, place)})"
    number_format = quantity_format(column, added.value, added.exact)
    look = book.look("total", num_format=number_format)
    sheet.write_formula(row, place, formula, look, added.value)
    if not added.exact:
        form: style.Format = "money" if column.family == "money" else "number"
        _write_note(
            sheet, at, f"范围：{style.write_bounds('about', added.lower, added.upper, form)}"
        )


def _write_sources(book: Book, rows_by_kind: Mapping[SheetKind, Sequence[StoredRow]]) -> None:
    """Add 出处: for every row of the sheets before, the file, sheet and row it came from."""
    sheet = book.sheet(SOURCES_SHEET)
    last = len(_SOURCE_COLUMNS) - 1
    write_across(
        sheet, 0, last, "各行数据的出处（行号为导出时的行号）", book.look("title", font_size=14)
    )
    for place, (name, width) in enumerate(_SOURCE_COLUMNS):
        sheet.set_column(place, place, width)
        write_text(sheet, 1, place, name, book.look("header"))
    line = 1
    for line, cells in enumerate(_sources(rows_by_kind), start=2):
        _write_source(book, sheet, line, cells)
    sheet.freeze_panes(2, 0)
    sheet.autofilter(1, 0, line, last)
    landscape_page(sheet, 1, "&R第 &P 页，共 &N 页")


def _sources(
    rows_by_kind: Mapping[SheetKind, Sequence[StoredRow]],
) -> Iterator[tuple[str | int, ...]]:
    for kind, rows in rows_by_kind.items():
        for number, row in enumerate(rows, start=FIRST_ROW + 1):
            where = (kind.name, number, row.unit, row.month.label, row.reporter)
            yield (*where, row.file, row.sheet, row.row, row.submission)


def _write_source(book: Book, sheet: Worksheet, line: int, cells: tuple[str | int, ...]) -> None:
    for place, value in enumerate(cells):
        if isinstance(value, int):
            sheet.write_number(line, place, value, book.look("cell"))
        else:
            write_text(sheet, line, place, value, book.look("cell"))


def _in_footer(text: str) -> str:
    """The text with & doubled (a single one starts a print code) and short enough for Excel."""
    return text[:80].replace("&", "&&")
