"""资金投入: money by month, category, source and unit, and the rows behind."""

from cityreport.report import investments
from cityreport.ui import blocks, built_block, cache, enter, selection

enter("investments")
chosen = selection.bar(unit=True, all_units=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type, chosen.unit)

blocks.metrics(cache.build(investments.headlines, year, *at))
blocks.show(cache.build(investments.by_month, year, *at))
blocks.side_by_side(
    cache.build(investments.by_category, year, *at), cache.build(investments.by_source, year, *at)
)
blocks.show(cache.build(investments.by_unit, year, *at))
blocks.show(built_block.section(chosen))
if chosen.unit is not None:
    rows = cache.rows_of(investments.KIND, chosen.unit, chosen.month)
    blocks.show(investments.items(rows, chosen.unit, year))
