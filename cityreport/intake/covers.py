"""Which rows a 小计, 合计 or 总计 stands for (details.md C10, D10)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cityreport.intake.context import Context
from cityreport.intake.fitting import Fit
from cityreport.intake.grid import Grid, fold
from cityreport.intake.lines import Line
from cityreport.intake.rows import DataRow


@dataclass(frozen=True)
class Table:
    """What totals are checked against: the table's lines and its data rows in sheet order."""

    grid: Grid
    fit: Fit
    context: Context
    lines: Sequence[Line]
    rows: Sequence[DataRow]

    @cached_property
    def totals(self) -> list[Line]:
        """The lines that hold totals, from the top."""
        return [line for line in self.lines if line.kind in ("total", "subtotal")]

    def within(self, first: int, last: int) -> list[DataRow]:
        """The data rows strictly between two rows of the sheet."""
        start = bisect_right(self.rows, first, key=_row_number)
        return list(self.rows[start : bisect_left(self.rows, last, key=_row_number)])


def _row_number(row: DataRow) -> int:
    return row.row


def likeliest(table: Table, line: Line) -> list[DataRow]:
    """The rows a total covers by its word and place (C10, D10)."""
    if line.kind == "total":
        return _since(table, line, ("total",)) or list(table.rows)
    above = _since(table, line, ("subtotal", "total"))
    named = _named_in_label(table, line)
    return named or _tail_of_unit(above) or _head_of_unit(_until(table, line, "subtotal"))


def covers(table: Table, line: Line) -> list[list[DataRow]]:
    """Every run of rows a total may cover, the likeliest first."""
    everything = list(table.rows)
    above = _since(table, line, ("subtotal", "total"))
    runs = [likeliest(table, line), above, _since(table, line, ("total",)), everything]
    return _distinct([*runs, _until(table, line, line.kind)])


def _since(table: Table, line: Line, kinds: tuple[str, ...]) -> list[DataRow]:
    """The rows above a total, back to the last total of those kinds."""
    before = [other.row for other in table.totals if other.kind in kinds and other.row < line.row]
    return table.within(max(before, default=-1), line.row)


def _until(table: Table, line: Line, kind: str) -> list[DataRow]:
    """The rows below a total, down to the next one of the same kind or above it."""
    kinds = ("total", kind)
    after = [other.row for other in table.totals if other.kind in kinds and other.row > line.row]
    return table.within(line.row, min(after, default=1 << 30))


def _named_in_label(table: Table, line: Line) -> list[DataRow]:
    """The rows of the unit whose name the 小计 row carries (瀛东社区小计)."""
    label = table.grid.text(line.at) if line.at else ""
    name = re.sub(r"小计[:：]?$", "", "".join(label.split()))
    return [row for row in table.rows if fold(row.named) == fold(name)] if name else []


def _tail_of_unit(rows: list[DataRow]) -> list[DataRow]:
    """The last rows that belong to one unit: 小计 counts since the unit changed."""
    tail: list[DataRow] = []
    for row in reversed(rows):
        if tail and row.named != tail[0].named:
            break
        tail.insert(0, row)
    return tail


def _head_of_unit(rows: list[DataRow]) -> list[DataRow]:
    return [row for row in rows if row.named == rows[0].named] if rows else []


def _distinct(runs: list[list[DataRow]]) -> list[list[DataRow]]:
    seen: dict[tuple[int, ...], list[DataRow]] = {}
    for rows in runs:
        if rows:
            seen.setdefault(tuple(row.row for row in rows), rows)
    return list(seen.values())
