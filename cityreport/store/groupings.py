"""What the database groups of a year: sums of flows, last cells of stocks, counts of rows.

All keys are integers; the texts behind them are put back where the frames are made.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    case,
    func,
    literal,
    select,
    true,
)

from cityreport.period import Month
from cityreport.store import registers
from cityreport.store.frames import Arrays, fetch
from cityreport.store.schema import PRECISIONS, QUANTITY, REPORT, ROW, SCOPE

AMOUNTS = ("value", "lower", "upper")
_KEYS = ("report", "column", "dimensions")
_NO_DIMENSIONS = 0


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """The grouped cells and rows of a year, each with the key of its ``report``.

    ``flows`` and ``stocks`` have the keys ``column`` and ``dimensions`` and the amounts, ``rows``
    counts ledger rows by ``dimensions``. Cases of registers with dates are in none of them.
    """

    flows: Arrays
    stocks: Arrays
    rows: Arrays


@dataclass(frozen=True, slots=True)
class Apart:
    """What is grouped in a way of its own: ids of stock columns, and of kinds with dates."""

    stock_columns: list[int]
    dated_kinds: list[int]


def grouped(
    connection: Connection, year: int, apart: Apart, reports: list[int] | None = None
) -> Grouped:
    """Everything grouped of a year, or of some of its reports."""
    wanted = true() if reports is None else SCOPE.c.report_id.in_(reports)
    undated = registers.undated(apart.dated_kinds)
    return Grouped(
        flows=fetch(connection, _flows(year, apart.stock_columns).where(undated, wanted)),
        stocks=fetch(connection, _stocks(year, apart.stock_columns, wanted)),
        rows=fetch(connection, _rows(year).where(undated, wanted)),
    )


def in_year(year: int) -> ColumnElement[bool]:
    """Whether a report is of a month of the year."""
    return REPORT.c.month.between(Month(year, 1).key, Month(year, 12).key)


def counting(year: int) -> tuple[FromClause, ColumnElement[bool]]:
    """The scopes of a year that count."""
    return SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id), SCOPE.c.valid & in_year(year)


def amounts_of_a_cell() -> list[ColumnElement[Any]]:
    """The amounts of one cell, named like those of a group."""
    return [
        *(QUANTITY.c[name] for name in AMOUNTS),
        literal(1).label("filled"),
        inexact().label("approximate"),
        literal(0).label("differing"),
    ]


def _flows(year: int, stocks: list[int]) -> Select[Any]:
    counted, condition = counting(year)
    joined = counted.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    keys = (SCOPE.c.report_id, QUANTITY.c.column_id, QUANTITY.c.dimensions_id)
    lower, upper = (func.coalesce(QUANTITY.c[name], QUANTITY.c.value) for name in AMOUNTS[1:])
    return (
        select(
            *(key.label(name) for key, name in zip(keys, _KEYS, strict=True)),
            func.sum(QUANTITY.c.value).label("value"),
            func.sum(lower).label("lower"),
            func.sum(upper).label("upper"),
            func.count().label("filled"),
            func.sum(inexact()).label("approximate"),
            literal(0).label("differing"),
        )
        .select_from(joined)
        .where(condition, QUANTITY.c.column_id.not_in(stocks))
        .group_by(*keys)
    )


def _stocks(year: int, stocks: list[int], wanted: ColumnElement[bool]) -> Select[Any]:
    """The last filled cell of each report; a later row id is later in sheet order."""
    counted, condition = counting(year)
    joined = counted.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    same = (SCOPE.c.report_id, QUANTITY.c.column_id)
    cells = (
        select(
            SCOPE.c.report_id.label("report"),
            QUANTITY.c.column_id.label("column"),
            *(QUANTITY.c[name] for name in AMOUNTS),
            inexact().label("approximate"),
            func.count().over(partition_by=same).label("filled"),
            func.min(QUANTITY.c.value).over(partition_by=same).label("least"),
            func.max(QUANTITY.c.value).over(partition_by=same).label("most"),
            func.row_number()
            .over(partition_by=same, order_by=QUANTITY.c.row_id.desc())
            .label("from_last"),
        )
        .select_from(joined)
        .where(condition, QUANTITY.c.column_id.in_(stocks), wanted)
        .subquery()
    ).c
    return select(
        cells.report,
        cells.column,
        literal(_NO_DIMENSIONS).label("dimensions"),
        cells.value,
        func.coalesce(cells.lower, cells.value).label("lower"),
        func.coalesce(cells.upper, cells.value).label("upper"),
        cells.filled,
        cells.approximate,
        case((cells.least < cells.most, 1), else_=0).label("differing"),
    ).where(cells.from_last == 1)


def _rows(year: int) -> Select[Any]:
    counted, condition = counting(year)
    return (
        select(
            SCOPE.c.report_id.label("report"),
            ROW.c.dimensions_id.label("dimensions"),
            func.count().label("rows"),
        )
        .select_from(counted.join(ROW, ROW.c.scope_id == SCOPE.c.id))
        .where(condition)
        .group_by(SCOPE.c.report_id, ROW.c.dimensions_id)
    )


def inexact() -> ColumnElement[int]:
    """1 for a cell that gives its amount only approximately, 0 for an exact one."""
    return case((QUANTITY.c.precision == PRECISIONS.index("exact"), 0), else_=1)
