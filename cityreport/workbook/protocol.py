"""What the reading process says about a file: JSON, with dates and times tagged."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from cityreport.tables.workbook import Address, CellValue, SheetCells


def encode(answer: Mapping[str, Any]) -> bytes:
    """An answer as JSON; dates and times are tagged with their kind."""
    return json.dumps(answer, ensure_ascii=False, default=_tagged, separators=(",", ":")).encode()


def decode(payload: bytes) -> dict[str, Any]:
    """The answer, with dates and times as they were."""
    answer: dict[str, Any] = json.loads(payload, object_hook=_untagged)
    return answer


def _tagged(value: object) -> dict[str, str | float]:
    if isinstance(value, timedelta):
        return {"$": "timedelta", "of": value.total_seconds()}
    if isinstance(value, date | time):
        return {"$": type(value).__name__, "of": value.isoformat()}
    raise TypeError(f"no cell value: {type(value).__name__}")


_UNTAG: dict[str, Callable[[Any], CellValue]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


def _untagged(value: dict[str, Any]) -> Any:  # noqa: ANN401  (whatever JSON held)
    return _UNTAG[value["$"]](value["of"]) if "$" in value else value


def sheet_to_json(sheet: SheetCells) -> dict[str, Any]:
    """A sheet in JSON's own types."""
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "merged": sheet.merged,
        "error_cells": _pairs(sheet.error_cells),
        "uncached": sorted(sheet.uncached),
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "number_formats": _pairs(sheet.number_formats),
        "strays": _pairs(sheet.strays),
    }


def sheet_from_json(answer: Mapping[str, Any]) -> SheetCells:
    """The sheet an answer describes."""
    return SheetCells(
        name=answer["name"],
        rows=tuple(tuple(row) for row in answer["rows"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in answer["merged"]),
        error_cells=_mapping(answer["error_cells"]),
        uncached=frozenset((row, column) for row, column in answer["uncached"]),
        hidden=answer["hidden"],
        hidden_rows=frozenset(answer["hidden_rows"]),
        hidden_columns=frozenset(answer["hidden_columns"]),
        number_formats=_mapping(answer["number_formats"]),
        strays=_mapping(answer["strays"]),
    )


def _pairs(cells: Mapping[Address, str]) -> list[tuple[int, int, str]]:
    return [(row, column, text) for (row, column), text in cells.items()]


def _mapping(pairs: list[tuple[int, int, str]]) -> dict[Address, str]:
    return {(row, column): text for row, column, text in pairs}
