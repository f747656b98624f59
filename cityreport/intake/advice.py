"""What people said about a file before it is read: learnt words, corrections, changed cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cityreport.intake.blocks import Block
from cityreport.intake.context import Context
from cityreport.intake.fitting import Fit, HeadCell, fit_of, fits
from cityreport.intake.grid import Grid
from cityreport.intake.lines import lines
from cityreport.intake.messages import say
from cityreport.roster.model import Roster
from cityreport.sheets import BY_NAME
from cityreport.tables.corrections import (
    UNCORRECTED,
    CellEdit,
    Corrections,
    HeaderWord,
    TableCorrection,
)
from cityreport.tables.workbook import (
    Address,
    Finding,
    SheetCells,
    WorkbookCells,
    address_of,
)


@dataclass(frozen=True, slots=True)
class Advice:
    """Everything people said that bears on one file."""

    learnt: tuple[HeaderWord, ...] = ()
    corrections: Corrections = UNCORRECTED

    def about(self, sheet: str, block: Block) -> TableCorrection:
        """What was said about the table of a block."""
        return self.corrections.of_table(sheet, block.header.first + 1)


def edited(workbook: WorkbookCells, edits: Sequence[CellEdit]) -> WorkbookCells:
    """The file with the changed cells; its bytes and fingerprint stay those of the original."""
    by_sheet: dict[str, dict[Address, str]] = {}
    for edit in edits:
        by_sheet.setdefault(edit.sheet, {})[address_of(edit.cell)] = edit.text
    sheets = (
        _edited_sheet(sheet, by_sheet[sheet.name]) if sheet.name in by_sheet else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=tuple(sheets)) if by_sheet else workbook


def _edited_sheet(sheet: SheetCells, texts: Mapping[Address, str]) -> SheetCells:
    height, width = len(sheet.rows), max((len(row) for row in sheet.rows), default=0)
    rows = [list(row) for row in sheet.rows]
    inside = {at: text for at, text in texts.items() if at[0] < height and at[1] < width}
    for (row, column), text in inside.items():
        rows[row][column] = text.strip() or None
    return replace(
        sheet,
        rows=tuple(map(tuple, rows)),
        error_cells={at: code for at, code in sheet.error_cells.items() if at not in inside},
        uncached=sheet.uncached - inside.keys(),
        # A number typed as text is no longer a date or a month with two decimals.
        number_formats={at: form for at, form in sheet.number_formats.items() if at not in inside},
    )


def with_said(context: Context, said: TableCorrection) -> Context:
    """The context of a table with the unit and month a person gave it."""
    unit = context.roster.match(said.unit) if said.unit else None
    return replace(context, said_unit=unit, said_month=said.month)


def heeded(grid: Grid, block: Block, context: Context, candidates: Sequence[Fit]) -> Block:
    """The block without learnt words that were not learnt for every unit of the table."""
    if not any(meaning.learnt for cell in block.header.cells for meaning in cell.meant):
        return block
    owners = _owners(grid, block, context, candidates)
    cells = tuple(_heeded(cell, owners) for cell in block.header.cells)
    return replace(block, header=replace(block.header, cells=cells))


def _heeded(cell: HeadCell, owners: frozenset[str]) -> HeadCell:
    kept = (meaning.heeded(owners) for meaning in cell.meant)
    return cell._replace(meant=tuple(one for one in kept if one is not None))


def _owners(
    grid: Grid, block: Block, context: Context, candidates: Sequence[Fit]
) -> frozenset[str]:
    """The units whose table it is: those its rows name, else the one named around it."""
    if context.said_unit is not None:
        return frozenset({context.said_unit.name})
    named = _named_in_rows(grid, block, candidates[0], context.roster) if candidates else ()
    claim = context.unit
    around = (claim.unit.name,) if claim and claim.unit else ()
    return frozenset(named) or frozenset(around)


def _named_in_rows(grid: Grid, block: Block, fit: Fit, roster: Roster) -> set[str]:
    column = next((f.index for f in fit.fields if f.column.role == "unit"), None)
    if column is None:
        return set()
    rows = (line.row for line in lines(grid, block, fit) if line.kind in ("data", "none"))
    texts = {grid.text(grid.home((row, column))) for row in rows}
    return {unit.name for text in texts if (unit := roster.match(text)) is not None}


def candidates(block: Block, said: TableCorrection) -> list[Fit]:
    """The kinds the header can be, only the one a person named if they named one."""
    if said.kind in BY_NAME:
        return [fit_of(BY_NAME[said.kind], block.header.cells)]
    return fits(block.header.cells)


def corrected(said: TableCorrection, header: str) -> list[Finding]:
    """What was read by a person's word rather than as recognised, for the record."""
    month = said.month.label if said.month else ""
    rows = str(said.header) if said.rows < 2 else f"{said.header}、{said.header + 1}"
    words = (
        ("corrected-header", rows if said.rows else ""),
        ("corrected-kind", said.kind),
        ("corrected-unit", said.unit),
        ("corrected-month", month),
    )
    return [say(code, header, given) for code, given in words if given]
