"""测评进度: every indicator against pace and target, down to its working and its units."""

import streamlit as st

from cityreport.report import closing, criteria
from cityreport.ui import blocks, cache, comparing, enter, selection

enter("criteria")
chosen = selection.bar(view=True)
year, at = chosen.year, (chosen.month.number, chosen.unit_type)

blocks.show_tree(cache.build(criteria.tree, year, *at, chosen.view))

dimensions = cache.build(criteria.scored_dimensions, year, *at)
if dimensions:
    dimension = st.pills(
        "测评项目", dimensions, default=dimensions[0], required=True, key="dimension",
        bind="query-params",
    )  # fmt: skip
    blocks.show(cache.build(criteria.bullets, year, *at, str(dimension or dimensions[0])))

indicators = cache.build(criteria.indicator_choices, year, *at)
if indicators:
    code = selection.indicator("看哪个指标的计算过程", indicators, "indicator")
    blocks.show(cache.build(criteria.working, year, *at, chosen.view, code))
    blocks.show(cache.build(criteria.units_of_indicator, year, *at, chosen.view, code))
blocks.show(cache.build(criteria.unwatched, year, *at))

if chosen.month.number > 1:
    base = st.selectbox(
        "补上多少差距，从哪个月算起", [f"{n}月" for n in range(1, chosen.month.number)],
        key="base", width=240,
    )  # fmt: skip
    since = int(str(base).removesuffix("月"))
    blocks.show(cache.build(closing.gap_closed, year, at[0], since, chosen.unit_type))

comparing.editions_side_by_side(chosen)
