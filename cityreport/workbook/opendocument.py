"""What the reader cannot tell about an ods file: one streaming pass over its content."""

from collections.abc import Callable

from cityreport.workbook.guard import Parts
from cityreport.workbook.package import Attributes, local_name, new_parser, parse
from cityreport.workbook.scan import SheetScan

_CONTENT = "content.xml"
_HIDDEN = ("collapse", "filter")
_MAX_REPEATED = 1_000
"""Longer runs of hidden lines are the empty rest of the sheet."""


def scan_document(parts: Parts) -> dict[str, SheetScan]:
    """Error cells, formulas without a value, merges and hidden lines by sheet name."""
    if _CONTENT not in parts.names:
        return {}
    pass_ = _Pass()
    with parts.open(_CONTENT) as stream:
        parse(pass_.parser, stream)
    return pass_.sheets


class _Pass:
    """Handlers of the XML parser; positions count repeated rows, columns and cells."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetScan] = {}
        self._scan = SheetScan()
        self._row, self._rows, self._column, self._columns = 0, 0, 0, 0
        self._error, self._last_error = False, (0, 0)
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "table": self._start_table, "table-row": self._start_row,
            "table-cell": self._start_cell, "covered-table-cell": self._start_cell,
            "table-column": self._start_column,
        }  # fmt: skip
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _start(self, name: str, attributes: Attributes) -> None:
        handler = self._starts.get(local_name(name))
        if handler is not None:
            handler(dict(attributes))

    def _start_table(self, attributes: dict[str, str]) -> None:
        self._scan = self.sheets[attributes.get("table:name", "")] = SheetScan()
        self._row, self._rows, self._columns = 0, 0, 0

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row += self._rows
        self._column, self._rows = 0, _repeated(attributes, "rows")
        if _is_hidden(attributes):
            self._scan.hidden_rows.update(range(self._row, self._row + self._shown(self._rows)))

    def _start_column(self, attributes: dict[str, str]) -> None:
        first, count = self._columns, _repeated(attributes, "columns")
        self._columns += count
        if _is_hidden(attributes):
            self._scan.hidden_columns.update(range(first, first + self._shown(count)))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        address = self._row, self._column
        self._column += _repeated(attributes, "columns")
        self._error = attributes.get("calcext:value-type") == "error"
        if self._error:
            self._scan.error_cells[address] = ""
            self._last_error = address
        elif "table:formula" in attributes and "office:value-type" not in attributes:
            self._scan.uncached.add(address)
        down = int(attributes.get("table:number-rows-spanned", "1"))
        right = int(attributes.get("table:number-columns-spanned", "1"))
        if down > 1 or right > 1:
            row, column = address
            self._scan.merged.append((row, column, row + down - 1, column + right - 1))

    def _characters(self, data: str) -> None:
        if self._error:
            self._scan.error_cells[self._last_error] += data.strip()

    def _end(self, name: str) -> None:
        if local_name(name) == "table-cell":
            self._error = False

    @staticmethod
    def _shown(count: int) -> int:
        return count if count <= _MAX_REPEATED else 0


def _repeated(attributes: dict[str, str], lines: str) -> int:
    return int(attributes.get(f"table:number-{lines}-repeated", "1"))


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get("table:visibility") in _HIDDEN
