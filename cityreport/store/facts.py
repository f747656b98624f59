"""One year of the ledger, grouped by the database and handed over as data frames.

The database sums and returns integer keys; the texts behind them come from three small look-up
frames of categories, so that no text is repeated row by row.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import ColumnElement, Connection, FromClause, Select, case, func, literal, select

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store import registers
from cityreport.store.frames import Arrays, fetch, lookup, spread
from cityreport.store.schema import (
    COLUMN,
    DIMENSION_SET,
    KIND,
    PRECISIONS,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.tables.observations import Observations

_STOCKS = frozenset((k.name, c.name) for k in KINDS for c in k.columns if c.role == "stock")
_AMOUNTS = ("value", "lower", "upper")
_KEYS = ("report", "column", "dimensions")
_NO_DIMENSIONS = 0


@dataclass(frozen=True, slots=True, eq=False)
class _Lookups:
    """The texts behind the integer keys, each frame indexed by id."""

    reports: pd.DataFrame
    columns: pd.DataFrame
    dimensions: pd.DataFrame
    stock_columns: list[int]
    dated_kinds: list[int]


def observations(connection: Connection, year: int) -> Observations:
    """All three frames of a year, of one state of the store."""
    lookups = _lookups(connection, year)
    return Observations(
        year=year,
        facts=_facts(connection, year, lookups),
        row_groups=_row_groups(connection, year, lookups),
        reports=_reports(connection, year, lookups),
    )


def facts(connection: Connection, year: int) -> pd.DataFrame:
    """The filled cells of a year, summed (flows) or the last one (stocks, details.md B3).

    One row per unit, month (1–12), kind, column, reporter, ``dim1``–``dim4`` (blank for stocks):
    ``value``, ``lower``, ``upper`` in stored units, ``filled`` and ``approximate`` (cells),
    ``differing`` (a stock whose filled cells disagree).
    """
    return _facts(connection, year, _lookups(connection, year))


def row_groups(connection: Connection, year: int) -> pd.DataFrame:
    """The ledger ``rows`` per unit, month (1–12), kind, reporter, ``dim1``–``dim4``.

    Rows without a filled cell are here and not in ``facts``: so blank differs from missing. Of a
    register with dates only the dated rows of its latest report are, in the month of their date.
    """
    return _row_groups(connection, year, _lookups(connection, year))


def reports(connection: Connection, year: int) -> pd.DataFrame:
    """What was reported: one row per unit, month (1–12), kind and reporter that counts.

    ``rows``, ``left_out`` (rows a person left out knowingly), ``empty`` (零报告) and
    ``submission`` (the newest) are of what counts now;
    ``received`` and ``committed_at`` (ISO texts) are of the first submission on it that is not
    withdrawn, even if it was replaced since (details.md B29, D18).
    """
    return _reports(connection, year, _lookups(connection, year))


def _lookups(connection: Connection, year: int) -> _Lookups:
    columns = lookup(
        connection,
        select(COLUMN.c.id, COLUMN.c.name.label("column"), KIND.c.name.label("kind")).select_from(
            COLUMN.join(KIND, KIND.c.id == COLUMN.c.kind_id)
        ),
    )
    pairs = zip(columns.index, columns["kind"], columns["column"], strict=True)
    dimensions = select(*(column for column in DIMENSION_SET.c if column.name != "digest"))
    return _Lookups(
        reports=lookup(connection, _report_keys(year)),
        columns=columns[["column"]],
        dimensions=lookup(connection, dimensions),
        stock_columns=[int(id_) for id_, kind, name in pairs if (kind, name) in _STOCKS],
        dated_kinds=registers.dated_kinds(connection),
    )


def _report_keys(year: int) -> Select[Any]:
    joined = REPORT.join(UNIT, UNIT.c.id == REPORT.c.unit_id)
    joined = joined.join(KIND, KIND.c.id == REPORT.c.kind_id)
    month = (REPORT.c.month - Month(year, 1).key + 1).label("month")
    names = (UNIT.c.name.label("unit"), month, KIND.c.name.label("kind"), REPORT.c.reporter)
    return select(REPORT.c.id, *names).select_from(joined).where(_in_year(year))


def _in_year(year: int) -> ColumnElement[bool]:
    return REPORT.c.month.between(Month(year, 1).key, Month(year, 12).key)


def _counting(year: int) -> tuple[FromClause, ColumnElement[bool]]:
    """The scopes of a year that count."""
    return SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id), SCOPE.c.valid & _in_year(year)


def _facts(connection: Connection, year: int, lookups: _Lookups) -> pd.DataFrame:
    flows = fetch(
        connection,
        _flows(year, lookups.stock_columns).where(registers.undated(lookups.dated_kinds)),
    )
    stocks = fetch(connection, _stocks(year, lookups.stock_columns))
    both = {name: np.concatenate([flows[name], stocks[name]]) for name in flows}
    frame = _facts_frame(both, lookups)
    if not lookups.dated_kinds:
        return frame
    cells = registers.dated_flows(year, lookups.dated_kinds, _amounts_of_a_cell())
    cases = fetch(connection, cells)
    own = registers.in_own_months(_facts_frame(cases, lookups), cases["dated"], year)
    return registers.with_cases(frame, own, [*_AMOUNTS, "filled", "approximate", "differing"])


def _facts_frame(both: Arrays, lookups: _Lookups) -> pd.DataFrame:
    return pd.concat(
        [
            spread(lookups.reports, both["report"]),
            spread(lookups.columns, both["column"]),
            spread(lookups.dimensions, both["dimensions"]),
            pd.DataFrame({name: both[name].astype(float) for name in _AMOUNTS}),
            pd.DataFrame({name: both[name].astype(int) for name in ("filled", "approximate")}),
            pd.DataFrame({"differing": both["differing"].astype(bool)}),
        ],
        axis=1,
    )


def _amounts_of_a_cell() -> list[ColumnElement[Any]]:
    return [
        *(QUANTITY.c[name] for name in _AMOUNTS),
        literal(1).label("filled"),
        _inexact().label("approximate"),
        literal(0).label("differing"),
    ]


def _flows(year: int, stocks: list[int]) -> Select[Any]:
    counting, condition = _counting(year)
    joined = counting.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    keys = (SCOPE.c.report_id, QUANTITY.c.column_id, QUANTITY.c.dimensions_id)
    lower, upper = (func.coalesce(QUANTITY.c[name], QUANTITY.c.value) for name in _AMOUNTS[1:])
    return (
        select(
            *(key.label(name) for key, name in zip(keys, _KEYS, strict=True)),
            func.sum(QUANTITY.c.value).label("value"),
            func.sum(lower).label("lower"),
            func.sum(upper).label("upper"),
            func.count().label("filled"),
            func.sum(_inexact()).label("approximate"),
            literal(0).label("differing"),
        )
        .select_from(joined)
        .where(condition, QUANTITY.c.column_id.not_in(stocks))
        .group_by(*keys)
    )


def _stocks(year: int, stocks: list[int]) -> Select[Any]:
    """The last filled cell of each report; a later row id is later in sheet order."""
    counting, condition = _counting(year)
    joined = counting.join(QUANTITY, QUANTITY.c.scope_id == SCOPE.c.id)
    same = (SCOPE.c.report_id, QUANTITY.c.column_id)
    cells = (
        select(
            SCOPE.c.report_id.label("report"),
            QUANTITY.c.column_id.label("column"),
            *(QUANTITY.c[name] for name in _AMOUNTS),
            _inexact().label("approximate"),
            func.count().over(partition_by=same).label("filled"),
            func.min(QUANTITY.c.value).over(partition_by=same).label("least"),
            func.max(QUANTITY.c.value).over(partition_by=same).label("most"),
            func.row_number()
            .over(partition_by=same, order_by=QUANTITY.c.row_id.desc())
            .label("from_last"),
        )
        .select_from(joined)
        .where(condition, QUANTITY.c.column_id.in_(stocks))
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


def _inexact() -> ColumnElement[int]:
    return case((QUANTITY.c.precision == PRECISIONS.index("exact"), 0), else_=1)


def _row_groups(connection: Connection, year: int, lookups: _Lookups) -> pd.DataFrame:
    counting, condition = _counting(year)
    keys = (SCOPE.c.report_id.label("report"), ROW.c.dimensions_id.label("dimensions"))
    groups = fetch(
        connection,
        select(*keys, func.count().label("rows"))
        .select_from(counting.join(ROW, ROW.c.scope_id == SCOPE.c.id))
        .where(condition, registers.undated(lookups.dated_kinds))
        .group_by(SCOPE.c.report_id, ROW.c.dimensions_id),
    )
    frame = _groups_frame(groups, lookups)
    if not lookups.dated_kinds:
        return frame
    cases = fetch(connection, registers.dated_rows(year, lookups.dated_kinds))
    own = registers.in_own_months(_groups_frame(cases, lookups), cases["dated"], year)
    return registers.with_cases(frame, own, ["rows"])


def _groups_frame(groups: Arrays, lookups: _Lookups) -> pd.DataFrame:
    return pd.concat(
        [
            spread(lookups.reports, groups["report"]),
            spread(lookups.dimensions, groups["dimensions"]),
            pd.DataFrame({"rows": groups["rows"].astype(int)}),
        ],
        axis=1,
    )


def _reports(connection: Connection, year: int, lookups: _Lookups) -> pd.DataFrame:
    counting = fetch(connection, _counted_reports(year))
    first = lookup(connection, _first_submissions(year))
    of_first = first.reindex(counting["report"]).reset_index(drop=True)
    rows = counting["rows"].astype(int)
    frame = spread(lookups.reports, counting["report"])
    return frame.assign(
        rows=rows,
        empty=rows == 0,
        left_out=counting["left_out"].astype(int),
        received=of_first["received"].astype(str),
        committed_at=of_first["committed_at"].astype(str),
        submission=counting["submission"].astype(int),
    )


def _counted_reports(year: int) -> Select[Any]:
    counting, condition = _counting(year)
    return (
        select(
            SCOPE.c.report_id.label("report"),
            func.sum(SCOPE.c.rows).label("rows"),
            func.sum(SCOPE.c.left_out).label("left_out"),
            func.max(SCOPE.c.submission_id).label("submission"),
        )
        .select_from(counting)
        .where(condition)
        .group_by(SCOPE.c.report_id)
    )


def _first_submissions(year: int) -> Select[Any]:
    standing = SUBMISSION.c.withdrawn_at.is_(None)
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    joined = joined.join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
    first = (
        select(SCOPE.c.report_id, func.min(SCOPE.c.submission_id).label("submission_id"))
        .select_from(joined)
        .where(standing, _in_year(year))
        .group_by(SCOPE.c.report_id)
        .subquery()
    )
    return select(
        first.c.report_id.label("id"),
        SUBMISSION.c.received,
        SUBMISSION.c.made_at.label("committed_at"),
    ).select_from(first.join(SUBMISSION, SUBMISSION.c.id == first.c.submission_id))
