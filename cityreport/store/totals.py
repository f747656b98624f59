"""Ledger rows added up by the database: what all units' rows of a period come to."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store.groupings import inexact
from cityreport.store.registers import once
from cityreport.store.schema import COLUMN, KIND, QUANTITY, REPORT, SCOPE, UNIT
from cityreport.tables.stored import ColumnTotal, KindTotal


def ledger_totals(
    connection: Connection, first: Month, last: Month, unit_type: str | None
) -> dict[str, KindTotal]:
    """The totals of every kind with rows that count, in the order of the template; of a register
    a period of several months has the latest one."""
    condition = _condition(first, last, unit_type)
    known = {one.id: (one.kind, one.name) for one in connection.execute(_columns())}
    columns: dict[str, list[ColumnTotal]] = {}
    for column, *amounts in connection.execute(_by_column(condition)):
        kind, name = known[column]
        columns.setdefault(kind, []).append(ColumnTotal(name, *amounts))
    rows: dict[str, int] = {}
    units: dict[str, set[str]] = {}
    for kind, unit, count in connection.execute(_reported(condition)):
        rows[kind] = rows.get(kind, 0) + count
        units.setdefault(kind, set()).add(unit)
    return {
        kind.name: KindTotal(
            rows[kind.name], frozenset(units[kind.name]), tuple(columns.get(kind.name, ()))
        )
        for kind in KINDS
        if kind.name in rows
    }


def _columns() -> Select[Any]:
    joined = COLUMN.join(KIND, KIND.c.id == COLUMN.c.kind_id)
    return select(COLUMN.c.id, KIND.c.name.label("kind"), COLUMN.c.name).select_from(joined)


def _by_column(condition: list[ColumnElement[bool]]) -> Select[Any]:
    """Grouped by the number of the column alone: with names the database would sort every cell."""
    lower, upper = (
        func.coalesce(QUANTITY.c[name], QUANTITY.c.value) for name in ("lower", "upper")
    )
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    return (
        select(
            *(QUANTITY.c.column_id, func.sum(QUANTITY.c.value), func.sum(lower), func.sum(upper)),
            *(func.count(), func.sum(inexact()), func.count(REPORT.c.unit_id.distinct())),
        )
        .select_from(joined)
        .where(*condition)
        .group_by(QUANTITY.c.column_id)
    )


def _reported(condition: list[ColumnElement[bool]]) -> Select[Any]:
    """Kind, unit and number of rows of each report that has any."""
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(UNIT, UNIT.c.id == REPORT.c.unit_id)
    joined = joined.join(KIND, KIND.c.id == REPORT.c.kind_id)
    columns = (KIND.c.name, UNIT.c.name, SCOPE.c.rows)
    return select(*columns).select_from(joined).where(*condition, SCOPE.c.rows > 0)


def _condition(first: Month, last: Month, unit_type: str | None) -> list[ColumnElement[bool]]:
    found = [SCOPE.c.valid, REPORT.c.month.between(first.key, last.key), once(first, last)]
    if unit_type is not None:
        found.append(REPORT.c.unit_id.in_(select(UNIT.c.id).where(UNIT.c.unit_type == unit_type)))
    return found
