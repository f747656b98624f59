"""Hand-over between ``ui``, ``store`` and ``intake``: what a person said about reading a workbook."""

from dataclasses import dataclass, replace
from datetime import datetime

from cityreport.period import Month

NOT_USED = ""
"""The meaning of a column that is none of ours."""
PART = "/"
"""Between a measure and the part of it a column holds: 金额/财政拨款, 金额/小计."""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """What a person once said a header of a unit's sheets means (product A7).

    ``words`` are the header as intake compares it, ``column`` as in ``TableCorrection.columns``;
    ``at`` is aware. ``id`` is the store's, 0 before it is kept.
    """

    unit: str
    kind: str
    words: str
    column: str
    by: str = ""
    at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class CellEdit:
    """A cell changed before the commit: as it stands in the file, and as it is to be read."""

    sheet: str
    cell: str
    raw: str
    text: str


@dataclass(frozen=True, slots=True)
class TableCorrection:
    """What a person said about one table; what is left empty stays as recognised.

    ``header`` is the first row of its header (from 1), ``rows`` how many rows it has; ``instead``
    is the first row of a recognised header that is none. ``columns`` are header cells with the
    canonical column they mean: 金额, 金额/财政拨款, or ``NOT_USED``. ``unit`` and ``month`` hold for
    every row of the table.
    """

    sheet: str
    header: int
    rows: int = 0
    instead: int = 0
    kind: str = ""
    unit: str = ""
    month: Month | None = None
    columns: tuple[tuple[str, str], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        said = (self.rows, self.instead, self.kind, self.unit, self.month, self.columns)
        return not any(said)


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything a person corrected in one file before its commit."""

    tables: tuple[TableCorrection, ...] = ()
    edits: tuple[CellEdit, ...] = ()

    def on(self, sheet: str) -> tuple[TableCorrection, ...]:
        """What was said about the tables of a sheet."""
        return tuple(one for one in self.tables if one.sheet == sheet)

    def of_table(self, sheet: str, row: int) -> TableCorrection:
        """What was said about the table whose header begins in that row (from 1)."""
        found = (one for one in self.on(sheet) if one.header == row)
        return next(found, TableCorrection(sheet, row))

    def with_table(self, said: TableCorrection, before: int) -> "Corrections":
        """These, with what is said now about the table whose header began in row ``before``."""
        gone = {(said.sheet, before), (said.sheet, said.header)}
        kept = tuple(one for one in self.tables if (one.sheet, one.header) not in gone)
        return replace(self, tables=kept if said.empty else (*kept, said))

    def with_edits(self, edits: tuple[CellEdit, ...]) -> "Corrections":
        """These, with the given edits in place of what was said about the same cells."""
        again = {(one.sheet, one.cell) for one in edits}
        kept = tuple(one for one in self.edits if (one.sheet, one.cell) not in again)
        changed = tuple(one for one in edits if one.text != one.raw)
        return replace(self, edits=(*kept, *changed))

    def without_edits(self) -> "Corrections":
        """These, with every cell as it stands in the file."""
        return replace(self, edits=())


UNCORRECTED = Corrections()
