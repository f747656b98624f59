"""Which sums and rates the topic pages show, and how a category's cells are named there."""

from collections.abc import Callable, Iterator

import numpy as np

from cityreport.period import MONTHS_A_YEAR
from cityreport.pipeline import Evaluation
from cityreport.report import activities, inspections, investments, reporting, volunteers
from cityreport.report.inspections.measures import (
    COLUMNS,
    FOUND,
    LEVELS,
    ON_TIME,
    RATES,
    RECTIFIED,
    of_level,
)
from cityreport.report.parts import parts_of
from cityreport.report.sums import Scope
from cityreport.tables.figure import Figure

SPLIT: tuple[tuple[str, str], ...] = (
    (investments.INVESTED, "投入类别"),
    (investments.INVESTED, "资金来源"),
    (volunteers.HOURS, "服务类别"),
    (activities.EVENTS, "活动类别"),
)
"""The measures that are shown split by a category column."""

_SUMS = (
    investments.INVESTED, investments.PLANNED_ONLY, investments.PLAN,
    volunteers.HOURS, volunteers.PEOPLE, volunteers.REGISTERED, volunteers.RECORDED,
    activities.EVENTS, activities.PEOPLE, activities.PAPERS, activities.LOADS, activities.PESTS,
    *(inspections.outside(column) for column in COLUMNS),
    *(of_level(column, level) for column in COLUMNS for level in LEVELS),
)  # fmt: skip
_QUOTIENTS = (
    (reporting.SENT, reporting.EXPECTED),
    (reporting.IN_TIME, reporting.EXPECTED),
    (investments.INVESTED, investments.PLAN),
    (volunteers.HOURS, volunteers.REGISTERED),
    (volunteers.PEOPLE, volunteers.REGISTERED),
    (volunteers.RECORDED, volunteers.REGISTERED),
    (volunteers.REGISTERED, volunteers.POPULATION),
    *((inspections.outside(one.top), inspections.outside(one.below)) for one in RATES),
    *((of_level(one.top, level), of_level(one.below, level)) for one in RATES for level in LEVELS),
)
FUNNEL = tuple(inspections.outside(column) for column in (FOUND, RECTIFIED, ON_TIME))
"""The stages of the funnel: each over the units that gave all three."""


def part_name(column: str) -> Callable[[str], str]:
    """How a cell's text of a category column is called on the pages."""
    return investments.source_name if column == "资金来源" else lambda text: text or "未填类别"


def shown_measures(year: int) -> Iterator[Figure]:
    """Every sum and rate that a topic page shows, of the city and the year."""
    yield from (Figure(year, 1, measure=one) for one in _SUMS)
    yield from (Figure(year, 1, measure=top, below=below) for top, below in _QUOTIENTS)
    yield from (Figure(year, 1, measure=one, needs=FUNNEL) for one in FUNNEL)


def parts(evaluation: Evaluation) -> Iterator[Figure]:
    """Every category that a split sum has in the year, whoever sent it."""
    everyone = np.ones(len(evaluation.values.units), dtype=bool)
    scope = Scope("", everyone, MONTHS_A_YEAR)
    for measure, column in SPLIT:
        for part in parts_of(evaluation, measure, column, scope, part_name(column)):
            yield Figure(evaluation.year, 1, measure=measure, column=column, part=part.name)
