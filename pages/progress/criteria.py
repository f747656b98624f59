"""测评进度: every indicator against pace and target, down to its working and its units."""

import streamlit as st

from cityreport.report import criteria
from cityreport.ui import blocks, cache, enter, selection

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
    code = st.selectbox(
        "看哪个指标的计算过程", list(indicators), format_func=lambda key: indicators.get(key, key),
        key="indicator", bind="query-params", width=520,
    )  # fmt: skip
    blocks.show(cache.build(criteria.working, year, *at, chosen.view, str(code)))
    blocks.show(cache.build(criteria.units_of_indicator, year, *at, chosen.view, str(code)))
blocks.show(cache.build(criteria.unwatched, year, *at))
