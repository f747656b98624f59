"""Sums of what units reported: by unit and month, with bounds and what is missing.

With ``parts`` the one place where the topic pages add up, on the rules of the indicators
(method.md 1 to 3): a flow adds up over the reported months, a stock is the last one, and nothing
is ever made 0.
"""

import math
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

import numpy as np

from cityreport.evaluation import Bools, State
from cityreport.framework import Measure, parse_measure
from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE
from cityreport.indicators.measures import Monthly, YearIndex
from cityreport.indicators.to_date import ToDate, to_date
from cityreport.pipeline import CITY, Evaluation
from cityreport.quality import system_measures

_STATE_ORDER = (
    State.VALUE, State.MISSING, State.BLANK, State.NO_DENOMINATOR, State.NOT_APPLICABLE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """Whose figures are meant, up to which month (1–12): the city, one unit type or one unit."""

    name: str
    members: Bools
    month: int
    unit: str | None = None

    @property
    def numbers(self) -> list[int]:
        """The places of the units along the first axis."""
        return [int(number) for number in np.flatnonzero(self.members)]


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum or a rate with its bounds; NaN with a ``state`` other than VALUE says why."""

    value: float
    lower: float
    upper: float
    approximate: bool
    state: State

    @property
    def known(self) -> bool:
        """Whether there is a figure."""
        return self.state is State.VALUE


@dataclass(frozen=True, slots=True)
class Rate:
    """A pooled rate, with both its parts over the ``units`` that have them (method.md 7)."""

    amount: Amount
    numerator: float
    denominator: float
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """One measure of all units, month by month and to date, in stored units."""

    measure: Measure
    monthly: Monthly
    to_date: ToDate
    _of_units: dict[int, list[Amount]] = field(default_factory=dict, repr=False)

    def total(self, scope: Scope) -> Amount:
        """The sum over the scope's units up to its month."""
        return _pooled(self.to_date, self.came, scope.members, scope.month)

    def in_month(self, scope: Scope, month: int) -> Amount:
        """The month's own sum of a flow, the standing sum of a stock."""
        if self.measure.behaviour == "flow":
            return _pooled(self.monthly, self.monthly.reported, scope.members, month)
        return _pooled(self.to_date, self.came, scope.members, month)

    def of_unit(self, number: int, month: int) -> Amount:
        """One unit's amount to date."""
        known = self._of_units.get(month)
        if known is None:
            known = _each(self.to_date, month)
            self._of_units.clear()  # a page shows one month
            self._of_units[month] = known
        return known[number]

    def units_known(self, scope: Scope) -> int:
        """How many units of the scope have a value to date."""
        return int((~np.isnan(self.to_date.value[scope.members, scope.month - 1])).sum())

    @property
    def came(self) -> Bools:
        """Whether the sheet came at all up to each month, units × 12."""
        return np.asarray(self.to_date.months_reported > 0)


_indexes: WeakKeyDictionary[Evaluation, YearIndex] = WeakKeyDictionary()
_known: WeakKeyDictionary[Evaluation, dict[str, Sums]] = WeakKeyDictionary()
_MOST_KNOWN = 96
"""So many measures of a year are kept, more than any page shows (督查整改 42); 1 MB each at 1,000 units."""


def scope_of(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Scope:
    """The units a selection means; of several, those that report in the month (details.md B17)."""
    units, active = evaluation.values.units, evaluation.values.active[:, month - 1]
    if unit is not None:
        return Scope(unit, np.array([one.name == unit for one in units], dtype=bool), month, unit)
    of_type = np.array([unit_type in (None, one.unit_type) for one in units], dtype=bool)
    return Scope(f"{unit_type}合计" if unit_type else CITY, of_type & active, month)


def unit_names(evaluation: Evaluation, scope: Scope) -> frozenset[str]:
    """The names of a scope's units, as rows carry them."""
    return frozenset(evaluation.values.units[number].name for number in scope.numbers)


def peers_of(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Scope:
    """The units one unit is compared with, those of its type; without one, those selected."""
    if unit is None:
        return scope_of(evaluation, month, unit_type, None)
    own = evaluation.values.units[evaluation.values.unit_number(unit)].unit_type
    return replace(scope_of(evaluation, month, own, None), unit=unit)


def sums_of(evaluation: Evaluation, text: str) -> Sums:
    """The measure written like in the catalogue: 资金投入.金额[完工状态≠计划] (details.md A3)."""
    kept = _known.setdefault(evaluation, {})
    if text not in kept:
        if len(kept) >= _MOST_KNOWN:
            kept.pop(next(iter(kept)), None)
        kept[text] = _added_up(evaluation, text)
    return kept[text]


def _added_up(evaluation: Evaluation, text: str) -> Sums:
    index = _indexes.get(evaluation)
    if index is None:
        # Numbering the year's facts costs more than all sums of a page together.
        index = _indexes[evaluation] = YearIndex(evaluation.observations, evaluation.values.units)
    measure = parse_measure(text)
    own = measure.source in (REPORTING_SOURCE, DATA_SOURCE)
    counted = (
        system_measures(evaluation.sent, evaluation.values.units, evaluation.settings)
        if own
        else {}
    )
    monthly = index.monthly(measure, counted)
    return Sums(measure, monthly, to_date(monthly, measure.behaviour))


def quotient(top: Amount, below: Amount, *, base: bool = False) -> Amount:
    """One unit's ratio with its interval quotient; ``base``: the denominator is a base figure.

    The states in the order of details.md B6.
    """
    if not top.known:
        return top
    if below.known and below.value == 0 and not base:
        return nothing(State.NOT_APPLICABLE)
    if not below.known or below.value <= 0:
        return nothing(State.NO_DENOMINATOR)
    return Amount(
        top.value / below.value, top.lower / (below.upper or below.value),
        top.upper / below.lower if below.lower > 0 else float("inf"),
        top.approximate or below.approximate, State.VALUE,
    )  # fmt: skip


def rate_of(top: Sums, below: Sums, scope: Scope) -> Rate:
    """The pooled rate: both parts summed over the units that have both (method.md section 7)."""
    base, at = below.measure.behaviour == "base", scope.month - 1
    known = ~np.isnan(top.to_date.value[:, at]) & (below.to_date.value[:, at] > 0)
    both = scope.members & known
    if not both.any():
        return Rate(nothing(_why_no_rate(top, below, scope)), float("nan"), float("nan"), 0)
    over = _pooled(top.to_date, top.came, both, scope.month)
    under = _pooled(below.to_date, below.came, both, scope.month)
    return Rate(quotient(over, under, base=base), over.value, under.value, int(both.sum()))


def left_out(part: Sums, other: Sums, scope: Scope) -> tuple[int, Amount]:
    """How many units have this part of a rate but not the other, and what they have of it."""
    at = scope.month - 1
    alone = scope.members & (part.to_date.value[:, at] > 0) & ~(other.to_date.value[:, at] > 0)
    return int(alone.sum()), _pooled(part.to_date, part.came, alone, scope.month)


def _why_no_rate(top: Sums, below: Sums, scope: Scope) -> State:
    """The state said where no unit has a rate: the first of the units' own, in their order."""
    base = below.measure.behaviour == "base"
    states = {
        quotient(top.of_unit(n, scope.month), below.of_unit(n, scope.month), base=base).state
        for n in scope.numbers
    }
    return next((state for state in _STATE_ORDER if state in states), State.MISSING)


def added(amounts: list[Amount]) -> Amount:
    """The sum of known amounts with the summed bounds (method.md section 2)."""
    return Amount(
        sum(one.value for one in amounts), sum(one.lower for one in amounts),
        sum(one.upper for one in amounts), any(one.approximate for one in amounts), State.VALUE,
    )  # fmt: skip


def nothing(state: State) -> Amount:
    """No figure, for that reason."""
    return Amount(float("nan"), float("nan"), float("nan"), False, state)


def _each(source: ToDate, month: int) -> list[Amount]:
    """Every unit's amount to date: out of the arrays all at once, most tables show all units."""
    sides = (source.value, source.lower, source.upper, source.approximate, source.months_reported)
    return [
        nothing(State.BLANK if months else State.MISSING)
        if math.isnan(value)
        else Amount(value, lower, upper, inexact, State.VALUE)
        for value, lower, upper, inexact, months in zip(
            *(side[:, month - 1].tolist() for side in sides), strict=True
        )
    ]


def _pooled(source: Monthly | ToDate, came: Bools, members: Bools, month: int) -> Amount:
    at = month - 1
    known = members & ~np.isnan(source.value[:, at])
    if not known.any():
        return nothing(State.BLANK if came[members, at].any() else State.MISSING)
    value, lower, upper = (
        float(side[known, at].sum()) for side in (source.value, source.lower, source.upper)
    )
    return Amount(value, lower, upper, bool(source.approximate[known, at].any()), State.VALUE)
