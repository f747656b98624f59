"""Gaps: what each indicator costs, how much is missing, what is needed a month (method.md 9)."""

import math
from dataclasses import dataclass

import numpy as np

from cityreport.evaluation import Floats, Group, Scored, State, Values
from cityreport.framework import Indicator
from cityreport.period import MONTHS_A_YEAR

RECENT_MONTHS = 3


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


def unit_gaps(values: Values, scored: Scored, month: int) -> list[Gap]:
    """The gaps of all units at a month, costliest first."""
    at = month - 1
    lost = _points_lost(values, scored.attainment[:, :, at])
    lost = np.where(values.has_value()[:, :, at], lost, 0.0)
    gaps = [
        _gap(
            values.units[u].name, values.indicators[i], float(lost[u, i]), month,
            value=float(values.value[u, i, at]), target=float(values.target[u, i]),
            numerator=float(values.numerator[u, i, at]),
            denominator=float(values.denominator[u, i, at]),
            monthly=values.monthly[u, i, :month].tolist(),
        )
        for u, i in np.argwhere(lost > 0).tolist()
    ]  # fmt: skip
    return sorted(gaps, key=lambda gap: (-gap.points_lost, str(gap.unit), gap.indicator.code))


def group_gaps(values: Values, group: Group, month: int) -> list[Gap]:
    """The gaps of a roll-up at a month, costliest first; by its pooled figures (B26)."""
    at = month - 1
    lost = _points_lost(values, group.scored.attainment[:, :, at])[0]
    gaps = [
        _gap(
            None, values.indicators[i], float(lost[i]), month,
            value=float(group.value[i, at]), target=float(group.target[i, at]),
            numerator=float(group.numerator[i, at]),
            denominator=float(group.denominator[i, at]), monthly=group.monthly[i, :month].tolist(),
        )
        for i in np.flatnonzero(lost > 0)
    ]  # fmt: skip
    return sorted(gaps, key=lambda gap: (-gap.points_lost, gap.indicator.code))


def not_reported(values: Values, month: int) -> list[NotReported]:
    """Units and scored indicators for which nothing came; a list of its own, not a gap."""
    missing = (values.state[:, :, month - 1] == State.MISSING) & values.active[:, None, month - 1]
    return [
        NotReported(values.units[u].name, values.indicators[i])
        for u, i in np.argwhere(missing)
        if values.indicators[i].scored
    ]


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


def _gap(
    unit: str | None, indicator: Indicator, lost: float, month: int, *,
    value: float, target: float, numerator: float, denominator: float, monthly: list[float],
) -> Gap:  # fmt: skip
    shortfall = _shortfall(indicator, value, target, numerator, denominator)
    remaining = MONTHS_A_YEAR - month
    up = indicator.direction == "up" and indicator.rule not in ("deduct", "yes_no")
    needed = shortfall / remaining if up and remaining else None
    recent = _recent(indicator, monthly) if up else None
    speed_up = needed / recent if needed is not None and recent and recent > 0 else None
    return Gap(unit, indicator, lost, shortfall, needed, recent, speed_up)


def _shortfall(
    indicator: Indicator, value: float, target: float, numerator: float, denominator: float
) -> float:
    if indicator.rule == "deduct":
        return value
    if indicator.rule == "yes_no":
        return 1.0
    if indicator.direction == "down":
        return max(0.0, value - target)
    if indicator.is_ratio:
        return max(0.0, target * denominator / indicator.scale - numerator)
    return max(0.0, target - value)


def _recent(indicator: Indicator, monthly: list[float]) -> float | None:
    """The mean of the last three months with a value; None for stocks (details.md B24)."""
    if indicator.numerator.behaviour != "flow":
        return None
    known = [amount for amount in monthly if not math.isnan(amount)][-RECENT_MONTHS:]
    if not known:
        return None
    scale = 1.0 if indicator.is_ratio else indicator.scale
    return sum(known) / len(known) * scale
