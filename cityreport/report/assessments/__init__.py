"""模拟测评: what mock and third-party assessments found, round by round."""

from cityreport.report.assessments.headlines import headlines
from cityreport.report.assessments.marks import COLUMNS, KIND, Mark, marks_of, rounds_of
from cityreport.report.assessments.sections import (
    by_item,
    by_point_type,
    by_round,
    by_unit,
    marks,
    not_assessed,
    reasons,
)

__all__ = [
    "COLUMNS",
    "KIND",
    "Mark",
    "by_item",
    "by_point_type",
    "by_round",
    "by_unit",
    "headlines",
    "marks",
    "marks_of",
    "not_assessed",
    "reasons",
    "rounds_of",
]
