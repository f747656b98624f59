"""The months of all units side by side: unit × column × month, built once for all rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cityreport.period import MONTHS_A_YEAR, Month, months_of
from cityreport.roster import Unit
from cityreport.sheets import KINDS, Column, SheetKind
from cityreport.tables.observations import Observations

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

# A register is sent whole each month, and counts without a measure unit mix lamps and places:
# neither can be compared month by month.
MEASURES: tuple[tuple[SheetKind, Column], ...] = tuple(
    (kind, column)
    for kind in KINDS
    if not kind.whole_register
    for column in kind.measures
    if column.measure_unit
)
"""The columns along the second axis."""
FLOWS: dict[str, list[int]] = {
    kind: [
        place
        for place, (own, column) in enumerate(MEASURES)
        if own.name == kind and column.role == "flow"
    ]
    for kind in dict.fromkeys(own.name for own, column in MEASURES if column.role == "flow")
}
"""The places of the flows of each sheet kind that has any."""
_PLACES = {(kind.name, column.name): place for place, (kind, column) in enumerate(MEASURES)}


@dataclass(frozen=True, eq=False)
class Figures:
    """What units reported by month, in stored units; the last twelve months are those asked about.

    Arrays are units × ``MEASURES`` × months: ``value``, ``lower``, ``upper`` NaN where nothing was
    reported or filled; ``approximate`` and ``differing`` cells; ``said`` is False where a flow is 0
    because the sheet said 本月无.
    """

    units: tuple[Unit, ...]
    months: tuple[Month, ...]
    value: Floats
    lower: Floats
    upper: Floats
    approximate: Bools
    differing: Bools
    said: Bools

    @property
    def year(self) -> int:
        """The year asked about."""
        return self.months[-1].year

    @property
    def start(self) -> int:
        """Where the year asked about begins along the last axis."""
        return len(self.months) - MONTHS_A_YEAR

    @cached_property
    def unit_places(self) -> dict[str, int]:
        """The place of each unit along the first axis."""
        return {unit.name: place for place, unit in enumerate(self.units)}

    def series(self, unit: str, kind: str, column: str) -> Floats:
        """One unit's column over the year asked about, 12 values."""
        at = (self.unit_places[unit], _PLACES[(kind, column)])
        return np.asarray(self.value[at][self.start :])


def measure_place(kind: str, column: str) -> int | None:
    """The place of a column along the second axis, None where it is not compared by month."""
    return _PLACES.get((kind, column))


def figures_of(years: Sequence[Observations], units: Sequence[Unit]) -> Figures:
    """The figures of one year, or of two that follow each other, the older first."""
    parts = [_year_arrays(one, units) for one in years]
    value, lower, upper, approximate, differing, said = (
        np.concatenate(arrays, axis=2) for arrays in zip(*parts, strict=True)
    )
    return Figures(
        units=tuple(units),
        months=tuple(month for one in years for month in months_of(one.year)),
        value=value,
        lower=lower,
        upper=upper,
        approximate=approximate > 0,
        differing=differing > 0,
        said=said > 0,
    )


def _year_arrays(observations: Observations, units: Sequence[Unit]) -> tuple[Floats, ...]:
    shape = (len(units), len(MEASURES), MONTHS_A_YEAR)
    facts = observations.facts
    at = _positions(facts, units)
    known = at >= 0
    at = at[known]

    def summed(name: str) -> Floats:
        weights = facts[name].to_numpy(dtype=float)[known]
        sums = np.bincount(at, weights=weights, minlength=int(np.prod(shape)))
        return np.asarray(sums, dtype=float).reshape(shape)

    filled = summed("filled") > 0
    zero = _nothing_to_report(observations, units)
    amounts = [
        np.where(filled, summed(name), np.where(zero, 0.0, np.nan))
        for name in ("value", "lower", "upper")
    ]
    return (*amounts, summed("approximate"), summed("differing"), filled.astype(float))


def _nothing_to_report(observations: Observations, units: Sequence[Unit]) -> Bools:
    """Where a sheet came without any row, so that its flows are 0 (method.md section 1)."""
    kinds = {kind.name: place for place, kind in enumerate(KINDS)}
    came = _count(observations.reports, units, kinds)
    rows = _count(observations.row_groups, units, kinds)
    empty = (came > 0) & (rows == 0)
    of_kind = [kinds[kind.name] for kind, _ in MEASURES]
    flow = np.array([column.role == "flow" for _, column in MEASURES], dtype=bool)
    return np.asarray(empty[:, of_kind] & flow[None, :, None])


def _count(frame: pd.DataFrame, units: Sequence[Unit], kinds: Mapping[str, int]) -> Ints:
    shape = (len(units), len(kinds), MONTHS_A_YEAR)
    unit, kind = numbers(frame["unit"], _unit_numbers(units)), numbers(frame["kind"], kinds)
    known = (unit >= 0) & (kind >= 0)
    month = frame["month"].to_numpy(dtype=np.int64)
    at = ((unit * len(kinds) + kind) * MONTHS_A_YEAR + month - 1)[known]
    return np.bincount(at, minlength=int(np.prod(shape))).reshape(shape)


def _positions(facts: pd.DataFrame, units: Sequence[Unit]) -> Ints:
    """The flat position of each fact, −1 for what has none."""
    unit = numbers(facts["unit"], _unit_numbers(units))
    kinds = {name: place for place, name in enumerate(dict.fromkeys(k for k, _ in _PLACES))}
    columns = {name: place for place, name in enumerate(dict.fromkeys(c for _, c in _PLACES))}
    places = np.full((len(kinds) + 1, len(columns) + 1), -1, dtype=np.int64)
    for (kind, column), place in _PLACES.items():
        places[kinds[kind], columns[column]] = place
    measure = places[numbers(facts["kind"], kinds), numbers(facts["column"], columns)]
    month = facts["month"].to_numpy(dtype=np.int64)
    at = (unit * len(MEASURES) + measure) * MONTHS_A_YEAR + month - 1
    return np.where((unit >= 0) & (measure >= 0), at, -1)


def _unit_numbers(units: Sequence[Unit]) -> dict[str, int]:
    return {unit.name: place for place, unit in enumerate(units)}


def numbers(texts: pd.Series, places: Mapping[str, int]) -> Ints:
    """The place of each text, −1 where it has none."""
    codes, names = pd.factorize(texts)
    known = np.array([places.get(str(name), -1) for name in names] + [-1], dtype=np.int64)
    return known[codes]
