"""Values far from the unit's other months, and those a wrong measure unit explains.

method.md section 13: spread and 口径 (元↔万元, 分↔时), details.md C31 for 累计填成当月.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cityreport.doubts import words
from cityreport.doubts.figures import MEASURES, Bools, Figures, Floats
from cityreport.doubts.model import Code, Doubt

LIMIT = 3.5
NORMAL = 0.6745
MANY_MONTHS, FEW_MONTHS = 6, 3
TIMES = 5.0
WITHIN = 3.0
_SLIPS = {
    "money": (1e4, "是否把元填成了万元", "是否把万元填成了元"),
    "time": (60.0, "是否把分钟填成了小时", "是否把小时填成了分钟"),
}
"""By family: the factor between the measure units, what to ask of a large and a small value."""


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """Where each value stands among its own months, shape of the values.

    ``count`` and ``mad`` have a last axis of one; ``z`` is the modified z, NaN where MAD is 0;
    ``others`` the median of the other months, NaN without any; ``ratio`` to it, NaN unless > 0.
    """

    count: Floats
    z: Floats
    others: Floats
    ratio: Floats


def usual_of(value: Floats) -> Usual:
    """The place of each value among the values along the last axis; NaN is no value."""
    count = (~np.isnan(value)).sum(axis=-1, keepdims=True).astype(float)
    middle = _median(value)
    deviation = np.abs(value - middle)
    mad = _median(deviation)
    others = _median_of_others(value)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(_positive(mad, middle), NORMAL * deviation / mad, np.nan)
        ratio = np.where(others > 0, value / others, np.nan)
    return Usual(count, z, others, ratio)


def far_off(usual: Usual) -> Bools:
    """Where spread asks: modified z from 3.5, or the ratio where that cannot be had."""
    by_z = (usual.count >= MANY_MONTHS) & (usual.z >= LIMIT * (1 - 1e-9))
    constant = (usual.count >= MANY_MONTHS) & np.isnan(usual.z)
    few = (usual.count >= FEW_MONTHS) & (usual.count < MANY_MONTHS)
    outside = (usual.ratio >= TIMES * (1 - 1e-9)) | (usual.ratio <= (1 + 1e-9) / TIMES)
    return np.asarray(by_z | ((constant | few) & outside))


def slipped(usual: Usual, step: float) -> Bools:
    """Where the ratio to the median of the others is within a factor 3 of a unit's step."""
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.abs(np.log(np.maximum(usual.ratio, 0.0)))
    near = np.abs(steps - np.log(step)) <= np.log(WITHIN) + 1e-9
    return np.asarray(near & (usual.count >= FEW_MONTHS))


def of_months(figures: Figures) -> list[Doubt]:
    """The doubts about single values: a wrong measure unit if that explains it, else spread.

    A sheet that says 本月无 is 0 for certain: it counts among the months and is not asked about.
    """
    usual = usual_of(figures.value)
    by_unit = _slip_places(usual) & figures.said
    by_spread = far_off(usual) & figures.said & ~by_unit
    found = [_slip(figures, usual, at) for at in _asked(by_unit, figures)]
    return found + [_far(figures, usual, at) for at in _asked(by_spread, figures)]


def of_sequences(figures: Figures) -> list[Doubt]:
    """The doubts whether a total to date was sent as the month's (details.md C31)."""
    year = figures.value[:, :, figures.start :]
    flow = np.array([column.role == "flow" for _, column in MEASURES])
    switch = switches(year) & flow[None, :, None]
    found = np.argwhere(switch.any(axis=2))
    return [_cumulative(figures, int(u), int(c), int(np.argmax(switch[u, c]))) for u, c in found]


def switches(year: Floats) -> Bools:
    """Where a month is at least the sum of all earlier ones and no month falls below the last.

    Months along the last axis; from the third reported month on (details.md C31). The ratio to
    the month before must exist throughout: a month of 0 or without a value ends the question.
    """
    known = ~np.isnan(year)
    number = np.cumsum(known, axis=-1)
    filled = np.where(known, year, 0.0)
    before = np.cumsum(filled, axis=-1) - filled
    enough = known & (number >= 3) & (filled >= before * (1 - 1e-9))
    return np.asarray(enough & _never_falls(filled, known)[..., None])


def _never_falls(filled: Floats, known: Bools) -> Bools:
    """Whether the months with a value follow each other, are above 0 and never fall."""
    follows = known[..., 1:] & known[..., :-1]
    whole = follows.sum(axis=-1) == known.sum(axis=-1) - 1
    rising = (~follows | (filled[..., 1:] >= filled[..., :-1])).all(axis=-1)
    return np.asarray(whole & rising & (~known | (filled > 0)).all(axis=-1))


