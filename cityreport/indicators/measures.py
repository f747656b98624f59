"""One measure over all units and the twelve months of a year, from the grouped observations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cityreport.framework import Filter, Measure
from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE, ROSTER_SOURCE
from cityreport.period import MONTHS_A_YEAR
from cityreport.roster import Unit
from cityreport.sheets import BY_NAME
from cityreport.tables.observations import Observations

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
SystemMeasures = Mapping[tuple[str, str], Floats]
"""System measures by ``(source, column)``: units × 12, NaN where nothing was expected."""


@dataclass(frozen=True, slots=True, eq=False)
class Monthly:
    """A measure month by month, units × 12, in stored units; NaN where there is no value.

    ``reported`` says whether the sheet came at all, so that blank differs from missing
    (method.md section 1); ``approximate`` whether any part is not exact.
    """

    value: Floats
    lower: Floats
    upper: Floats
    approximate: Bools
    reported: Bools
    rows: Ints


class YearIndex:
    """The observations of a year addressed by unit number and month number."""

    def __init__(self, observations: Observations, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.shape = (len(self.units), MONTHS_A_YEAR)
        numbers = {unit.name: number for number, unit in enumerate(self.units)}
        self._facts = _numbered(observations.facts, numbers, self.shape)
        self._row_groups = _numbered(observations.row_groups, numbers, self.shape)
        self._reports = _numbered(observations.reports, numbers, self.shape)
        self._fact_parts = _parts(self._facts, ["kind", "column"])
        self._group_parts = _parts(self._row_groups, ["kind"])
        self._report_parts = _parts(self._reports, ["kind"])

    def reported(self, kind: str) -> Bools:
        """Whether a sheet of that kind came, units × 12."""
        frame = self._report_parts.get((kind,))
        return _count(frame, self.shape) > 0

    def rows(self, kind: str, filters: Sequence[Filter] = ()) -> Ints:
        """How many ledger rows of that kind pass the filters, units × 12."""
        frame = self._group_parts.get((kind,))
        if frame is None:
            return np.zeros(self.shape, dtype=np.int64)
        frame = frame[_passing(frame, kind, filters)]
        return _sum(frame, "rows", self.shape).astype(np.int64)

    def monthly(self, measure: Measure, system: SystemMeasures) -> Monthly:
        """The measure month by month (method.md sections 1 and 3, details.md B3, B6)."""
        if measure.source == ROSTER_SOURCE:
            return self._base_figure(measure.column)
        if measure.source in (REPORTING_SOURCE, DATA_SOURCE):
            return self._system_measure(system[(measure.source, measure.column)])
        return self._ledger_measure(measure)

    def _ledger_measure(self, measure: Measure) -> Monthly:
        reported = self.reported(measure.source)
        rows = self.rows(measure.source, measure.filters)
        frame = self._fact_parts.get((measure.source, measure.column))
        if frame is not None:
            frame = frame[_passing(frame, measure.source, measure.filters)]
        filled = _sum(frame, "filled", self.shape) > 0
        # A reported month without a (matching) row is 0 for a flow; a stock it leaves unsaid (B2).
        zero = reported & (rows == 0) if measure.behaviour == "flow" else np.zeros_like(filled)
        amounts = [
            np.where(filled, _sum(frame, name, self.shape), np.where(zero, 0.0, np.nan))
            for name in ("value", "lower", "upper")
        ]
        approximate = _sum(frame, "approximate", self.shape) > 0
        return Monthly(amounts[0], amounts[1], amounts[2], approximate, reported, rows)

    def _base_figure(self, figure: str) -> Monthly:
        quantities = [unit.base.get(figure) for unit in self.units]
        columns = [
            [np.nan if q is None else getattr(q, name) for q in quantities]
            for name in ("value", "lower", "upper")
        ]
        value, lower, upper = (
            np.repeat(np.array(column, dtype=float)[:, None], MONTHS_A_YEAR, axis=1)
            for column in columns
        )
        inexact = np.array([q is not None and q.precision != "exact" for q in quantities], bool)
        approximate = np.repeat(inexact[:, None], MONTHS_A_YEAR, axis=1)
        everywhere = np.ones(self.shape, dtype=bool)
        none = np.zeros(self.shape, dtype=np.int64)
        return Monthly(value, lower, upper, approximate, everywhere, none)

    def _system_measure(self, amounts: Floats) -> Monthly:
        none = np.zeros(self.shape, dtype=np.int64)
        exact = np.zeros(self.shape, dtype=bool)
        return Monthly(amounts, amounts, amounts, exact, ~np.isnan(amounts), none)


def _numbered(
    frame: pd.DataFrame, numbers: Mapping[str, int], shape: tuple[int, int]
) -> pd.DataFrame:
    """The frame with its flat position ``at`` in a units × 12 array; unknown units leave."""
    unit = frame["unit"].map(numbers).astype("float64")
    known = unit.notna().to_numpy()
    kept = frame if known.all() else frame[known]
    at = unit[known] * shape[1] + kept["month"] - 1
    return kept.assign(at=at.astype("int64"))


def _parts(frame: pd.DataFrame, keys: list[str]) -> dict[tuple[str, ...], pd.DataFrame]:
    groups = frame.groupby(keys, observed=True, sort=False)
    return {_as_tuple(key): part for key, part in groups}


def _as_tuple(key: object) -> tuple[str, ...]:
    return tuple(str(part) for part in key) if isinstance(key, tuple) else (str(key),)


def _passing(frame: pd.DataFrame, kind: str, filters: Sequence[Filter]) -> Bools:
    passing = np.ones(len(frame), dtype=bool)
    names = [column.name for column in BY_NAME[kind].dimensions]
    for condition in filters:
        texts = frame[f"dim{names.index(condition.column) + 1}"]
        among = texts.isin(condition.values).to_numpy()
        passing &= ~among if condition.negated else among
    return passing


def _sum(frame: pd.DataFrame | None, column: str, shape: tuple[int, int]) -> Floats:
    if frame is None or frame.empty:
        return np.zeros(shape)
    at = frame["at"].to_numpy()
    weights = frame[column].to_numpy(dtype=float)
    summed = np.bincount(at, weights=weights, minlength=shape[0] * shape[1])
    return summed.astype(np.float64).reshape(shape)


def _count(frame: pd.DataFrame | None, shape: tuple[int, int]) -> Ints:
    if frame is None or frame.empty:
        return np.zeros(shape, dtype=np.int64)
    return np.bincount(frame["at"].to_numpy(), minlength=shape[0] * shape[1]).reshape(shape)
