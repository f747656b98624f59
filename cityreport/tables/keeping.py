"""Hand-over from ``store`` and ``pipeline`` to the doors: what a store holds, what was examined."""

from dataclasses import dataclass
from datetime import datetime

from cityreport.style import write


@dataclass(frozen=True, slots=True)
class Holdings:
    """The control figures of a store or a backup: how much of everything it holds.

    ``rows`` are ledger rows of all submissions, also of those replaced or withdrawn; ``latest``
    is when the newest submission was registered, None without any.
    """

    units: int
    submissions: int
    rows: int
    latest: datetime | None

    @property
    def words(self) -> str:
        """The figures in one phrase."""
        units, submissions, rows = (
            write(count, "count") for count in (self.units, self.submissions, self.rows)
        )
        return f"{units} 家单位、{submissions} 次登记、{rows} 行数据"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing the self-check looked at: its name, what was found, whether it is a fault."""

    name: str
    verdict: str
    fault: bool
