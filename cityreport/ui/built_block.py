"""建成了什么: read and put together once for a selection, not in every run of the page."""

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import built, investments
from cityreport.tables.section import Section
from cityreport.ui import cache
from cityreport.ui.selection import Selection


def section(chosen: Selection) -> Section:
    """What the money of the selection built, beside the money that was named for it."""
    at = (chosen.month.number, chosen.unit_type, chosen.unit)
    return cache.build(_built, chosen.year, *at)


def _built(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    until = Month(evaluation.year, month)
    told = built.builders(evaluation, month, unit_type, unit)
    projects = cache.rows_of_units(built.PROJECTS, told, until)
    money = cache.rows_of_units(investments.KIND, told, until)
    return built.built(evaluation, told, projects, money, month, unit_type, unit)
