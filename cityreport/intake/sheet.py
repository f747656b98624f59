"""One sheet: its tables, what is not recognised, and cells that belong to nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cityreport.intake.advice import Advice, candidates, corrected, heeded, with_said
from cityreport.intake.bare import bare_context, marked_empty, read_bare
from cityreport.intake.blocks import Block, blocks, is_footer
from cityreport.intake.captions import Said, captions, name_says
from cityreport.intake.context import Context
from cityreport.intake.fitting import Fit, with_units
from cityreport.intake.furniture import counts_something
from cityreport.intake.grid import Grid, fold, grid_of
from cityreport.intake.meanings import meanings_of
from cityreport.intake.messages import say
from cityreport.intake.table import TableResult, read_table
from cityreport.intake.unrecognised import likely_header
from cityreport.roster.model import Roster
from cityreport.sheets import SheetKind
from cityreport.tables.ledger import TableReading
from cityreport.tables.workbook import Address, Finding, SheetCells, cell_name

TEMPLATE_FURNITURE = frozenset({"填表说明", "字典"})
"""Sheets of our own template that hold no data."""
_TITLE_WEIGHT = 2
_NAMED_STRAYS = 5


@dataclass(frozen=True, slots=True)
class SheetResult:
    """The tables and findings of one sheet; ``recognised`` also counts a header of two kinds.

    ``guess`` says of a sheet without a table which row looks most like a header.
    """

    tables: tuple[TableReading, ...]
    findings: tuple[Finding, ...]
    recognised: bool
    occupied: bool
    guess: Finding | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a sheet is read with: what the file's names say and people said, roster and day."""

    says: Said
    file: str
    roster: Roster
    today: date
    advice: Advice


def read_sheet(sheet: SheetCells, around: Around) -> SheetResult:
    """Everything intake understands of a sheet (details.md C7, C17)."""
    if fold(sheet.name) in TEMPLATE_FURNITURE:
        return SheetResult((), (), recognised=False, occupied=True)
    grid = grid_of(sheet)
    occupied = next(grid.all_occupied(), None) is not None or bool(sheet.strays)
    advice = around.advice
    found = blocks(grid, meanings_of(sheet, advice.learnt, advice.corrections))
    context = Context(
        Said(), name_says(sheet.name, around.roster) + around.says, around.roster, around.today
    )
    if found:
        return _read_blocks(grid, found, context, around)
    bare = _read_bare(grid, context, around)
    if bare is not None:
        return bare
    likely = likely_header(grid, (sheet.name, around.file))
    guess = likely.on(sheet.name) if likely else None
    at = guess.cell if guess else None
    findings = (say("unrecognised-sheet", at).on(sheet.name),) if occupied else ()
    return SheetResult((), findings, recognised=False, occupied=occupied, guess=guess)


def _read_bare(grid: Grid, context: Context, around: Around) -> SheetResult | None:
    """A sheet without a table that says 本月无, None for any other sheet."""
    mark = marked_empty(grid)
    if mark is None or counts_something(grid):
        return None
    hints = [*(grid.text(at) for at in grid.all_occupied()), grid.sheet.name, around.file]
    said = around.advice.corrections.of_table(grid.sheet.name, mark[0] + 1)
    hints = [said.kind, *hints] if said.kind else hints
    table, findings = read_bare(grid, mark, with_said(bare_context(grid, context), said), hints)
    if table is None:
        return None
    findings += [one.on(grid.sheet.name) for one in corrected(said, table.header_cell)]
    findings += [one.on(grid.sheet.name) for one in _leftovers(grid, set(grid.all_occupied()))]
    return SheetResult((table,), tuple(findings), recognised=True, occupied=True)


def _read_blocks(grid: Grid, found: Sequence[Block], names: Context, around: Around) -> SheetResult:
    tables: list[TableReading] = []
    findings: list[Finding] = []
    used: set[Address] = set()
    rows_used: set[int] = set()
    for block in found:
        said = around.advice.about(grid.sheet.name, block)
        context = replace(names, around=_around(grid, block, found[0], names.roster))
        outcome = _read_block(grid, block, with_said(context, said), around)
        if isinstance(outcome, TableResult):
            tables.append(outcome.table)
            own = corrected(said, outcome.table.header_cell)
            findings += [*(one.on(grid.sheet.name) for one in own), *outcome.findings]
            used |= outcome.used
            rows_used.update(outcome.rows_used)
        else:
            findings.append(outcome.on(grid.sheet.name))
            used |= _whole(grid, block)
    findings += [f.on(grid.sheet.name) for f in _leftovers(grid, used, rows_used)]
    findings += [f.on(grid.sheet.name) for f in _hidden(grid, tables)]
    return SheetResult(tuple(tables), tuple(findings), recognised=True, occupied=True)


