"""Hand-over from ``intake`` to ``report``: how a table was recognised, so that it can be judged."""

from dataclasses import dataclass
from typing import Literal

Place = Literal["rows", "caption", "name", "person", "nowhere"]
"""Where unit and month come from: the rows, a text around the table, a sheet's, file's or folder's
name, a person, or nothing."""
Voice = Literal["program", "learnt", "person"]
"""Who says what a column means: the recogniser, an earlier choice, the person at the screen."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a unit or month comes from: the place, the cell if it has one, and the words there."""

    place: Place = "nowhere"
    cell: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """One column of a header: its cell, its words, and what it was taken for.

    ``column`` is the canonical name, with its part after a slash (金额/财政拨款), empty when the
    column is not used. ``words`` are the header as it is remembered; ``since`` says who chose
    when, for what was learnt.
    """

    cell: str
    letters: str
    header: str
    words: str
    column: str
    voice: Voice = "program"
    since: str = ""
    measure_unit: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """How a table was read: the rows of its header (from 1), its columns, whence unit and month."""

    first: int
    last: int
    columns: tuple[ColumnReading, ...] = ()
    unit: Origin = Origin()
    month: Origin = Origin()
