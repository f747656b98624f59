"""A parent whose figures are its children's added, and leaving such reports out.

method.md section 13 and details.md B23: every sheet holds the unit's own work only.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from cityreport.doubts import words
from cityreport.doubts.figures import FLOWS, MEASURES, Bools, Figures
from cityreport.doubts.model import SUMMARY, Doubt
from cityreport.roster import Unit
from cityreport.tables.observations import Observations

ReportSet = Collection[tuple[str, int, str]]
"""Units, months (1–12) and kinds of reports."""


def summaries_of_children(figures: Figures) -> list[Doubt]:
    """The months in which all flows of a parent's sheet equal the sum over its children.

    At least two children must have sent the sheet, and something must have been done.
    """
    return [
        _doubt(figures, parent, children, kind, figures.start + int(month))
        for parent, children in _families(figures.units)
        for kind, equal in _equal(figures, parent, children).items()
        for month in np.flatnonzero(equal[figures.start :])
    ]


def without_reports(observations: Observations, reports: ReportSet) -> Observations:
    """The observations without what some reports say; unchanged without any."""
    if not reports:
        return observations
    return replace(
        observations,
        facts=_without(observations.facts, reports),
        row_groups=_without(observations.row_groups, reports),
        reports=_without(observations.reports, reports),
    )


def _without(frame: pd.DataFrame, reports: ReportSet) -> pd.DataFrame:
    left_out = np.zeros(len(frame), dtype=bool)
    for unit, month, kind in reports:
        same = (frame["unit"] == unit) & (frame["month"] == month) & (frame["kind"] == kind)
        left_out |= same.to_numpy()
    return frame[~left_out].reset_index(drop=True)


def _families(units: Sequence[Unit]) -> list[tuple[int, list[int]]]:
    places = {unit.name: place for place, unit in enumerate(units)}
    children: dict[int, list[int]] = {}
    for place, unit in enumerate(units):
        if unit.parent in places:
            children.setdefault(places[unit.parent], []).append(place)
    return [(parent, own) for parent, own in children.items() if len(own) > 1]


def _equal(figures: Figures, parent: int, children: Sequence[int]) -> dict[str, Bools]:
    """By kind in which months the parent's flows are those of at least two children added."""
    own, below = figures.value[parent], figures.value[children]
    close = np.isclose(np.nan_to_num(own), np.nansum(below, axis=0), rtol=1e-9, atol=1e-9)
    sent, done = ~np.isnan(below), np.nan_to_num(own) != 0
    return {
        kind: close[flows].all(axis=0)
        & (sent[:, flows].any(axis=1).sum(axis=0) > 1)
        & done[flows].any(axis=0)
        for kind, flows in FLOWS.items()
    }


def _doubt(figures: Figures, parent: int, children: Sequence[int], kind: str, month: int) -> Doubt:
    flows = [place for place in FLOWS[kind] if figures.value[parent, place, month] > 0]
    told = "、".join(
        f"{MEASURES[place][1].name} "
        f"{words.cell_amount(figures, (parent, place, month), MEASURES[place][1])}"
        for place in flows
    )
    sent = int((~np.isnan(figures.value[np.ix_(children, flows, [month])])).any(axis=1).sum())
    here = figures.months[month]
    return Doubt(
        code=SUMMARY,
        unit=figures.units[parent].name,
        month=here,
        kind=kind,
        column="",
        text=f"{here.number}月{kind}（{told}）正好等于 {sent} 家下属单位相加：是否为下属单位汇总数？",
        values=tuple(float(figures.value[parent, place, month]) for place in flows),
    )
