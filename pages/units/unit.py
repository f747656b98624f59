"""一单位一表: all of one unit on one page."""

import streamlit as st

from cityreport.report import investments, unit
from cityreport.ui import blocks, cache, enter, selection, unit_blocks, veto_list

enter("unit")
chosen = selection.bar(view=True, unit=True)
if chosen.unit is None:
    st.info("请在上面选择一家单位。")
    st.stop()
year, at = chosen.year, (chosen.unit, chosen.month.number)
profile = cache.build(unit.profile, year, chosen.unit)
blocks.heading(profile)
veto_list.banner(year, unit=chosen.unit)
blocks.metrics(cache.build(unit.headlines, year, *at, chosen.view))
blocks.show(cache.build(unit.indicators, year, *at, chosen.view))
codes = cache.build(unit.indicator_choices, year, *at)
if codes:
    code = selection.indicator("看哪个指标的计算过程", codes, "unit-indicator")
    blocks.show(cache.build(unit.working, year, *at, chosen.view, code))
blocks.side_by_side(
    cache.build(unit.timeline, year, *at), cache.build(unit.score_trend, year, *at, chosen.view)
)
if cache.rows_of(investments.KIND, chosen.unit, chosen.month):
    money = (chosen.month.number, None, chosen.unit)
    blocks.side_by_side(
        cache.build(investments.by_category, year, *money),
        cache.build(investments.by_source, year, *money),
    )
unit_blocks.show(chosen, chosen.unit)
for section in cache.ledger_sections(chosen.unit, year, chosen.month):
    blocks.show(section)
blocks.show(profile)
