"""A sheet as intake looks at it: folded texts, merged cells, what is occupied."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from itertools import product

from cityreport.tables.workbook import Address, CellValue, Range, SheetCells, cell_name

_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad"))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """The text for comparing: half width, without any spaces, line breaks or case."""
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return "".join(plain.split()).lower()


def written(value: CellValue) -> str:
    """A cell's value as one would read it in the sheet: 3, not 3.0; a day without its midnight."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time.min else str(value)
    return str(value).strip()


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
    """One sheet with its merged cells resolved; addresses are counted from 0."""

    sheet: SheetCells
    anchors: dict[Address, Range] = field(repr=False)
    width: int
    values: dict[Address, CellValue] = field(repr=False)
    texts: dict[Address, str] = field(repr=False)
    filled: tuple[tuple[Address, ...], ...] = field(repr=False)

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.sheet.rows)

    def value(self, at: Address) -> CellValue:
        """The cell's own value; blank text is None."""
        return self.values.get(at)

    def text(self, at: Address) -> str:
        """The cell's own text, empty when blank."""
        return self.texts.get(at, "")

    def occupied(self, at: Address) -> bool:
        """Whether anything stands in the cell: a value, an error, a formula without a result."""
        return at in self.values or at in self.sheet.error_cells or at in self.sheet.uncached

    def home(self, at: Address) -> Address:
        """The cell that holds the value: itself, or the top left of its merged range."""
        merged = self.anchors.get(at)
        return at if merged is None else (merged[0], merged[1])

    def merged(self, at: Address) -> Range:
        """The merged range of the cell, or the cell alone."""
        return self.anchors.get(at, (*at, *at))

    def in_row(self, row: int, first: int = 0, last: int | None = None) -> list[Address]:
        """The occupied cells of a row between two columns (inclusive), from the left."""
        cells = self.filled[row] if 0 <= row < len(self.filled) else ()
        end = self.width if last is None else last + 1
        return [at for at in cells if first <= at[1] < end]

    def all_occupied(self) -> Iterator[Address]:
        """Every occupied cell, row by row."""
        for row in range(self.height):
            yield from self.in_row(row)

    def name(self, at: Address) -> str:
        """The name of the cell, ``C7``."""
        return cell_name(*at)


def grid_of(sheet: SheetCells) -> Grid:
    """The sheet with its merged ranges laid over the used cells."""
    height = len(sheet.rows)
    width = max((len(row) for row in sheet.rows), default=0)
    anchors: dict[Address, Range] = {}
    for merged in sheet.merged:
        rows = range(merged[0], min(merged[2] + 1, height))
        columns = range(merged[1], min(merged[3] + 1, width))
        anchors.update(dict.fromkeys(product(rows, columns), merged))
    values = dict(_values(sheet))
    texts = {at: written(value) for at, value in values.items()}
    return Grid(sheet, anchors, width, values, texts, _filled(sheet, values, width))


def _values(sheet: SheetCells) -> Iterator[tuple[Address, CellValue]]:
    """The cells that are not blank; looked up so often that they are settled once."""
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if value is not None and not (isinstance(value, str) and not fold(value)):
                yield (row, column), value


def _filled(
    sheet: SheetCells, values: Iterable[Address], width: int
) -> tuple[tuple[Address, ...], ...]:
    """The occupied cells of each row, from the left."""
    rows: list[list[Address]] = [[] for _ in sheet.rows]
    special = {*sheet.error_cells, *sheet.uncached}
    inside = {at for at in special if at[0] < len(rows) and at[1] < width}
    for at in sorted(inside.union(values)) if inside else values:
        rows[at[0]].append(at)
    return tuple(map(tuple, rows))
