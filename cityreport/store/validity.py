"""Which of several submissions on the same report counts (details.md C13, D7)."""

from sqlalchemy import Connection, Select, exists, not_, select, update

from cityreport.store.schema import SCOPE, SUBMISSION


def settle(connection: Connection, reports: Select[tuple[int]]) -> None:
    """Say anew, for the selected report ids, which scopes count.

    A scope counts unless it is withdrawn or a later one that is not withdrawn replaced it.
    Additions (补充) replace nothing: they stand beside whatever counts before them, also when
    that changes because the submission they were added to is withdrawn.
    """
    later = SCOPE.alias("later")
    replaced = exists().where(
        later.c.report_id == SCOPE.c.report_id,
        later.c.id > SCOPE.c.id,
        not_(later.c.added),
        later.c.submission_id.in_(_standing()),
    )
    counts = SCOPE.c.submission_id.in_(_standing()) & not_(replaced)
    affected = SCOPE.c.report_id.in_(reports)
    connection.execute(update(SCOPE).where(affected).values(valid=counts))


def reports_of(submission: int) -> Select[tuple[int]]:
    """The report ids a submission touches."""
    return select(SCOPE.c.report_id).where(SCOPE.c.submission_id == submission)


def _standing() -> Select[tuple[int]]:
    return select(SUBMISSION.c.id).where(SUBMISSION.c.withdrawn_at.is_(None))
