"""The criteria catalogue (测评标准目录): what an indicator is, and how a catalogue is read."""

from cityreport.framework.measures import parse_measure
from cityreport.framework.model import (
    SYSTEM_MEASURES,
    Accrual,
    Behaviour,
    Direction,
    Filter,
    Framework,
    Indicator,
    Measure,
    Parameters,
    Rollup,
    Rule,
    Target,
)
from cityreport.framework.parse import COLUMNS, parse_framework

__all__ = [
    "COLUMNS",
    "SYSTEM_MEASURES",
    "Accrual",
    "Behaviour",
    "Direction",
    "Filter",
    "Framework",
    "Indicator",
    "Measure",
    "Parameters",
    "Rollup",
    "Rule",
    "Target",
    "parse_framework",
    "parse_measure",
]
