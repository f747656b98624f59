"""Ledger rows, one by one and in columns."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, groupby
from operator import attrgetter
from typing import Generic, NamedTuple, TypeVar, overload

from cityreport.period import Month
from cityreport.quantities import Quantity


class CellQuantity(NamedTuple):
    """A quantity and the cell it stands in (``C7``)."""

    quantity: Quantity
    cell: str


class CellText(NamedTuple):
    """A text as written and the cell it stands in."""

    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One data row of a monthly sheet, for one unit and month.

    Keys of ``quantities`` and ``texts`` are canonical column names (``金额``, ``资金来源``).
    A column that exists but whose cell is blank is in neither.
    """

    kind: str
    unit: str
    month: Month
    reporter: str
    sheet: str
    row: int
    quantities: Mapping[str, CellQuantity]
    texts: Mapping[str, CellText]


_REPORT = attrgetter("unit", "month", "kind", "reporter")


@dataclass(frozen=True, slots=True, order=True)
class ReportKey:
    """What a submission reports on; the same key replaces, another stands beside."""

    unit: str
    month: Month
    kind: str
    reporter: str = ""


def by_report(rows: Iterable[LedgerRow]) -> Iterator[tuple[ReportKey, list[LedgerRow]]]:
    """The rows in runs of one report each; a report may come in several runs."""
    for place, run in groupby(rows, _REPORT):
        yield ReportKey(*place), list(run)


class RowHead(NamedTuple):
    """What the rows of one report on one sheet have in common."""

    kind: str
    unit: str
    month: Month
    reporter: str
    sheet: str

    @property
    def report(self) -> ReportKey:
        """The report the rows belong to."""
        return ReportKey(self.unit, self.month, self.kind, self.reporter)


class CellColumn(NamedTuple):
    """The filled cells of a column of a sheet kind: at which of the rows (from 0), their names,
    and which of the different values they hold (from 0)."""

    kind: str
    name: str
    places: Sequence[int]
    cells: Sequence[str]
    values: Sequence[int]


@dataclass(frozen=True, eq=False)
class ColumnRows(Sequence[LedgerRow]):
    """Ledger rows kept column by column, each different quantity and text once.

    The rows themselves are made when somebody looks at one; many are only stored.
    """

    heads: Sequence[RowHead]
    head_of: Sequence[int]
    numbers: Sequence[int]
    measures: Sequence[CellColumn]
    quantities: Sequence[Quantity]
    words: Sequence[CellColumn]
    texts: Sequence[str]

    @cached_property
    def reports(self) -> Mapping[ReportKey, int]:
        """How many rows there are on each report."""
        counts: Counter[ReportKey] = Counter()
        for head, rows in Counter(self.head_of).items():
            counts[self.heads[head].report] += rows
        return counts

    @cached_property
    def _rows(self) -> tuple[LedgerRow, ...]:
        quantities = _by_row(len(self), self.measures, self.quantities, CellQuantity)
        texts = _by_row(len(self), self.words, self.texts, CellText)
        heads = (self.heads[head] for head in self.head_of)
        whole = zip(heads, self.numbers, quantities, texts, strict=True)
        return tuple([LedgerRow(*head, number, q, t) for head, number, q, t in whole])

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, place: int) -> LedgerRow: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[LedgerRow, ...]: ...

    def __getitem__(self, place: int | slice) -> LedgerRow | tuple[LedgerRow, ...]:
        return self._rows[place]

    def __iter__(self) -> Iterator[LedgerRow]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._rows == tuple(other)

    __hash__ = None  # type: ignore[assignment]  # as the rows themselves


def reports_of(rows: Sequence[LedgerRow]) -> Mapping[ReportKey, int]:
    """How many rows there are on each report."""
    if isinstance(rows, ColumnRows):
        return rows.reports
    counts: Counter[ReportKey] = Counter()
    for key, run in by_report(rows):
        counts[key] += len(run)
    return counts


_Value = TypeVar("_Value")
_Cell = TypeVar("_Cell")


@dataclass(frozen=True, slots=True)
class Different(Generic[_Value]):
    """The different values of columns, in the order they were met; ``identities`` tell them
    apart."""

    identities: Callable[[Iterable[_Value]], Sequence[object]]
    _met: dict[object, _Value] = field(default_factory=dict)
    _number: dict[object, int] = field(default_factory=lambda: defaultdict(count().__next__))

    @property
    def values(self) -> list[_Value]:
        """The values met so far."""
        return list(self._met.values())

    def column(
        self, kind: str, name: str, stated: Sequence[_Value | None], cells: Sequence[str]
    ) -> CellColumn:
        """A column by its values row by row, None where there is none."""
        filled = [place for place, value in enumerate(stated) if value is not None]
        if len(filled) < len(stated):
            cells = [cells[place] for place in filled]
        values = [value for value in stated if value is not None]
        keys = self.identities(values)
        self._met.update(zip(keys, values, strict=True))
        return CellColumn(kind, name, filled, cells, list(map(self._number.__getitem__, keys)))


def ids(values: Iterable[object]) -> list[int]:
    """What tells apart objects of which equal ones may count twice, without comparing them."""
    return list(map(id, values))


def in_columns(rows: Sequence[LedgerRow]) -> ColumnRows:
    """The rows column by column; themselves if they are so already."""
    if isinstance(rows, ColumnRows):
        return rows
    heads: dict[RowHead, int] = {}
    head_of = [
        heads.setdefault(RowHead(one.kind, one.unit, one.month, one.reporter, one.sheet), len(heads))
        for one in rows
    ]  # fmt: skip
    measures, quantities = _columns([(one.kind, one.quantities) for one in rows], ids)
    words, texts = _columns([(one.kind, one.texts) for one in rows], list)
    numbers = [one.row for one in rows]
    return ColumnRows(list(heads), head_of, numbers, measures, quantities, words, texts)


def _columns(
    rows: Sequence[tuple[str, Mapping[str, tuple[_Value, str]]]],
    identities: Callable[[Iterable[_Value]], Sequence[object]],
) -> tuple[list[CellColumn], list[_Value]]:
    columns: dict[tuple[str, str], tuple[list[_Value | None], list[str]]] = {}
    for place, (kind, row) in enumerate(rows):
        for name, (value, cell) in row.items():
            found = columns.setdefault((kind, name), ([None] * len(rows), [""] * len(rows)))
            found[0][place], found[1][place] = value, cell
    different = Different(identities)
    return [different.column(*key, *found) for key, found in columns.items()], different.values


def _by_row(
    height: int,
    columns: Iterable[CellColumn],
    values: Sequence[_Value],
    cell: Callable[[_Value, str], _Cell],
) -> list[dict[str, _Cell]]:
    """The cells of the columns row by row."""
    rows: list[dict[str, _Cell]] = [{} for _ in range(height)]
    for column in columns:
        made = map(cell, map(values.__getitem__, column.values), column.cells)
        for place, one in zip(column.places, made, strict=True):
            rows[place][column.name] = one
    return rows
