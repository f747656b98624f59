"""Ledger rows added up by the database: what all units' rows of a period come to."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, func, or_, select

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store.groupings import inexact
from cityreport.store.registers import is_latest
from cityreport.store.schema import COLUMN, KIND, QUANTITY, REPORT, SCOPE, UNIT
from cityreport.tables.stored import ColumnTotal, KindTotal

_REGISTERS = tuple(kind.name for kind in KINDS if kind.whole_register)


def ledger_totals(
    connection: Connection, first: Month, last: Month, unit_type: str | None
) -> dict[str, KindTotal]:
    """The totals of every kind with rows that count, in the order of the template; of a register
    a period of several months has the latest one."""
    condition = _condition(first, last, unit_type)
    columns: dict[str, list[ColumnTotal]] = {}
    for kind, *column in connection.execute(_by_column(condition)):
        columns.setdefault(kind, []).append(ColumnTotal(*column))
    rows: dict[str, int] = {}
    units: dict[str, set[str]] = {}
    for kind, unit, count in connection.execute(_by_unit(condition)):
        rows[kind] = rows.get(kind, 0) + count
        units.setdefault(kind, set()).add(unit)
    return {
        kind.name: KindTotal(
            rows[kind.name], frozenset(units[kind.name]), tuple(columns.get(kind.name, ()))
        )
        for kind in KINDS
        if kind.name in rows
    }


def _by_column(condition: list[ColumnElement[bool]]) -> Select[Any]:
    lower, upper = (
        func.coalesce(QUANTITY.c[name], QUANTITY.c.value) for name in ("lower", "upper")
    )
    joined = _reports().join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    joined = joined.join(COLUMN, COLUMN.c.id == QUANTITY.c.column_id)
    return (
        select(
            *(KIND.c.name, COLUMN.c.name, func.sum(QUANTITY.c.value), func.sum(lower)),
            *(func.sum(upper), func.count(), func.sum(inexact())),
            func.count(REPORT.c.unit_id.distinct()),
        )
        .select_from(joined)
        .where(*condition)
        .group_by(KIND.c.name, COLUMN.c.name)
    )


def _by_unit(condition: list[ColumnElement[bool]]) -> Select[Any]:
    return (
        select(KIND.c.name, UNIT.c.name, func.sum(SCOPE.c.rows))
        .select_from(_reports())
        .where(*condition, SCOPE.c.rows > 0)
        .group_by(KIND.c.name, UNIT.c.name)
    )


def _reports() -> FromClause:
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(UNIT, UNIT.c.id == REPORT.c.unit_id)
    return joined.join(KIND, KIND.c.id == REPORT.c.kind_id)


def _condition(first: Month, last: Month, unit_type: str | None) -> list[ColumnElement[bool]]:
    found = [SCOPE.c.valid, REPORT.c.month.between(first.key, last.key)]
    if first != last:
        found.append(or_(KIND.c.name.not_in(_REGISTERS), is_latest(first, last)))
    if unit_type is not None:
        found.append(UNIT.c.unit_type == unit_type)
    return found
