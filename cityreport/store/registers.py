"""Registers (台账): sent whole each month, so that only the latest report of the year counts.

The flows of a register with a date of its own (问题整改台账) count in the month of that date.
"""

import re
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Select, func, literal, or_, select, true

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store.schema import CELL_TEXT, COLUMN, KIND, QUANTITY, REPORT, ROW, SCOPE

DATED = {kind.name: kind.dated_by for kind in KINDS if kind.dated_by}
"""Sheet kind → the column whose month its flows count in."""
_WHOLE = tuple(kind.name for kind in KINDS if kind.whole_register)
_MONTH = re.compile(r"(\d{4})-(\d\d)-\d\d")


def is_latest(first: Month, last: Month) -> ColumnElement[bool]:
    """Whether a report is the latest that counts, from ``first`` to ``last``, of its unit, kind
    and 填报方. 本月无 counts too: it empties the register."""
    other = REPORT.alias("other")
    scope = SCOPE.alias("other_scope")
    latest = (
        select(func.max(other.c.month))
        .select_from(other.join(scope, scope.c.report_id == other.c.id))
        .where(
            other.c.unit_id == REPORT.c.unit_id,
            other.c.kind_id == REPORT.c.kind_id,
            other.c.reporter == REPORT.c.reporter,
            other.c.month.between(first.key, last.key),
            scope.c.valid,
        )
        .correlate(REPORT)
        .scalar_subquery()
    )
    return REPORT.c.month == latest


def once(first: Month, last: Month) -> ColumnElement[bool]:
    """Whether a report is to be counted beside the others from ``first`` to ``last``: of a
    register a period of several months has the latest one, which holds the whole."""
    if first == last:
        return true()
    registers = select(KIND.c.id).where(KIND.c.name.in_(_WHOLE))
    return or_(REPORT.c.kind_id.not_in(registers), is_latest(first, last))


def dated_kinds(connection: Connection) -> list[int]:
    """The ids of the kinds with a date of their own that were ever reported."""
    return list(connection.scalars(select(KIND.c.id).where(KIND.c.name.in_(DATED))))


def dated_flows(year: int, kinds: list[int], amounts: list[ColumnElement[Any]]) -> Select[Any]:
    """The computed quantities of the latest registers of a year, one row a cell: the keys report,
    column and dimensions, the ``amounts`` asked for, and the ``dated`` text of the case."""
    keys = (
        SCOPE.c.report_id.label("report"),
        QUANTITY.c.column_id.label("column"),
        QUANTITY.c.dimensions_id.label("dimensions"),
    )
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    joined = joined.join(CELL_TEXT, CELL_TEXT.c.row_id == QUANTITY.c.row_id)
    return (
        select(*keys, *amounts, CELL_TEXT.c.text.label("dated"))
        .select_from(joined)
        .where(SCOPE.c.valid, CELL_TEXT.c.column_id.in_(_date_columns()), *_latest_of(year, kinds))
    )


def dated_rows(year: int, kinds: list[int]) -> Select[Any]:
    """The rows with a date of the latest registers of a year, each counted one."""
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(ROW, ROW.c.scope_id == SCOPE.c.id)
    joined = joined.join(CELL_TEXT, CELL_TEXT.c.row_id == ROW.c.id)
    return (
        select(
            SCOPE.c.report_id.label("report"),
            ROW.c.dimensions_id.label("dimensions"),
            literal(1).label("rows"),
            CELL_TEXT.c.text.label("dated"),
        )
        .select_from(joined)
        .where(SCOPE.c.valid, CELL_TEXT.c.column_id.in_(_date_columns()), *_latest_of(year, kinds))
    )


def undated(kinds: list[int]) -> ColumnElement[bool]:
    """Whether a report is of a kind whose flows count in the month it was sent for."""
    return REPORT.c.kind_id.not_in(kinds)


def in_own_months(frame: pd.DataFrame, dates: NDArray[Any], year: int) -> pd.DataFrame:
    """The rows whose date lies in the year, with the month of that date."""
    months = _month_numbers(dates, year)
    return frame.assign(month=months)[months > 0]


def with_cases(frame: pd.DataFrame, cases: pd.DataFrame, sums: list[str]) -> pd.DataFrame:
    """The frame with the cases of dated registers, their ``sums`` added up by all other columns."""
    if cases.empty:
        return frame
    keys = [name for name in frame if name not in sums]
    added = cases.groupby(keys, observed=True, dropna=False, sort=False)[sums].sum().reset_index()
    added = added.astype({name: frame[name].dtype for name in frame})
    return pd.concat([frame, added[list(frame)]], ignore_index=True)


def _month_numbers(dated: NDArray[Any], year: int) -> NDArray[np.int64]:
    """The month (1–12) of each date text within the year, 0 for any other."""
    found = [_MONTH.fullmatch(str(text)) for text in dated]
    return np.array(
        [int(day[2]) if day and int(day[1]) == year else 0 for day in found], dtype=np.int64
    )


def _date_columns() -> Select[tuple[int]]:
    names = [(KIND.c.name == kind) & (COLUMN.c.name == column) for kind, column in DATED.items()]
    joined = COLUMN.join(KIND, KIND.c.id == COLUMN.c.kind_id)
    anyone = names[0]
    for one in names[1:]:
        anyone |= one
    return select(COLUMN.c.id).select_from(joined).where(anyone)


def _latest_of(year: int, kinds: list[int]) -> tuple[ColumnElement[bool], ...]:
    first, last = Month(year, 1), Month(year, 12)
    of_year = REPORT.c.month.between(first.key, last.key)
    return REPORT.c.kind_id.in_(kinds), of_year, is_latest(first, last)
