"""One case of the corpus: a file, what it is about, and what must become of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.book import ROSTER

from cityreport.roster.model import Roster
from cityreport.tables.corrections import UNCORRECTED, Corrections, HeaderWord
from corpus.formats import Source

OWN = ("东河社区", "2023年3月")
"""Unit and month of a row."""


@dataclass(frozen=True)
class Case:
    """A file and what intake must make of it.

    ``covers`` are keys of the coverage table; ``accepting`` says on which side of it the case
    stands. ``said`` are all its findings, ``code`` or ``code@C4`` or ``code@Sheet!C4``. ``rows``
    are data rows, ``totals`` the sums of the ledger in stored units by ``kind.column``.
    ``factors`` say how many stored units one written in that column is, for the balance.
    """

    name: str
    covers: tuple[str, ...]
    file: str
    source: Source
    accepting: bool
    said: tuple[str, ...] = ()
    rows: int = 0
    totals: Mapping[str, float] = field(default_factory=dict)
    units: tuple[str, ...] = ("东河社区",)
    months: tuple[str, ...] = ("2023-03",)
    empty: tuple[str, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)
    roster: Roster = ROSTER
    learnt: tuple[HeaderWord, ...] = ()
    corrections: Corrections = UNCORRECTED
    leave_out: bool = False
    read: bool = True


def good(name, covers, source, **expected):
    """A case that loads right: nothing worse than a remark is said."""
    file = expected.pop("file", "上报.xlsx")
    return Case(name, tuple(covers.split()), file, source, accepting=True, **expected)


def bad(name, covers, source, said, **expected):
    """A case in which something is refused, asked or named, at its cell."""
    file = expected.pop("file", "上报.xlsx")
    faults = tuple(said.split())
    return Case(name, tuple(covers.split()), file, source, accepting=False, said=faults, **expected)


def unread(name, covers, source, code, **expected):
    """A case of a file that is not read at all."""
    return bad(name, covers, source, code, units=(), months=(), read=False, **expected)
