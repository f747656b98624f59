"""待核实数据: doubtful figures asked in words with their evidence; answers below."""

import streamlit as st

from cityreport.report import doubts
from cityreport.ui import answering, blocks, cache, clock, enter, selection

enter("doubts")
chosen = selection.bar(unit=True, all_units=True)
evaluation, month = cache.evaluation(chosen.year), chosen.month.number
found = cache.doubts(chosen.year)
selected = doubts.select(evaluation, found, month, chosen.unit_type, chosen.unit)
asked = doubts.questions(selected)
blocks.metrics(doubts.headlines(selected, clock.today()))
for place in range(0, len(asked), 2):
    for column, doubt in zip(st.columns(2), asked[place : place + 2], strict=False):
        with column:
            answering.ask(doubt, chosen.year)
if not asked:
    blocks.show(doubts.nothing_open(evaluation, month))
if more := doubts.rest(selected):
    st.info(more)
blocks.show(doubts.answers(selected, clock.now()))