def _slip_places(usual: Usual) -> Bools:
    found = np.zeros(usual.ratio.shape, dtype=bool)
    for place, (_, column) in enumerate(MEASURES):
        if column.family in _SLIPS:
            one = Usual(*(a[:, place] for a in (usual.count, usual.z, usual.others, usual.ratio)))
            found[:, place] = slipped(one, _SLIPS[column.family][0])
    return found


def _asked(places: Bools, figures: Figures) -> Iterator[tuple[int, int, int]]:
    for unit, measure, month in np.argwhere(places):
        if month >= figures.start:
            yield int(unit), int(measure), int(month)


def _slip(figures: Figures, usual: Usual, at: tuple[int, int, int]) -> Doubt:
    _, column = MEASURES[at[1]]
    _, large, small = _SLIPS[column.family]
    ratio = float(usual.ratio[at])
    question = large if ratio > 1 else small
    return _doubt(figures, usual, at, "measure-unit", f"：{question}？")


def _far(figures: Figures, usual: Usual, at: tuple[int, int, int]) -> Doubt:
    return _doubt(figures, usual, at, "spread", "：是否属实？")


def _doubt(
    figures: Figures, usual: Usual, at: tuple[int, int, int], code: Code, question: str
) -> Doubt:
    kind, column = MEASURES[at[1]]
    month, ratio = figures.months[at[2]], float(usual.ratio[at])
    apart = max(ratio, 1 / ratio) if ratio > 0 else np.nan
    apart_words = f"，相差约 {words.factor(apart)}" if apart >= 1.5 else ""
    return Doubt(
        code=code,
        unit=figures.units[at[0]].name,
        month=month,
        kind=kind.name,
        column=column.name,
        text=f"{month.number}月 {column.name} {words.cell_amount(figures, at, column)}，"
        f"其余各月中位数 {words.amount(float(usual.others[at]), column)}{apart_words}{question}",
        values=(float(figures.value[at]),),
        usual=float(usual.others[at]),
    )


def _cumulative(figures: Figures, unit: int, measure: int, month: int) -> Doubt:
    kind, column = MEASURES[measure]
    year, own = figures.months[figures.start :], figures.value[unit, measure, figures.start :]
    earlier = own[:month][~np.isnan(own[:month])]
    first = int(np.flatnonzero(~np.isnan(own))[0])
    here = words.cell_amount(figures, (unit, measure, figures.start + month), column)
    before = words.amount(float(earlier.sum()), column)
    return Doubt(
        code="cumulative",
        unit=figures.units[unit].name,
        month=year[month],
        kind=kind.name,
        column=column.name,
        text=f"{year[month].number}月 {column.name} {here}，不少于{words.span(year[first:month])}的合计 {before}，"
        "而且各月只增不减：是否把累计数填成了当月数？",
        values=(*map(float, earlier), float(own[month])),
    )


def _median(value: Floats) -> Floats:
    """The median along the last axis, kept as an axis of one; NaN without values."""
    ordered = np.sort(value, axis=-1)
    count = (~np.isnan(value)).sum(axis=-1, keepdims=True)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=-1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, value.shape[-1] - 1), axis=-1)
    return np.where(count > 0, (low + high) / 2, np.nan)


def _median_of_others(value: Floats) -> Floats:
    """For each value the median of the others along the last axis; NaN without any."""
    order = np.argsort(value, axis=-1, kind="stable")
    ordered = np.take_along_axis(value, order, axis=-1)
    rank = np.argsort(order, axis=-1, kind="stable")
    left = (~np.isnan(value)).sum(axis=-1, keepdims=True) - 1
    low, high = np.maximum(left - 1, 0) // 2, np.maximum(left, 0) // 2
    last = value.shape[-1] - 1
    # What stands at or behind the value's own place moves up by one when it is taken out.
    picked = [
        np.take_along_axis(ordered, np.minimum(place + (place >= rank), last), axis=-1)
        for place in (low, high)
    ]
    return np.where((left > 0) & ~np.isnan(value), (picked[0] + picked[1]) / 2, np.nan)


def _positive(mad: Floats, middle: Floats) -> Bools:
    """Whether a MAD is more than float noise."""
    return np.asarray(mad > 1e-12 * np.maximum(np.abs(middle), 1e-300))
