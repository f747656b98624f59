"""What every command needs: the store, the clock, and how results are printed."""

import csv
import io
import json
import math
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.settings import places
from cityreport.store import Store

Plain = Mapping[str, object]
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell of a CSV file begins that a table program computes."""


def open_store() -> Store:
    """The store of this installation."""
    return Store.open(places().database_url)


def now() -> datetime:
    """The present moment in the office's time zone."""
    return datetime.now(places().timezone)


def today() -> date:
    """The present day in the office's time zone."""
    return now().date()


def evaluation_of(store: Store, month: Month | None) -> tuple[Evaluation, Month]:
    """The evaluation a command speaks of: the month asked for, or the month to show first."""
    chosen = month or pipeline.default_month(store)
    if chosen is None:
        raise UserError("还没有登记任何月报。请先登记（load），或载入示例（demo）。")
    return pipeline.evaluate(store, chosen.year), chosen


def known_unit(evaluation: Evaluation, name: str | None) -> str | None:
    """The canonical name of a unit given by name or alias."""
    if name is None:
        return None
    unit = evaluation.roster.match(name)
    if unit is None:
        near = "、".join(evaluation.roster.nearest(name))
        raise UserError(f"名册中没有「{name}」。{f'相近的有：{near}。' if near else ''}")
    return unit.name


def print_json(document: object) -> None:
    """One JSON document on stdout, numbers unrounded, no NaN."""
    json.dump(_without_nan(document), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _without_nan(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _without_nan(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(part) for part in value]
    return value


def write_rows(rows: Sequence[Plain], form: str, output: Path | None, title: str) -> None:
    """Flat rows as an aligned table, CSV or Excel, to a file or stdout."""
    if form == "xlsx":
        if output is None:
            raise UserError("写 Excel 要用 -o 指定文件名。")
        output.write_bytes(_workbook(rows, title))
        return
    text = _csv(rows) if form == "csv" else _aligned(rows)
    if output is None:
        sys.stdout.write(text)
    else:
        # Excel on Chinese Windows reads UTF-8 only with the mark in front.
        output.write_text(text, "utf-8-sig" if form == "csv" else "utf-8", newline="")


def _workbook(rows: Sequence[Plain], title: str) -> bytes:
    from cityreport.exports.xlsx import tables_workbook
    from cityreport.tables.section import Cell, Column, Section, Table

    names = list(rows[0]) if rows else []
    cells: list[tuple[Cell, ...]] = [tuple(_cell(row[name]) for name in names) for row in rows]
    columns = tuple(
        Column(name, "number" if any(isinstance(row[at], int | float) for row in cells) else "text")
        for at, name in enumerate(names)
    )
    return tables_workbook([Section("rows", title, table=Table(columns, tuple(cells)))], title)


def _cell(value: object) -> str | float | int | None:
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return str(value)


def _csv(rows: Sequence[Plain]) -> str:
    stream = io.StringIO()
    if rows:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows([{name: _inert(row[name]) for name in row} for row in rows])
    return stream.getvalue()


def _inert(value: object) -> object:
    """A value of a CSV file that Excel shows and never computes; no NaN."""
    formula = isinstance(value, str) and value.startswith(_FORMULA_SIGNS)
    return f"'{value}" if formula else _without_nan(value)


def _aligned(rows: Sequence[Plain]) -> str:
    if not rows:
        return "（没有内容）\n"
    lines = [list(rows[0]), *([_short(value) for value in row.values()] for row in rows)]
    widths = [max(_width(line[at]) for line in lines) for at in range(len(lines[0]))]
    return "".join(
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        + "\n"
        for line in lines
    )


def _short(value: object) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "—"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(2 if ord(letter) > 0x2E7F else 1 for letter in text)
