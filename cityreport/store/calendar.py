"""Which months anything counts for."""

from sqlalchemy import Connection, select

from cityreport.period import Month
from cityreport.store.schema import REPORT, SCOPE


def months(connection: Connection) -> list[Month]:
    """The months with a report that counts, oldest first."""
    query = (
        select(REPORT.c.month)
        .select_from(REPORT.join(SCOPE, SCOPE.c.report_id == REPORT.c.id))
        .where(SCOPE.c.valid)
        .distinct()
        .order_by(REPORT.c.month)
    )
    return [Month.from_key(key) for key in connection.execute(query).scalars()]
