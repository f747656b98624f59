"""A sheet without any table that only says 本月无 under its title: an empty report all the same."""

from collections.abc import Sequence

from cityreport.intake.captions import captions, says_none_in_words
from cityreport.intake.context import Context, month_around
from cityreport.intake.grid import Grid, fold
from cityreport.intake.recognising import of_bare_sheet
from cityreport.intake.surroundings import unit_findings
from cityreport.sheets import KINDS, SheetKind
from cityreport.tables.ledger import EmptyReport, ReportKey, TableReading
from cityreport.tables.workbook import Address, Finding, cell_name

_MOST_CELLS = 20


def marked_empty(grid: Grid) -> Address | None:
    """The cell that says 本月无 in a sheet of a few caption cells, None for any other sheet."""
    cells = [at for at, _ in zip(grid.all_occupied(), range(_MOST_CELLS + 1), strict=False)]
    if len(cells) > _MOST_CELLS:
        return None
    return next((at for at in cells if says_none_in_words(grid.text(at))), None)


def read_bare(
    grid: Grid, mark: Address, context: Context, hints: Sequence[str]
) -> tuple[TableReading | None, list[Finding]]:
    """The empty report of such a sheet, None if no text names exactly one kind of report."""
    kind = named_kind(hints)
    if kind is None:
        return None, []
    month = month_around(context, mark)
    claim = context.unit
    findings = [*unit_findings(context, mark), *month.findings]
    unit = claim.unit if claim else None
    empties: tuple[EmptyReport, ...] = ()
    if unit is not None and month.month is not None:
        key = ReportKey(unit.name, month.month, kind.name, context.reporter)
        empties = (EmptyReport(key, grid.sheet.name, cell_name(*mark)),)
    reading = TableReading(
        sheet=grid.sheet.name,
        kind=kind.name,
        header_cell=cell_name(*mark),
        columns={},
        units=tuple(empty.key.unit for empty in empties),
        months=tuple(empty.key.month for empty in empties),
        rows_read=0,
        totals={},
        empty_reports=empties,
        recognition=of_bare_sheet(mark, context),
    )
    return reading, [finding.on(grid.sheet.name) for finding in findings]


def bare_context(grid: Grid, context: Context) -> Context:
    """The context with all cells of the sheet as captions."""
    said = captions(grid, grid.all_occupied(), context.roster)
    return Context(said, context.names, context.roster, context.today)


def named_kind(hints: Sequence[str]) -> SheetKind | None:
    """The one kind whose name stands in a text, nearest text first."""
    for hint in hints:
        named = [kind for kind in KINDS if fold(kind.name) in fold(hint)]
        if len(named) == 1:
            return named[0]
    return None
