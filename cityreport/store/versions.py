"""Every version of every report: a series per unit, month, kind and reporter (C1)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, Select, func, select

from cityreport.period import Month
from cityreport.store.history import scope_state
from cityreport.store.schema import KIND, REPORT, SCOPE, SUBMISSION, UNIT
from cityreport.tables.ledger import ReportKey
from cityreport.tables.stored import ReportVersion, VersionFilter, VersionPage

_JOINED: FromClause = (
    SCOPE.join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
    .join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    .join(UNIT, UNIT.c.id == REPORT.c.unit_id)
    .join(KIND, KIND.c.id == REPORT.c.kind_id)
)
_COLUMNS = (
    *(SCOPE.c.id.label("scope"), SCOPE.c.report_id, SCOPE.c.submission_id, SCOPE.c.rows),
    *(SCOPE.c.left_out, SCOPE.c.added, SCOPE.c.valid, SCOPE.c.empty_cell),
    *(SUBMISSION.c.file, SUBMISSION.c.made_by, SUBMISSION.c.made_at, SUBMISSION.c.received),
    *(SUBMISSION.c.withdrawn_at, SUBMISSION.c.withdrawn_by, SUBMISSION.c.withdrawn_reason),
    *(REPORT.c.month, REPORT.c.reporter, UNIT.c.name.label("unit"), KIND.c.name.label("kind")),
)


def versions(connection: Connection, wanted: VersionFilter, limit: int, offset: int) -> VersionPage:
    """A page of the versions that fit, the newest submission first, and how many fit in all."""
    conditions = _conditions(wanted)
    counted = select(func.count()).select_from(_counted_of(wanted)).where(*conditions)
    order = (SCOPE.c.submission_id.desc(), UNIT.c.id, REPORT.c.month, KIND.c.id, SCOPE.c.id)
    found: Select[Any] = select(*_COLUMNS).select_from(_JOINED).where(*conditions).order_by(*order)
    rows: Sequence[Row[Any]] = connection.execute(found.limit(limit).offset(offset)).all()
    places = _places(connection, rows)
    # A first page that is not full holds all there are: counting goes through every scope again.
    all_here = not offset and len(rows) < limit
    return VersionPage(
        tuple(_version(row, *places[row.scope]) for row in rows),
        len(rows) if all_here else int(connection.execute(counted).scalar_one()),
    )


def _counted_of(wanted: VersionFilter) -> FromClause:
    """The scopes with what the conditions ask of them: each join looks at every one of them."""
    found: FromClause = SCOPE
    if wanted.state is not None:
        found = found.join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
    if (wanted.month, wanted.year, wanted.kind) != (None, None, None):
        found = found.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    if wanted.kind is not None:
        found = found.join(KIND, KIND.c.id == REPORT.c.kind_id)
    return found


def _conditions(wanted: VersionFilter) -> list[ColumnElement[bool]]:
    standing = SUBMISSION.c.withdrawn_at.is_(None)
    by_state: dict[str, ColumnElement[bool]] = {
        "valid": standing & SCOPE.c.valid,
        "replaced": standing & SCOPE.c.id.in_(_replaced()),
        "withdrawn": SCOPE.c.submission_id.in_(_withdrawn()),
    }
    conditions = [
        None if wanted.unit is None else SCOPE.c.report_id.in_(_reports_of(wanted.unit)),
        None if wanted.month is None else REPORT.c.month == wanted.month.key,
        None if wanted.year is None else REPORT.c.month.between(*_months_of(wanted.year)),
        None if wanted.kind is None else KIND.c.name == wanted.kind,
        None if wanted.state is None else by_state[wanted.state],
    ]
    return [condition for condition in conditions if condition is not None]


def _replaced() -> Select[Any]:
    """The few scopes that no longer count, out of an index: in the order asked for SQLite would
    look at each there is until enough are found."""
    other = SCOPE.alias("other")
    return select(other.c.id).where(~other.c.valid)


def _withdrawn() -> Select[Any]:
    """The few submissions that were withdrawn, as in ``_replaced``."""
    other = SUBMISSION.alias("other_submission")
    return select(other.c.id).where(other.c.withdrawn_at.is_not(None))


def _reports_of(unit: str) -> Select[Any]:
    """The few reports of a unit: named so, SQLite does not go through all scopes for its order."""
    return select(REPORT.c.id).join(UNIT, UNIT.c.id == REPORT.c.unit_id).where(UNIT.c.name == unit)


def _months_of(year: int) -> tuple[int, int]:
    return Month(year, 1).key, Month(year, 12).key


def _places(connection: Connection, rows: Sequence[Row[Any]]) -> dict[int, tuple[int, int]]:
    """Of each scope of the page: the how-manieth version of its report it is, and of how many."""
    reports = {row.report_id for row in rows}
    number = func.row_number().over(partition_by=SCOPE.c.report_id, order_by=SCOPE.c.id)
    count = func.count().over(partition_by=SCOPE.c.report_id)
    found = select(SCOPE.c.id, number, count).where(SCOPE.c.report_id.in_(reports))
    return {scope: (at, of) for scope, at, of in connection.execute(found)}


def _version(row: Row[Any], number: int, count: int) -> ReportVersion:
    withdrawn = row.withdrawn_at
    return ReportVersion(
        submission=row.submission_id,
        file=row.file,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        received=date.fromisoformat(row.received),
        key=ReportKey(row.unit, Month.from_key(row.month), row.kind, row.reporter),
        state=scope_state(row),
        rows=row.rows,
        left_out=row.left_out,
        empty=row.rows == 0 and row.empty_cell is not None,
        added=row.added,
        number=number,
        count=count,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=None if withdrawn is None else datetime.fromisoformat(withdrawn),
        withdrawn_reason=row.withdrawn_reason,
    )
