"""What titles and names say against what the rows say (details.md C2, D8)."""

from collections.abc import Sequence

from cityreport.intake.captions import UnitClaim
from cityreport.intake.context import Context, month_around, said_month, unknown_unit
from cityreport.intake.fitting import Fit
from cityreport.intake.messages import say
from cityreport.intake.rows import DataRow
from cityreport.period import Month
from cityreport.tables.workbook import Address, Finding, cell_name


def surroundings(
    context: Context, fit: Fit, rows: Sequence[DataRow], header: Address
) -> list[Finding]:
    """What is missing or wrong around the table for the rows that rely on it, and conflicts."""
    findings: list[Finding] = []
    roles = {field.column.role for field in fit.fields}
    if any(not row.own_unit for row in rows) and ("unit" not in roles or context.unit):
        findings += unit_findings(context, header)
    if any(not row.own_month for row in rows) and (not roles & {"month", "date"} or context.months):
        findings += month_around(context, header).findings
    return [
        *findings,
        *_unit_conflict(context, rows),
        *_month_conflicts(context, rows),
        *_name_conflict(context, rows, header),
        *_inactive(rows),
    ]


def unit_findings(context: Context, header: Address) -> list[Finding]:
    """The error that no unit is named around the table, or an unknown one."""
    claim = context.unit
    if not context.roster.units or (claim is not None and claim.unit is not None):
        return []
    if claim is None:
        return [say("missing-unit", cell_name(*header))]
    return [unknown_unit(context.roster, claim.text, cell_name(*(claim.at or header)))]


def _unit_conflict(context: Context, rows: Sequence[DataRow]) -> list[Finding]:
    """A warning when every row names one other unit that is no child of the title's (D8)."""
    claim = None if context.said_unit else _known_claim(context)
    own = {row.unit.name: row.unit for row in rows if row.own_unit and row.unit}
    if claim is None or claim.unit is None or claim.at is None or len(own) != 1:
        return []
    if not all(row.own_unit and row.unit for row in rows):
        return []
    (unit,) = own.values()
    if claim.unit.name in (unit.name, unit.parent):
        return []
    return [
        say(
            "title-unit-conflict",
            cell_name(*claim.at),
            claim.text,
            title=claim.unit.name,
            rows=unit.name,
        )
    ]


def _known_claim(context: Context) -> UnitClaim | None:
    return next((claim for claim in context.around.units if claim.unit), None)


def _month_conflicts(context: Context, rows: Sequence[DataRow]) -> list[Finding]:
    """A warning at the first row of each month that differs from the title's (C2)."""
    title, claim = said_month(context)
    if title is None or claim is None or claim.at is None:
        return []
    first: dict[Month, DataRow] = {}
    for row in rows:
        if row.own_month and row.month is not None and row.month != title:
            first.setdefault(row.month, row)
    return [
        say("title-month-conflict", cell_name(row.row, 0), title=title.label, rows=month.label)
        for month, row in first.items()
    ]


def _name_conflict(context: Context, rows: Sequence[DataRow], header: Address) -> list[Finding]:
    """A warning when sheet or file name say another month than all the rows."""
    months = {row.month for row in rows if row.month is not None}
    claim = next((claim for claim in context.names.months if claim.month.number), None)
    if context.said_month is not None or claim is None or len(months) != 1 or claim.month.fault:
        return []
    (month,) = months
    same_year = claim.month.year in (None, month.year)
    if claim.month.number == month.number and same_year:
        return []
    return [
        say(
            "name-month-conflict",
            cell_name(*header),
            claim.text,
            name=claim.text,
            rows=month.label,
        )
    ]


def _inactive(rows: Sequence[DataRow]) -> list[Finding]:
    """A warning for each unit and month outside the unit's 启用 and 停用 months (C4)."""
    first: dict[tuple[str, Month], DataRow] = {}
    for row in rows:
        if row.unit is not None and row.month is not None and not row.unit.active(row.month):
            first.setdefault((row.unit.name, row.month), row)
    return [
        say("inactive-unit", cell_name(row.row, 0), unit, unit=unit, month=month.label)
        for (unit, month), row in first.items()
    ]
