"""督查整改: found, rectified, in time, overdue and back again."""

from cityreport.report import inspections
from cityreport.ui import blocks, cache, enter, problem_days, selection

enter("inspections")
chosen = selection.bar(unit=True, all_units=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type, chosen.unit)

blocks.metrics(cache.build(inspections.headlines, year, *at))
blocks.side_by_side(
    cache.build(inspections.funnel, year, *at), cache.build(inspections.by_level, year, *at)
)
blocks.show(cache.build(inspections.by_month, year, *at))
blocks.show(cache.build(inspections.by_unit, year, *at))
blocks.show(cache.build(inspections.overdue_and_relapsed, year, *at))
problem_days.show(chosen)
if chosen.unit is not None:
    blocks.show(cache.ledger_section_of(inspections.KIND, chosen.unit, chosen.month))
