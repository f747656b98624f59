"""总览: where the city stands; in an empty store the three steps to get there."""

from cityreport.report import attention, standing
from cityreport.ui import answering, blocks, cache, clock, enter, selection, start, veto_list

enter("overview")
if cache.is_empty():
    start.three_steps()
else:
    chosen = selection.bar(view=True)
    at = (chosen.month.number, chosen.unit_type)
    veto_list.banner(chosen.year, unit_type=chosen.unit_type)
    blocks.metrics(cache.build(standing.headlines, chosen.year, *at, chosen.view, clock.today()))
    answering.open_count(chosen)
    blocks.show(cache.build(standing.by_dimension, chosen.year, *at))
    blocks.side_by_side(
        cache.build(standing.trend, chosen.year, *at, chosen.view),
        cache.build(attention.costliest_gaps, chosen.year, *at, chosen.view),
    )
    blocks.side_by_side(
        cache.build(attention.movers, chosen.year, *at, chosen.view),
        cache.build(attention.absentees, chosen.year, *at),
    )
    start.clear_samples()
