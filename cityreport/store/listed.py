"""Ledger rows with some of their columns only: pages count and list tens of thousands of them.

A row of a dozen cells as objects takes five times as long as one record of what is shown of it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, Select, select

from cityreport.period import Month
from cityreport.sheets import BY_NAME
from cityreport.store.keys import portions
from cityreport.store.ledger import counting
from cityreport.store.registers import once
from cityreport.store.schema import (
    CELL_TEXT,
    COLUMN,
    KIND,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.tables.stored import ListedRow


class _Sent(NamedTuple):
    """What all rows of a report in a submission share."""

    unit: str
    month: Month
    submission: int
    file: str


def listed(
    connection: Connection, kind: str, until: Month, columns: Sequence[str]
) -> list[ListedRow]:
    """All units' rows of a kind of the year up to a month, of a register those of the latest report;
    in the order of ``ledger``."""
    first = Month(until.year, 1)
    reports = (*counting(first, until, (kind,), None), once(first, until))
    sent = _sent(connection, reports)
    ids = _column_ids(connection, kind, columns)
    places = {name: place for place, name in enumerate(ids)}
    rows: dict[int, list[ListedRow]] = {scope: [] for scope in sent}
    for scopes in portions(tuple(sent)):
        for found in connection.execute(_rows(scopes, kind, ids)).all():
            scope, sheet, number, *cells = tuple(found)
            rows[scope].append(ListedRow(kind, *sent[scope], sheet, number, places, tuple(cells)))
    return [row for own in rows.values() for row in own]


def _sent(connection: Connection, reports: tuple[ColumnElement[bool], ...]) -> dict[int, _Sent]:
    """By scope, ordered by unit (as in the roster), month and submission."""
    joined = (
        SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
        .join(UNIT, UNIT.c.id == REPORT.c.unit_id)
        .join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
    )
    asked = (
        select(SCOPE.c.id, UNIT.c.name, REPORT.c.month, SUBMISSION.c.id, SUBMISSION.c.file)
        .select_from(joined)
        .where(*reports)
        .order_by(UNIT.c.id, REPORT.c.month, SCOPE.c.submission_id, SCOPE.c.id)
    )
    return {
        scope: _Sent(unit, Month.from_key(month), submission, file)
        for scope, unit, month, submission, file in connection.execute(asked)
    }


def _column_ids(connection: Connection, kind: str, columns: Sequence[str]) -> dict[str, int]:
    """Of the columns that anybody ever filled."""
    asked = (
        select(COLUMN.c.name, COLUMN.c.id)
        .join(KIND, KIND.c.id == COLUMN.c.kind_id)
        .where(KIND.c.name == kind, COLUMN.c.name.in_(columns))
    )
    return {row.name: row.id for row in connection.execute(asked)}


def _rows(scopes: Sequence[int], kind: str, columns: Mapping[str, int]) -> Select[Any]:
    """Scope, sheet, row number and each column's text or number, None where the cell is blank."""
    joined: FromClause = ROW
    cells: list[ColumnElement[Any]] = []
    for name, column in columns.items():
        known = BY_NAME[kind].column(name)
        table = QUANTITY if known is not None and known.is_measure else CELL_TEXT
        cell = table.alias()
        joined = joined.outerjoin(cell, (cell.c.row_id == ROW.c.id) & (cell.c.column_id == column))
        cells.append(cell.c.value if table is QUANTITY else cell.c.text)
    return (
        select(ROW.c.scope_id, ROW.c.sheet, ROW.c.number, *cells)
        .select_from(joined)
        .where(ROW.c.scope_id.in_(scopes))
        .order_by(ROW.c.id)
    )
