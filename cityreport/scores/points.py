"""From attainment to points, score and coverage (method.md sections 5 and 6)."""

import numpy as np

from cityreport.evaluation import Bools, Floats, Scored, View
from cityreport.framework import Indicator
from cityreport.scores.attainment import TOLERANCE, reaches


def weights_of(indicators: tuple[Indicator, ...]) -> Floats:
    """The 分值 that count among the 100, per indicator (bonus and 仅展示: 0)."""
    return np.array([i.weight if i.scored else 0.0 for i in indicators], dtype=float)


def score_up(
    indicators: tuple[Indicator, ...],
    attainment: Floats,
    paced: Floats,
    counted: tuple[Floats, Floats],
    strict_divisor: Bools,
    *,
    view: View,
    strict: bool,
    line: float,
) -> Scored:
    """Points, score and coverage from attainments, first axis × indicators × months.

    ``counted`` are the weight shares with a value and in all (0–1 each, their ratio is the
    coverage); ``strict_divisor`` says which entries strict mode divides by (details.md B4, B21).
    """
    weight = weights_of(indicators)[None, :, None]
    judged = ~np.isnan(attainment) & (weight > 0)
    earned = weight * np.nan_to_num(attainment)
    caps = _bonus_caps(indicators)[None, :, None]
    bonus = caps * np.nan_to_num(attainment)
    points = np.where(judged, earned, np.where((caps > 0) & ~np.isnan(attainment), bonus, np.nan))
    divisor = strict_divisor & (weight > 0) if strict else judged
    score = _share(earned.sum(axis=1), (weight * divisor).sum(axis=1)) * 100
    with_value, in_all = counted
    coverage = _share((weight * with_value).sum(axis=1), (weight * in_all).sum(axis=1))
    enough = ~np.isnan(score) if strict else (coverage >= line - TOLERANCE) & ~np.isnan(score)
    paced_judged = ~np.isnan(paced) & (weight > 0)
    return Scored(
        view=view,
        strict=strict,
        attainment=attainment,
        paced_attainment=paced,
        points=points,
        score=score,
        coverage=coverage,
        enough=enough,
        scored=paced_judged.sum(axis=1),
        below_pace=(paced_judged & ~reaches(np.nan_to_num(paced), 1.0)).sum(axis=1),
        bonus=bonus.sum(axis=1),
    )


def _bonus_caps(indicators: tuple[Indicator, ...]) -> Floats:
    """What each bonus can add at most, apart from the 100 (details.md B11)."""
    caps = [(i.parameters.cap or 0.0) if i.rule == "bonus" else 0.0 for i in indicators]
    return np.array(caps, dtype=float)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
