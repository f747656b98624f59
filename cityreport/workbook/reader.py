"""From the bytes of a workbook to its cells; runs in the reading process only."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import chain

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cityreport.tables.workbook import Address, CellValue, SheetCells
from cityreport.workbook import guard
from cityreport.workbook.binary import scan_binary
from cityreport.workbook.delimited import read_delimited
from cityreport.workbook.opendocument import scan_document
from cityreport.workbook.package import SheetPart, sheet_parts, style_formats
from cityreport.workbook.plain import scan_plain
from cityreport.workbook.refusals import RefusalError
from cityreport.workbook.scan import SheetScan
from cityreport.workbook.sniff import file_format
from cityreport.workbook.strays import Area, check_size, normal_area, read_area
from cityreport.workbook.stream import stream_sheet
from cityreport.workbook.xlsb import scan_xlsb

_ERROR_TEXT = re.compile(r"#(?:REF!|DIV/0!|N/A|NAME\?|VALUE!|NUM!|NULL!)|Err:\d{3}")
_DURATION = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")
_SAFE_INTEGER = 1e15
_LONGEST_TEXT = 1_000_000
"""Excel itself holds 32 767 characters in a cell."""
_SPECIAL = frozenset(("", "#", "E", "P"))
"""What an empty text, an error and a duration begin with."""
_REPEATING = frozenset((str, float, int, datetime, date, time, timedelta))
_CALAMINE = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_ZIPPED = ("xlsx", "xlsm", "xlsb", "ods")


@dataclass(frozen=True, slots=True)
class _Scanned:
    """What the pass over a sheet's XML found; empty for formats without one."""

    scan: SheetScan = field(default_factory=SheetScan)
    area: Area = field(default_factory=lambda: Area((-1, -1), {}))


def read_workbook(name: str, content: bytes) -> tuple[str, list[SheetCells]]:
    """The format and the sheets of a file; RefusalError when it is not read."""
    found = file_format(name, content)
    if found not in _CALAMINE:
        return found, _read_other(found, name, content)
    scanned = _scanned(content, found) if found in _ZIPPED else {}
    try:
        return found, _sheets(content, scanned, scan_binary(content) if found == "xls" else [])
    except PasswordError as error:
        raise RefusalError("password-protected") from error
    except CalamineError as error:
        raise RefusalError("unreadable-workbook") from error


def _read_other(found: str, name: str, content: bytes) -> list[SheetCells]:
    """The sheets of what is no spreadsheet by itself; its libraries are loaded when needed."""
    if found == "csv":
        return [read_delimited(name, content)]
    if found == "html":
        from cityreport.workbook.webpage import read_webpage

        return read_webpage(name, content)
    if found == "xml":
        from cityreport.workbook.spreadsheetml import read_spreadsheetml

        return read_spreadsheetml(content)
    from cityreport.workbook.document import read_document

    with zipfile.ZipFile(BytesIO(content)) as archive:
        guard.check_parts(archive)
    return read_document(content)


