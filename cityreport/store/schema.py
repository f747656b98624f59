"""The tables: integer keys, and every quantity with its cell.

``report`` is a key (unit, month, kind, reporter); ``scope`` is what one submission says on it.
Ids of ``report``, ``scope``, ``ledger_row`` and the look-up tables are given out by the store
itself (writers wait for one another), so that rows and their cells go in as two bulk inserts and
a larger row id always means later in sheet order or in a later submission.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

from cityreport.quantities import Precision

DIMENSIONS = ("dim1", "dim2", "dim3", "dim4")
"""As many as the sheet kind with the most dimension columns has (资金投入)."""
PRECISIONS: tuple[Precision, ...] = ("exact", "at_least", "at_most", "about")
"""Their places are the codes kept in ``quantity.precision``; never reorder."""

METADATA = MetaData()


def _own_id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _reference(name: str, target: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(target), nullable=False)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False)


STATE = Table(
    "store_state",
    METADATA,
    _own_id(),
    Column("schema_version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
)
CHANGE = Table(
    "change",
    METADATA,
    Column("revision", Integer, primary_key=True, autoincrement=False),
    _text("action"),
    _text("made_by"),
    _text("made_at"),
)
CHANGE_OBJECT = Table(
    "change_object",
    METADATA,
    Column(
        "revision", Integer, ForeignKey("change.revision"), primary_key=True, autoincrement=False
    ),
    _text("about"),
)
"""What a change was done to, where it has a name: a file, a month, a unit."""
SETTING = Table("setting", METADATA, Column("name", Text, primary_key=True), Column("value", JSON))
UNIT = Table(
    "unit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    _text("name"),
    _text("unit_type"),
    Column("aliases", JSON, nullable=False),
    _text("parent"),
    Column("base", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("start_month", Integer),
    Column("end_month", Integer),
    _text("remark"),
    _flag("sample"),
)
EDITION = Table(
    "edition",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("name"),
    _text("file"),
    _text("loaded_at"),
    _text("loaded_by"),
    _flag("in_force"),
    _flag("sample"),
    Column("sheet", JSON, nullable=False),
    sqlite_autoincrement=True,
)
CONTENT = Table(
    "content",
    METADATA,
    Column("sha256", Text, primary_key=True),
    Column("bytes", LargeBinary, nullable=False),
)
SUBMISSION = Table(
    "submission",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("file"),
    Column("sha256", Text, ForeignKey("content.sha256"), nullable=False, index=True),
    _text("made_by"),
    _text("made_at"),
    _text("received"),
    _flag("sample"),
    _text("withdrawn_by", nullable=True),
    _text("withdrawn_at", nullable=True),
    _text("withdrawn_reason", nullable=True),
    Column("findings", JSON, nullable=False),
    sqlite_autoincrement=True,  # an id on a printed page must never mean another file later
)
KIND = Table("sheet_kind", METADATA, _own_id(), Column("name", Text, nullable=False, unique=True))
COLUMN = Table(
    "sheet_column",
    METADATA,
    _own_id(),
    _reference("kind_id", "sheet_kind.id"),
    _text("name"),
    UniqueConstraint("kind_id", "name"),
)
DIMENSION_SET = Table(
    "dimension_set",
    METADATA,
    _own_id(),
    Column("digest", Text, nullable=False, unique=True),
    *(_text(name, nullable=True) for name in DIMENSIONS),
)
REPORT = Table(
    "report",
    METADATA,
    _own_id(),
    _reference("unit_id", "unit.id"),
    Column("month", Integer, nullable=False),
    _reference("kind_id", "sheet_kind.id"),
    _text("reporter"),
    UniqueConstraint("unit_id", "month", "kind_id", "reporter"),
    Index("report_by_month", "month", "kind_id"),
)
SCOPE = Table(
    "scope",
    METADATA,
    _own_id(),
    _reference("submission_id", "submission.id"),
    _reference("report_id", "report.id"),
    Column("rows", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    _flag("added"),
    _flag("valid"),
    _text("empty_sheet", nullable=True),
    _text("empty_cell", nullable=True),
    Index("scope_by_report", "report_id", "valid"),
    Index("scope_by_submission", "submission_id"),
)
ROW = Table(
    "ledger_row",
    METADATA,
    _own_id(),
    _reference("scope_id", "scope.id"),
    _reference("dimensions_id", "dimension_set.id"),
    _text("sheet"),
    Column("number", Integer, nullable=False),
    Index("row_by_scope", "scope_id", "dimensions_id"),
)
QUANTITY = Table(
    "quantity",
    METADATA,
    Column("row_id", Integer, ForeignKey("ledger_row.id"), primary_key=True, autoincrement=False),
    Column("column_id", Integer, ForeignKey("sheet_column.id"), primary_key=True),
    # Those of its row, for the sums: the row's own references hold for them.
    Column("scope_id", Integer, nullable=False),
    Column("dimensions_id", Integer, nullable=False),
    Column("value", Double, nullable=False),
    Column("lower", Double),
    Column("upper", Double),
    Column("precision", SmallInteger, nullable=False),
    _text("raw"),
    _text("cell"),
    Index(
        "quantity_to_sum",
        *("scope_id", "column_id", "dimensions_id", "value", "lower", "upper", "precision"),
    ),
    sqlite_with_rowid=False,
)
CELL_TEXT = Table(
    "cell_text",
    METADATA,
    Column("row_id", Integer, ForeignKey("ledger_row.id"), primary_key=True, autoincrement=False),
    Column("column_id", Integer, ForeignKey("sheet_column.id"), primary_key=True),
    _text("text"),
    _text("cell"),
    sqlite_with_rowid=False,
)
DOUBT_ANSWER = Table(
    "doubt_answer",
    METADATA,
    Column("id", Integer, primary_key=True),
    _reference("unit_id", "unit.id"),
    Column("month", Integer, nullable=False),
    *(_text(name) for name in ("kind", "column", "code", "verdict", "digest", "owner", "reason")),
    _text("follow_up", nullable=True),
    _text("made_by"),
    _text("made_at"),
    Index("doubt_answer_by_month", "month"),
)
MONTH_LOCK = Table(
    "month_lock",
    METADATA,
    Column("month", Integer, primary_key=True, autoincrement=False),
    _text("made_by"),
    _text("made_at"),
)
VETO_ITEM = Table(
    "veto_item",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("words", Text, nullable=False, unique=True),
    _text("made_by"),
    _text("made_at"),
)
VETO_TICK = Table(
    "veto_tick",
    METADATA,
    Column("id", Integer, primary_key=True),
    _text("item"),
    Column("unit_id", Integer, ForeignKey("unit.id")),
    *(_text(name) for name in ("happened", "note", "made_by", "made_at")),
    *(_text(name, nullable=True) for name in ("lifted_by", "lifted_at", "lifted_reason")),
)
