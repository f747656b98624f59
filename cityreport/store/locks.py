"""Closed months: what they report stays as it is until somebody opens them again (C6)."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store.engine import instant
from cityreport.store.schema import MONTH_LOCK, REPORT, SCOPE
from cityreport.tables.stored import MonthLock

_CLOSED = select(MONTH_LOCK).order_by(MONTH_LOCK.c.month)


def locked_months(connection: Connection) -> list[MonthLock]:
    """The closed months, oldest first."""
    rows = connection.execute(_CLOSED)
    return [
        MonthLock(Month.from_key(row.month), row.made_by, datetime.fromisoformat(row.made_at))
        for row in rows
    ]


def lock(connection: Connection, month: Month, by: str, at: datetime) -> None:
    """Close a month; UserError when it is closed already."""
    for standing in _closed(connection, {month.key}):
        raise UserError(f"{standing.sentence(at.tzinfo)}不用再锁。")
    entry = {"month": month.key, "made_by": by, "made_at": instant(at)}
    connection.execute(insert(MONTH_LOCK).values(**entry))


def unlock(connection: Connection, month: Month) -> None:
    """Open a month again; UserError when it is not closed."""
    found = connection.execute(delete(MONTH_LOCK).where(MONTH_LOCK.c.month == month.key))
    if not found.rowcount:
        raise UserError(f"{month.label}没有锁定，不用解除。")


def refuse_closed(connection: Connection, months: Collection[int], at: datetime) -> None:
    """UserError when one of the months (by key) is closed: which, by whom, since when."""
    closed = _closed(connection, months)
    if closed:
        said = "".join(one.sentence(at.tzinfo) for one in closed)
        raise UserError(f"{said}{HOW_TO_OPEN}")


def refuse_closed_submission(connection: Connection, submission: int, at: datetime) -> None:
    """UserError when a submission reports on a closed month."""
    joined = SCOPE.join(REPORT, REPORT.c.id == SCOPE.c.report_id)
    months = select(REPORT.c.month).select_from(joined).where(SCOPE.c.submission_id == submission)
    refuse_closed(connection, set(connection.scalars(months)), at)


def open_months_without_reports(connection: Connection) -> None:
    """Forget the locks of months that nothing reports on any more (sample data taken out)."""
    reported = select(REPORT.c.month)
    connection.execute(delete(MONTH_LOCK).where(MONTH_LOCK.c.month.not_in(reported)))


HOW_TO_OPEN = "这个月的报表不能再登记、替换或撤回；确需更改，请管理人员先在“上传记录”里解除锁定。"


def _closed(connection: Connection, months: Collection[int]) -> list[MonthLock]:
    return [one for one in locked_months(connection) if one.month.key in months]
