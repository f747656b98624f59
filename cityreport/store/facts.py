"""One year of the ledger, grouped by the database and handed over as data frames.

The database sums and returns integer keys; the texts behind them come from three small look-up
frames of categories, so that no text is repeated row by row.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, FromClause, Select, case, func, literal, select

from cityreport.period import Month
from cityreport.sheets import KINDS
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

Arrays = dict[str, NDArray[Any]]
_STOCKS = frozenset((k.name, c.name) for k in KINDS for c in k.columns if c.role == "stock")
_AMOUNTS = ("value", "lower", "upper")
_KEYS = ("report", "column", "dimensions")
_NO_DIMENSIONS = 0
_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class _Lookups:
    """The texts behind the integer keys, each frame indexed by id."""

    reports: pd.DataFrame
    columns: pd.DataFrame
    dimensions: pd.DataFrame
    stock_columns: list[int]


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

    Rows without a filled cell are here and not in ``facts``: so blank differs from missing.
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
    columns = _lookup(
        connection,
        select(COLUMN.c.id, COLUMN.c.name.label("column"), KIND.c.name.label("kind")).select_from(
            COLUMN.join(KIND, KIND.c.id == COLUMN.c.kind_id)
        ),
    )
    pairs = zip(columns.index, columns["kind"], columns["column"], strict=True)
    dimensions = select(*(column for column in DIMENSION_SET.c if column.name != "digest"))
    return _Lookups(
        reports=_lookup(connection, _report_keys(year)),
        columns=columns[["column"]],
        dimensions=_lookup(connection, dimensions),
        stock_columns=[int(id_) for id_, kind, name in pairs if (kind, name) in _STOCKS],
    )


def _lookup(connection: Connection, statement: Select[Any]) -> pd.DataFrame:
    result = connection.execute(statement)
    frame = pd.DataFrame(
        [tuple(row) for row in result], columns=list(result.keys()), dtype=object
    ).set_index("id")
    numbers = [name for name in frame if name == "month"]
    texts = [name for name in frame if name != "month"]
    return frame.astype(dict.fromkeys(texts, "category") | dict.fromkeys(numbers, "int64"))


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
    flows = _fetch(connection, _flows(year, lookups.stock_columns))
    stocks = _fetch(connection, _stocks(year, lookups.stock_columns))
    both = {name: np.concatenate([flows[name], stocks[name]]) for name in flows}
    return pd.concat(
        [
            _spread(lookups.reports, both["report"]),
            _spread(lookups.columns, both["column"]),
            _spread(lookups.dimensions, both["dimensions"]),
            pd.DataFrame({name: both[name].astype(float) for name in _AMOUNTS}),
            pd.DataFrame({name: both[name].astype(int) for name in ("filled", "approximate")}),
            pd.DataFrame({"differing": both["differing"].astype(bool)}),
        ],
        axis=1,
    )


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
    groups = _fetch(
        connection,
        select(*keys, func.count().label("rows"))
        .select_from(counting.join(ROW, ROW.c.scope_id == SCOPE.c.id))
        .where(condition)
        .group_by(SCOPE.c.report_id, ROW.c.dimensions_id),
    )
    return pd.concat(
        [
            _spread(lookups.reports, groups["report"]),
            _spread(lookups.dimensions, groups["dimensions"]),
            pd.DataFrame({"rows": groups["rows"].astype(int)}),
        ],
        axis=1,
    )


def _reports(connection: Connection, year: int, lookups: _Lookups) -> pd.DataFrame:
    counting = _fetch(connection, _counted_reports(year))
    first = _lookup(connection, _first_submissions(year))
    of_first = first.reindex(counting["report"]).reset_index(drop=True)
    rows = counting["rows"].astype(int)
    frame = _spread(lookups.reports, counting["report"])
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


def _fetch(connection: Connection, statement: Select[Any]) -> Arrays:
    """The columns of the result as arrays, by name."""
    result = connection.execute(statement)
    names = list(result.keys())
    parts: dict[str, list[NDArray[Any]]] = {name: [np.array([], dtype=int)] for name in names}
    # Few rows at a time: half a million tuples at once cost a third more time and the memory.
    for rows in result.partitions(_AT_ONCE):
        for name, column in zip(parts, zip(*rows, strict=True), strict=True):
            parts[name].append(np.array(column))
    return {name: np.concatenate(columns) for name, columns in parts.items()}


def _spread(lookup: pd.DataFrame, ids: NDArray[Any]) -> pd.DataFrame:
    """The look-up's row for each id, blank where there is none."""
    return lookup.reindex(ids.astype(int)).reset_index(drop=True)
