"""查看出处: the cells behind one indicator value (details.md B31)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityreport.errors import UserError
from cityreport.evaluation import State
from cityreport.framework import Filter, Measure
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.sheets import BY_NAME, SheetKind
from cityreport.store import Store
from cityreport.tables.stored import StoredQuantity, StoredRow

CellDocument = dict[str, object]


@dataclass(frozen=True, slots=True)
class Trace:
    """A value with its numerator, denominator and the cells that re-add to them."""

    value: float | None
    numerator: float | None
    denominator: float | None
    state: str
    cells: tuple[CellDocument, ...]
    denominator_cells: tuple[CellDocument, ...]

    def as_json(self) -> dict[str, object]:
        """The JSON of ``trace`` (interface.md)."""
        return {
            "value": self.value, "numerator": self.numerator, "denominator": self.denominator,
            "state": self.state, "cells": list(self.cells),
            "denominator_cells": list(self.denominator_cells),
        }  # fmt: skip


def trace(store: Store, evaluation: Evaluation, unit: str, code: str, month: int) -> Trace:
    """The cells behind an indicator of a unit, to date; UserError for an unknown code."""
    values = evaluation.values
    indicator = evaluation.framework.indicator(code)
    if indicator is None:
        raise UserError(f"测评标准目录中没有编码「{code}」。")
    at = (values.unit_number(unit), values.indicator_number(code), month - 1)
    until = Month(evaluation.year, month)
    below = indicator.denominator
    return Trace(
        value=_known(values.value[at]),
        numerator=_known(values.numerator[at]),
        denominator=_known(values.denominator[at]),
        state=State(int(values.state[at])).key,
        cells=_cells(store, evaluation, indicator.numerator, unit, until),
        denominator_cells=_cells(store, evaluation, below, unit, until) if below else (),
    )


def _cells(
    store: Store, evaluation: Evaluation, measure: Measure, unit: str, until: Month
) -> tuple[CellDocument, ...]:
    if not measure.from_sheet:
        return ()
    rows = _rows(store, BY_NAME[measure.source], unit, until)
    kept = [
        (row, row.quantities[measure.column])
        for row in rows
        if measure.column in row.quantities
        and passes(row, measure.filters)
        # A summary of children counts nowhere, so its cells re-add to nothing.
        and (unit, row.month.number, row.kind) not in evaluation.left_out
    ]
    if measure.behaviour == "stock":
        kept = _last_of_each_reporter(kept)
    return tuple(_document(row, quantity) for row, quantity in kept)


def _rows(store: Store, kind: SheetKind, unit: str, until: Month) -> list[StoredRow]:
    """The rows a value to date rests on; cases of a register by their own date."""
    if not kind.dated_by:
        return store.ledger(kind.name, Month(until.year, 1), until, unit)
    first, last = f"{until.year}-01-01", f"{until.year}-{until.number:02d}-31"
    return [
        row
        for row in store.register(kind.name, Month(until.year, 12), unit)
        if kind.dated_by in row.texts and first <= row.texts[kind.dated_by].text <= last
    ]


def passes(row: StoredRow, filters: Sequence[Filter]) -> bool:
    """Whether a ledger row meets all conditions; a blank cell passes only ``≠`` (E7)."""
    return all(
        ((text.text if (text := row.texts.get(one.column)) else None) in one.values)
        is not one.negated
        for one in filters
    )


def _last_of_each_reporter(
    kept: Sequence[tuple[StoredRow, StoredQuantity]],
) -> list[tuple[StoredRow, StoredQuantity]]:
    """Of the last month with a value: the last cell of each reporter's sheet (B3)."""
    last_month = max((row.month for row, _ in kept), default=None)
    by_reporter = {row.reporter: (row, cell) for row, cell in kept if row.month == last_month}
    return list(by_reporter.values())


def _document(row: StoredRow, quantity: StoredQuantity) -> CellDocument:
    return {
        "file": row.file, "sha256": row.sha256, "sheet": row.sheet, "cell": quantity.cell,
        "raw": quantity.raw, "value": quantity.value, "precision": quantity.precision,
        "submission": row.submission,
    }  # fmt: skip


def _known(value: float | np.floating) -> float | None:
    return None if np.isnan(value) else float(value)
