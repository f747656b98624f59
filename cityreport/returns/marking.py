"""Colour and comment the faulty cells of a workbook; runs in the marking process only."""

from collections.abc import Iterator, Sequence

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from cityreport.returns.job import Fault

AUTHOR = "创建办"
SIGNS = {"error": "◆ 错误", "warning": "▲ 警告", "info": "○ 提示"}
FILLS = {"error": "FFF4B6B0", "warning": "FFFFE699"}
_MOST_CELLS = 256
"""Of one finding on a range: colouring a whole column helps nobody."""
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS = 300, 18, 22
Place = tuple[int, int, int, int]


def mark(workbook: Workbook, faults: Sequence[Fault]) -> list[Worksheet | None]:
    """Mark every fault that has a cell; the sheet of each fault, None where there is none."""
    sheets = [sheet_of(workbook, fault) for fault in faults]
    spoken: dict[tuple[str, str], list[str]] = {}
    # Warnings first, so that an error on the same cell has the last word on its colour.
    order = sorted(range(len(faults)), key=lambda at: faults[at].severity == "error")
    for at in order:
        sheet, fault = sheets[at], faults[at]
        if sheet is not None and fault.cell and fault.severity in FILLS:
            _mark_one(sheet, fault, spoken)
    return sheets


def sheet_of(workbook: Workbook, fault: Fault) -> Worksheet | None:
    """The sheet a fault is on: by name, else by its place (a converted file may rename)."""
    named = [one for one in workbook.worksheets if one.title == fault.sheet]
    if named:
        return named[0]
    within = 0 <= fault.number < len(workbook.worksheets)
    return workbook.worksheets[fault.number] if within else None


def _mark_one(sheet: Worksheet, fault: Fault, spoken: dict[tuple[str, str], list[str]]) -> None:
    cells = list(_cells(sheet, fault.cell))
    for cell in cells:
        cell.fill = PatternFill("solid", fgColor=FILLS[fault.severity])
    if cells:
        first = cells[0]
        said = spoken.setdefault((sheet.title, first.coordinate), _standing(first))
        said.append(f"【{SIGNS[fault.severity]}】{fault.message}{fault.suggestion}")
        _comment(first, "\n".join(said))


def _standing(cell: Cell) -> list[str]:
    return [cell.comment.text] if cell.comment else []


def _comment(cell: Cell, text: str) -> None:
    lines = sum(1 + len(line) // _LETTERS for line in text.splitlines())
    cell.comment = Comment(text, AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=_COMMENT_WIDTH)


def _cells(sheet: Worksheet, place: str) -> Iterator[Cell]:
    """The cells of a finding's place; of a merged range the one that holds the value."""
    seen: set[str] = set()
    for row, column in _spots(place):
        cell = _holder(sheet, row, column)
        if cell is not None and cell.coordinate not in seen:
            seen.add(cell.coordinate)
            yield cell
        if len(seen) >= _MOST_CELLS:
            return


def _spots(place: str) -> Iterator[tuple[int, int]]:
    try:
        left, top, right, bottom = range_boundaries(place)
    except ValueError:
        return
    if left is None or top is None or right is None or bottom is None:
        return  # a whole row or column
    yield from ((row, at) for row in range(top, bottom + 1) for at in range(left, right + 1))


def _holder(sheet: Worksheet, row: int, column: int) -> Cell | None:
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                cell = sheet.cell(merged.min_row, merged.min_col)
    return cell if isinstance(cell, Cell) else None
