"""从汇报材料提取: prose in, rows offered beside the marked text, accepted ones registered."""

import streamlit as st

from cityreport.report import narrative
from cityreport.ui import blocks, enter, extracting

enter("narrative")
extracting.show_outcome()
extracting.registered_text()
material = extracting.ask_material()
if material is None:
    st.info(narrative.HOW)
    blocks.show(narrative.looked_for())
    st.stop()
report = extracting.ask_report(material)
choices = extracting.ask_choices(material, report)
blocks.metrics(narrative.headlines(material.found, report))
taken = extracting.review(material, report, choices)
extracting.commit_form(material, choices, taken)
