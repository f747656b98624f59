"""The cells behind a measure: file, sheet, cell, raw text and value, and their sum.

A flow is all cells of the year up to the month, a stock the last one of each 填报方, a register's
case the cell of its own date; the same rules as in ``indicators`` and ``store`` (details.md B3,
B31), applied to the cells themselves, so that their sum can be held against the figure.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import fsum, isclose, isnan
from typing import Protocol

from cityreport.framework import Filter, Measure
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quantities import Precision
from cityreport.sheets import BY_NAME, SheetKind
from cityreport.tables.stored import StoredQuantity, StoredRow

_FLOAT_NOISE = 1e-9


class Rows(Protocol):
    """Where ledger rows are read: the store, or what remembers its answers."""

    def ledger(
        self, kind: str, first: Month, last: Month, unit: str | None = None
    ) -> list[StoredRow]:
        """As ``Store.ledger``."""

    def register(self, kind: str, until: Month, unit: str | None = None) -> list[StoredRow]:
        """As ``Store.register``."""


class ReadOnce:
    """The rows of a store, each question asked once: for many figures of one moment."""

    def __init__(self, rows: Rows) -> None:
        self.ledger = cache(rows.ledger)
        self.register = cache(rows.register)


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One contribution to a figure, in stored measure units.

    A base figure or a system count has no file; ``sheet`` then says where it comes from.
    """

    unit: str
    month: Month | None
    file: str
    sha256: str
    sheet: str
    cell: str
    raw: str
    value: float
    precision: Precision
    submission: int | None
    reporter: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a figure: its contributions, their sum, and the amount the page works with.

    ``said`` is what is added up, ``unit`` the stored measure unit; with ``counts`` each
    cell stands for one row.
    """

    name: str
    said: str
    unit: str
    cells: tuple[SourceCell, ...]
    added: float
    amount: float
    counts: bool = False

    @property
    def agrees(self) -> bool:
        """Whether the sum is the figure; sums of floats may differ in the last of 15 digits."""
        if isnan(self.amount):
            return not self.cells
        return isclose(self.added, self.amount, rel_tol=_FLOAT_NOISE, abs_tol=_FLOAT_NOISE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cells: a measure of some units from a month to a month, of one category or all."""

    measure: Measure
    units: Collection[str]
    first: Month
    last: Month
    column: str = ""
    belongs: Callable[[str], bool] = bool


def total(cells: Iterable[SourceCell]) -> float:
    """The cells added up, correctly rounded whatever their order."""
    return fsum(cell.value for cell in cells)


def cells_behind(store: Rows, evaluation: Evaluation, wanted: Wanted) -> tuple[SourceCell, ...]:
    """The ledger cells that re-add to a measure; none for base figures and system counts."""
    measure = wanted.measure
    if not measure.from_sheet:
        return ()
    kept = [
        (row, row.quantities[measure.column])
        for row in _rows(store, BY_NAME[measure.source], wanted)
        if measure.column in row.quantities
        and row.unit in wanted.units
        and passes(row, measure.filters)
        and (not wanted.column or wanted.belongs(row.word(wanted.column) or ""))
        # A summary of children counts nowhere, so its cells re-add to nothing.
        and (row.unit, row.month.number, row.kind) not in evaluation.left_out
    ]
    if measure.behaviour == "stock":
        kept = _last_of_each_reporter(kept)
    return tuple(_source(row, quantity) for row, quantity in kept)


def passes(row: StoredRow, filters: Sequence[Filter]) -> bool:
    """Whether a ledger row meets all conditions; a blank cell passes only ``≠`` (E7)."""
    return all((row.word(one.column) in one.values) is not one.negated for one in filters)


def _rows(store: Rows, kind: SheetKind, wanted: Wanted) -> list[StoredRow]:
    """The rows a value rests on; cases of a register by their own date."""
    unit = next(iter(wanted.units)) if len(wanted.units) == 1 else None
    if not kind.dated_by:
        return store.ledger(kind.name, _first(wanted), wanted.last, unit)
    first, last = f"{wanted.first}-01", f"{wanted.last}-31"
    return [
        row
        for row in store.register(kind.name, Month(wanted.last.year, 12), unit)
        if kind.dated_by in row.texts and first <= row.texts[kind.dated_by].text <= last
    ]


def _first(wanted: Wanted) -> Month:
    """A stock is the last one of the year, whichever month is asked for."""
    return Month(wanted.last.year, 1) if wanted.measure.behaviour == "stock" else wanted.first


def _last_of_each_reporter(
    kept: Sequence[tuple[StoredRow, StoredQuantity]],
) -> list[tuple[StoredRow, StoredQuantity]]:
    """Of each unit's last month with a value: the last cell of each reporter's sheet (B3)."""
    last_month: dict[str, Month] = {}
    for row, _ in kept:
        last_month[row.unit] = max(row.month, last_month.get(row.unit, row.month))
    by_reporter = {
        (row.unit, row.reporter): (row, cell)
        for row, cell in kept
        if row.month == last_month[row.unit]
    }
    return list(by_reporter.values())


def _source(row: StoredRow, quantity: StoredQuantity) -> SourceCell:
    return SourceCell(
        row.unit, row.month, row.file, row.sha256, row.sheet, quantity.cell, quantity.written,
        quantity.value, quantity.precision, row.submission, row.reporter, row.row,
    )  # fmt: skip
