"""One table of a sheet: its kind, its rows, its totals, and everything to say about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cityreport.intake.blocks import Block
from cityreport.intake.captions import says_none, says_none_in_words
from cityreport.intake.checks import check_duplicates, check_row, check_stocks, missing_columns
from cityreport.intake.columns import Label, label, strange_unit
from cityreport.intake.context import Context, month_around
from cityreport.intake.covers import Table
from cityreport.intake.fitting import Field, Fit
from cityreport.intake.furniture import used_cells
from cityreport.intake.grid import Grid
from cityreport.intake.ledger import control_totals, counted_fields, ledger_rows
from cityreport.intake.lines import Line, lines
from cityreport.intake.matrix import by_unit
from cityreport.intake.messages import say
from cityreport.intake.plain import plain_rows
from cityreport.intake.recognising import recognition, sayings
from cityreport.intake.rows import DataRow, RowReader
from cityreport.intake.surroundings import surroundings, unit_findings
from cityreport.intake.totals import check_subtotal_columns, check_totals, unlabelled_totals
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.sheets import MEASURE_UNITS
from cityreport.tables.ledger import EmptyReport, LedgerRow, ReportKey, TableReading
from cityreport.tables.workbook import Address, Finding, cell_name


@dataclass(frozen=True, slots=True)
class TableResult:
    """A table as read, its findings, the cells that were used or are furniture, and the rows in
    which all were."""

    table: TableReading
    findings: tuple[Finding, ...]
    used: frozenset[Address]
    rows_used: range


@dataclass(frozen=True, slots=True)
class _Body:
    """What the rows of a table gave.

    ``counted`` are rows that tell unit and month of all that count, ``none`` those that say 本月无,
    ``read`` those of any kind. ``absent`` is said of columns that are missing.
    """

    rows: Sequence[LedgerRow]
    counted: Sequence[DataRow]
    read: Sequence[DataRow]
    totals: Mapping[str, float]
    rows_read: int
    none: Sequence[DataRow] = ()
    empties: tuple[EmptyReport, ...] = ()
    faulty: frozenset[int] = frozenset()
    absent: Sequence[Finding] = ()
    findings: Sequence[Finding] = ()
    lines: Sequence[Line] = ()
    rows_used: range = range(0)


def read_table(grid: Grid, block: Block, fit: Fit, context: Context) -> TableResult:
    """Everything one recognised table says, unit and month decided row by row."""
    header = _header_cell(block)
    body = _plain(grid, block, fit, context) or _careful(grid, block, fit, context)
    findings = [
        *_header_findings(block, fit, context),
        *sayings(block, fit),
        *body.absent,
        *surroundings(context, fit, [*body.counted, *body.none], block.header.cells[0].at),
        *body.findings,
    ]
    reading = TableReading(
        sheet=grid.sheet.name,
        kind=fit.kind.name,
        header_cell=header,
        columns={cell_name(*f.at): f.column.name for f in fit.fields},
        units=_units(body),
        months=_months(body),
        rows_read=body.rows_read,
        totals=body.totals,
        rows=body.rows,
        empty_reports=body.empties,
        faulty_rows=body.faulty,
        recognition=recognition(block, fit, context, body.read),
    )
    placed = tuple(finding.on(grid.sheet.name) for finding in _once(findings))
    used = used_cells(grid, block, fit, body.lines)
    return TableResult(reading, placed, used, body.rows_used)


def _plain(grid: Grid, block: Block, fit: Fit, context: Context) -> _Body | None:
    """The body of a table of which there is nothing to say, None for any other."""
    found = plain_rows(grid, block, fit, context)
    if found is None:
        return None
    whole = range(block.body[0], block.body[-1] + 1)
    return _Body(
        found.rows, found.places, found.places, found.totals, len(found.rows), rows_used=whole
    )


def _careful(grid: Grid, block: Block, fit: Fit, context: Context) -> _Body:
    """The body of any table, read row by row."""
    header = _header_cell(block)
    body = lines(grid, block, fit)
    said = {line.row: line.kind for line in body if line.kind in ("data", "none")}
    read = by_unit(RowReader(grid, fit, context).read(list(said)), fit, grid, context.roster)
    data = [row for row in read if said[row.row] == "data"]
    none = [row for row in read if said[row.row] == "none"]
    unlabelled = unlabelled_totals(Table(grid, fit, context, body, data))
    rows = [row for row in data if row.row not in unlabelled]
    table = Table(grid, fit, context, body, rows)
    empties, empty_findings = _empty_reports(table, none)
    implied, absent = missing_columns(fit, rows, header, grid)
    findings = [
        *_row_findings(table, unlabelled),
        *empty_findings,
        *check_totals(table),
        *check_subtotal_columns(table),
    ]
    if not rows and not none and not empties and not empty_findings:
        # Only the sheets everybody sends each month are missed when they stay empty (C1).
        code = "header-only" if fit.kind.first_ring else "header-only-optional"
        findings.append(say(code, header))
    return _Body(
        rows=ledger_rows(rows, fit, grid.sheet.name, implied),
        counted=rows,
        none=none,
        read=read,
        totals=_totals(fit, rows),
        rows_read=len({row.row for row in rows}),
        empties=empties,
        faulty=frozenset(row.row + 1 for row in rows if row.faulty),
        absent=absent if rows else (),
        findings=findings,
        lines=body,
    )


def _header_cell(block: Block) -> str:
    return cell_name(*block.header.cells[0].at)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without repeats (a merged cell over many rows speaks once)."""
    return list(dict.fromkeys(findings))


