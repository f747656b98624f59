"""报送情况: who has sent, who has not, who was late; whom to remind; blank workbooks to send out."""

import streamlit as st

from cityreport.report import reporting
from cityreport.ui import blocks, cache, clock, distributing, enter, selection

enter("reporting")
chosen = selection.bar(until_today=True)
at = (chosen.month.number, chosen.unit_type, clock.today())
blocks.metrics(cache.build(reporting.headlines, chosen.year, *at))
blocks.show(cache.build(reporting.by_unit, chosen.year, *at))
reminder, templates = st.columns(2)
with reminder:
    distributing.reminder(chosen.month, chosen.unit_type)
with templates:
    distributing.templates(chosen.month, chosen.unit_type)
blocks.show(cache.build(reporting.tiles, chosen.year, *at))
