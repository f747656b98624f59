"""Cells far outside the table, such as a blank typed into XFD1048576 (details.md C17, C22)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise

from cityreport.tables.workbook import Address, CellValue, cell_name
from cityreport.workbook.guard import MAX_CELLS, Parts
from cityreport.workbook.package import SheetPart, shared_strings
from cityreport.workbook.refusals import RefusalError
from cityreport.workbook.scan import MAX_STRAYS, SheetScan
from cityreport.workbook.stream import stream_sheet

SPARSE_CELLS = 1_000_000
"""Used ranges up to this size are read as they are, however empty."""
_ROW_GAP = 1_000
_COLUMN_GAP = 100


@dataclass(frozen=True, slots=True)
class Area:
    """The last row and column of the table proper, and the texts of cells beyond them."""

    last: Address
    strays: Mapping[Address, str]


def normal_area(
    parts: Parts, sheet: SheetPart, scan: SheetScan, formats: Mapping[str, str]
) -> Area:
    """The dense area of a sheet; a few cells beyond a wide gap are strays.

    RefusalError when the area is beyond the limit all the same.
    """
    area = _without_strays(parts, sheet, scan, formats) or Area(scan.last_cell, {})
    check_size(sheet.name, area.last, scan.last_cell)
    return area


def check_size(sheet: str, last: Address, named: Address) -> None:
    """RefusalError naming a cell when the range to read is beyond the limit of C22."""
    if _size(last) > MAX_CELLS:
        raise RefusalError("used-range-too-large", sheet=sheet, cell=cell_name(*named))


def _without_strays(
    parts: Parts, sheet: SheetPart, scan: SheetScan, formats: Mapping[str, str]
) -> Area | None:
    if _size(scan.last_cell) <= SPARSE_CELLS:
        return None
    last = _dense_end(scan.by_row, _ROW_GAP), _dense_end(scan.by_column, _COLUMN_GAP)
    if last == scan.last_cell:
        return None
    far = stream_sheet(parts, sheet.part, formats, beyond=last).far
    return Area(last, _texts(parts, far)) if len(far) <= MAX_STRAYS else None


def _size(last: Address) -> int:
    return (last[0] + 1) * (last[1] + 1)


def _dense_end(counts: Counter[int], gap: int) -> int:
    """The last index before a gap behind which hardly anything stands."""
    used = sorted(counts)
    end, behind = used[-1], 0
    for before, index in reversed(list(pairwise([-1, *used]))):
        behind += counts[index]
        if behind > MAX_STRAYS:
            break
        if index - before > gap:
            end = before
    return end


def _texts(parts: Parts, far: Mapping[Address, tuple[str, str]]) -> dict[Address, str]:
    wanted = {int(text) for kind, text in far.values() if kind == "s" and text.isdigit()}
    shared = shared_strings(parts, wanted)
    return {
        address: shared.get(int(text), "") if kind == "s" and text.isdigit() else text
        for address, (kind, text) in far.items()
    }


def read_area(content: bytes, sheet: str, last: Address) -> list[list[CellValue]]:
    """The rows of a sheet up to its last normal cell.

    By openpyxl, which reads row by row: the faster reader would first fill the whole range.
    Imported here because it is slow to import and rarely needed.
    """
    from openpyxl import load_workbook

    if min(last) < 0:
        return []
    try:
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        sheet_rows = workbook[sheet].iter_rows(
            max_row=last[0] + 1, max_col=last[1] + 1, values_only=True
        )
        return [[_plain(value) for value in row] for row in sheet_rows]
    except (KeyError, ValueError, TypeError, IndexError) as error:
        raise RefusalError("unreadable-workbook") from error


def _plain(value: object) -> CellValue:
    """The value as the other reader gives it: a day without a time is a date."""
    if isinstance(value, datetime) and value.time() == time():
        return value.date()
    return value if isinstance(value, str | int | float | date | time | timedelta) else None
