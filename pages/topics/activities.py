"""创建活动: the calendar of the year, by month and unit."""

from cityreport.report import activities
from cityreport.ui import blocks, cache, enter, selection

enter("activities")
chosen = selection.bar(unit=True, all_units=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type, chosen.unit)

blocks.metrics(cache.build(activities.headlines, year, *at))
blocks.show(cache.build(activities.calendar, year, *at))
blocks.show(cache.build(activities.people_by_month, year, *at))
blocks.show(cache.build(activities.papers_by_month, year, *at))
blocks.side_by_side(
    cache.build(activities.by_unit, year, *at),
    cache.build(activities.pest_control, year, *at),
)
if chosen.unit is not None:
    blocks.show(cache.ledger_section_of(activities.KIND, chosen.unit, chosen.month))
