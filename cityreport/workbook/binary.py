"""What the reader cannot tell about an xls file: one pass over its records.

Record layouts: the published Excel binary file format, [MS-XLS] section 2.4.
"""

import struct
from collections.abc import Iterator
from io import BytesIO

import olefile

from cityreport.tables.workbook import Range
from cityreport.workbook.refusals import RefusalError
from cityreport.workbook.scan import SheetScan

_BOUND_SHEET, _ROW, _COLUMN, _BOOLEAN_OR_ERROR, _FORMULA = 0x85, 0x208, 0x7D, 0x205, 0x06
_MERGED, _PASSWORD, _END = 0xE5, 0x2F, 0x0A
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x20, 0x01


def scan_binary(content: bytes) -> list[SheetScan]:
    """Error cells, hidden lines and merges of every sheet in order; none for old formats.

    RefusalError for a workbook with a password.
    """
    stream = _stream(content)
    starts: list[int] = []
    for kind, data in _records(stream, 0):
        if kind == _PASSWORD:
            raise RefusalError("password-protected")
        if kind == _BOUND_SHEET and len(data) >= 8:
            starts += struct.unpack_from("<I", data)
    return [_scan_sheet(stream, start) for start in starts]


def _stream(content: bytes) -> bytes:
    try:
        with olefile.OleFileIO(BytesIO(content)) as file:
            return bytes(file.openstream("Workbook").read()) if file.exists("Workbook") else b""
    except (OSError, ValueError, IndexError, struct.error):
        return b""  # the reader itself says what is wrong with it


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream: kind and data."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == _END:
            return


def _scan_sheet(stream: bytes, start: int) -> SheetScan:
    scan = SheetScan()
    for kind, data in _records(stream, start):
        if kind == _ROW and len(data) >= 14:
            row, flags = struct.unpack_from("<H10xH", data)
            if flags & _HIDDEN_ROW:
                scan.hidden_rows.add(row)
        elif kind == _COLUMN and len(data) >= 10:
            first, last, flags = struct.unpack_from("<HH4xH", data)
            if flags & _HIDDEN_COLUMN:
                scan.hidden_columns.update(range(first, min(last, 255) + 1))
        elif kind == _MERGED and len(data) >= 2:
            scan.merged += _ranges(data)
        elif (code := _error(kind, data)) is not None:
            row, column = struct.unpack_from("<HH", data)
            scan.error_cells[row, column] = _ERRORS.get(code, "#VALUE!")
    return scan


def _ranges(data: bytes) -> Iterator[Range]:
    """The merged ranges of one record: first and last row, first and last column of each."""
    room = (len(data) - 2) // 8
    count = min(int.from_bytes(data[:2], "little"), room)
    for top, bottom, left, right in struct.iter_unpack("<4H", data[2 : 2 + 8 * count]):
        yield top, left, bottom, right


def _error(kind: int, data: bytes) -> int | None:
    """The error code a cell record holds, None when it holds a value."""
    if kind == _BOOLEAN_OR_ERROR and len(data) >= 8 and data[7]:
        return data[6]
    is_formula = kind == _FORMULA and len(data) >= 14
    return data[8] if is_formula and data[6] == 2 and data[12:14] == b"\xff\xff" else None
