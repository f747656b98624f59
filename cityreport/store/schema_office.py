"""The tables of what the office itself keeps beside the figures: words, causes, notes, meetings.

Nothing here changes what a unit reported; every entry says who made it and when, and one that no
longer stands is marked, not deleted.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from cityreport.store.schema import METADATA


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _unit(*, nullable: bool) -> Column[int]:
    return Column("unit_id", Integer, ForeignKey("unit.id"), nullable=nullable)


HEADER_WORD = Table(
    "header_word",
    METADATA,
    _id(),
    _unit(nullable=False),
    *(_text(name) for name in ("kind", "words", "column", "made_by", "made_at")),
    UniqueConstraint("unit_id", "kind", "words"),
)
"""What a person said a unit's header means (★A7); ``column`` is "" for: not one of ours."""
CELL_EDIT = Table(
    "cell_edit",
    METADATA,
    Column("submission_id", Integer, ForeignKey("submission.id"), primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    *(_text(name) for name in ("raw", "text")),
)
"""Cells changed in the browser before a commit: ``raw`` as in the file, ``text`` as counted."""
TABLE_CORRECTION = Table(
    "table_correction",
    METADATA,
    Column("submission_id", Integer, ForeignKey("submission.id"), primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("header", Integer, primary_key=True, autoincrement=False),
    *(Column(name, Integer, nullable=False) for name in ("rows", "instead")),
    *(_text(name) for name in ("kind", "unit")),
    Column("month", Integer),
    Column("columns", JSON, nullable=False),
)
"""What a person said about a table before its commit: its header rows, kind, unit, month, columns."""
GAP_CAUSE = Table(
    "gap_cause",
    METADATA,
    _id(),
    _unit(nullable=True),
    *(_text(name) for name in ("indicator", "cause", "note", "made_by", "made_at")),
    *(_text(name, nullable=True) for name in ("lifted_by", "lifted_at")),
)
"""A person's tag on a gap (product.md G3); without a unit it is the city's."""
FIGURE_NOTE = Table(
    "figure_note",
    METADATA,
    _id(),
    _text("figure"),
    _unit(nullable=True),
    Column("month", Integer, nullable=False),
    *(_text(name) for name in ("text", "made_by", "made_at")),
    *(_text(name, nullable=True) for name in ("dropped_by", "dropped_at")),
    Index("figure_note_by_month", "month"),
)
"""批注: a note on a section (``figure`` is its key) and month."""
AGENDA = Table(
    "agenda",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("items", JSON, nullable=False),
    *(_text(name) for name in ("made_by", "made_at")),
)
MEETING = Table(
    "meeting",
    METADATA,
    _id(),
    *(_text(name) for name in ("name", "held")),
    Column("month", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("shown", JSON, nullable=False),
    *(_text(name) for name in ("made_by", "made_at")),
)
"""会议留档: what was shown, with its numbers and the revision they were computed at."""
MEETING_FILE = Table(
    "meeting_file",
    METADATA,
    Column("meeting_id", Integer, ForeignKey("meeting.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("sha256", Text, ForeignKey("content.sha256"), nullable=False),
)
