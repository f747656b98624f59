"""汇总表: every unit's rows of a month or of the year so far, on screen and as one workbook."""

import streamlit as st

from cityreport.report import merged
from cityreport.ui import blocks, cache, distributing, enter, selection

enter("merged")
chosen = selection.bar()
first = distributing.ask_period(chosen.month)
last, evaluation = chosen.month.number, cache.evaluation(chosen.year)
rows = merged.of_type(evaluation, cache.ledger_rows(None, first, chosen.month), chosen.unit_type)
period = (first.number, last)

distributing.merged_download(rows, merged.period_words(chosen.year, *period), chosen.unit_type)
blocks.show(merged.totals(evaluation, rows, *period, chosen.unit_type))
if rows:
    kind = st.pills("表种", list(rows), default=next(iter(rows)), required=True, key="merged-kind")
    name = kind if kind in rows else next(iter(rows))
    blocks.show(merged.detail(evaluation, str(name), rows[name], *period, chosen.unit_type))
if first == chosen.month:
    blocks.show(cache.build(merged.silent, chosen.year, last, chosen.unit_type))
