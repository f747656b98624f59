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
from cityreport.scores.units import unit_attainment

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
    inside = members[:, None, None] & values.active[:, None, :]
    has_value = inside & (values.state == State.VALUE)
    pooling = has_value & ~_double_counting_parents(values, has_value)
    pooled = _pooled(values, pooling)
    target, units_pooled = _pooled_target(values, pooling), pooling.sum(axis=0)
    counted = inside & ~np.isin(
        values.state, (State.NOT_APPLICABLE, State.NOT_MONITORED, State.NOT_FOR_TYPE)
    )
    missing = inside & (values.state == State.MISSING)
    scored = _score(
        values, pooled["value"], target, units_pooled, has_value, missing, counted,
        view=view, strict=strict, line=line,
    )  # fmt: skip
    return Group(
        name=name,
        members=members,
        state=_group_state(values, inside),
        target=target,
        target_to_date=target * pace(values.indicators, view),
        months_reported=_months_reported(values, inside),
        units_with_value=has_value.sum(axis=0),
        units_counted=counted.sum(axis=0),
        scored=scored,
        monthly=_monthly(values, inside),
        **pooled,
    )


def _pooled(values: Values, pooling: Bools) -> dict[str, Floats | Bools]:
    """Numerators over denominators, or plain sums; NaN where no unit has a value."""
    some = pooling.any(axis=0)
    ratio = np.array([i.is_ratio for i in values.indicators], dtype=bool)[:, None]
    scale = np.array([i.scale for i in values.indicators], dtype=float)[:, None]
    numerator = np.where(some, _sum(values.numerator, pooling), np.nan)
    denominator = np.where(some & ratio, _sum(values.denominator, pooling), np.nan)
    pooled: dict[str, Floats | Bools] = {"numerator": numerator, "denominator": denominator}
    for name in ("value", "lower", "upper"):
        amounts = getattr(values, name)
        # For ratios the bounds are those of the units, weighted by their denominators.
        parts = np.where(ratio[None], amounts * values.denominator, amounts)
        total = _sum(parts, pooling)
        over = np.where(ratio & (denominator > 0), denominator, 1.0)
        pooled[name] = np.where(some, total / over, np.nan)
    pooled["value"] = np.where(
        ratio & some, _divide(numerator, denominator) * scale, pooled["value"]
    )
    pooled["approximate"] = (values.approximate & pooling).any(axis=0)
    return pooled


def _pooled_target(values: Values, pooling: Bools) -> Floats:
    """ΣT for sums; the denominators' mean of T for ratios (details.md B18, B19)."""
    ratio = np.array([i.is_ratio for i in values.indicators], dtype=bool)[:, None]
    annual = np.broadcast_to(values.target[:, :, None], pooling.shape)
    known = ~(pooling & np.isnan(annual)).any(axis=0) & pooling.any(axis=0)
    plain = _sum(np.nan_to_num(annual), pooling)
    weighted = _sum(np.nan_to_num(annual) * values.denominator, pooling)
    mean = _divide(weighted, _sum(values.denominator, pooling))
    return np.where(known, np.where(ratio, mean, plain), np.nan)


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
        attainment = attainment * _divide(
            n_value.astype(float), (n_value + n_missing).astype(float)
        )
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
    per_unit = unit_attainment(values, view)
    rows = []
    for number, indicator in enumerate(values.indicators):
        if indicator.rollup == "mean":
            rows.append(_mean(per_unit[:, number], has_value[:, number]))
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
    for number, unit in enumerate(values.units):
        children = [n for n, child in enumerate(values.units) if child.parent == unit.name]
        if children:
            double[number, columns] = has_value[children][:, columns].any(axis=0)
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


def _monthly(values: Values, inside: Bools) -> Floats:
    known = inside & ~np.isnan(values.monthly) & (values.state != State.NOT_FOR_TYPE)
    return np.where(known.any(axis=0), _sum(values.monthly, known), np.nan)


def _sum(amounts: Floats, where: Bools) -> Floats:
    return np.where(where, np.nan_to_num(amounts), 0.0).sum(axis=0)


def _divide(top: Floats, below: Floats) -> Floats:
    usable = (below != 0) & ~np.isnan(below)
    return np.divide(top, below, out=np.full_like(top, np.nan), where=usable)
