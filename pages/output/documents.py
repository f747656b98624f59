"""材料输出: slides, 通报, 汇报, tables and pictures of a month, and keeping them."""

import streamlit as st

from cityreport.ui import agenda, archiving, documents, enter, meeting, selection

enter("documents")
chosen = selection.bar()
with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
    shown = agenda.choose(chosen.month)
    unit = documents.ask_unit(chosen.month, chosen.unit_type)
    cells = st.checkbox("Word 后面附数字出处表", value=True, key="report-cells")
wanted = documents.Chosen(chosen.month, chosen.unit_type, shown, unit, cells)
deck = meeting.deck_of(chosen.month, shown)
offered = documents.offers(wanted, deck)
documents.machine(chosen.month, chosen.unit_type)
documents.show(offered)
archiving.keep(chosen.month, deck, meeting.earlier(chosen.month), documents.makers(offered))
