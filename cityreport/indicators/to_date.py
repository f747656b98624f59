"""From months to the year to date: flows add up, stocks stand (method.md section 3)."""

from dataclasses import dataclass

import numpy as np

from cityreport.framework import Behaviour
from cityreport.indicators.measures import Bools, Floats, Ints, Monthly
from cityreport.period import MONTHS_A_YEAR


@dataclass(frozen=True, slots=True, eq=False)
class ToDate:
    """A measure up to and including each month, units × 12, in stored units.

    Where ``value`` is NaN, ``blank`` says a sheet came without it; otherwise nothing came.
    """

    value: Floats
    lower: Floats
    upper: Floats
    approximate: Bools
    blank: Bools
    months_reported: Ints
    rows: Ints


def to_date(monthly: Monthly, behaviour: Behaviour) -> ToDate:
    """The measure to date; NaN until the first month with a value (details.md B2, B6, B30)."""
    total = _running_sum if behaviour == "flow" else _last_known
    has_value = np.logical_or.accumulate(~np.isnan(monthly.value), axis=1)
    reported = np.cumsum(monthly.reported.astype(np.int64), axis=1)
    return ToDate(
        value=total(monthly.value),
        lower=total(monthly.lower),
        upper=total(monthly.upper),
        approximate=_inexact(monthly, behaviour),
        blank=~has_value & (reported > 0),
        months_reported=reported,
        rows=np.cumsum(monthly.rows, axis=1),
    )


def _running_sum(amounts: Floats) -> Floats:
    known = ~np.isnan(amounts)
    seen = np.logical_or.accumulate(known, axis=1)
    return np.where(seen, np.cumsum(np.where(known, amounts, 0.0), axis=1), np.nan)


def _last_known(amounts: Floats) -> Floats:
    return np.take_along_axis(_with_gap(amounts), _last_index(amounts), axis=1)


def _inexact(monthly: Monthly, behaviour: Behaviour) -> Bools:
    if behaviour == "flow":
        return np.logical_or.accumulate(monthly.approximate, axis=1)
    padded = np.pad(monthly.approximate, ((0, 0), (0, 1)))
    return np.take_along_axis(padded, _last_index(monthly.value), axis=1)


def _with_gap(amounts: Floats) -> Floats:
    """The amounts with one more, empty column that "no month yet" points to."""
    return np.pad(amounts, ((0, 0), (0, 1)), constant_values=np.nan)


def _last_index(amounts: Floats) -> Ints:
    known = ~np.isnan(amounts)
    index = np.where(known, np.arange(MONTHS_A_YEAR), -1)
    last = np.maximum.accumulate(index, axis=1)
    return np.where(last < 0, MONTHS_A_YEAR, last)
