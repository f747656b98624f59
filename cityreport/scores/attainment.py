"""Attainment (得分率) of a value against its target, by rule (method.md section 5)."""

from collections.abc import Callable

import numpy as np

from cityreport.evaluation import Bools, Floats
from cityreport.framework import Indicator, Rule

TOLERANCE = 1e-9
"""Relative: floats such as 0.7 · 12 months must reach their own line (details.md B13)."""

BASE_SHARE = 0.6
"""What reaching the base value earns under 基准挑战; the rest grows towards the challenge."""


def reaches(value: Floats, line: Floats | float) -> Bools:
    """Where the value is at least the line, allowing for float noise."""
    line = np.asarray(line, dtype=float)
    return np.asarray(value >= line - TOLERANCE * np.abs(line))


def attain(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    """The attainment in [0, 1] per entry, NaN where the value is NaN or nothing is judged.

    ``target`` is already the target to date; ``stretch`` is what thresholds are multiplied by
    to follow it: elapsed share of the year, number of pooled units (details.md B1, B19).
    """
    nothing_to_lose = indicator.rule == "deduct" and indicator.weight == 0
    if indicator.direction == "none" or indicator.rule == "info" or nothing_to_lose:
        return np.full_like(value, np.nan)
    share = _RULES[indicator.rule](indicator, value, target, stretch)
    share = np.where(reaches(share, 1.0), 1.0, share)
    return np.where(np.isnan(value), np.nan, np.clip(share, 0.0, 1.0))


def _rate(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    zero = indicator.parameters.zero_line
    up = indicator.direction == "up"
    if zero is not None:
        line = zero * stretch
        return _divide(value - line, target - line) if up else _divide(line - value, line - target)
    if up:
        return _divide(value, target)
    within = reaches(-value, -target)
    share = np.where(target == 0, 0.0, _divide(target, value))
    return np.where(np.isnan(target), np.nan, np.where(within, 1.0, share))


def _base_challenge(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    sign = 1.0 if indicator.direction == "up" else -1.0
    base = sign * _known(indicator.parameters.base) * stretch
    challenge = sign * _known(indicator.parameters.challenge) * stretch
    way = _divide(sign * value - base, challenge - base)
    share = BASE_SHARE + (1 - BASE_SHARE) * way
    return np.where(reaches(sign * value, base), share, 0.0)


def _tiers(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    sign = 1.0 if indicator.direction == "up" else -1.0
    share = np.zeros_like(value)
    for threshold, worth in reversed(indicator.parameters.tiers):
        share = np.where(reaches(sign * value, sign * threshold * stretch), worth, share)
    return share


def _deduct(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    most = indicator.parameters.cap if indicator.parameters.cap is not None else indicator.weight
    lost = np.minimum(_known(indicator.parameters.per_case) * value, most)
    return np.asarray(1.0 - lost / indicator.weight)


def _bonus(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    share = _known(indicator.parameters.per_case) / _known(indicator.parameters.cap)
    return np.asarray(share * value)


def _yes_no(indicator: Indicator, value: Floats, target: Floats, stretch: Floats) -> Floats:
    return np.where(value > 0, 1.0, 0.0)


def _divide(top: Floats, below: Floats) -> Floats:
    out = np.full(np.broadcast_shapes(top.shape, below.shape), np.nan)
    return np.asarray(np.divide(top, below, out=out, where=np.broadcast_to(below != 0, out.shape)))


def _known(parameter: float | None) -> float:
    """A parameter the catalogue check has made sure of."""
    if parameter is None:
        raise ValueError("the catalogue was not checked: a rule parameter is missing")
    return parameter


_RULES: dict[Rule, Callable[[Indicator, Floats, Floats, Floats], Floats]] = {
    "rate": _rate,
    "base_challenge": _base_challenge,
    "tiers": _tiers,
    "deduct": _deduct,
    "bonus": _bonus,
    "yes_no": _yes_no,
}
