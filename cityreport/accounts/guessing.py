"""Guessing passwords is slowed down, then stopped for a while: a function of failures and times."""

from datetime import datetime, timedelta

from cityreport.tables.people import Tries

FREE_TRIES = 5
"""So many wrong passwords in a row lock a name."""
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)
"""After so long without a try, failures count no more."""
_LONGEST_PAUSE = 2.0


def locked_until(tries: Tries, at: datetime, free: int = FREE_TRIES) -> datetime | None:
    """Until when no password is tried for a name; None when it is not locked at that time.

    The fifth failure in a row locks for a minute, each further one twice as long, at most an hour.
    """
    failures = standing_failures(tries, at)
    if failures < free or tries.last_at is None:
        return None
    doubled = FIRST_LOCK * 2 ** min(failures - free, 10)
    until = tries.last_at + min(doubled, LONGEST_LOCK)
    return until if at < until else None


def standing_failures(tries: Tries, at: datetime) -> int:
    """The failures in a row that still count."""
    if tries.last_at is None or at - tries.last_at > FORGOTTEN_AFTER:
        return 0
    return tries.failures


def pause_seconds(failures: int) -> float:
    """How long the answer to the n-th wrong password in a row is held back."""
    return min(0.25 * 2.0 ** max(failures - 1, 0), _LONGEST_PAUSE) if failures else 0.0


def minutes_left(until: datetime, at: datetime) -> int:
    """Whole minutes until then, at least one."""
    return max(1, -int(-(until - at).total_seconds() // 60))
