"""A sheet as intake looks at it: folded texts, merged cells, what is occupied."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import chain, filterfalse, product

from cityreport.remembered import remembered
from cityreport.tables.workbook import Address, CellValue, Range, SheetCells, cell_name

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))


@remembered(65536)
def fold(text: str) -> str:
    """The text for comparing: half width, without any spaces, line breaks or case."""
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return "".join(plain.split()).lower()


def written(value: CellValue) -> str:
    """A cell's value as one would read it in the sheet: 3, not 3.0; a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time.min else str(value)
    return str(value)


def is_number(value: CellValue) -> bool:
    """Whether the cell holds a real number (neither a date nor true/false)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_figure(value: CellValue) -> bool:
    """Whether the cell holds a number, as such or as text (csv knows only text)."""
    return is_number(value) or (isinstance(value, str) and bool(_FIGURE.fullmatch(fold(value))))


def is_day(value: CellValue) -> bool:
    """Whether the cell holds a calendar day."""
    return isinstance(value, date)


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet with its merged cells resolved; addresses are counted from 0.

    ``rows`` are the sheet's, blank texts None; ``words`` all its texts. What is asked cell by cell is worked out when it is
    asked for: of a plain table nobody asks.
    """

    sheet: SheetCells
    rows: tuple[tuple[CellValue, ...], ...] = field(repr=False)
    words: frozenset[str] = field(repr=False)
    anchors: dict[Address, Range] = field(repr=False)
    width: int
    faults: frozenset[Address]
    _texts: dict[Address, str] = field(default_factory=dict, repr=False)
    _filled: dict[int, tuple[Address, ...]] = field(default_factory=dict, repr=False)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def value(self, at: Address) -> CellValue:
        """The cell's own value; blank text is None."""
        row, column = at
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def text(self, at: Address) -> str:
        """The cell's own text, empty when blank."""
        text = self._texts.get(at)
        if text is None:
            text = self._texts[at] = written(self.value(at))
        return text

    def occupied(self, at: Address) -> bool:
        """Whether anything stands in the cell: a value, an error, a formula without a result."""
        return self.value(at) is not None or at in self.faults

    def home(self, at: Address) -> Address:
        """The cell that holds the value: itself, or the top left of its merged range."""
        merged = self.anchors.get(at)
        return at if merged is None else (merged[0], merged[1])

    def merged(self, at: Address) -> Range:
        """The merged range of the cell, or the cell alone."""
        return self.anchors.get(at, (*at, *at))

    def in_row(self, row: int, first: int = 0, last: int | None = None) -> list[Address]:
        """The occupied cells of a row between two columns (inclusive), from the left."""
        end = self.width if last is None else last + 1
        return [at for at in self._occupied_in(row) if first <= at[1] < end]

    def _occupied_in(self, row: int) -> tuple[Address, ...]:
        if row not in self._filled:
            cells = enumerate(self.rows[row] if 0 <= row < self.height else ())
            found = [(row, column) for column, value in cells if value is not None]
            faults = [at for at in self.faults if at[0] == row and at[1] < self.width]
            self._filled[row] = tuple(sorted({*found, *faults}) if faults else found)
        return self._filled[row]

    def all_occupied(self) -> Iterator[Address]:
        """Every occupied cell, row by row."""
        for row in range(self.height):
            yield from self._occupied_in(row)

    def name(self, at: Address) -> str:
        """The name of the cell, ``C7``."""
        return cell_name(*at)


def grid_of(sheet: SheetCells) -> Grid:
    """The sheet with its merged ranges laid over the used cells."""
    height = len(sheet.rows)
    width = max(map(len, sheet.rows), default=0)
    anchors: dict[Address, Range] = {}
    for merged in sheet.merged:
        down = range(merged[0], min(merged[2] + 1, height))
        across = range(merged[1], min(merged[3] + 1, width))
        anchors.update(dict.fromkeys(product(down, across), merged))
    faults = frozenset((*sheet.error_cells, *sheet.uncached))
    different = set(chain.from_iterable(sheet.rows))
    words = frozenset([value for value in different if isinstance(value, str)])
    blank = frozenset(filterfalse(fold, words))
    rows = _without(sheet.rows, blank) if blank else sheet.rows
    return Grid(sheet, rows, words - blank, anchors, width, faults)


def _without(
    rows: tuple[tuple[CellValue, ...], ...], blank: Collection[str]
) -> tuple[tuple[CellValue, ...], ...]:
    """The rows, None in place of texts that show nothing."""
    return tuple(
        tuple(None if isinstance(value, str) and value in blank else value for value in row)
        for row in rows
    )
