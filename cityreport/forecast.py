"""Forecast of the year's end and the chance of the target (method.md section 10).

A flow's rest of the year is k·x̄ with variance s²·(k + k²/n) and Student's t with n−1 degrees of
freedom; a stock or ratio moves by its monthly changes in the same way. The extra k²/n is the
uncertainty of the mean itself, without which the intervals hold far too rarely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

FEWEST_MONTHS = 6
COVERAGE = 0.8
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Limits:
    """The natural limits of a value: shares lie between 0 and 100 %, amounts above 0."""

    lowest: float = 0.0
    highest: float = inf


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the horizon: median and the bounds of the 80 % interval."""

    median: float
    lower: float
    upper: float
    spread: float
    freedom: int

    def chance_of(self, target: float, *, up: bool) -> float:
        """The chance of reaching a target, as a fraction."""
        if self.spread == 0:
            reached = self.median >= target if up else self.median <= target
            return 1.0 if reached else 0.0
        below = float(stdtr(self.freedom, (target - self.median) / self.spread))
        return 1.0 - below if up else below


@dataclass(frozen=True, slots=True)
class BackTest:
    """How often the actual value lay inside the interval forecast for it earlier."""

    inside: int
    trials: int


def forecast(
    now: float, steps: Sequence[float] | Floats, months_to_go: int, limits: Limits
) -> Forecast | None:
    """The value so many months on, None with fewer than six reported months (月份不足).

    ``now`` is the value to date; ``steps`` are the monthly amounts of a flow, or the monthly
    changes of a stock or ratio, of the reported months of this and the previous year.
    """
    known = np.asarray(steps, dtype=float)
    known = known[~np.isnan(known)]
    n = len(known)
    if n < FEWEST_MONTHS or np.isnan(now):
        return None
    median = now + months_to_go * float(known.mean())
    variance = float(known.var(ddof=1)) * (months_to_go + months_to_go**2 / n)
    spread = sqrt(variance)
    reach = float(stdtrit(n - 1, 0.5 + COVERAGE / 2)) * spread
    return Forecast(
        median=_within(median, limits),
        lower=_within(median - reach, limits),
        upper=_within(median + reach, limits),
        spread=spread,
        freedom=n - 1,
    )


def back_test(
    to_date: Sequence[float] | Floats, steps: Sequence[float] | Floats, earlier: int, limits: Limits
) -> BackTest:
    """Forecasts of the latest value from each month before it, counted (method.md section 10).

    ``to_date`` and ``steps`` are months in order, the latest last; the first ``earlier`` steps
    belong to the previous year and have no value to date.
    """
    values = np.asarray(to_date, dtype=float)
    trials = inside = 0
    for origin in range(len(values) - 1):
        found = forecast(
            float(values[origin]),
            np.asarray(steps, dtype=float)[: earlier + origin + 1],
            len(values) - 1 - origin,
            limits,
        )
        if found is None or np.isnan(values[-1]):
            continue
        trials += 1
        inside += found.lower <= values[-1] <= found.upper
    return BackTest(inside, trials)


def changes(values: Sequence[float] | Floats) -> Floats:
    """The monthly changes of a stock or ratio; NaN for the first month and across gaps."""
    series = np.asarray(values, dtype=float)
    return np.concatenate([[np.nan], np.diff(series)]) if len(series) else series


def _within(value: float, limits: Limits) -> float:
    return min(max(value, limits.lowest), limits.highest)