def _read_block(
    grid: Grid, found: Block, context: Context, around: Around
) -> TableResult | Finding:
    """The table, or why it is not read: two kinds fit its header, or none does."""
    said = around.advice.about(grid.sheet.name, found)
    fitting = candidates(found, said)
    block = heeded(grid, found, context, fitting)
    if block is not found:
        fitting = candidates(block, said)
    header = cell_name(*block.header.cells[0].at)
    if not fitting:
        return say("header-not-fitting", header, str(block.header.first + 1))
    chosen = choose(fitting, _hints(grid, block, around.file))
    if chosen is None:
        kinds = "和".join(f"“{fit.kind.name}”" for fit in _best(fitting))
        return say("ambiguous-kind", header, kinds=kinds)
    roster = context.roster
    fit = with_units(chosen, lambda text: unit.name if (unit := roster.match(text)) else "")
    return read_table(grid, block, fit, context)


def _around(grid: Grid, block: Block, first: Block, roster: Roster) -> Said:
    """What is said around a block: its own captions, those of the sheet, its footer."""
    said = captions(grid, block.caption_cells(grid), roster)
    if first is not block and first.captions != block.captions:
        sheet_says = captions(grid, first.caption_cells(grid), roster)
        # A part with a title of its own is never another unit's, not even a unit nobody knows.
        units = () if said.units else sheet_says.units
        said = said + Said(units, sheet_says.months, sheet_says.reporters, sheet_says.measure_units)
    footed = any(map(is_footer, grid.words))
    cells = (at for row in block.body for at in grid.in_row(row)) if footed else ()
    footers = [at for at in cells if is_footer(grid.text(at))]
    below = captions(grid, footers, roster)
    return said + Said(units=below.units)


def _hints(grid: Grid, block: Block, file: str) -> list[str]:
    """The texts that may name the kind, nearest first: titles above, sheet name, file name."""
    titles = [grid.text(at) for at in reversed(block.caption_cells(grid))]
    return [*titles, grid.sheet.name, file]


def choose(candidates: Sequence[Fit], hints: Iterable[str]) -> Fit | None:
    """The kind of a header that fits several: what title, sheet or file name say, unless the
    header clearly says otherwise; None when nothing decides (details.md C28)."""
    best = _best(candidates)
    near = [fit for fit in candidates if fit.score >= best[0].score - _TITLE_WEIGHT]
    for hint in hints:
        hinted = _hinted(near, fold(hint))
        if len(hinted) == 1:
            return hinted[0]
        tied = [fit for fit in best if fit in hinted]
        if len(tied) == 1:
            return tied[0]
    return best[0] if len(best) == 1 else None


def _best(candidates: Sequence[Fit]) -> list[Fit]:
    """The candidates with the highest score."""
    return [fit for fit in candidates if fit.score == candidates[0].score]


def _hinted(candidates: Iterable[Fit], text: str) -> list[Fit]:
    """The candidates a text names; the kind's own name counts for more than its other words."""
    ranked = [(fit, _names(fit.kind, text)) for fit in candidates]
    top = max((rank for _, rank in ranked), default=0)
    return [fit for fit, rank in ranked if rank == top and rank > 0]


def _names(kind: SheetKind, text: str) -> int:
    if fold(kind.name) in text:
        return 2
    return int(any(fold(word) in text for word in kind.words))


def _whole(grid: Grid, block: Block) -> set[Address]:
    rows = (*block.captions, *range(block.header.first, block.header.last + 1), *block.body)
    return {at for row in rows for at in grid.in_row(row)}


def _leftovers(grid: Grid, used: Collection[Address], rows: Collection[int] = ()) -> list[Finding]:
    """Cells that are neither read nor furniture: named one by one, many as one range (C17)."""
    open_rows = (row for row in range(grid.height) if row not in rows)
    left = [at for row in open_rows for at in grid.in_row(row) if at not in used]
    strays = [(cell_name(*at), grid.text(at)) for at in left]
    strays += [(cell_name(*at), text) for at, text in sorted(grid.sheet.strays.items())]
    if len(strays) <= _NAMED_STRAYS:
        return [say("stray-cell", cell, text or None) for cell, text in strays]
    cells = f"{strays[0][0]}:{strays[-1][0]}"
    return [say("stray-cell", cells, f"共 {len(strays)} 个单元格")]


def _hidden(grid: Grid, tables: Iterable[TableReading]) -> list[Finding]:
    """Hidden sheets and rows are read like others, and it is said."""
    sheet = grid.sheet
    findings = [say("hidden-sheet")] if sheet.hidden else []
    read = {row.row for table in tables for row in table.rows} if sheet.hidden_rows else ()
    rows = sorted(row + 1 for row in sheet.hidden_rows if row + 1 in read)
    if rows:
        shown = "、".join(str(row) for row in rows[:10]) + ("等" if len(rows) > 10 else "")
        findings.append(say("hidden-rows", f"A{rows[0]}", rows=shown))
    return findings
