"""A composite score as a figure: the indicators it stands on (method.md section 6)."""

from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from cityreport.evaluation import Scored
from cityreport.framework import Indicator
from cityreport.pipeline import Evaluation
from cityreport.report.standing import group_of
from cityreport.scores import weights_of
from cityreport.style import write
from cityreport.tables.figure import Figure


@dataclass(frozen=True, slots=True)
class Score:
    """A score with the points of each judged indicator; ``enough`` says whether it is shown."""

    score: float
    enough: bool
    coverage: float
    parts: tuple[tuple[Indicator, float, float, Figure], ...]
    """Indicator, attainment, points and the figure behind."""

    @property
    def written(self) -> str:
        """The score as the pages write it."""
        return f"{write(self.score, 'score')} 分" if self.enough else "数据不足"

    @property
    def points(self) -> float:
        """The points won together."""
        return fsum(part[2] for part in self.parts)

    @property
    def weight(self) -> float:
        """The 分值 of what was judged."""
        return fsum(part[0].weight for part in self.parts)

    @property
    def share(self) -> float:
        """The part of them that was won, NaN where nothing was judged."""
        return self.points / self.weight if self.weight else float("nan")


def score_of(evaluation: Evaluation, figure: Figure) -> Score:
    """The score of a unit, a type or the city at a month, with the indicators judged in it."""
    scored, first = _scored(evaluation, figure)
    at = figure.month - 1
    judged = ~np.isnan(scored.attainment[first, :, at]) & (
        weights_of(evaluation.values.indicators) > 0
    )
    parts = tuple(
        (
            indicator, float(scored.attainment[first, i, at]), float(scored.points[first, i, at]),
            replace(figure, indicator=indicator.code, dimension=""),
        )
        for i, indicator in enumerate(evaluation.values.indicators)
        if judged[i] and figure.dimension in ("", indicator.dimension)
    )  # fmt: skip
    return Score(
        float(scored.score[first, at]), bool(scored.enough[first, at]),
        float(scored.coverage[first, at]), parts,
    )  # fmt: skip


def _scored(evaluation: Evaluation, figure: Figure) -> tuple[Scored, int]:
    if figure.unit:
        return evaluation.scored(figure.view), evaluation.values.unit_number(figure.unit)
    return group_of(evaluation, figure.unit_type or None, figure.view).scored, 0
