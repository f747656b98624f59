"""What a sheet's XML says beside its values, in one streaming pass of little memory.

For sheets that ``plain.py`` does not settle, and for cells far out (``strays.py``).
"""

from collections.abc import Callable, Mapping

from cityreport.tables.workbook import Address
from cityreport.workbook.guard import Parts
from cityreport.workbook.package import Attributes, local_name, new_parser, parse
from cityreport.workbook.scan import (
    MAX_STRAYS,
    SheetScan,
    column_index,
    columns_between,
    is_year_number,
    merged_range,
)


def stream_sheet(
    parts: Parts,
    part: str,
    formats: Mapping[str, str],
    beyond: Address | None = None,
) -> SheetScan:
    """One pass over a sheet's XML.

    With ``beyond`` the type and text of every cell outside that last row and column are kept
    in ``far`` (a few more than ``MAX_STRAYS`` at most).
    """
    pass_ = _Pass(formats, beyond)
    with parts.open(part) as stream:
        parse(pass_.parser, stream)
    pass_.close_cell()
    found = pass_.found
    found.last_cell = max(found.by_row, default=-1), max(found.by_column, default=-1)
    return found


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
        if is_year_number(text):
            self.found.number_formats[self._row, self._column] = self._formats[self._style]

    def close_cell(self) -> None:
        """Settle whether the cell that ends here had a formula without a value."""
        if self._formula and not self._valued:
            self.found.uncached.add((self._row, self._column))
        self._formula, self._valued = False, False

    def _start_merge(self, attributes: Attributes) -> None:
        merged = merged_range(attributes.get("ref", ""))
        if merged is not None:
            self.found.merged.append(merged)

    def _start_column(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in ("1", "true"):
            columns = columns_between(attributes.get("min", ""), attributes.get("max", ""))
            self.found.hidden_columns.update(columns)
