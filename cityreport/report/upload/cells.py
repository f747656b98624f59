"""Cells that can be changed before the commit: the faulty ones, or a whole sheet."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cityreport.intake import written
from cityreport.tables.corrections import CellEdit
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import (
    Address,
    Finding,
    SheetCells,
    WorkbookCells,
    address_of,
    cell_name,
)

MOST_ROWS, MOST_COLUMNS = 500, 60
"""A larger sheet is better put right in Excel."""
NO_RESULT = "公式（没有计算结果）"
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_ORDER = ("error", "warning")


@dataclass(frozen=True, slots=True)
class EditableCell:
    """A cell with a fault (or already changed): what stands in the file and what is read now."""

    sheet: str
    cell: str
    problem: str
    raw: str
    text: str


def faulty_cells(reading: FileReading, cells: WorkbookCells) -> tuple[EditableCell, ...]:
    """The cells that errors and warnings name, errors first, and those already changed."""
    sheets = {sheet.name: sheet for sheet in cells.sheets}
    texts = {(edit.sheet, edit.cell): edit.text for edit in reading.corrections.edits}
    problems = _problems(reading.findings)
    places = dict.fromkeys((*texts, *problems))
    return tuple(
        EditableCell(sheet, cell, problems.get((sheet, cell), "已改"), raw, texts.get((sheet, cell), raw))
        for sheet, cell in places
        if sheet in sheets and _inside(sheets[sheet], address_of(cell))
        for raw in (raw_text(sheets[sheet], address_of(cell)),)
    )  # fmt: skip


def raw_text(sheet: SheetCells, at: Address) -> str:
    """What stands in a cell of the file, as one would read it."""
    if at in sheet.error_cells:
        return sheet.error_cells[at]
    if at in sheet.uncached:
        return NO_RESULT
    return written(sheet.value(*at))


def texts_of(sheet: SheetCells, edits: Iterable[CellEdit]) -> tuple[tuple[str, ...], ...]:
    """The texts of a whole sheet as they are read now, row by row; empty if it is too large."""
    width = max((len(row) for row in sheet.rows), default=0)
    if len(sheet.rows) > MOST_ROWS or width > MOST_COLUMNS:
        return ()
    changed = {address_of(one.cell): one.text for one in edits if one.sheet == sheet.name}
    return tuple(
        tuple(changed.get((row, column), raw_text(sheet, (row, column))) for column in range(width))
        for row in range(len(sheet.rows))
    )


def sheet_edits(
    sheet: SheetCells, shown: Sequence[Sequence[str]], edited: Sequence[Sequence[str]]
) -> tuple[CellEdit, ...]:
    """The cells of a sheet that a person changed, each with what stands in the file."""
    return tuple(_sheet_edits(sheet, shown, edited))


def cell_edits(
    shown: Sequence[EditableCell], texts: Mapping[tuple[str, str], str]
) -> tuple[CellEdit, ...]:
    """The listed cells that a person changed; ``texts`` are what they say now."""
    return tuple(
        CellEdit(one.sheet, one.cell, one.raw, texts[(one.sheet, one.cell)])
        for one in shown
        if texts[(one.sheet, one.cell)] != one.text
    )


def _sheet_edits(
    sheet: SheetCells, shown: Sequence[Sequence[str]], edited: Sequence[Sequence[str]]
) -> Iterator[CellEdit]:
    for row, (before, now) in enumerate(zip(shown, edited, strict=True)):
        for column, (old, new) in enumerate(zip(before, now, strict=True)):
            if old != new:
                at = (row, column)
                yield CellEdit(sheet.name, cell_name(*at), raw_text(sheet, at), new)


def _problems(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """What is said of each single cell, errors first."""
    named = [
        one
        for one in findings
        if one.severity in _ORDER and one.sheet and _CELL.fullmatch(one.cell or "")
    ]
    found: dict[tuple[str, str], str] = {}
    for one in sorted(named, key=lambda one: _ORDER.index(one.severity)):
        place = (one.sheet or "", one.cell or "")
        found[place] = f"{found[place]} {one.message}" if place in found else one.message
    return found


def _inside(sheet: SheetCells, at: Address) -> bool:
    return at[0] < len(sheet.rows) and at[1] < len(sheet.rows[at[0]])