def _scanned(content: bytes, found: str) -> dict[str, _Scanned]:
    """Check the parts of a zip-based workbook, and scan the sheets of an xlsx one."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        kept = guard.check_parts(archive)
        if found == "ods":
            return {name: _Scanned(scan) for name, scan in scan_document(archive).items()}
        if found == "xlsb":
            return {name: _measured(name, scan) for name, scan in scan_xlsb(archive).items()}
        parts = sheet_parts(archive)
        _check_count(len(parts))
        formats, present = style_formats(archive), set(archive.namelist())
        return {
            sheet.name: _scan(archive, kept, sheet, formats)
            for sheet in parts
            if sheet.part in present
        }


def _scan(
    archive: zipfile.ZipFile,
    kept: Mapping[str, bytes],
    sheet: SheetPart,
    formats: Mapping[str, str],
) -> _Scanned:
    content = kept[sheet.part] if sheet.part in kept else archive.read(sheet.part)
    scan = scan_plain(content, formats)
    if scan is None:
        scan = stream_sheet(archive, sheet.part, formats)
    return _Scanned(scan, normal_area(archive, sheet, scan, formats))


def _measured(name: str, scan: SheetScan) -> _Scanned:
    """The scan of a sheet small enough to be read; nothing reads a far cell of xlsb by itself."""
    check_size(name, scan.last_cell, scan.last_cell)
    return _Scanned(scan)


def _check_count(sheets: int) -> None:
    if sheets > guard.MAX_SHEETS:
        raise RefusalError("too-many-sheets", count=str(sheets), limit=str(guard.MAX_SHEETS))


def _sheets(
    content: bytes, scanned: Mapping[str, _Scanned], in_order: Sequence[SheetScan]
) -> list[SheetCells]:
    """All worksheets, with what is known of them by name or by their order."""
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        _check_count(len(workbook.sheet_names))
        if len(in_order) == len(workbook.sheet_names):
            named = zip(workbook.sheet_names, in_order, strict=True)
            scanned = {name: _Scanned(scan) for name, scan in named}
        return [
            _sheet(content, workbook, metadata, scanned.get(metadata.name, _Scanned()))
            for metadata in workbook.sheets_metadata
            if metadata.typ == SheetTypeEnum.WorkSheet
        ]


def _sheet(
    content: bytes, workbook: CalamineWorkbook, metadata: SheetMetadata, scanned: _Scanned
) -> SheetCells:
    scan, strays = scanned.scan, scanned.area.strays
    if strays:
        rows = read_area(content, metadata.name, scanned.area.last)
    else:
        sheet = workbook.get_sheet_by_name(metadata.name)
        rows = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    errors = {**_settle(rows), **scan.error_cells}
    return SheetCells(
        name=metadata.name,
        rows=_rectangular(rows),
        merged=tuple(scan.merged),
        error_cells={address: text for address, text in errors.items() if address not in strays},
        uncached=frozenset(scan.uncached),
        hidden=metadata.visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=frozenset(scan.hidden_columns),
        number_formats=scan.number_formats,
        strays=strays,
    )


def _settle(rows: list[list[CellValue]]) -> dict[Address, str]:
    """Make the values plain in place; texts such as #REF! are taken out and given back."""
    types = set(map(type, chain.from_iterable(rows)))
    if types <= _REPEATING and _settle_repeating(rows):
        return {}
    errors: dict[Address, str] = {}
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str):
                if value[:1] in _SPECIAL or len(value) > _LONGEST_TEXT:
                    row[column] = _special(value, errors, (index, column))
            else:
                row[column] = _whole(value)
    return errors


def _settle_repeating(rows: list[list[CellValue]]) -> bool:
    """Whether the values could be made plain, each different one once; not where one is an error.

    No true and false are among them, which would pass for 1 and 0.
    """
    errors: dict[Address, str] = {}
    plain: dict[CellValue, CellValue] = {}
    for value in set(chain.from_iterable(rows)):
        if isinstance(value, str):
            special = value[:1] in _SPECIAL or len(value) > _LONGEST_TEXT
            plain[value] = _special(value, errors, (0, 0)) if special else value
        else:
            plain[value] = _whole(value)
    if not errors:
        rows[:] = [[plain[value] for value in row] for row in rows]
    return not errors


def _whole(value: CellValue) -> CellValue:
    """A number without decimals as an integer, as the sheet shows it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _SAFE_INTEGER:
        return int(value)
    return value


def _special(text: str, errors: dict[Address, str], at: Address) -> CellValue:
    if len(text) > _LONGEST_TEXT:
        raise RefusalError("out-of-memory")
    if _ERROR_TEXT.fullmatch(text):
        errors[at] = text
        return None
    duration = _DURATION.fullmatch(text)
    return _duration(duration) if duration else text or None


def _rectangular(rows: list[list[CellValue]]) -> tuple[tuple[CellValue, ...], ...]:
    """The rows of one width from A1, without empty rows and columns at the end."""
    while rows and _width(rows[-1]) == 0:
        rows.pop()
    width = max(map(_width, rows), default=0)
    return tuple((*row[:width], *[None] * (width - len(row))) for row in rows)


def _duration(match: re.Match[str]) -> timedelta:
    """A duration as ods files hold it: PT26H30M00S."""
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _width(row: list[CellValue]) -> int:
    for width in range(len(row), 0, -1):
        if row[width - 1] is not None:
            return width
    return 0
