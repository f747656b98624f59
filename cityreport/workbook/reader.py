"""From the bytes of a workbook to its cells; runs in the reading process only."""

import re
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
from cityreport.workbook.sniff import file_format, is_zip, opened_zip, zip_format
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
"""Where values are of these types only, each different one is made plain once.

True and false would pass for 1 and 0.
"""
_Row = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class _Scanned:
    """What the pass over a sheet's XML found; empty for formats without one."""

    scan: SheetScan = field(default_factory=SheetScan)
    area: Area = field(default_factory=lambda: Area((-1, -1), {}))


def read_workbook(name: str, content: bytes) -> tuple[str, list[SheetCells]]:
    """The format and the sheets of a file; RefusalError when it is not read."""
    if is_zip(content):
        with opened_zip(content) as archive:
            found = zip_format(archive)
            return found, _read_zipped(found, content, guard.check_parts(archive))
    found = file_format(name, content)
    return found, _read_other(found, name, content)


def _read_zipped(found: str, content: bytes, parts: guard.Parts) -> list[SheetCells]:
    if found != "docx":
        return _sheets(content, _scanned(found, parts), [])
    from cityreport.workbook.document import read_document

    return read_document(content)


def _read_other(found: str, name: str, content: bytes) -> list[SheetCells]:
    """The sheets of what is no zip; libraries for what is no spreadsheet are loaded when needed."""
    if found == "xls":
        return _sheets(content, {}, scan_binary(content))
    if found == "csv":
        return [read_delimited(name, content)]
    if found == "html":
        from cityreport.workbook.webpage import read_webpage

        return read_webpage(name, content)
    from cityreport.workbook.spreadsheetml import read_spreadsheetml

    return read_spreadsheetml(content)


def _scanned(found: str, parts: guard.Parts) -> dict[str, _Scanned]:
    """What the parts of a zip-based workbook say of its sheets, by their names."""
    if found == "ods":
        return {name: _Scanned(scan) for name, scan in scan_document(parts).items()}
    if found == "xlsb":
        return {name: _measured(name, scan) for name, scan in scan_xlsb(parts).items()}
    sheets = sheet_parts(parts)
    _check_count(len(sheets))
    formats = style_formats(parts)
    return {
        sheet.name: _scan(parts, sheet, formats) for sheet in sheets if sheet.part in parts.names
    }


def _scan(parts: guard.Parts, sheet: SheetPart, formats: Mapping[str, str]) -> _Scanned:
    scan = scan_plain(parts.read(sheet.part), formats)
    if scan is None:
        scan = stream_sheet(parts, sheet.part, formats)
    return _Scanned(scan, normal_area(parts, sheet, scan, formats))


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
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            _check_count(len(workbook.sheet_names))
            if len(in_order) == len(workbook.sheet_names):
                named = zip(workbook.sheet_names, in_order, strict=True)
                scanned = {name: _Scanned(scan) for name, scan in named}
            return [
                _sheet(content, workbook, metadata, scanned.get(metadata.name) or _Scanned())
                for metadata in workbook.sheets_metadata
                if metadata.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise RefusalError("password-protected") from error
    except CalamineError as error:
        raise RefusalError("unreadable-workbook") from error


def _sheet(
    content: bytes, workbook: CalamineWorkbook, metadata: SheetMetadata, scanned: _Scanned
) -> SheetCells:
    scan, strays = scanned.scan, scanned.area.strays
    if strays:
        rows, errors = _settled(read_area(content, metadata.name, scanned.area.last))
    else:
        sheet = workbook.get_sheet_by_name(metadata.name)
        rows, errors = _settled(sheet.to_python(skip_empty_area=False))
    errors |= scan.error_cells
    return SheetCells(
        name=metadata.name,
        rows=_trimmed(rows),
        merged=tuple(scan.merged),
        error_cells={address: text for address, text in errors.items() if address not in strays},
        uncached=frozenset(scan.uncached),
        hidden=metadata.visible != SheetVisibleEnum.Visible,
        hidden_rows=frozenset(scan.hidden_rows),
        hidden_columns=frozenset(scan.hidden_columns),
        number_formats=scan.number_formats,
        strays=strays,
    )


def _settled(rows: Sequence[Sequence[CellValue]]) -> tuple[list[_Row], dict[Address, str]]:
    """The values made plain; texts such as #REF! are taken out and given apart."""
    if set(map(type, chain.from_iterable(rows))) <= _REPEATING:
        anywhere: dict[Address, str] = {}
        different = set(chain.from_iterable(rows))
        plain = {value: _plain(value, anywhere, (0, 0)) for value in different}
        if not anywhere:
            return [tuple(map(plain.__getitem__, row)) for row in rows], {}
    errors: dict[Address, str] = {}
    settled = [
        tuple([_plain(value, errors, (index, column)) for column, value in enumerate(row)])
        for index, row in enumerate(rows)
    ]
    return settled, errors


def _plain(value: CellValue, errors: dict[Address, str], at: Address) -> CellValue:
    """A number without decimals as an integer, as the sheet shows it; a text as it is meant."""
    if isinstance(value, str):
        if value[:1] in _SPECIAL or len(value) > _LONGEST_TEXT:
            return _special(value, errors, at)
    elif isinstance(value, float) and value.is_integer() and abs(value) < _SAFE_INTEGER:
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


def _duration(match: re.Match[str]) -> timedelta:
    """A duration as ods files hold it: PT26H30M00S."""
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _trimmed(rows: list[_Row]) -> tuple[_Row, ...]:
    """The rows, all of one width from A1, without empty rows and columns at the end."""
    while rows and rows[-1].count(None) == len(rows[-1]):
        rows.pop()
    width = len(rows[0]) if rows else 0
    while width and all(row[width - 1] is None for row in rows):
        width -= 1
    return tuple([row[:width] for row in rows])
