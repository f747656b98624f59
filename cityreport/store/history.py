"""The history of submissions (details.md D7)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import KIND, REPORT, SCOPE, SUBMISSION, UNIT
from cityreport.tables.ledger import ReportKey
from cityreport.tables.stored import ScopeEntry, ScopeState, SubmissionRecord

_COLUMNS = [column for column in SUBMISSION.c if column is not SUBMISSION.c.findings]
_AT_ONCE = 500
"""Values in one IN list, well below the limits of every database."""


def history(
    connection: Connection,
    newest: int | None = None,
    only: int | None = None,
    after: int | None = None,
) -> list[SubmissionRecord]:
    """The submissions, the newest first, their reports in the order of unit, month and kind.

    All of them, the ``newest`` so many, the ``only`` one with that id, or those ``after`` one.
    """
    found = select(*_COLUMNS).order_by(SUBMISSION.c.id.desc()).limit(newest)
    if only is not None:
        found = found.where(SUBMISSION.c.id == only)
    if after is not None:
        found = found.where(SUBMISSION.c.id > after)
    submissions = connection.execute(found).all()
    if not submissions:
        return []
    entries: dict[int, list[ScopeEntry]] = {}
    oldest, latest = submissions[-1].id, submissions[0].id
    for row in connection.execute(_scopes().where(SCOPE.c.submission_id.between(oldest, latest))):
        entries.setdefault(row.submission_id, []).append(_entry(row))
    return [_record(row, entries.get(row.id, [])) for row in submissions]


def changed_since(connection: Connection, at: datetime, until: Month) -> list[SubmissionRecord]:
    """The submissions made or withdrawn after a time on reports of the year up to a month, with
    the earlier ones on the same reports, the newest first; of each only what it says on those."""
    moment = instant(at)
    changed = or_(SUBMISSION.c.made_at > moment, SUBMISSION.c.withdrawn_at > moment)
    reports = (
        select(SCOPE.c.report_id)
        .join(REPORT, REPORT.c.id == SCOPE.c.report_id)
        .where(SCOPE.c.submission_id.in_(select(SUBMISSION.c.id).where(changed)))
        .where(REPORT.c.month.between(Month(until.year, 1).key, until.key))
    )
    entries: dict[int, list[ScopeEntry]] = {}
    for row in connection.execute(_scopes().where(SCOPE.c.report_id.in_(reports))):
        entries.setdefault(row.submission_id, []).append(_entry(row))
    own = select(SCOPE.c.submission_id).where(SCOPE.c.report_id.in_(reports))
    found = select(*_COLUMNS).where(SUBMISSION.c.id.in_(own)).order_by(SUBMISSION.c.id.desc())
    return [_record(row, entries[row.id]) for row in connection.execute(found)]


def holding(connection: Connection, keys: Iterable[ReportKey]) -> list[SubmissionRecord]:
    """The submissions that hold any of some reports now, the newest first.

    Asked for by unit and month: of a store of years a handful is wanted.
    """
    wanted = set(keys)
    units = sorted({key.unit for key in wanted})
    months = {key.month.key for key in wanted}
    found: set[int] = set()
    for start in range(0, len(units), _AT_ONCE):
        own = select(UNIT.c.id).where(UNIT.c.name.in_(units[start : start + _AT_ONCE]))
        held = _scopes().where(
            SCOPE.c.valid,
            REPORT.c.unit_id.in_(own.scalar_subquery()),
            REPORT.c.month.in_(months),
        )
        rows = connection.execute(held)
        found |= {row.submission_id for row in rows if _entry(row).key in wanted}
    return [
        record
        for number in sorted(found, reverse=True)
        for record in history(connection, only=number)
    ]


def _scopes() -> Select[Any]:
    joined = (
        SCOPE.join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id)
        .join(REPORT, REPORT.c.id == SCOPE.c.report_id)
        .join(UNIT, UNIT.c.id == REPORT.c.unit_id)
        .join(KIND, KIND.c.id == REPORT.c.kind_id)
    )
    columns = (
        *(SCOPE.c.submission_id, SCOPE.c.rows, SCOPE.c.added, SCOPE.c.valid, SCOPE.c.empty_cell),
        *(SUBMISSION.c.withdrawn_at, REPORT.c.month, REPORT.c.reporter),
        *(UNIT.c.name.label("unit"), KIND.c.name.label("kind")),
    )
    order = (UNIT.c.id, REPORT.c.month, KIND.c.id, REPORT.c.reporter)
    return select(*columns).select_from(joined).order_by(*order)


def _entry(row: Row[Any]) -> ScopeEntry:
    key = ReportKey(row.unit, Month.from_key(row.month), row.kind, row.reporter)
    empty = row.rows == 0 and row.empty_cell is not None
    return ScopeEntry(key, scope_state(row), row.rows, empty, row.added)


def scope_state(row: Row[Any]) -> ScopeState:
    """What became of a scope, from its ``valid`` and its submission's ``withdrawn_at``."""
    if row.withdrawn_at is not None:
        return "withdrawn"
    return "valid" if row.valid else "replaced"


def _record(row: Row[Any], entries: list[ScopeEntry]) -> SubmissionRecord:
    withdrawn = row.withdrawn_at
    return SubmissionRecord(
        id=row.id,
        file=row.file,
        sha256=row.sha256,
        by=row.made_by,
        at=datetime.fromisoformat(row.made_at),
        received=date.fromisoformat(row.received),
        sample=row.sample,
        withdrawn_by=row.withdrawn_by,
        withdrawn_at=None if withdrawn is None else datetime.fromisoformat(withdrawn),
        withdrawn_reason=row.withdrawn_reason,
        scope=tuple(entries),
    )
