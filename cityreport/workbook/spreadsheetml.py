"""“XML 表格 2003” saved as xls: SpreadsheetML of Excel 2003 (sheets.md section 2)."""

import math
from datetime import date, datetime, time

from lxml import etree

from cityreport.tables.workbook import CellValue, SheetCells
from cityreport.workbook.canvas import MAX_SPAN, Canvas
from cityreport.workbook.guard import MAX_SHEETS
from cityreport.workbook.refusals import RefusalError

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_VISIBLE = "{urn:schemas-microsoft-com:office:excel}Visible"
_MAX_ROWS = 1_048_576
_CLOCK_YEAR = 1900
"""Times without a day are written as the last day of 1899."""


def read_spreadsheetml(content: bytes) -> list[SheetCells]:
    """The worksheets in order; RefusalError for what is no XML or declares a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise RefusalError("unreadable-workbook") from error
    if root.getroottree().docinfo.doctype:
        raise RefusalError("forbidden-xml")
    sheets = root.findall(f"{_SS}Worksheet")
    if len(sheets) > MAX_SHEETS:
        raise RefusalError("too-many-sheets", count=str(len(sheets)), limit=str(MAX_SHEETS))
    return [_sheet(sheet, number) for number, sheet in enumerate(sheets, 1)]


def _sheet(sheet: etree._Element, number: int) -> SheetCells:
    canvas = Canvas()
    canvas.hidden = any((seen.text or "").startswith("Sheet") for seen in sheet.iter(_VISIBLE))
    table = sheet.find(f"{_SS}Table")
    if table is not None:
        _columns(canvas, table)
        _rows(canvas, table)
    return canvas.sheet(sheet.get(f"{_SS}Name") or f"Sheet{number}")


def _columns(canvas: Canvas, table: etree._Element) -> None:
    column = 0
    for element in table.findall(f"{_SS}Column"):
        column = _number(element, "Index", column + 1, MAX_SPAN) - 1
        after = column + _number(element, "Span", 0, MAX_SPAN) + 1
        if element.get(f"{_SS}Hidden") == "1":
            canvas.hidden_columns.update(range(column, after))
        column = after


def _rows(canvas: Canvas, table: etree._Element) -> None:
    row = 0
    for element in table.findall(f"{_SS}Row"):
        row = _number(element, "Index", row + 1, _MAX_ROWS) - 1
        after = row + _number(element, "Span", 0, _MAX_ROWS) + 1
        if element.get(f"{_SS}Hidden") == "1":
            canvas.hidden_rows.update(range(row, after))
        _cells(canvas, element, row)
        row = after


def _cells(canvas: Canvas, row_element: etree._Element, row: int) -> None:
    column = 0
    for cell in row_element.findall(f"{_SS}Cell"):
        column = _number(cell, "Index", column + 1, MAX_SPAN) - 1
        right = _number(cell, "MergeAcross", 0, MAX_SPAN) + 1
        canvas.merge((row, column), _number(cell, "MergeDown", 0, _MAX_ROWS) + 1, right)
        _put(canvas, cell, (row, column))
        column += right


def _put(canvas: Canvas, cell: etree._Element, at: tuple[int, int]) -> None:
    data = cell.find(f"{_SS}Data")
    text = "" if data is None else "".join(map(str, data.itertext()))
    kind = "" if data is None else data.get(f"{_SS}Type", "String")
    if kind == "Error":
        canvas.error_cells[at] = text or "#VALUE!"
    elif not text and kind != "String" and cell.get(f"{_SS}Formula"):
        canvas.uncached.add(at)
    else:
        canvas.put(at, _value(kind, text))


def _value(kind: str, text: str) -> CellValue:
    """The value of a typed cell; the text itself where it is not what its type says."""
    try:
        if kind == "Number":
            number = float(text)
            whole = math.isfinite(number) and number.is_integer() and abs(number) < 1e15
            return int(number) if whole else number if math.isfinite(number) else text
        if kind == "DateTime":
            return _moment(datetime.fromisoformat(text))
    except ValueError:
        return text
    return text == "1" if kind == "Boolean" else text


def _moment(moment: datetime) -> date | time:
    if moment.year < _CLOCK_YEAR:
        return moment.time()
    return moment.date() if moment.time() == time() else moment


def _number(element: etree._Element, name: str, default: int, most: int) -> int:
    written = element.get(f"{_SS}{name}", "")
    usual = written.isascii() and written.isdecimal() and len(written) < 10
    return min(int(written), most) if usual else default
