"""What the reader cannot tell about an xlsb file: one pass over the records of its sheets.

Record layouts: the published Excel binary workbook format, [MS-XLSB] sections 2.1.4 and 2.4.
"""

import posixpath
import struct
from collections.abc import Iterator

from cityreport.tables.workbook import Address
from cityreport.workbook.guard import Parts
from cityreport.workbook.package import relations
from cityreport.workbook.scan import SheetScan

_WORKBOOK = "xl/workbook.bin"
_ROW, _COLUMN, _MERGED, _BUNDLE = 0, 60, 176, 156
_ERROR, _FORMULA_ERROR = 3, 11
_VALUED = frozenset(range(2, 12))
"""Cells of all kinds but the empty one, formulas included."""
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MAX_COLUMNS = 16_384


def scan_xlsb(parts: Parts) -> dict[str, SheetScan]:
    """Error cells, hidden lines, merges and the last used cell by sheet name."""
    if _WORKBOOK not in parts.names:
        return {}
    folder, name = posixpath.split(_WORKBOOK)
    targets = relations(parts, f"{folder}/_rels/{name}.rels", folder)
    return {
        sheet: _scan_sheet(parts.read(part))
        for sheet, relation in _bundled(parts.read(_WORKBOOK))
        if (part := targets.get(relation, "")) in parts.names
    }


def records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: kind and data; kind and length are written seven bits a byte."""
    at = 0
    while at < len(content):
        kind, at = _number(content, at, 2)
        length, at = _number(content, at, 4)
        yield kind, content[at : at + length]
        at += length


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most so many bytes and where the next thing begins."""
    number = 0
    for index in range(most):
        byte = content[at] if at < len(content) else 0
        at += 1
        number |= (byte & 0x7F) << (7 * index)
        if not byte & 0x80:
            break
    return number, at


def _bundled(content: bytes) -> Iterator[tuple[str, str]]:
    """Name and relation of every sheet in workbook order."""
    for kind, data in records(content):
        if kind == _BUNDLE:
            relation, after = _text(data, 8)
            yield _text(data, after)[0], relation


def _text(data: bytes, at: int) -> tuple[str, int]:
    if at + 4 > len(data):
        return "", at
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", errors="replace"), end


def _scan_sheet(content: bytes) -> SheetScan:
    scan = SheetScan()
    row, last_row, last_column = 0, -1, -1
    for kind, data in records(content):
        if kind == _ROW and len(data) >= 12:
            (row,) = struct.unpack_from("<I", data)
            if data[11] & _HIDDEN_ROW:
                scan.hidden_rows.add(row)
        elif kind in _VALUED and len(data) >= 8:
            (column,) = struct.unpack_from("<I", data)
            last_row, last_column = max(last_row, row), max(last_column, column)
            _note_error(scan, kind, data, (row, column))
        elif kind == _MERGED and len(data) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", data)
            scan.merged.append((top, left, bottom, right))
        elif kind == _COLUMN and len(data) >= 18 and data[16] & _HIDDEN_COLUMN:
            first, last = struct.unpack_from("<2I", data)
            scan.hidden_columns.update(range(first, min(last, _MAX_COLUMNS - 1) + 1))
    scan.last_cell = last_row, last_column
    return scan


def _note_error(scan: SheetScan, kind: int, data: bytes, at: Address) -> None:
    if kind in (_ERROR, _FORMULA_ERROR) and len(data) >= 9:
        scan.error_cells[at] = _ERRORS.get(data[8], "#VALUE!")
