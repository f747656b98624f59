"""Hand-over from ``workbook`` to ``intake``: cells with addresses, and findings about them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

CellValue = str | int | float | bool | date | datetime | time | timedelta | None
Address = tuple[int, int]
"""Row and column, both counted from 0 (A1 is ``(0, 0)``)."""
Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; inclusive, counted from 0."""
Severity = Literal["error", "warning", "info"]

_ALPHABET = 26
_NAME = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")

SKIPPED = "skipped"
"""The format of a file that is no table and was passed over in words (details.md C15)."""


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 27 → AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _ALPHABET)
        letters = chr(ord("A") + rest) + letters
    return letters


@lru_cache(maxsize=65536)
def cell_name(row: int, column: int) -> str:
    """The name people use for a cell counted from 0: ``(6, 2)`` → C7."""
    return f"{column_letters(column)}{row + 1}"


def address_of(cell: str) -> Address:
    """The address behind the name of a cell: C7 → ``(6, 2)``; ValueError for anything else."""
    found = _NAME.fullmatch(cell)
    if found is None:
        raise ValueError(f"no cell: {cell!r}")
    column = 0
    for letter in found[1]:
        column = column * _ALPHABET + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or remark about a workbook (数据问题), in words a clerk understands.

    ``code`` is stable and English (``unknown-unit``); ``message`` and ``suggestion`` are Chinese.
    """

    severity: Severity
    code: str
    message: str
    suggestion: str = ""
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None

    def on(self, sheet: str) -> "Finding":
        """The same finding, placed on a sheet."""
        return replace(self, sheet=sheet)


@dataclass(frozen=True, slots=True)
class SheetCells:
    """Every cell of one sheet as the file holds it, without judgement.

    ``rows`` starts at A1 and is rectangular; error cells and uncached formulas are ``None``
    there and listed beside. ``strays`` are cells too far out to be in ``rows``.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: tuple[Range, ...] = ()
    error_cells: Mapping[Address, str] = field(default_factory=dict)
    uncached: frozenset[Address] = frozenset()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    number_formats: Mapping[Address, str] = field(default_factory=dict)
    strays: Mapping[Address, str] = field(default_factory=dict)

    def value(self, row: int, column: int) -> CellValue:
        """The cell's value, None outside the used range."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return None
        return self.rows[row][column]


@dataclass(frozen=True, slots=True)
class WorkbookCells:
    """One file as read: its name, fingerprint and sheets, or the findings why not.

    ``readable`` is False when nothing could be read; ``findings`` then says why.
    """

    file: str
    sha256: str
    sheets: tuple[SheetCells, ...] = ()
    folder: str = ""
    format: str = ""
    findings: tuple[Finding, ...] = ()
    readable: bool = True
    content: bytes = field(default=b"", repr=False)
