"""What a figure stands on, added up again and held against it (product C8)."""

from collections.abc import Sequence

import numpy as np

from cityreport.framework import Measure
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quality import system_measures
from cityreport.report.provenance.cells import (
    Evidence,
    Rows,
    SourceCell,
    Wanted,
    cells_behind,
    total,
)
from cityreport.report.provenance.facts import parts, units_of
from cityreport.report.provenance.naming import part_name
from cityreport.report.provenance.picking import sides
from cityreport.report.provenance.words import brief, stored_unit
from cityreport.tables.figure import Figure

ROSTER, COUNTED = "单位名册", "报送登记"
"""Where a base figure and a system count come from, in place of a file."""


def evidence(store: Rows, evaluation: Evaluation, figure: Figure) -> tuple[Evidence, ...]:
    """The numerator's contributions and the denominator's; nothing for a score."""
    if figure.is_score:
        return ()
    if figure.picked:
        return sides(store, evaluation, figure)
    units = units_of(evaluation, figure)
    found = []
    for name, measure, amount in parts(evaluation, figure):
        cells = _contributions(store, evaluation, figure, measure, units)
        found.append(
            Evidence(name, brief(measure), stored_unit(measure), cells, total(cells), amount)
        )
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
    first = figure.only_month or 1
    months = counted[(measure.source, measure.column)][
        :, first - 1 : figure.only_month or figure.month
    ]
    wanted = set(units)
    return tuple(
        SourceCell(
            unit.name, Month(figure.year, first + at), COUNTED, "", measure.column, "",
            f"{months[n, at]:g}", float(months[n, at]), "exact", None,
        )
        for n, unit in enumerate(evaluation.values.units)
        if unit.name in wanted
        for at in np.flatnonzero(~np.isnan(months[n])).tolist()
    )  # fmt: skip
