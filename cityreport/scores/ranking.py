"""Ranks inside a unit type, and how firm they are (method.md section 11)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import numpy as np

from cityreport.evaluation import Floats, Ints, Scored, State, Values
from cityreport.scores.points import weights_of

RESAMPLES = 500
SPREAD = 0.2
SEED = 20230101
BAND = (5, 95)
_HALF = 1e-6
"""How close to a half of the last place a score is rounded on its decimal form."""


@dataclass(frozen=True, eq=False)
class Ranking:
    """Ranks of one month per unit (0 = without rank), and how many of its type have one."""

    rank: Ints
    ranked_in_type: Ints
    _types: Sequence[str] = field(repr=False)
    _banded: Callable[[str], Ints] = field(repr=False)
    _known: dict[str, Ints] = field(default_factory=dict, repr=False)

    def band(self, unit: int) -> tuple[int, int]:
        """The rank band (lowest, highest) of a unit; those of its type are worked out when the
        first of them is asked for."""
        unit_type = self._types[unit]
        if unit_type not in self._known:
            self._known[unit_type] = self._banded(unit_type)
        low, high = self._known[unit_type][unit].tolist()
        return low, high


def rounded_scores(scored: Scored, values: Values, month: int) -> Floats:
    """The scores of a month as shown (2 decimals, half up); NaN without enough coverage."""
    shown = scored.enough[:, month - 1] & values.active[:, month - 1]
    scores = np.where(shown, scored.score[:, month - 1], np.nan)
    near = np.asarray(np.round(scores, 2), dtype=float)
    # Only scores close to a half cent round otherwise written out than computed.
    for place in np.flatnonzero(np.abs(np.abs(scores - near) - 0.005) < _HALF):
        near[place] = _half_up(scores[place])
    return near


def rank_units(scored: Scored, values: Values, month: int) -> Ranking:
    """Competition ranks within each unit type by the score as shown (1, 1, 3)."""
    shown = rounded_scores(scored, values, month)
    names = [unit.unit_type for unit in values.units]
    types = np.array(names, dtype=object)
    rank = np.zeros(len(shown), dtype=np.int64)
    size = np.zeros(len(shown), dtype=np.int64)
    found = {one: np.flatnonzero((types == one) & ~np.isnan(shown)) for one in dict.fromkeys(names)}
    for members in found.values():
        rank[members] = _competition(shown[members])
        size[members] = len(members)

    def banded(unit_type: str) -> Ints:
        band = np.zeros((len(shown), 2), dtype=np.int64)
        members = found[unit_type]
        if len(members):
            band[members] = _bands(scored, values, members, month)
            band[members, 0] = np.minimum(band[members, 0], rank[members])
            band[members, 1] = np.maximum(band[members, 1], rank[members])
        return band

    return Ranking(rank, size, names, banded)


def _competition(scores: Floats) -> Ints:
    """Competition ranks along the last axis: equal scores share the best place (1, 1, 3)."""
    order = np.argsort(-scores, axis=-1)
    falling = np.take_along_axis(scores, order, axis=-1)
    places = np.broadcast_to(np.arange(1, scores.shape[-1] + 1), scores.shape)
    differs = np.diff(falling, axis=-1, prepend=np.inf) != 0
    ranks = np.empty(scores.shape, dtype=np.int64)
    first = np.maximum.accumulate(np.where(differs, places, 0), axis=-1)
    np.put_along_axis(ranks, order, first, axis=-1)
    return ranks


def _bands(scored: Scored, values: Values, members: Ints, month: int) -> Ints:
    """The 5th to 95th percentile of rank over re-weightings of ±20 % (details.md B27)."""
    attainment = scored.attainment[members, :, month - 1]
    divisor = ~np.isnan(attainment)
    if scored.strict:
        state = values.state[members, :, month - 1]
        divisor = np.isin(state, (State.VALUE, State.MISSING))
    generator = np.random.default_rng(SEED)
    weight = weights_of(values.indicators)
    factors = generator.uniform(1 - SPREAD, 1 + SPREAD, size=(RESAMPLES, len(weight)))
    resampled = factors * weight
    scores = (resampled @ np.nan_to_num(attainment).T) / (resampled @ divisor.T.astype(float))
    # Ranked as the score itself is: by what is shown, two decimals.
    ranks = _competition(np.round(scores * 100, 2))
    low, high = np.percentile(ranks, BAND, axis=0)
    return np.stack([np.floor(low), np.ceil(high)], axis=1).astype(np.int64)


def _half_up(score: float) -> float:
    # Twelve digits first: 89.995 computed as 89.99499999999999 is 90.00 to a reader.
    exact = Decimal(f"{score:.12g}")
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
