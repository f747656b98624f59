"""The values of a file as a new workbook: for formats that nothing here can mark themselves."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cityreport.tables.workbook import CellValue, SheetCells

MOST_CELLS = 1_000_000
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f']")
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_FORMATS: dict[type, str] = {
    datetime: "yyyy-mm-dd hh:mm", date: "yyyy-mm-dd", time: "hh:mm", timedelta: "[h]:mm",
}  # fmt: skip


def values_workbook(sheets: Sequence[SheetCells]) -> bytes | None:
    """The values, merged ranges and hidden sheets as xlsx; None when there are too many cells."""
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > MOST_CELLS:
        return None
    stream = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        formats = {kind: workbook.add_format({"num_format": f}) for kind, f in _FORMATS.items()}
        for sheet, name in zip(sheets, _names(sheets), strict=True):
            _write(workbook.add_worksheet(name), sheet, formats)
    return stream.getvalue()


def _names(sheets: Sequence[SheetCells]) -> list[str]:
    names = [_FORBIDDEN.sub(" ", sheet.name).strip()[:_LONGEST_NAME] for sheet in sheets]
    doubled = len({name.lower() for name in names}) < len(names) or not all(names)
    return [f"表{number}" for number in range(1, len(names) + 1)] if doubled else names


def _write(worksheet: Worksheet, sheet: SheetCells, formats: dict[type, Format]) -> None:
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            _write_cell(worksheet, row, column, value, formats)
    for (row, column), text in {**sheet.error_cells, **sheet.strays}.items():
        worksheet.write_string(row, column, text)
    for top, left, bottom, right in sheet.merged:
        if (top, left) != (bottom, right):
            worksheet.merge_range(top, left, bottom, right, "")
            _write_cell(worksheet, top, left, sheet.value(top, left), formats)
    for row in sheet.hidden_rows:
        worksheet.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        worksheet.set_column(column, column, None, None, {"hidden": True})


def _write_cell(
    worksheet: Worksheet, row: int, column: int, value: CellValue, formats: dict[type, Format]
) -> None:
    if isinstance(value, str):
        worksheet.write_string(row, column, value[:_LONGEST_TEXT])
    elif isinstance(value, bool):
        worksheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        worksheet.write_number(row, column, value)
    elif value is not None:
        worksheet.write_datetime(row, column, value, formats[type(value)])
