"""督查整改: what inspections found, what was rectified, in time or late, and what came back."""

from cityreport.report.inspections.measures import KIND, outside
from cityreport.report.inspections.selection import by_level, by_month, funnel, headlines
from cityreport.report.inspections.units import by_unit, overdue_and_relapsed

__all__ = [
    "KIND",
    "by_level",
    "by_month",
    "by_unit",
    "funnel",
    "headlines",
    "outside",
    "overdue_and_relapsed",
]
