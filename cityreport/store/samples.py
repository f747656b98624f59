"""Taking the sample data out again, real data untouched (details.md E4)."""

from sqlalchemy import Connection, Table, delete, func, select, update

from cityreport.store.office import put_in_force
from cityreport.store.schema import (
    CELL_TEXT,
    CONTENT,
    EDITION,
    QUANTITY,
    REPORT,
    ROW,
    SCOPE,
    SUBMISSION,
    UNIT,
)
from cityreport.store.validity import settle


def has_samples(connection: Connection) -> bool:
    """Whether any submission, unit or edition is a sample."""
    marked = (select(t.c.id).where(t.c.sample).limit(1).subquery() for t in _MARKED)
    return any(connection.execute(select(one.c.id)).first() for one in marked)


def clear_samples(connection: Connection) -> None:
    """Delete every sample; what samples had replaced counts again.

    A sample unit that has real submissions stays, as a unit of the office's own.
    """
    _delete_submissions(connection)
    settle(connection, select(REPORT.c.id))
    reported = select(REPORT.c.unit_id)
    connection.execute(delete(UNIT).where(UNIT.c.sample, UNIT.c.id.not_in(reported)))
    connection.execute(update(UNIT).values(sample=False))
    _delete_editions(connection)


def is_empty(connection: Connection) -> bool:
    """Whether there is neither a unit nor a submission."""
    return not any(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (UNIT, SUBMISSION)
    )


_MARKED: tuple[Table, ...] = (SUBMISSION, UNIT, EDITION)


def _delete_submissions(connection: Connection) -> None:
    submissions = select(SUBMISSION.c.id).where(SUBMISSION.c.sample)
    scopes = select(SCOPE.c.id).where(SCOPE.c.submission_id.in_(submissions))
    rows = select(ROW.c.id).where(ROW.c.scope_id.in_(scopes))
    for table in (QUANTITY, CELL_TEXT):
        connection.execute(delete(table).where(table.c.row_id.in_(rows)))
    connection.execute(delete(ROW).where(ROW.c.scope_id.in_(scopes)))
    connection.execute(delete(SCOPE).where(SCOPE.c.submission_id.in_(submissions)))
    connection.execute(delete(SUBMISSION).where(SUBMISSION.c.sample))
    used = select(SUBMISSION.c.sha256)
    connection.execute(delete(CONTENT).where(CONTENT.c.sha256.not_in(used)))
    connection.execute(delete(REPORT).where(REPORT.c.id.not_in(select(SCOPE.c.report_id))))


def _delete_editions(connection: Connection) -> None:
    connection.execute(delete(EDITION).where(EDITION.c.sample))
    newest = connection.execute(select(func.max(EDITION.c.id))).scalar_one()
    in_force = connection.execute(select(EDITION.c.id).where(EDITION.c.in_force)).first()
    if newest is not None and in_force is None:
        put_in_force(connection, newest)
