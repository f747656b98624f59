"""What time it is at the office."""

from datetime import date, datetime

from cityreport.settings import places


def now() -> datetime:
    """The moment, in the office's time zone."""
    return datetime.now(places().timezone)


def today() -> date:
    """The day."""
    return now().date()
