"""What ``trace`` prints: an indicator value with the cells behind it (details.md B31)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityreport.errors import UserError
from cityreport.evaluation import State
from cityreport.framework import Measure
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report.provenance.cells import Evidence, SourceCell, Wanted, cells_behind
from cityreport.report.provenance.evidence import evidence
from cityreport.report.provenance.facts import facts_of, sum_of
from cityreport.report.provenance.picking import number
from cityreport.report.provenance.scores import score_of
from cityreport.store import Store
from cityreport.tables.figure import Figure

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


def trace_figure(store: Store, evaluation: Evaluation, figure: Figure) -> Trace:
    """The cells behind any figure, as a 出处码 names it; a score has none of its own."""
    found = evidence(store, evaluation, figure)
    sides = [tuple(document(cell) for cell in side.cells) for side in found]
    value, state = _value(evaluation, figure, found)
    amounts = [side.amount for side in found]
    return Trace(
        value=value,
        numerator=_known(amounts[0]) if amounts else None,
        denominator=_known(amounts[1]) if len(amounts) > 1 else None,
        state=state.key,
        cells=sides[0] if sides else (),
        denominator_cells=sides[1] if len(sides) > 1 else (),
    )


def _value(
    evaluation: Evaluation, figure: Figure, found: Sequence[Evidence]
) -> tuple[float | None, State]:
    if figure.picked:
        return _known(number(found, figure.picked)), State.VALUE if found else State.MISSING
    if figure.is_score:
        score = score_of(evaluation, figure)
        known = score.share if figure.dimension else score.score
        return _known(known), State.VALUE if score.parts else State.MISSING
    if figure.indicator:
        facts = facts_of(evaluation, figure)
        return _known(facts.value), facts.state
    amount = sum_of(evaluation, figure).amount
    return _known(amount.value), amount.state


def _cells(
    store: Store, evaluation: Evaluation, measure: Measure, unit: str, until: Month
) -> tuple[CellDocument, ...]:
    wanted = Wanted(measure, (unit,), Month(until.year, 1), until)
    return tuple(document(cell) for cell in cells_behind(store, evaluation, wanted))


def document(cell: SourceCell) -> CellDocument:
    """A contributing cell in the JSON of ``trace``."""
    return {
        "file": cell.file, "sha256": cell.sha256, "sheet": cell.sheet, "cell": cell.cell,
        "raw": cell.raw, "value": cell.value, "precision": cell.precision,
        "submission": cell.submission,
    }  # fmt: skip


def _known(value: float | np.floating) -> float | None:
    return None if np.isnan(value) else float(value)
