"""What the fast reader does not tell about a sheet: the findings of the pass over its XML."""

import re
from collections import Counter
from dataclasses import dataclass, field

from cityreport.tables.workbook import Address, Range

MAX_STRAYS = 20
_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d(?:\.\d+)?", re.ASCII)
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", re.ASCII)
_NUMBER = re.compile(r"\d{1,7}", re.ASCII)
_MAX_COLUMNS = 16_384


@dataclass(slots=True)
class SheetScan:
    """Error cells, formulas without a value, hidden lines, merges, the last used cell.

    ``last_cell`` is row and column, (-1, -1) for an empty sheet and for one that ``plain.py``
    knows to be small; ``by_row`` and ``by_column`` count the cells of a streamed one.
    """

    error_cells: dict[Address, str] = field(default_factory=dict)
    uncached: set[Address] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    number_formats: dict[Address, str] = field(default_factory=dict)
    last_cell: Address = (-1, -1)
    by_row: Counter[int] = field(default_factory=Counter)
    by_column: Counter[int] = field(default_factory=Counter)
    far: dict[Address, tuple[str, str]] = field(default_factory=dict)


def column_index(letters: str) -> int:
    """The column counted from 0: A → 0, AB → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def columns_between(first: str, last: str) -> range:
    """The columns from one written number to another, counted from 0; empty if unreadable."""
    if not (_NUMBER.fullmatch(first) and _NUMBER.fullmatch(last)):
        return range(0)
    return range(max(int(first) - 1, 0), min(int(last), _MAX_COLUMNS))


def merged_range(reference: str) -> Range | None:
    """The range ``B2:C4`` counted from 0; None for a single cell and for anything else."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    top, bottom = int(match[2]) - 1, int(match[4]) - 1
    return top, column_index(match[1]), bottom, column_index(match[3])


def is_year_number(text: str) -> bool:
    """Whether a number could be a year with a month behind the point (2023.1)."""
    return bool(_YEAR_NUMBER.fullmatch(text))
