"""A catalogue being edited: rows of texts, written back as the sheet that is checked and kept.

A draft holds what people type, faults included; only ``parse_framework`` says whether it is an
edition.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from cityreport.framework.measures import parse_measure
from cityreport.framework.model import Measure
from cityreport.framework.parse import COLUMNS, is_furniture
from cityreport.framework.rows import RowReader
from cityreport.roster.model import Roster
from cityreport.tables.named import CellError, find_table, fold
from cityreport.tables.workbook import CellValue, SheetCells

FIRST_ROW: Final = 2
"""The first indicator's row in the written sheet, counted from 0: after title and header."""
SHEET_NAME: Final = "测评标准目录"
_NUMBERS: Final = ("年度目标", "分值")
_PLAIN_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
_OUTSIDE_100: Final = ("加分", "仅展示", "bonus", "info")

Row = Mapping[str, str]
"""One indicator: column of the catalogue → text, every column there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition being edited: its name and its rows."""

    edition: str
    rows: tuple[Row, ...]

    @property
    def total(self) -> float:
        """The sum of the 分值 that must come to 100 (details.md A10); unreadable ones count 0."""
        return sum(_points(row) for row in self.rows)

    def with_row(self, number: int, row: Row) -> "Draft":
        """The draft with that row (from 0) replaced."""
        return replace(self, rows=(*self.rows[:number], row, *self.rows[number + 1 :]))

    def with_new(self, row: Row) -> "Draft":
        """The draft with one more row at its end."""
        return replace(self, rows=(*self.rows, row))

    def without(self, number: int) -> "Draft":
        """The draft without that row (from 0)."""
        return replace(self, rows=(*self.rows[:number], *self.rows[number + 1 :]))


def draft_of(sheet: SheetCells, roster: Roster) -> Draft:
    """The rows of a catalogue sheet as texts; ValueError when it has no header."""
    table = find_table(sheet, COLUMNS)
    if table is None:
        raise ValueError(f"no catalogue in sheet {sheet.name}")
    rows = []
    for row in table.rows():
        if not is_furniture(row):
            texts = {column: row.text(column) for column in COLUMNS}
            unit = fold(texts["计量单位"])
            rows.append({**texts, "年度目标": RowReader(row, roster).target_text(unit)})
    return Draft(table.title(), tuple(rows))


def sheet_of(draft: Draft) -> SheetCells:
    """The draft as a sheet: title, header, a row an indicator; plain numbers as numbers."""
    width = len(COLUMNS)
    title: tuple[CellValue, ...] = (draft.edition, *(None,) * (width - 1))
    body = tuple(tuple(_cell(column, row[column]) for column in COLUMNS) for row in draft.rows)
    return SheetCells(SHEET_NAME, (title, tuple(COLUMNS), *body))


def blank_row(code: str) -> Row:
    """A row with nothing but its code, for a new indicator."""
    usual = {"方向": "越高越好", "计分规则": "完成率", "分值": "0", "适用单位类型": "全部"}
    return {column: {"编码": code, **usual}.get(column, "") for column in COLUMNS}


def written_measure(measure: Measure) -> str:
    """The expression ``parse_measure`` reads as that measure."""
    conditions = "；".join(
        f"{one.column}{'≠' if one.negated else '='}{'、'.join(one.values)}"
        for one in measure.filters
    )
    return f"{measure.source}.{measure.column}" + (f"[{conditions}]" if conditions else "")


def read_measure(text: str) -> Measure | None:
    """The measure of a 分子 or 分母 cell, None where it is blank or no expression."""
    try:
        return parse_measure(text) if text.strip() else None
    except CellError:
        return None


def changed_rows(before: Draft, after: Draft) -> Iterable[str]:
    """The codes of rows that are not as they were, gone ones included."""
    old = {row["编码"]: row for row in before.rows}
    new = {row["编码"]: row for row in after.rows}
    return [code for code in (*old, *new.keys() - old.keys()) if old.get(code) != new.get(code)]


def _points(row: Row) -> float:
    if fold(row["计分规则"]).lower() in _OUTSIDE_100 or fold(row["方向"]) == "仅展示":
        return 0.0
    text = fold(row["分值"]).removesuffix("分")
    return float(text) if _PLAIN_NUMBER.fullmatch(text) else 0.0


def _cell(column: str, text: str) -> CellValue:
    plain = text.strip()
    if column in _NUMBERS and _PLAIN_NUMBER.fullmatch(plain):
        return float(plain) if "." in plain else int(plain)
    return plain or None
