"""Sheets, findings and base figures as JSON and back, nothing lost."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any

from cityreport.quantities import Quantity
from cityreport.tables.workbook import Address, CellValue, Finding, SheetCells

Json = Any


def cell_to_json(value: CellValue) -> Json:
    """A cell value as JSON: plain where JSON has the type, else ``{type: text}``."""
    if isinstance(value, datetime):  # before date: a datetime is one, too
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return value


def cell_from_json(value: Json) -> CellValue:
    """The cell value behind ``cell_to_json``."""
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    (name, inner), *_ = value.items()
    if name == "seconds":
        return timedelta(seconds=inner)
    readers = {"datetime": datetime, "date": date, "time": time}
    return readers[name].fromisoformat(inner)  # type: ignore[attr-defined,no-any-return]


def sheet_to_json(sheet: SheetCells) -> Json:
    """A sheet with everything known about its cells."""
    return {
        "name": sheet.name,
        "rows": [[cell_to_json(value) for value in row] for row in sheet.rows],
        "merged": sheet.merged,
        "error_cells": _placed(sheet.error_cells),
        "uncached": sorted(sheet.uncached),
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "number_formats": _placed(sheet.number_formats),
        "strays": _placed(sheet.strays),
    }


def sheet_from_json(data: Json) -> SheetCells:
    """The sheet behind ``sheet_to_json``."""
    return SheetCells(
        name=data["name"],
        rows=tuple(tuple(cell_from_json(value) for value in row) for row in data["rows"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in data["merged"]),
        error_cells=_by_place(data["error_cells"]),
        uncached=frozenset((row, column) for row, column in data["uncached"]),
        hidden=data["hidden"],
        hidden_rows=frozenset(data["hidden_rows"]),
        hidden_columns=frozenset(data["hidden_columns"]),
        number_formats=_by_place(data["number_formats"]),
        strays=_by_place(data["strays"]),
    )


def finding_to_json(finding: Finding) -> Json:
    """A finding as an object of its fields."""
    return asdict(finding)


def finding_from_json(data: Json) -> Finding:
    """The finding behind ``finding_to_json``."""
    return Finding(**data)


def quantity_to_json(quantity: Quantity) -> Json:
    """A quantity as an object; bounds that are not known are null."""
    fields = asdict(quantity)
    return {name: bound_to_store(value) for name, value in fields.items()}


def quantity_from_json(data: Json) -> Quantity:
    """The quantity behind ``quantity_to_json``."""
    bounds = {name: bound_from_store(data[name]) for name in ("lower", "upper")}
    return Quantity(data["raw"], data["value"], data["precision"], **bounds)


def bound_to_store(value: object) -> object:
    """The value itself, None in place of NaN: neither JSON nor SQL knows NaN."""
    return value if value == value else None  # noqa: PLR0124 - NaN alone differs from itself


def bound_from_store(value: float | None) -> float:
    """The bound, NaN where none is known."""
    return float("nan") if value is None else value


def _placed(cells: Mapping[Address, str]) -> Json:
    return [[row, column, text] for (row, column), text in sorted(cells.items())]


def _by_place(data: Json) -> dict[Address, str]:
    return {(row, column): text for row, column, text in data}
