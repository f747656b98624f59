"""One year of the ledger, grouped by the database and handed over as data frames.

The database sums and returns integer keys; the texts behind them come from three small look-up
frames of categories, so that no text is repeated row by row.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, func, select

from cityreport.period import Month
from cityreport.sheets import KINDS
from cityreport.store import registers
from cityreport.store.frames import Arrays, fetch, lookup, spread
from cityreport.store.groupings import (
    AMOUNTS,
    Apart,
    Grouped,
    amounts_of_a_cell,
    counting,
    in_year,
)
from cityreport.store.kept import KeptYears
from cityreport.store.schema import COLUMN, DIMENSION_SET, KIND, REPORT, SCOPE, SUBMISSION, UNIT
from cityreport.tables.observations import Observations

_STOCKS = frozenset((k.name, c.name) for k in KINDS for c in k.columns if c.role == "stock")


@dataclass(frozen=True, slots=True, eq=False)
class _Lookups:
    """The texts behind the integer keys, each frame indexed by id."""

    reports: pd.DataFrame
    columns: pd.DataFrame
    dimensions: pd.DataFrame
    apart: Apart


def observations(connection: Connection, year: int, kept: KeptYears) -> Observations:
    """All three frames of a year, of one state of the store.

    ``facts``: the filled cells, summed (flows) or the last one (stocks, details.md B3); one row
    per unit, month (1–12), kind, column, reporter, ``dim1``–``dim4`` (blank for stocks) with
    ``value``, ``lower``, ``upper`` in stored units, ``filled`` and ``approximate`` (cells),
    ``differing`` (a stock whose filled cells disagree).

    ``row_groups``: the ledger ``rows`` per unit, month, kind, reporter, ``dim1``–``dim4``. Rows
    without a filled cell are here and not in ``facts``: so blank differs from missing. Of a
    register with dates only the dated rows of its latest report are, in the month of their date.

    ``reports``: one row per unit, month, kind and reporter that counts. ``rows``, ``left_out``
    (rows a person left out knowingly), ``empty`` (零报告) and ``submission`` (the newest) are of
    what counts now; ``received`` and ``committed_at`` (ISO texts) are of the first submission on
    it that is not withdrawn, even if it was replaced since (details.md B29, D18).
    """
    lookups = _lookups(connection, year)
    found = kept.grouped(connection, year, lookups.apart)
    return Observations(
        year=year,
        facts=_facts(connection, year, lookups, found),
        row_groups=_row_groups(connection, year, lookups, found),
        reports=_reports(connection, year, lookups),
    )


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
        apart=Apart(
            stock_columns=[int(id_) for id_, kind, name in pairs if (kind, name) in _STOCKS],
            dated_kinds=registers.dated_kinds(connection),
        ),
    )


def _report_keys(year: int) -> Select[Any]:
    joined = REPORT.join(UNIT, UNIT.c.id == REPORT.c.unit_id)
    joined = joined.join(KIND, KIND.c.id == REPORT.c.kind_id)
    month = (REPORT.c.month - Month(year, 1).key + 1).label("month")
    names = (UNIT.c.name.label("unit"), month, KIND.c.name.label("kind"), REPORT.c.reporter)
    return select(REPORT.c.id, *names).select_from(joined).where(in_year(year))


def _facts(connection: Connection, year: int, lookups: _Lookups, found: Grouped) -> pd.DataFrame:
    both = {name: np.concatenate([found.flows[name], found.stocks[name]]) for name in found.flows}
    frame = _facts_frame(both, lookups)
    dated = lookups.apart.dated_kinds
    if not dated:
        return frame
    cases = fetch(connection, registers.dated_flows(year, dated, amounts_of_a_cell()))
    own = registers.in_own_months(_facts_frame(cases, lookups), cases["dated"], year)
    return registers.with_cases(frame, own, [*AMOUNTS, "filled", "approximate", "differing"])


def _facts_frame(both: Arrays, lookups: _Lookups) -> pd.DataFrame:
    return pd.concat(
        [
            spread(lookups.reports, both["report"]),
            spread(lookups.columns, both["column"]),
            spread(lookups.dimensions, both["dimensions"]),
            pd.DataFrame({name: both[name].astype(float) for name in AMOUNTS}),
            pd.DataFrame({name: both[name].astype(int) for name in ("filled", "approximate")}),
            pd.DataFrame({"differing": both["differing"].astype(bool)}),
        ],
        axis=1,
    )


def _row_groups(
    connection: Connection, year: int, lookups: _Lookups, found: Grouped
) -> pd.DataFrame:
    frame = _groups_frame(found.rows, lookups)
    dated = lookups.apart.dated_kinds
    if not dated:
        return frame
    cases = fetch(connection, registers.dated_rows(year, dated))
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
    counted, condition = counting(year)
    return (
        select(
            SCOPE.c.report_id.label("report"),
            func.sum(SCOPE.c.rows).label("rows"),
            func.sum(SCOPE.c.left_out).label("left_out"),
            func.max(SCOPE.c.submission_id).label("submission"),
        )
        .select_from(counted)
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
        .where(standing, in_year(year))
        .group_by(SCOPE.c.report_id)
        .subquery()
    )
    return select(
        first.c.report_id.label("id"),
        SUBMISSION.c.received,
        SUBMISSION.c.made_at.label("committed_at"),
    ).select_from(first.join(SUBMISSION, SUBMISSION.c.id == first.c.submission_id))
