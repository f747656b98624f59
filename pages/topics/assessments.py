"""模拟测评: rounds, what lost points where and why, and what was not assessed."""

import streamlit as st

from cityreport.report import assessments
from cityreport.ui import blocks, enter, mock_rounds, selection

enter("assessments")
chosen = selection.bar(unit=True, all_units=True)
marks = mock_rounds.Marks(chosen)
rounds = marks.rounds
if rounds:
    blocks.metrics(marks.headlines)
blocks.show(marks.section(assessments.by_round))
if rounds:
    name = st.selectbox("看哪一期", rounds[::-1], key="round", width=260)
    blocks.show(marks.section(assessments.by_item, name))
    blocks.side_by_side(
        marks.section(assessments.by_point_type, name), marks.section(assessments.by_unit, name)
    )
    blocks.show(marks.section(assessments.reasons, name))
    blocks.show(marks.left_out(name))
