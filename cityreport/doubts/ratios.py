"""Ratios of which a month came with only one side (details.md B7)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityreport.doubts import words
from cityreport.doubts.figures import MEASURES, Figures, measure_place
from cityreport.doubts.model import Doubt
from cityreport.framework import Framework
from cityreport.tables.answers import DoubtKey


@dataclass(frozen=True, slots=True)
class RatioPair:
    """The two flows of a ratio, as (kind, column); ``unit_types`` empty means all types."""

    indicator: str
    numerator: tuple[str, str]
    denominator: tuple[str, str]
    unit_types: tuple[str, ...] = ()


def ratio_pairs(framework: Framework) -> tuple[RatioPair, ...]:
    """The ratios of a catalogue whose two sides are flows of sheets, each pair of columns once."""
    pairs: dict[tuple[object, ...], RatioPair] = {}
    for indicator in framework.indicators:
        top, below = indicator.numerator, indicator.denominator
        if below is None or top.behaviour != "flow" or below.behaviour != "flow":
            continue
        sides = (top.source, top.column), (below.source, below.column)
        if None not in (measure_place(*sides[0]), measure_place(*sides[1])):
            pair = RatioPair(indicator.name, *sides, indicator.unit_types)
            pairs.setdefault((*sides, indicator.unit_types), pair)
    return tuple(pairs.values())


def half_ratios(figures: Figures, pairs: Sequence[RatioPair]) -> list[Doubt]:
    """The months of a ratio with one side only, for units that have reported both sides once.

    A unit that never reports one side has no such ratio at all, which its state says already.
    """
    found: dict[DoubtKey, Doubt] = {}
    for pair in pairs:
        for doubt in _of_pair(figures, pair):
            found.setdefault(doubt.key, doubt)
    return list(found.values())


def _of_pair(figures: Figures, pair: RatioPair) -> list[Doubt]:
    top, below = measure_place(*pair.numerator), measure_place(*pair.denominator)
    if top is None or below is None or top == below:
        return []
    known = ~np.isnan(figures.value[:, [top, below], figures.start :])
    judged = [not pair.unit_types or u.unit_type in pair.unit_types for u in figures.units]
    both_once = known[:, 0].any(axis=1) & known[:, 1].any(axis=1) & np.array(judged, dtype=bool)
    half = (known[:, 0] != known[:, 1]) & both_once[:, None]
    return [
        _doubt(figures, pair, int(unit), int(month), (top, below) if known[unit, 0, month] else (below, top))
        for unit, month in np.argwhere(half)
    ]  # fmt: skip


def _doubt(
    figures: Figures, pair: RatioPair, unit: int, month: int, sides: tuple[int, int]
) -> Doubt:
    kind, column = MEASURES[sides[0]]
    other_kind, other = MEASURES[sides[1]]
    at = (unit, sides[0], figures.start + month)
    absent = other.name if other_kind is kind else f"{other_kind.name}的{other.name}"
    return Doubt(
        code="half-of-ratio",
        unit=figures.units[unit].name,
        month=figures.months[at[2]],
        kind=kind.name,
        column=column.name,
        text=f"{month + 1}月报了 {column.name} {words.cell_amount(figures, at, column)}，没有报{absent}，"
        f"“{pair.indicator}”的分子和分母月份不一致：是否漏填？",
        values=(float(figures.value[at]),),
    )
