"""Writing workbooks whose bytes are the same on every run."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2024, 1, 5, tzinfo=UTC).replace(tzinfo=None)
Value = str | int | float | date | None
Row = tuple[Value, ...]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""


@dataclass(frozen=True)
class SheetPlan:
    """One sheet to write: its rows from A1, merged ranges, header rows and column widths."""

    name: str
    rows: Sequence[Row]
    merged: tuple[Merge, ...] = ()
    headers: tuple[int, ...] = ()
    widths: tuple[int, ...] = field(default=())
    frozen: int = 0


def workbook_bytes(sheets: Sequence[SheetPlan]) -> bytes:
    """The workbook of those sheets; the same sheets give the same bytes."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": CREATED, "author": "cityreport"})
        formats = {
            "head": book.add_format(
                {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
            ),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        for plan in sheets:
            _write(book.add_worksheet(plan.name), plan, formats)
    return stream.getvalue()


def _write(sheet: Worksheet, plan: SheetPlan, formats: dict[str, Format]) -> None:
    inside = {
        (row, column)
        for top, left, bottom, right in plan.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    for index, cells in enumerate(plan.rows):
        style = formats["head"] if index in plan.headers else None
        for column, value in enumerate(cells):
            if (index, column) not in inside:
                _put(sheet, index, column, value, style, formats["date"])
    for top, left, bottom, right in plan.merged:
        style = formats["head"] if top in plan.headers else None
        sheet.merge_range(top, left, bottom, right, plan.rows[top][left], style)
    for column, width in enumerate(plan.widths):
        sheet.set_column(column, column, width)
    if plan.frozen:
        sheet.freeze_panes(plan.frozen, 0)


def _put(
    sheet: Worksheet, row: int, column: int, value: Value, style: Format | None, day: Format
) -> None:
    if value is None or value == "":
        if style is not None:
            sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    else:
        sheet.write_number(row, column, value, style)
