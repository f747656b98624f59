"""Hand-over from ``store`` to ``report`` and the doors: what was kept, as it was written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal, NamedTuple

from cityreport.period import Month
from cityreport.quantities import Precision
from cityreport.tables.ledger import CellText, ReportKey
from cityreport.tables.workbook import CellValue, SheetCells

ScopeState = Literal["valid", "replaced", "withdrawn"]
"""What became of one report of a submission (details.md D7)."""


@dataclass(frozen=True, slots=True)
class StoredQuantity:
    """A quantity with the cell it was read from; numbers are in the stored measure unit.

    ``original`` is what stands in the file where a person changed the cell before the commit.
    """

    raw: str
    value: float
    lower: float
    upper: float
    precision: Precision
    cell: str
    original: str | None = None

    @property
    def written(self) -> str:
        """What the cell says, and what it said before a person changed it."""
        if self.original is None:
            return self.raw
        return f"原为“{self.original}”，登记时改为“{self.raw}”"


@dataclass(frozen=True, slots=True)
class StoredRow:
    """One ledger row that counts, with the file, sheet and row it came from.

    ``quantities`` and ``texts`` are keyed by canonical column name; blank cells are in neither.
    """

    kind: str
    unit: str
    month: Month
    reporter: str
    submission: int
    file: str
    sha256: str
    sheet: str
    row: int
    quantities: Mapping[str, StoredQuantity]
    texts: Mapping[str, CellText]

    def word(self, column: str) -> str | None:
        """What a text cell says, None where it is blank."""
        cell = self.texts.get(column)
        return None if cell is None else cell.text

    def amount(self, column: str) -> float | None:
        """The number of a cell in the stored measure unit, None where it is blank."""
        quantity = self.quantities.get(column)
        return None if quantity is None else quantity.value


class ListedRow(NamedTuple):
    """Some columns of a ledger row that counts, and where it stands: to count and list very many.

    ``cells`` holds a text, a number or None for each of ``columns``, whose places all rows share.
    A tuple, for tens of thousands are made at a click.
    """

    kind: str
    unit: str
    month: Month
    submission: int
    file: str
    sheet: str
    row: int
    columns: Mapping[str, int]
    cells: tuple[str | float | None, ...]

    def word(self, column: str) -> str | None:
        """What a text cell says, None where it is blank or was not asked for."""
        cell = self._cell(column)
        return cell if isinstance(cell, str) else None

    def amount(self, column: str) -> float | None:
        """The number of a cell in the stored measure unit, None as with ``word``."""
        cell = self._cell(column)
        return cell if isinstance(cell, float) else None

    def _cell(self, column: str) -> str | float | None:
        place = self.columns.get(column)
        return None if place is None else self.cells[place]


Line = StoredRow | ListedRow
"""A ledger row as it is listed and counted."""


@dataclass(frozen=True, slots=True)
class ColumnTotal:
    """What some rows come to in one column: the sum of the values and of their bounds, how many
    cells were filled and how many of them inexactly, of how many units."""

    name: str
    value: float
    lower: float
    upper: float
    filled: int
    approximate: int
    units: int


@dataclass(frozen=True, slots=True)
class KindTotal:
    """The rows of one sheet kind added up: whose they are, and its columns with a filled cell."""

    rows: int
    units: frozenset[str]
    columns: tuple[ColumnTotal, ...]


@dataclass(frozen=True, slots=True)
class ScopeEntry:
    """One report within a submission: its key, its state, and how many ledger rows it has.

    ``empty`` is a 零报告; ``added`` means it stands beside the earlier ones (补充).
    """

    key: ReportKey
    state: ScopeState
    rows: int
    empty: bool
    added: bool


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """One submission of the history (details.md D7); times are aware, in UTC."""

    id: int
    file: str
    sha256: str
    by: str
    at: datetime
    received: date
    sample: bool
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    scope: tuple[ScopeEntry, ...]


@dataclass(frozen=True, slots=True)
class ReportVersion:
    """What one submission said on one report; times are aware, in UTC.

    It is the ``number``-th of ``count`` versions of that report, withdrawn ones included.
    """

    submission: int
    file: str
    by: str
    at: datetime
    received: date
    key: ReportKey
    state: ScopeState
    rows: int
    left_out: int
    empty: bool
    added: bool
    number: int
    count: int
    withdrawn_by: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class VersionFilter:
    """Which versions are asked for; None means any."""

    unit: str | None = None
    month: Month | None = None
    kind: str | None = None
    state: ScopeState | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class VersionPage:
    """Some of the versions that fit a filter, and how many fit it in all."""

    versions: tuple[ReportVersion, ...]
    total: int


@dataclass(frozen=True, slots=True)
class MonthLock:
    """A closed month: who closed it when (aware)."""

    month: Month
    by: str
    at: datetime

    def sentence(self, zone: tzinfo | None) -> str:
        """Which month is closed, by whom and since when, in the given time zone."""
        at = self.at.astimezone(zone)
        who = f"由{self.by}" if self.by else ""
        return f"{self.month.label}已{who}在{at.year}年{at.month}月{at.day}日锁定，"


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of the criteria catalogue: the sheet as it was loaded, by whom and when."""

    id: int
    name: str
    file: str
    at: datetime
    by: str
    in_force: bool
    sample: bool
    sheet: SheetCells

    @property
    def rows(self) -> tuple[tuple[CellValue, ...], ...]:
        """The cells of the sheet, row by row from A1."""
        return self.sheet.rows
