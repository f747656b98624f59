"""What the reader cannot tell about an xlsx sheet: one streaming pass over its XML."""

import re
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cityreport.tables.workbook import Address, Range
from cityreport.workbook.package import Attributes, local_name, new_parser, parse

_YEAR_NUMBER = re.compile(r"(?:19|20)\d\d(?:\.\d+)?")
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_MAX_COLUMNS = 16_384
MAX_STRAYS = 20


@dataclass(slots=True)
class SheetScan:
    """Error cells, formulas without a value, hidden lines, merges; cells by row and column."""

    error_cells: dict[Address, str] = field(default_factory=dict)
    uncached: set[Address] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    number_formats: dict[Address, str] = field(default_factory=dict)
    by_row: Counter[int] = field(default_factory=Counter)
    by_column: Counter[int] = field(default_factory=Counter)
    far: dict[Address, tuple[str, str]] = field(default_factory=dict)

    @property
    def last_cell(self) -> Address:
        """The last used row and column, (-1, -1) for an empty sheet."""
        return max(self.by_row, default=-1), max(self.by_column, default=-1)


def scan_sheet(
    archive: zipfile.ZipFile,
    part: str,
    formats: Mapping[str, str],
    beyond: Address | None = None,
) -> SheetScan:
    """One pass over a sheet's XML.

    With ``beyond`` the type and text of every cell outside that last row and column are kept
    in ``far`` (a few more than ``MAX_STRAYS`` at most).
    """
    pass_ = _Pass(formats, beyond)
    with archive.open(part) as stream:
        parse(pass_.parser, stream)
    pass_.close_cell()
    return pass_.found


def column_index(letters: str) -> int:
    """The column counted from 0: A → 0, AB → 27."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


class _Pass:
    """Handlers of the XML parser; text is listened to only where it is needed."""

    def __init__(self, formats: Mapping[str, str], beyond: Address | None) -> None:
        self.found = SheetScan()
        self._formats = formats
        self._beyond = beyond
        self._columns: dict[str, int] = {}
        self._row, self._column = -1, -1
        self._kind, self._style = "", ""
        self._formula, self._valued, self._text = False, False, ""
        self._after: Callable[[str], None] | None = None
        self._starts: dict[str, Callable[[Attributes], None] | None] = {
            "row": self._start_row, "c": self._start_cell, "f": self._start_formula,
            "v": self._start_value, "is": self._start_value, "mergeCell": self._start_merge,
            "col": self._start_column,
        }  # fmt: skip
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Attributes) -> None:
        if name not in self._starts:
            self._starts[name] = self._starts.get(local_name(name)) if ":" in name else None
        handler = self._starts[name]
        if handler is not None:
            handler(attributes)

    def _start_row(self, attributes: Attributes) -> None:
        self.close_cell()
        written = attributes.get("r", "")
        self._row = int(written) - 1 if written.isdigit() else self._row + 1
        self._column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.found.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Attributes) -> None:
        self.close_cell()
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        if letters in self._columns:
            self._column = self._columns[letters]
        elif letters.isalpha() and letters.isupper():
            self._column = self._columns[letters] = column_index(letters)
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")

    def _start_formula(self, _: Attributes) -> None:
        self._formula = True

    def _start_value(self, _: Attributes) -> None:
        self._valued = True
        self.found.by_row[self._row] += 1
        self.found.by_column[self._column] += 1
        if self._is_far():
            self._listen(self._keep_far)
        elif self._kind == "e":
            self._listen(self._keep_error)
        elif self._formula and self._kind != "str":
            self._listen(self._check_cached)
        elif self._kind == "n" and self._style in self._formats:
            self._listen(self._keep_format)

    def _is_far(self) -> bool:
        if self._beyond is None or len(self.found.far) > MAX_STRAYS:
            return False
        return self._row > self._beyond[0] or self._column > self._beyond[1]

    def _listen(self, after: Callable[[str], None]) -> None:
        self._text, self._after = "", after
        self.parser.CharacterDataHandler = self._characters
        self.parser.EndElementHandler = self._end

    def _characters(self, data: str) -> None:
        self._text += data

    def _end(self, name: str) -> None:
        if local_name(name) in ("v", "is"):
            self.parser.CharacterDataHandler = None
            self.parser.EndElementHandler = None
            if self._after is not None:
                self._after(self._text)

    def _keep_far(self, text: str) -> None:
        self.found.far[self._row, self._column] = self._kind, text

    def _keep_error(self, text: str) -> None:
        self.found.error_cells[self._row, self._column] = text

    def _check_cached(self, text: str) -> None:
        self._valued = bool(text)

    def _keep_format(self, text: str) -> None:
        if _YEAR_NUMBER.fullmatch(text):
            self.found.number_formats[self._row, self._column] = self._formats[self._style]

    def close_cell(self) -> None:
        """Settle whether the cell that ends here had a formula without a value."""
        if self._formula and not self._valued:
            self.found.uncached.add((self._row, self._column))
        self._formula, self._valued = False, False

    def _start_merge(self, attributes: Attributes) -> None:
        match = _RANGE.fullmatch(attributes.get("ref", ""))
        if match is not None and match[3]:
            top, bottom = int(match[2]) - 1, int(match[4]) - 1
            self.found.merged.append((top, column_index(match[1]), bottom, column_index(match[3])))

    def _start_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self.found.hidden_columns.update(range(first - 1, min(last, _MAX_COLUMNS)))
