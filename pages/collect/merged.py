"""汇总表: every unit's rows of a month or of the year so far, on screen and as one workbook."""

import streamlit as st

from cityreport.report import merged
from cityreport.ui import blocks, cache, distributing, enter, selection

enter("merged")
chosen = selection.bar()
first = distributing.ask_period(chosen.month)
last, evaluation = chosen.month.number, cache.evaluation(chosen.year)
at = (first, chosen.month, chosen.unit_type)
added = cache.ledger_totals(*at)
period = (first.number, last, chosen.unit_type)

distributing.merged_download(added, *at)
blocks.show(merged.totals(evaluation, added, *period))
if added:
    kind = st.pills(
        "表种", list(added), default=next(iter(added)), required=True, key="merged-kind"
    )
    name = str(kind) if kind in added else next(iter(added))
    rows = cache.first_rows(name, *at, merged.MOST_SHOWN)
    blocks.show(merged.detail(evaluation, name, rows, *period, added[name]))
if first == chosen.month:
    blocks.show(cache.build(merged.silent, chosen.year, last, chosen.unit_type))
