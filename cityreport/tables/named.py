"""A table with named columns in a sheet: where its header is, and its rows by column name.

Serves the office's own tables (单位名册, 测评标准目录), whose columns are known beforehand.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cityreport.tables.workbook import CellValue, Finding, SheetCells, cell_name

HEADER_WITHIN = 10
"""The header stands somewhere in the first ten rows (details.md A12)."""
_LEAST_HEADERS = 3


class CellError(ValueError):
    """What is wrong with one cell, in words; the reader adds the cell's address."""

    def __init__(self, code: str, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.suggestion = suggestion


def fold(text: str) -> str:
    """The text in half width without any space, for comparing names and headers."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def written(value: CellValue) -> str:
    """The cell as text: '' for blank, whole numbers without decimals, days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()


@dataclass(frozen=True, slots=True)
class NamedRow:
    """One row of the table; ``index`` counts sheet rows from 0."""

    table: "NamedTable"
    index: int

    def value(self, column: str) -> CellValue:
        """The cell's value (of the merged cell it belongs to), None where there is no column."""
        place = self.table.columns.get(column)
        if place is None:
            return None
        return self.table.sheet.value(
            *self.table.anchors.get((self.index, place), (self.index, place))
        )

    def text(self, column: str) -> str:
        """The cell as text, '' where it is blank or there is no such column."""
        return written(self.value(column))

    def number_format(self, column: str) -> str:
        """The cell's number format, '' when none was kept."""
        return self.table.sheet.number_formats.get(
            (self.index, self.table.columns.get(column, -1)), ""
        )

    def cell(self, column: str) -> str:
        """The cell's name; the row's first cell where there is no such column."""
        return cell_name(self.index, self.table.columns.get(column, 0))

    def finding(self, fault: CellError, column: str) -> Finding:
        """The fault as an error at the row's cell of that column."""
        return Finding(
            "error", fault.code, fault.message, fault.suggestion, self.table.sheet.name,
            self.cell(column), self.text(column) or None,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedTable:
    """The table of a sheet: header row, canonical column → place, merged cell → its anchor."""

    sheet: SheetCells
    header: int
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    anchors: Mapping[tuple[int, int], tuple[int, int]]
    doubled: tuple[tuple[int, str], ...]
    unknown: tuple[int, ...]

    def rows(self) -> Iterator[NamedRow]:
        """The rows below the header that hold anything, header repeats left out."""
        head = self.sheet.rows[self.header]
        for index in range(self.header + 1, len(self.sheet.rows)):
            cells = self.sheet.rows[index]
            if any(written(value) for value in cells) and cells != head:
                yield NamedRow(self, index)

    def title(self) -> str:
        """The first text above the header, '' if there is none."""
        above = (written(value) for row in self.sheet.rows[: self.header] for value in row)
        return next((text for text in above if text), "")

    def header_cell(self, column: str) -> str:
        """The name of a column's header cell, of the header row's first cell if it is missing."""
        return cell_name(self.header, self.columns.get(column, 0))


def find_table(sheet: SheetCells, columns: Mapping[str, tuple[str, ...]]) -> NamedTable | None:
    """The table whose header fits best among the first ten rows; None if no row looks like one.

    ``columns`` maps each canonical name to its aliases.
    """
    names = {fold(alias): name for name, also in columns.items() for alias in (name, *also)}
    candidates = range(min(HEADER_WITHIN, len(sheet.rows)))
    best = max(candidates, key=lambda index: len(_known(sheet.rows[index], names)), default=None)
    if best is None or len(_known(sheet.rows[best], names)) < _LEAST_HEADERS:
        return None
    return _table(sheet, best, names)


def table_findings(table: NamedTable, required: tuple[str, ...]) -> list[Finding]:
    """What is wrong with the header row and with cells that hold no value (#REF!, formulas)."""
    return [
        *_missing(table, required),
        *(_doubled(table, place, name) for place, name in table.doubled),
        *(_unknown(table, place) for place in table.unknown),
        *_valueless(table),
    ]


def _known(cells: tuple[CellValue, ...], names: Mapping[str, str]) -> set[str]:
    return {names[fold(written(value))] for value in cells if fold(written(value)) in names}


def _table(sheet: SheetCells, header: int, names: Mapping[str, str]) -> NamedTable:
    columns: dict[str, int] = {}
    doubled: list[tuple[int, str]] = []
    unknown: list[int] = []
    for place, value in enumerate(sheet.rows[header]):
        name = names.get(fold(written(value)))
        if name is None:
            unknown += [place] if written(value) else []
        elif name in columns:
            doubled.append((place, name))
        else:
            columns[name] = place
    headers = {name: fold(written(sheet.rows[header][place])) for name, place in columns.items()}
    return NamedTable(
        sheet, header, columns, headers, _anchors(sheet, header), tuple(doubled), tuple(unknown)
    )


def _anchors(sheet: SheetCells, header: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells merged downwards below the header, each with the cell that holds the value."""
    return {
        (row, left): (top, left)
        for top, left, bottom, right in sheet.merged
        if top > header and left == right
        for row in range(top + 1, bottom + 1)
    }


def _missing(table: NamedTable, required: tuple[str, ...]) -> list[Finding]:
    return [
        Finding(
            "error", "missing-column", f"表头缺少“{name}”一列。", f"请加上“{name}”列并填写。",
            table.sheet.name, cell_name(table.header, 0),
        )
        for name in required
        if name not in table.columns
    ]  # fmt: skip


def _doubled(table: NamedTable, place: int, name: str) -> Finding:
    return Finding(
        "error", "doubled-column", f"“{name}”列出现了两次（另一处在 {table.header_cell(name)}）。",
        "请只保留一列。", table.sheet.name, cell_name(table.header, place),
    )  # fmt: skip


def _unknown(table: NamedTable, place: int) -> Finding:
    text = written(table.sheet.value(table.header, place))
    return Finding(
        "info", "unknown-column", f"“{text}”一列不在本表的列名中，未读取。", "",
        table.sheet.name, cell_name(table.header, place), text,
    )  # fmt: skip


def _valueless(table: NamedTable) -> list[Finding]:
    known = set(table.columns.values())
    wrong = {at: f"单元格是错误值 {text}。" for at, text in table.sheet.error_cells.items()}
    wrong |= dict.fromkeys(table.sheet.uncached, "单元格是公式，文件里没有存计算结果。")
    return [
        Finding(
            "error",
            "no-value",
            message,
            "请改成数值或文字后重新保存。",
            table.sheet.name,
            cell_name(*at),
        )
        for at, message in sorted(wrong.items())
        if at[0] > table.header and at[1] in known
    ]
