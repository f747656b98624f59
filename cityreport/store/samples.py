"""Taking the sample data out again, real data untouched (details.md E4)."""

from sqlalchemy import Connection, Select, Table, delete, func, not_, or_, select, union, update

from cityreport.store.locks import open_months_without_reports
from cityreport.store.office import put_in_force, unconfirm
from cityreport.store.schema import (
    CELL_TEXT,
    CONTENT,
    DOUBT_ANSWER,
    EDITION,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
    VETO_TICK,
)
from cityreport.store.schema_office import (
    CELL_EDIT,
    FIGURE_NOTE,
    GAP_CAUSE,
    HEADER_WORD,
    MEETING_FILE,
    TABLE_CORRECTION,
)
from cityreport.store.validity import settle

RECYCLING = "clear samples"
"""The action under which deleted scopes stand in the log."""


def has_samples(connection: Connection) -> bool:
    """Whether any submission, unit or edition is a sample."""
    marked = (select(t.c.id).where(t.c.sample).limit(1).subquery() for t in _MARKED)
    return any(connection.execute(select(one.c.id)).first() for one in marked)


def clear_samples(connection: Connection) -> None:
    """Delete every sample; what samples had replaced counts again.

    A sample unit that has real submissions stays, as a unit of the office's own. Those that were
    withdrawn were trials on the sample city: they go with it when all their units go.
    """
    _delete_submissions(connection, select(SUBMISSION.c.id).where(SUBMISSION.c.sample))
    _delete_submissions(connection, _trials())
    _delete_unreferenced(connection)
    open_months_without_reports(connection)
    settle(connection, select(REPORT.c.id))
    reported = select(REPORT.c.unit_id)
    leaving = select(UNIT.c.id).where(UNIT.c.sample, UNIT.c.id.not_in(reported))
    for said in (DOUBT_ANSWER, VETO_TICK, HEADER_WORD, GAP_CAUSE, FIGURE_NOTE):
        connection.execute(delete(said).where(said.c.unit_id.in_(leaving)))
    connection.execute(delete(UNIT).where(UNIT.c.id.in_(leaving)))
    connection.execute(update(UNIT).values(sample=False))
    _delete_editions(connection)


def is_empty(connection: Connection) -> bool:
    """Whether there is neither a unit nor a submission."""
    return not any(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (UNIT, SUBMISSION)
    )


_MARKED: tuple[Table, ...] = (SUBMISSION, UNIT, EDITION)


def _trials() -> Select[tuple[int]]:
    """The withdrawn submissions on nothing but sample units that have no other submission."""
    units = select(SCOPE.c.submission_id, REPORT.c.unit_id).join(
        REPORT, REPORT.c.id == SCOPE.c.report_id
    )
    standing = units.join(SUBMISSION, SUBMISSION.c.id == SCOPE.c.submission_id).where(
        SUBMISSION.c.withdrawn_at.is_(None)
    )
    kept = select(UNIT.c.id).where(
        or_(not_(UNIT.c.sample), UNIT.c.id.in_(standing.with_only_columns(REPORT.c.unit_id)))
    )
    on_kept = units.where(REPORT.c.unit_id.in_(kept)).with_only_columns(SCOPE.c.submission_id)
    return select(SUBMISSION.c.id).where(
        SUBMISSION.c.withdrawn_at.is_not(None), SUBMISSION.c.id.not_in(on_kept)
    )


def _delete_submissions(connection: Connection, wanted: Select[tuple[int]]) -> None:
    submissions = list(connection.execute(wanted).scalars())
    scopes = select(SCOPE.c.id).where(SCOPE.c.submission_id.in_(submissions))
    rows = select(ROW.c.id).where(ROW.c.scope_id.in_(scopes))
    for table in (QUANTITY, CELL_TEXT):
        connection.execute(delete(table).where(table.c.row_id.in_(rows)))
    connection.execute(delete(ROW).where(ROW.c.scope_id.in_(scopes)))
    for table in (SCOPE, CELL_EDIT, TABLE_CORRECTION):
        connection.execute(delete(table).where(table.c.submission_id.in_(submissions)))
    connection.execute(delete(SUBMISSION).where(SUBMISSION.c.id.in_(submissions)))


def _delete_unreferenced(connection: Connection) -> None:
    used = union(select(SUBMISSION.c.sha256), select(MEETING_FILE.c.sha256))
    connection.execute(delete(CONTENT).where(CONTENT.c.sha256.not_in(used)))
    connection.execute(delete(REPORT).where(REPORT.c.id.not_in(select(SCOPE.c.report_id))))


def _delete_editions(connection: Connection) -> None:
    sample_in_force = EDITION.c.sample & EDITION.c.in_force
    if connection.execute(select(EDITION.c.id).where(sample_in_force)).first() is not None:
        unconfirm(connection)  # the shipped catalogue may follow, which is no edition
    connection.execute(delete(EDITION).where(EDITION.c.sample))
    newest = connection.execute(select(func.max(EDITION.c.id))).scalar_one()
    in_force = connection.execute(select(EDITION.c.id).where(EDITION.c.in_force)).first()
    if newest is not None and in_force is None:
        put_in_force(connection, newest)
