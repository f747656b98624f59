"""Roll-up of units to a type, a street or the city (method.md section 7)."""

import numpy as np

from cityreport.evaluation import (
    Bools,
    Floats,
    Group,
    Ints,
    Scored,
    State,
    Values,
    View,
    pace,
)
from cityreport.framework import Indicator
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.scores.attainment import attain
from cityreport.scores.points import score_up
from cityreport.scores.units import indicator_attainment

PEOPLE_FIGURES = ("常住人口", "户数")
"""Base figures a parent shares with its children, so that pooling both would double them."""

_STATE_ORDER = (
    State.VALUE,
    State.MISSING,
    State.BLANK,
    State.NO_DENOMINATOR,
    State.NOT_APPLICABLE,
    State.NOT_MONITORED,
)


def roll_up(
    values: Values, members: Bools, name: str, view: View, *, strict: bool, line: float
) -> Group:
    """Values, attainments and score of a group of units by each month (method.md 7, B18-B23)."""
    values = values.of(members)
    inside = values.active[:, None, :]
    has_value = inside & (values.state == State.VALUE)
    pooling = pooled_units(values, np.ones(len(values.units), dtype=bool))
    bounds = _pooled_bounds(values, pooling)
    numerator, denominator = _pooled_parts(values, pooling)
    value = _pooled_value(values, numerator, denominator)
    target, units_pooled = _pooled_target(values, pooling), pooling.sum(axis=0)
    counted = inside & ~np.isin(
        values.state, (State.NOT_APPLICABLE, State.NOT_MONITORED, State.NOT_FOR_TYPE)
    )
    missing = inside & (values.state == State.MISSING)
    scored = _score(
        values, value, target, units_pooled, has_value, missing, counted,
        view=view, strict=strict, line=line,
    )  # fmt: skip
    return Group(
        name=name,
        members=members,
        state=_group_state(values, inside),
        value=value,
        lower=bounds[0],
        upper=bounds[1],
        approximate=np.asarray((values.approximate & pooling).any(axis=0)),
        numerator=numerator,
        denominator=denominator,
        monthly=_monthly(values, pooling),
        target=target,
        target_to_date=target * pace(values.indicators, view),
        months_reported=_months_reported(values, inside),
        units_with_value=has_value.sum(axis=0),
        units_counted=counted.sum(axis=0),
        scored=scored,
    )


def pooled_units(values: Values, members: Bools) -> Bools:
    """Whose figures a roll-up adds up, units × indicators × months (method.md 7, B17, B23)."""
    inside = members[:, None, None] & values.active[:, None, :]
    has_value = inside & (values.state == State.VALUE)
    return np.asarray(has_value & ~_double_counting_parents(values, has_value))


def _pooled_parts(values: Values, pooling: Bools) -> tuple[Floats, Floats]:
    """Summed numerators and denominators; NaN where no unit has a value or there is none."""
    some = pooling.any(axis=0)
    numerator = np.where(some, _sum(values.numerator, pooling), np.nan)
    below = np.where(some & _ratios(values), _sum(values.denominator, pooling), np.nan)
    return numerator, below


def _pooled_value(values: Values, numerator: Floats, denominator: Floats) -> Floats:
    scale = np.array([i.scale for i in values.indicators], dtype=float)[:, None]
    return np.asarray(np.where(_ratios(values), _divide(numerator, denominator), numerator) * scale)


def _pooled_bounds(values: Values, pooling: Bools) -> tuple[Floats, Floats]:
    """Summed bounds; for ratios those of the units, weighted by their denominators."""
    weight = np.where(_ratios(values)[None], values.denominator, 1.0)
    whole = np.where(_ratios(values), _sum(values.denominator, pooling), 1.0)
    whole = np.where(pooling.any(axis=0), whole, np.nan)
    lower, upper = (
        _divide(_sum(side * weight, pooling), whole) for side in (values.lower, values.upper)
    )
    return lower, upper


def _ratios(values: Values) -> Bools:
    """Which indicators are ratios, as a column beside their months."""
    return np.array([i.is_ratio for i in values.indicators], dtype=bool)[:, None]


def _pooled_target(values: Values, pooling: Bools) -> Floats:
    """ΣT for sums; the denominators' mean of T for ratios (details.md B18, B19)."""
    annual = np.broadcast_to(values.target[:, :, None], pooling.shape)
    known = ~(pooling & np.isnan(annual)).any(axis=0) & pooling.any(axis=0)
    plain = _sum(np.nan_to_num(annual), pooling)
    weighted = _sum(np.nan_to_num(annual) * values.denominator, pooling)
    mean = _divide(weighted, _sum(values.denominator, pooling))
    return np.where(known, np.where(_ratios(values), mean, plain), np.nan)