def _header_findings(block: Block, fit: Fit, context: Context) -> list[Finding]:
    """Unknown and doubled columns, strange measure units, header against caption (C8, C11)."""
    findings = [
        say("unknown-column", cell_name(*cell.at), cell.sub or cell.top) for cell in fit.unknown
    ]
    for cell, column, sure in fit.doubled:
        text = cell.sub or cell.top
        code = "duplicate-column" if column.is_measure and not sure else "ignored-column"
        findings.append(say(code, cell_name(*cell.at), text, column=column.name))
    heads = {cell.column: (label(cell.sub), label(cell.top)) for cell in block.header.cells}
    for field in fit.fields:
        findings += _measure_unit_findings(field, heads[field.index], context)
    return findings


def _measure_unit_findings(
    field: Field, heads: tuple[Label, Label], context: Context
) -> list[Finding]:
    if not field.column.is_measure:
        return []
    cell = cell_name(*field.at)
    factors = MEASURE_UNITS[field.column.family]
    if strange := strange_unit(field.column, *heads):
        known = "、".join(factors) or field.column.measure_unit
        return [say("unknown-measure-unit", cell, strange, column=field.column.name, known=known)]
    caption = context.measure_unit(field.column)
    unit = field.measure_unit
    if not caption or not unit or factors.get(unit) == factors.get(caption):
        return []
    return [say("unit-caption-conflict", cell, unit, header=unit, caption=caption)]


def _row_findings(table: Table, unlabelled: Iterable[int]) -> list[Finding]:
    """What the rows say one by one, and what they say together."""
    findings = [say("unlabelled-total", cell_name(row, 0)) for row in sorted(unlabelled)]
    for row in table.rows:
        findings += row.findings
        findings += [finding for part in row.parts.values() for finding in part.findings]
        findings += check_row(row, table.fit, table.grid)
    findings += check_duplicates(table.rows, table.fit, table.grid)
    return findings + check_stocks(table.rows, table.fit)


def _empty_reports(
    table: Table, none: Sequence[DataRow]
) -> tuple[tuple[EmptyReport, ...], list[Finding]]:
    """The empty reports of the table: 本月无 in place of rows, or in the template's cell (C1)."""
    answered, findings = _answered(table)
    stated = [
        (row.unit, row.month, row.reporter, _first_cell(table.grid, row.row))
        for row in none
        if row.unit and row.month
    ]
    findings += [
        finding for row in none for finding in row.findings if not row.unit or not row.month
    ]
    filled = {(row.unit.name, row.month) for row in table.rows if row.unit}
    reports: dict[ReportKey, EmptyReport] = {}
    for unit, month, reporter, at in [*stated, *answered]:
        key = ReportKey(unit.name, month, table.fit.kind.name, reporter)
        if (unit.name, month) not in filled:
            reports.setdefault(key, EmptyReport(key, table.grid.sheet.name, cell_name(*at)))
        elif says_none_in_words(table.grid.text(at)):
            findings.append(_contradiction(key, at))
    return tuple(reports.values()), findings


def _contradiction(key: ReportKey, at: Address) -> Finding:
    month = key.month.label
    return say("empty-and-rows", cell_name(*at), unit=key.unit, month=month, kind=key.kind)


def _answered(
    table: Table,
) -> tuple[list[tuple[Unit, Month, str, Address]], list[Finding]]:
    """The template's 本月无此项工作 cell, if somebody wrote in it."""
    answer = table.context.around.none_answer
    if answer is None:
        return [], []
    text, at = answer
    if not says_none(text):
        return [], [say("unclear-empty-mark", cell_name(*at), text)]
    unit = table.context.unit
    month = month_around(table.context, at)
    if unit is None or unit.unit is None:
        return [], [*unit_findings(table.context, at), *month.findings]
    if month.month is None:
        return [], list(month.findings)
    return [(unit.unit, month.month, table.context.reporter, at)], []


def _first_cell(grid: Grid, row: int) -> Address:
    """The cell of the row that says none (else its first)."""
    cells = grid.in_row(row)
    return next((at for at in cells if says_none(grid.text(at))), cells[0])


def _units(body: _Body) -> tuple[str, ...]:
    named = [row.unit.name for row in body.counted if row.unit]
    return tuple(dict.fromkeys([*named, *(empty.key.unit for empty in body.empties)]))


def _months(body: _Body) -> tuple[Month, ...]:
    months = {row.month for row in body.counted if row.month}
    return tuple(sorted(months | {empty.key.month for empty in body.empties}))


def _totals(fit: Fit, rows: Sequence[DataRow]) -> dict[str, float]:
    """The control totals of the rows."""
    amounts: dict[str, list[Quantity | None]] = {}
    for row in rows:
        for field in counted_fields(fit, row):
            amounts.setdefault(field.column.name, []).append(row.parts[field.index].quantity)
    reports = {(row.named, row.month, row.reporter) for row in rows}
    return control_totals(fit.kind, amounts, one_report=len(reports) == 1)
