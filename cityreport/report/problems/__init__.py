"""问题整改台账: the state of the city's problems on a day (details.md E5, product.md H)."""

from cityreport.report.problems.cases import (
    COLUMNS,
    DAYS,
    KIND,
    Problem,
    days_of,
    followed,
    problems_of,
    standing,
    state_on,
    within,
)
from cityreport.report.problems.sections import ages, moved, relapses

__all__ = [
    "COLUMNS",
    "DAYS",
    "KIND",
    "Problem",
    "ages",
    "days_of",
    "followed",
    "moved",
    "problems_of",
    "relapses",
    "standing",
    "state_on",
    "within",
]
