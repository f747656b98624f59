"""单位排名: one unit type at a time."""

import streamlit as st

from cityreport.report import bands, per_head, ranking, subordinates
from cityreport.ui import blocks, cache, enter, selection, veto_list

enter("ranking")
chosen = selection.bar(view=True, unit_type_required=True)
if chosen.unit_type is None:
    st.stop()
year, month = chosen.year, chosen.month.number
veto_list.banner(year, unit_type=chosen.unit_type)
blocks.show(cache.build(ranking.ranking, year, month, chosen.unit_type, chosen.view))
blocks.show(cache.build(ranking.dots, year, month, chosen.unit_type, chosen.view))
blocks.show(cache.build(bands.bands, year, month, chosen.unit_type, chosen.view))
blocks.show(cache.build(ranking.heat, year, month, chosen.unit_type))

above = cache.build(subordinates.parents, year, month, chosen.unit_type)
if above:
    parent = st.selectbox("看哪家上级单位的下属单位", above, key="parent", width=320)
    blocks.show(cache.build(subordinates.children, year, month, str(parent), chosen.view))
blocks.show(cache.build(per_head.per_head, year, month, chosen.unit_type))
