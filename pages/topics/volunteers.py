"""志愿服务: hours, person-times and registered volunteers."""

from cityreport.report import volunteers
from cityreport.ui import blocks, cache, enter, selection

enter("volunteers")
chosen = selection.bar(unit=True, all_units=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type, chosen.unit)

blocks.metrics(cache.build(volunteers.headlines, year, *at))
blocks.side_by_side(
    cache.build(volunteers.hours_by_month, year, *at),
    cache.build(volunteers.people_by_month, year, *at),
)
blocks.side_by_side(
    cache.build(volunteers.by_category, year, *at),
    cache.build(volunteers.registered_by_month, year, *at),
)
blocks.show(cache.build(volunteers.by_unit, year, *at))
if chosen.unit is not None:
    blocks.show(cache.ledger_section_of(volunteers.KIND, chosen.unit, chosen.month))
