"""Gaps: what each indicator costs, how much is missing, what is needed a month (method.md 9)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cityreport.evaluation import Bools, Floats, Group, Scored, State, Values
from cityreport.framework import Indicator
from cityreport.period import MONTHS_A_YEAR

RECENT_MONTHS = 3
_NOT_ASKED = (State.NOT_APPLICABLE, State.NOT_MONITORED, State.NOT_FOR_TYPE)


@dataclass(frozen=True, slots=True)
class Gap:
    """One indicator of one unit (or the city: ``unit`` is None) that costs points.

    ``shortfall`` is in the measure unit, for ratios that should rise in the numerator's stored
    unit (details.md B24); ``needed`` and ``recent`` are the same per month, None where they
    mean nothing; ``speed_up`` is their quotient.
    """

    unit: str | None
    indicator: Indicator
    points_lost: float
    shortfall: float
    needed: float | None
    recent: float | None
    speed_up: float | None


@dataclass(frozen=True, slots=True)
class NotReported:
    """An indicator a unit should be judged on but has sent nothing for."""

    unit: str
    indicator: Indicator


def unit_gaps(
    values: Values,
    scored: Scored,
    month: int,
    *,
    units: Bools,
    code: str | None = None,
) -> list[Gap]:
    """The gaps of some units at a month, on all indicators or on one, costliest first."""
    at = month - 1
    lost = _points_lost(values, scored.attainment[:, :, at])
    judged = (values.state[:, :, at] == State.VALUE) & values.active[:, at, None]
    looked_at = judged & units[:, None]
    names = np.array([unit.name for unit in values.units], dtype=object)
    gaps: list[Gap] = []
    for i, indicator in enumerate(values.indicators):
        costing = np.flatnonzero(looked_at[:, i] & (lost[:, i] > 0))
        if code in (None, indicator.code) and len(costing):
            gaps += _gaps(
                names[costing].tolist(), indicator, lost[costing, i], month,
                value=values.value[costing, i, at], target=values.target[costing, i],
                numerator=values.numerator[costing, i, at],
                denominator=values.denominator[costing, i, at],
                monthly=values.monthly[costing, i, :month],
            )  # fmt: skip
    return sorted(gaps, key=lambda gap: (-gap.points_lost, str(gap.unit), gap.indicator.code))


def group_gaps(values: Values, group: Group, month: int) -> list[Gap]:
    """The gaps of a roll-up at a month, costliest first; by its pooled figures (B26)."""
    at = month - 1
    lost = _points_lost(values, group.scored.attainment[:, :, at])[0]
    gaps: list[Gap] = []
    for i in np.flatnonzero(lost > 0):
        gaps += _gaps(
            [None], values.indicators[i], lost[[i]], month,
            value=group.value[[i], at], target=group.target[[i], at],
            numerator=group.numerator[[i], at], denominator=group.denominator[[i], at],
            monthly=group.monthly[[i], :month],
        )  # fmt: skip
    return sorted(gaps, key=lambda gap: (-gap.points_lost, gap.indicator.code))


def not_reported(values: Values, month: int) -> list[NotReported]:
    """Units and scored indicators for which nothing came; a list of its own, not a gap."""
    missing = (values.state[:, :, month - 1] == State.MISSING) & values.active[:, None, month - 1]
    return [
        NotReported(values.units[u].name, values.indicators[i])
        for u, i in np.argwhere(missing)
        if values.indicators[i].scored
    ]


def reporting_units(values: Values, month: int, code: str, units: Bools) -> tuple[int, int]:
    """How many of some units have a value of an indicator at a month, and how many should."""
    at = next(i for i, indicator in enumerate(values.indicators) if indicator.code == code)
    states = values.state[units & values.active[:, month - 1], at, month - 1]
    asked = ~np.isin(states, _NOT_ASKED)
    return int((states == State.VALUE).sum()), int(asked.sum())


def closed_share(base: Floats, now: Floats) -> Floats:
    """The share of a base month's gap that was closed by now, from two annual attainments.

    (a − b) / (1 − b): 1 when all of it is closed, negative when it grew, NaN where nothing was
    missing in the base month or either is unknown (method.md section 9).
    """
    missing = 1.0 - base
    out = np.full_like(base, np.nan)
    return np.asarray(np.divide(now - base, missing, out=out, where=missing > 0))


def _points_lost(values: Values, attainment: Floats) -> Floats:
    weight = np.array([i.weight if i.scored else 0.0 for i in values.indicators])
    return np.nan_to_num(weight * (1.0 - attainment))


def _gaps(
    units: Sequence[str | None], indicator: Indicator, lost: Floats, month: int, *,
    value: Floats, target: Floats, numerator: Floats, denominator: Floats, monthly: Floats,
) -> list[Gap]:  # fmt: skip
    """The gaps of some units (or one roll-up) on one indicator, from what they have in it."""
    shortfall = _shortfall(indicator, value, target, numerator, denominator)
    unknown, remaining = np.full_like(lost, np.nan), MONTHS_A_YEAR - month
    up = indicator.direction == "up" and indicator.rule not in ("deduct", "yes_no")
    needed = shortfall / remaining if up and remaining else unknown
    recent = _recent(indicator, monthly) if up else unknown
    speed_up = np.divide(needed, recent, out=unknown.copy(), where=recent > 0)
    return [
        Gap(unit, indicator, points, missing, *each)
        for unit, points, missing, *each in zip(
            units, lost.tolist(), shortfall.tolist(),
            _known(needed), _known(recent), _known(speed_up), strict=True,
        )
    ]  # fmt: skip


def _shortfall(
    indicator: Indicator, value: Floats, target: Floats, numerator: Floats, denominator: Floats
) -> Floats:
    if indicator.rule == "deduct":
        return value
    if indicator.rule == "yes_no":
        return np.ones_like(value)
    if indicator.direction == "down":
        return np.fmax(0.0, value - target)
    if indicator.is_ratio:
        return np.fmax(0.0, target * denominator / indicator.scale - numerator)
    return np.fmax(0.0, target - value)


def _recent(indicator: Indicator, monthly: Floats) -> Floats:
    """The mean of the last three months with a value; NaN for stocks (details.md B24)."""
    if indicator.numerator.behaviour != "flow":
        return np.full(len(monthly), np.nan)
    known = ~np.isnan(monthly)
    later = np.cumsum(known[:, ::-1], axis=1)[:, ::-1]
    latest = known & (later <= RECENT_MONTHS)
    scale = 1.0 if indicator.is_ratio else indicator.scale
    count = latest.sum(axis=1)
    total = np.cumsum(np.where(latest, monthly, 0.0), axis=1)[:, -1]
    mean = np.divide(total, count, out=np.full(len(monthly), np.nan), where=count > 0)
    return np.asarray(mean * scale)


def _known(amounts: Floats) -> list[float | None]:
    """The amounts with None for what means nothing."""
    return [None if math.isnan(amount) else amount for amount in amounts.tolist()]
