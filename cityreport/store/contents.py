"""How much of everything a store holds."""

from datetime import datetime

from sqlalchemy import Connection, Table, func, select

from cityreport.store.schema import CHANGE, ROW, SUBMISSION, UNIT
from cityreport.tables.keeping import Holdings


def holdings(connection: Connection) -> Holdings:
    """The control figures of the state this transaction sees."""
    newest = select(SUBMISSION.c.made_at).order_by(SUBMISSION.c.id.desc()).limit(1)
    latest = connection.execute(newest).scalar_one_or_none()
    return Holdings(
        units=_count(connection, UNIT),
        submissions=_count(connection, SUBMISSION),
        rows=_count(connection, ROW),
        latest=None if latest is None else datetime.fromisoformat(latest),
    )


def last_change(connection: Connection) -> datetime | None:
    """The latest time in the log of changes: ISO in UTC, so that text order is time order."""
    latest = connection.execute(select(func.max(CHANGE.c.made_at))).scalar_one_or_none()
    return None if latest is None else datetime.fromisoformat(latest)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
