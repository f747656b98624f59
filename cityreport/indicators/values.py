"""From measures to indicator values: flow, stock or ratio, with their states (method.md 3)."""

from dataclasses import dataclass, fields
from functools import cache

import numpy as np

from cityreport.evaluation import Bools, Floats, Ints, State, Values
from cityreport.framework import Framework, Indicator, Measure
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.indicators.measures import Monthly, SystemMeasures, YearIndex
from cityreport.indicators.to_date import ToDate, to_date
from cityreport.period import MONTHS_A_YEAR, months_of
from cityreport.roster import Roster, Unit
from cityreport.tables.observations import Observations


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """One indicator over units × months: the slices that ``Values`` stacks."""

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


def values(
    observations: Observations, framework: Framework, roster: Roster, system: SystemMeasures
) -> Values:
    """The value and state of every indicator for every unit by every month of the year."""
    index = YearIndex(observations, roster.units)

    @cache
    def series(measure: Measure) -> tuple[Monthly, ToDate]:
        monthly = index.monthly(measure, system)
        return monthly, to_date(monthly, measure.behaviour)

    targets = _targets(framework, roster.units)
    reporting = {kind: np.cumsum(index.reported(kind), axis=1) > 0 for kind in _kinds(framework)}
    columns = []
    for number, indicator in enumerate(framework.indicators):
        numerator = series(indicator.numerator)
        denominator = series(indicator.denominator) if indicator.denominator else None
        column = _column(indicator, numerator, denominator)
        untargeted = indicator.scored & _needs_target(indicator) & np.isnan(targets[:, number])
        state = np.where(
            untargeted[:, None] & (column.state == State.VALUE), State.NO_DENOMINATOR, column.state
        )
        state = _with_monitoring(state, indicator, roster.units, reporting)
        columns.append(_replaced_state(column, state))
    months = list(months_of(observations.year))
    active = np.array([[u.active(m) for m in months] for u in roster.units], dtype=bool)
    stacked = {
        field.name: np.stack([getattr(column, field.name) for column in columns], axis=1)
        for field in fields(_Column)
    }
    return Values(
        year=observations.year,
        units=roster.units,
        framework=framework,
        target=targets,
        active=active.reshape(len(roster.units), MONTHS_A_YEAR),
        **stacked,
    )


def _kinds(framework: Framework) -> set[str]:
    return {kind for indicator in framework.indicators for kind in indicator.sheet_kinds}


def _needs_target(indicator: Indicator) -> bool:
    return indicator.rule == "rate"


def _column(
    indicator: Indicator,
    numerator: tuple[Monthly, ToDate],
    denominator: tuple[Monthly, ToDate] | None,
) -> _Column:
    monthly, top = numerator
    if denominator is None or indicator.denominator is None:
        return _plain_column(indicator, monthly, top)
    below = denominator[1]
    state = _ratio_state(top, below, base=indicator.denominator.source == ROSTER_SOURCE)
    there = state == State.VALUE
    return _Column(
        state=state,
        value=_quotient(top.value, below.value, there) * indicator.scale,
        # The interval quotient: the least over the most, the most over the least.
        lower=_quotient(top.lower, below.upper, there) * indicator.scale,
        upper=_quotient(top.upper, below.lower, there) * indicator.scale,
        approximate=there & (top.approximate | below.approximate),
        numerator=top.value,
        denominator=below.value,
        monthly=monthly.value,
        months_reported=top.months_reported,
        rows=top.rows,
    )


def _plain_column(indicator: Indicator, monthly: Monthly, top: ToDate) -> _Column:
    return _Column(
        state=_plain_state(top),
        value=top.value * indicator.scale,
        lower=top.lower * indicator.scale,
        upper=top.upper * indicator.scale,
        approximate=top.approximate,
        numerator=top.value,
        denominator=np.full_like(top.value, np.nan),
        monthly=monthly.value,
        months_reported=top.months_reported,
        rows=top.rows,
    )


def _plain_state(top: ToDate) -> Ints:
    absent = np.where(top.blank, State.BLANK, State.MISSING)
    return np.where(np.isnan(top.value), absent, State.VALUE).astype(np.int64)


def _ratio_state(top: ToDate, below: ToDate, *, base: bool) -> Ints:
    """The state of a ratio in the order of details.md B6; negative counts as none (B8)."""
    nothing_due = (below.value == 0) & (not base)
    usable = below.value > 0
    return np.select(
        [np.isnan(top.value), nothing_due, ~usable],
        [_plain_state(top), np.int64(State.NOT_APPLICABLE), np.int64(State.NO_DENOMINATOR)],
        np.int64(State.VALUE),
    )


def _quotient(top: Floats, below: Floats, there: Bools) -> Floats:
    result = np.full_like(top, np.nan)
    return np.divide(top, below, out=result, where=there & (below != 0))


def _with_monitoring(
    state: Ints, indicator: Indicator, units: tuple[Unit, ...], reporting: dict[str, Bools]
) -> Ints:
    """The state once "not for this type" and "not monitored" are known (method.md 6)."""
    watched = np.ones_like(state, dtype=bool)
    for kind in indicator.sheet_kinds:
        asked = np.array([kind in unit.kinds for unit in units], dtype=bool)
        watched &= asked[:, None] | reporting[kind]
    applies = np.array([indicator.applies_to(unit.unit_type) for unit in units], dtype=bool)
    state = np.where(watched, state, np.int64(State.NOT_MONITORED))
    return np.where(applies[:, None], state, np.int64(State.NOT_FOR_TYPE))


def _replaced_state(column: _Column, state: Ints) -> _Column:
    """The column with values only where the final state says there is one."""
    there = state == State.VALUE
    kept = {name: np.where(there, getattr(column, name), np.nan) for name in _VALUE_FIELDS}
    return _Column(
        state=state,
        approximate=column.approximate & there,
        # Numerator and denominator stay: a count without its base figure is still worth showing.
        numerator=column.numerator,
        denominator=column.denominator,
        monthly=column.monthly,
        months_reported=column.months_reported,
        rows=column.rows,
        **kept,
    )


_VALUE_FIELDS = ("value", "lower", "upper")


def _targets(framework: Framework, units: tuple[Unit, ...]) -> Floats:
    """The annual target of each unit, units × indicators, in the measure unit (details.md A5)."""
    rows = [[_target(indicator, unit) for indicator in framework.indicators] for unit in units]
    return np.array(rows, dtype=float).reshape(len(units), len(framework.indicators))


def _target(indicator: Indicator, unit: Unit) -> float:
    target = indicator.target
    for own in (target.by_unit.get(unit.name), target.by_type.get(unit.unit_type)):
        if own is not None:
            return own
    if isinstance(target.default, str):
        figure = unit.base.get(target.default)
        return np.nan if figure is None or figure.value <= 0 else figure.value * indicator.scale
    if target.default is not None:
        return target.default
    return _implied_target(indicator)


def _implied_target(indicator: Indicator) -> float:
    """The target a rule implies when none is written (details.md A6)."""
    parameters = indicator.parameters
    if indicator.rule == "base_challenge" and parameters.challenge is not None:
        return parameters.challenge
    if indicator.rule == "tiers" and parameters.tiers:
        return parameters.tiers[0][0]
    return {"deduct": 0.0, "yes_no": 1.0}.get(indicator.rule, np.nan)