def _score(
    values: Values, value: Floats, target: Floats, units_pooled: Ints,
    has_value: Bools, missing: Bools, counted: Bools, *, view: View, strict: bool, line: float,
) -> Scored:  # fmt: skip
    paced = _group_attainment(values, value, target, units_pooled, has_value, "paced")
    attainment = (
        paced
        if view == "paced"
        else _group_attainment(values, value, target, units_pooled, has_value, view)
    )
    n_value, n_missing = has_value.sum(axis=0), missing.sum(axis=0)
    if strict:
        reporting = _divide(n_value.astype(float), (n_value + n_missing).astype(float))
        attainment, paced = attainment * reporting, paced * reporting
    n_counted = counted.sum(axis=0)
    share = np.where(n_counted > 0, n_value / np.maximum(n_counted, 1), 0.0)
    return score_up(
        values.indicators,
        attainment[None],
        paced[None],
        (share[None], (n_counted > 0).astype(float)[None]),
        (n_value + n_missing > 0)[None],
        view=view,
        strict=strict,
        line=line,
    )


def _group_attainment(
    values: Values, value: Floats, target: Floats, units_pooled: Ints, has_value: Bools, view: View
) -> Floats:
    """Pooled or mean attainment of each indicator by month, as its 汇总方式 says."""
    shares = pace(values.indicators, view)
    rows = []
    for number, indicator in enumerate(values.indicators):
        if indicator.rollup == "mean":
            per_unit = indicator_attainment(values, number, shares[number])
            rows.append(_mean(per_unit, has_value[:, number]))
            continue
        stretch = shares[number] * _stretch(indicator, units_pooled[number])
        target_due = target[number] * shares[number]
        rows.append(attain(indicator, value[number], target_due, stretch))
    return np.stack(rows)


def _stretch(indicator: Indicator, units_pooled: Ints) -> Floats:
    if indicator.is_ratio:
        return np.ones(units_pooled.shape)
    return units_pooled.astype(float)


def _mean(attainment: Floats, has_value: Bools) -> Floats:
    judged = has_value & ~np.isnan(attainment)
    return _divide(_sum(np.nan_to_num(attainment), judged), judged.sum(axis=0).astype(float))


def _double_counting_parents(values: Values, has_value: Bools) -> Bools:
    """Parents whose people are already in a child's figure (details.md B23, D14)."""
    double = np.zeros(has_value.shape, dtype=bool)
    columns = [n for n, i in enumerate(values.indicators) if _over_people(i)]
    if not columns:
        return double
    children: dict[str, list[int]] = {}
    for number, unit in enumerate(values.units):
        children.setdefault(unit.parent, []).append(number)
    for number, unit in enumerate(values.units):
        if unit.name in children:
            below = np.ix_(children[unit.name], columns)
            double[number, columns] = has_value[below].any(axis=0)
    return double


def _over_people(indicator: Indicator) -> bool:
    below = indicator.denominator
    return below is not None and below.source == ROSTER_SOURCE and below.column in PEOPLE_FIGURES


def _group_state(values: Values, inside: Bools) -> Ints:
    """The first of value, missing, blank … that any member is in (details.md B22)."""
    present = [(inside & (values.state == state)).any(axis=0) for state in _STATE_ORDER]
    codes = [np.int64(state) for state in _STATE_ORDER]
    return np.select(present, codes, np.int64(State.NOT_FOR_TYPE))


def _months_reported(values: Values, inside: Bools) -> Ints:
    """Months in which any applicable member reported (details.md D13)."""
    applies = inside & (values.state != State.NOT_FOR_TYPE)
    grown = np.diff(values.months_reported, axis=2, prepend=0) > 0
    return np.cumsum((grown & applies).any(axis=0), axis=1)


def _monthly(values: Values, pooling: Bools) -> Floats:
    known = pooling & ~np.isnan(values.monthly)
    return np.where(known.any(axis=0), _sum(values.monthly, known), np.nan)


def _sum(amounts: Floats, where: Bools) -> Floats:
    return np.asarray(np.sum(amounts, axis=0, where=where & ~np.isnan(amounts)))


def _divide(top: Floats, below: Floats) -> Floats:
    usable = (below != 0) & ~np.isnan(below)
    return np.divide(top, below, out=np.full_like(top, np.nan), where=usable)
