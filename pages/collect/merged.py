"""汇总表: every unit's rows of a month or of the year so far, on screen and as one workbook."""

import streamlit as st

from cityreport.report import merged
from cityreport.ui import blocks, cache, distributing, enter, merged_blocks, selection

enter("merged")
chosen = selection.bar()
first = distributing.ask_period(chosen.month)
at = (first, chosen.month, chosen.unit_type)
kinds = list(cache.ledger_totals(*at))

distributing.merged_download(kinds, *at)
blocks.show(merged_blocks.totals(*at))
if kinds:
    kind = st.pills("表种", kinds, default=kinds[0], required=True, key="merged-kind")
    blocks.show(merged_blocks.detail(str(kind) if kind in kinds else kinds[0], *at))
if first == chosen.month:
    blocks.show(cache.build(merged.silent, chosen.year, chosen.month.number, chosen.unit_type))
