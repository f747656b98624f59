"""Indicator values: what each unit reached by each month of a year (method.md section 3)."""

from cityreport.evaluation import Values
from cityreport.indicators.measures import SystemMeasures
from cityreport.indicators.values import values

__all__ = ["SystemMeasures", "Values", "values"]
