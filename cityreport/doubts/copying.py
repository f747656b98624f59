"""照抄: every figure of a sheet is the same as in the month before (method.md section 13)."""

from collections.abc import Mapping, Sequence

import numpy as np

from cityreport.doubts.figures import FLOWS, MEASURES, Bools, Figures, numbers
from cityreport.doubts.model import Doubt
from cityreport.period import Month
from cityreport.style import write
from cityreport.tables.observations import Observations

ENOUGH_CELLS = 3
_SHOWN = 3
Sheet = dict[tuple[str, ...], tuple[float, int]]
"""Column, reporter and categories → value and filled cells."""
_CELL = ("column", "reporter", "dim1", "dim2", "dim3", "dim4")


def copied(figures: Figures, years: Sequence[Observations]) -> list[Doubt]:
    """The sheets of the last year in which all cells repeat the month before.

    At least three filled flows must be other than 0: a sheet of stocks alone is expected to stay
    as it is. Figures are compared by column, reporter and category.
    """
    alike = {kind: _alike(figures, kind) for kind in FLOWS}
    sheets: dict[tuple[str, str, Month], Sheet] = {}
    for one in years:
        _collect(one, figures, alike, sheets)
    return [
        _doubt(name, kind, here, sheets[(name, kind, here)])
        for kind, places in alike.items()
        for unit, at in np.argwhere(places[:, figures.start :])
        for name, here in [(figures.units[unit].name, figures.months[figures.start + at])]
        if sheets[(name, kind, here)] == sheets[(name, kind, here.shift(-1))]
        and _moving(sheets[(name, kind, here)], kind) >= ENOUGH_CELLS
    ]


def _alike(figures: Figures, kind: str) -> Bools:
    """Units × months whose sums by column are those of the month before, and not all 0."""
    places = [place for place, (own, _) in enumerate(MEASURES) if own.name == kind]
    now, before = figures.value[:, places, 1:], figures.value[:, places, :-1]
    same = ((now == before) | (np.isnan(now) & np.isnan(before))).all(axis=1)
    done = (np.nan_to_num(figures.value[:, FLOWS[kind], 1:]) != 0).any(axis=1)
    return np.pad(same & done, ((0, 0), (1, 0)))


def _collect(
    observations: Observations, figures: Figures, alike: Mapping[str, Bools],
    sheets: dict[tuple[str, str, Month], Sheet],
) -> None:  # fmt: skip
    """Adds the cells of the sheets to be compared: those alike, and each one's month before."""
    facts = observations.facts
    kinds = {kind: place for place, kind in enumerate(alike)}
    unit, kind = numbers(facts["unit"], figures.unit_places), numbers(facts["kind"], kinds)
    start = figures.months.index(Month(observations.year, 1))
    month = facts["month"].to_numpy(dtype=np.int64) - 1 + start
    wanted = np.stack(list(alike.values()))
    wanted[:, :, :-1] |= wanted[:, :, 1:]
    asked = (unit >= 0) & (kind >= 0)
    asked[asked] = wanted[kind[asked], unit[asked], month[asked]]
    own = facts[asked]
    places = zip(own["unit"], own["kind"], own["month"].tolist(), strict=True)
    cells = zip(*(own[name].astype(str) for name in _CELL), strict=True)
    amounts = zip(own["value"].tolist(), own["filled"].tolist(), strict=True)
    for (name, of_kind, number), cell, amount in zip(places, cells, amounts, strict=True):
        key = (str(name), str(of_kind), Month(observations.year, number))
        sheets.setdefault(key, {})[cell] = amount


def _moving(sheet: Sheet, kind: str) -> int:
    """How many filled cells are flows other than 0."""
    flows = {MEASURES[place][1].name for place in FLOWS[kind]}
    return sum(filled for cell, (value, filled) in sheet.items() if cell[0] in flows and value)


def _doubt(unit: str, kind: str, month: Month, sheet: Sheet) -> Doubt:
    sums: dict[str, float] = {}
    for cell, (value, _) in sheet.items():
        sums[cell[0]] = sums.get(cell[0], 0.0) + value
    shown = "、".join(
        f"{name} {write(value, 'number')}" for name, value in [*sums.items()][:_SHOWN]
    )
    more = " 等" if len(sums) > _SHOWN else ""
    cells = sum(filled for _, filled in sheet.values())
    return Doubt(
        code="copied",
        unit=unit,
        month=month,
        kind=kind,
        column="",
        text=f"{month.number}月{kind}的 {cells} 个数与{month.shift(-1).number}月逐格相同"
        f"（{shown}{more}）：是否照抄了上月的表？",
        values=tuple(value for value, _ in sheet.values()),
    )
