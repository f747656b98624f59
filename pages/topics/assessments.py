"""模拟测评: rounds, what lost points where and why, and what was not assessed."""

import streamlit as st

from cityreport.report import assessments, picked
from cityreport.ui import blocks, cache, enter, selection

enter("assessments")
chosen = selection.bar(unit=True, all_units=True)
evaluation, month = cache.evaluation(chosen.year), chosen.month.number
rows = cache.rows_of_kind(assessments.KIND, chosen.month)
marks = assessments.marks(evaluation, rows, month, chosen.unit_type, chosen.unit)
about = picked.scope(chosen.year, month, chosen.unit_type, chosen.unit)
rounds = assessments.rounds_of(marks)
if rounds:
    blocks.metrics(assessments.headlines(marks, about))
blocks.show(assessments.by_round(evaluation, marks, month, about))
if rounds:
    name = st.selectbox("看哪一期", rounds[::-1], key="round", width=260)
    of_round = [mark for mark in marks if mark.round == name]
    blocks.show(assessments.by_item(evaluation, of_round, month, about))
    blocks.side_by_side(
        assessments.by_point_type(evaluation, of_round, month, about),
        assessments.by_unit(evaluation, of_round, month, about),
    )
    blocks.show(assessments.reasons(evaluation, of_round, month, about))
    blocks.show(assessments.not_assessed(evaluation, of_round, month))
