"""What a figure stands on, added up again and held against it (product C8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose, isnan

import numpy as np

from cityreport.framework import Measure
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quality import system_measures
from cityreport.report.provenance.cells import Rows, SourceCell, Wanted, cells_behind, total
from cityreport.report.provenance.facts import parts, units_of
from cityreport.report.provenance.naming import part_name
from cityreport.tables.figure import Figure

ROSTER, COUNTED = "单位名册", "报送登记"
"""Where a base figure and a system count come from, in place of a file."""
_FLOAT_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a figure: its contributions, their sum, and the amount the page works with."""

    name: str
    measure: Measure
    cells: tuple[SourceCell, ...]
    added: float
    amount: float

    @property
    def agrees(self) -> bool:
        """Whether the sum is the figure; sums of floats may differ in the last of 15 digits."""
        if isnan(self.amount):
            return not self.cells
        return isclose(self.added, self.amount, rel_tol=_FLOAT_NOISE, abs_tol=_FLOAT_NOISE)


def evidence(store: Rows, evaluation: Evaluation, figure: Figure) -> tuple[Evidence, ...]:
    """The numerator's contributions and the denominator's; nothing for a score."""
    if figure.is_score:
        return ()
    units = units_of(evaluation, figure)
    found = []
    for name, measure, amount in parts(evaluation, figure):
        cells = _contributions(store, evaluation, figure, measure, units)
        found.append(Evidence(name, measure, cells, total(cells), amount))
    return tuple(found)


def _contributions(
    store: Rows, evaluation: Evaluation, figure: Figure, measure: Measure, units: Sequence[str]
) -> tuple[SourceCell, ...]:
    if not units:
        return ()
    if measure.source == ROSTER_SOURCE:
        return _base_figures(evaluation, measure, units)
    if not measure.from_sheet:
        return _counts(evaluation, figure, measure, units)
    return cells_behind(store, evaluation, _wanted(figure, measure, units))


def _wanted(figure: Figure, measure: Measure, units: Sequence[str]) -> Wanted:
    name = part_name(figure.column)
    return Wanted(
        measure, frozenset(units),
        Month(figure.year, figure.only_month or 1),
        Month(figure.year, figure.only_month or figure.month),
        figure.column, lambda text: name(text) == figure.part,
    )  # fmt: skip


def _base_figures(
    evaluation: Evaluation, measure: Measure, units: Sequence[str]
) -> tuple[SourceCell, ...]:
    base = {unit.name: unit.base.get(measure.column) for unit in evaluation.values.units}
    return tuple(
        SourceCell(name, None, ROSTER, "", "", "", known.raw, known.value, known.precision, None)
        for name in units
        if (known := base[name]) is not None
    )


def _counts(
    evaluation: Evaluation, figure: Figure, measure: Measure, units: Sequence[str]
) -> tuple[SourceCell, ...]:
    """What the system counts itself (details.md A15), a line a unit and month."""
    counted = system_measures(evaluation.sent, evaluation.values.units, evaluation.settings)
    months = counted[(measure.source, measure.column)][:, : figure.month]
    wanted = set(units)
    return tuple(
        SourceCell(
            unit.name, Month(figure.year, at + 1), COUNTED, "", measure.column, "",
            f"{months[n, at]:g}", float(months[n, at]), "exact", None,
        )
        for n, unit in enumerate(evaluation.values.units)
        if unit.name in wanted
        for at in np.flatnonzero(~np.isnan(months[n])).tolist()
    )  # fmt: skip
