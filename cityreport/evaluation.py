"""Hand-over from ``indicators`` to ``scores``, ``gaps`` and ``report``: arrays over one year.

Axes are always unit × indicator × month, in the order of ``units``, of the catalogue's rows and
of the calendar. Every entry is "to date": up to and including that month of that year.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cityreport.framework import Framework, Indicator
from cityreport.period import MONTHS_A_YEAR
from cityreport.roster import Unit

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
View = Literal["paced", "annual"]


class State(IntEnum):
    """The states of an indicator value, never mixed (method.md sections 1, 3 and 6)."""

    VALUE = 0
    MISSING = 1
    BLANK = 2
    NO_DENOMINATOR = 3
    NOT_APPLICABLE = 4
    NOT_MONITORED = 5
    NOT_FOR_TYPE = 6

    @property
    def key(self) -> str:
        """The name in JSON: ``no_denominator``."""
        return self.name.lower()

    @property
    def word(self) -> str:
        """The word on screen (details.md B15)."""
        return _WORDS[self]


_WORDS = {
    State.VALUE: "有数据",
    State.MISSING: "未报",
    State.BLANK: "未填",
    State.NO_DENOMINATOR: "缺基数",
    State.NOT_APPLICABLE: "本期不适用",
    State.NOT_MONITORED: "未纳入监测",
    State.NOT_FOR_TYPE: "不考核该类单位",
}


@dataclass(frozen=True, eq=False)
class Values:
    """The indicator values of all units for one year.

    ``value``, ``lower``, ``upper`` and ``target`` are in the indicator's measure unit,
    ``numerator``, ``denominator`` and ``monthly`` (the numerator month by month) in stored
    units; NaN where there is none. ``target`` is units × indicators, ``active`` units × months.
    """

    year: int
    units: tuple[Unit, ...]
    framework: Framework
    state: Ints
    value: Floats
    lower: Floats
    upper: Floats
    approximate: Bools
    numerator: Floats
    denominator: Floats
    monthly: Floats
    months_reported: Ints
    rows: Ints
    target: Floats
    active: Bools

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The indicators along the second axis."""
        return self.framework.indicators

    def of(self, members: Bools) -> "Values":
        """The values of some units alone, in their order."""
        if members.all():
            return self
        arrays = {
            one.name: getattr(self, one.name)[members]
            for one in fields(self)
            if isinstance(getattr(self, one.name), np.ndarray)
        }
        units = tuple(unit for unit, inside in zip(self.units, members, strict=True) if inside)
        return replace(self, units=units, **arrays)

    def has_value(self) -> Bools:
        """Where a unit that reports in the month has a value."""
        return np.asarray((self.state == State.VALUE) & self.active[:, None, :])

    def unit_number(self, name: str) -> int:
        """The place of a unit along the first axis; KeyError if it is not in the roster."""
        return self._unit_numbers[name]

    @cached_property
    def _unit_numbers(self) -> dict[str, int]:
        return {unit.name: number for number, unit in enumerate(self.units)}

    def indicator_number(self, code: str) -> int:
        """The place of an indicator along the second axis; KeyError if it is not there."""
        for number, indicator in enumerate(self.indicators):
            if indicator.code == code:
                return number
        raise KeyError(code)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Attainment, points and score of units or of one group (first axis then of length 1).

    ``attainment`` and ``points`` are first axis × indicators × months, NaN where not judged;
    points of a bonus stand there too, but in no sum (details.md B11).
    ``score`` (0–100, NaN without), ``coverage`` (fraction, NaN without), ``scored`` and
    ``below_pace`` (counts) and ``bonus`` are first axis × months. ``enough`` says whether the
    coverage reaches the line, so that the score may be shown and ranked (method.md section 6).
    """

    view: View
    strict: bool
    attainment: Floats
    paced_attainment: Floats
    points: Floats
    score: Floats
    coverage: Floats
    enough: Bools
    scored: Ints
    below_pace: Ints
    bonus: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """A roll-up of several units (a type, a street, the city; method.md section 7).

    Arrays are indicators × months; ``members`` says which units belong, ``units_with_value`` and
    ``units_counted`` are the two parts of each indicator's share in the coverage.
    """

    name: str
    members: Bools
    state: Ints
    value: Floats
    lower: Floats
    upper: Floats
    approximate: Bools
    numerator: Floats
    denominator: Floats
    monthly: Floats
    target: Floats
    target_to_date: Floats
    months_reported: Ints
    units_with_value: Ints
    units_counted: Ints
    scored: Scored


def pace(indicators: tuple[Indicator, ...], view: View) -> Floats:
    """The share of the annual target due by each month, indicators × 12 (method.md section 4)."""
    elapsed = np.arange(1, MONTHS_A_YEAR + 1) / MONTHS_A_YEAR
    even = np.array([indicator.accrual == "even" for indicator in indicators], dtype=bool)
    prorated = even[:, None] if view == "paced" else np.zeros((len(indicators), 1), dtype=bool)
    return np.where(prorated, elapsed[None, :], 1.0)
