"""查看出处: a registered report with the sentences that became rows."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.narrative import normalise
from cityreport.pipeline import narrative as reports
from cityreport.report import narrative
from cityreport.tables.stored import StoredRow, SubmissionRecord
from cityreport.ui import blocks, cache
from cityreport.ui.extracting.reviewing import show_text


def registered_text() -> None:
    """The report of the submission in the address, its registered words marked; else nothing."""
    wanted = str(st.query_params.get("submission", ""))
    if not wanted.isdigit():
        return
    try:
        record = cache.store().submission(int(wanted))
    except UserError as problem:
        st.error(blocks.plain(str(problem)))
        return
    rows = _rows(record)
    st.subheader(blocks.plain(f"{record.id} 号登记：{record.file}"), anchor=False)
    withdrawn = record.withdrawn_at is not None
    if withdrawn:
        st.info("这次登记已经撤回，材料里的数和事都不再计数，下面没有底色。")
    try:
        text = normalise(reports.read_report(*cache.store().file_content(record.id)).text)
    except UserError as problem:
        st.error(blocks.plain(str(problem)))
        return
    if not withdrawn:
        st.caption(f"有底色的是登记了的数和事，共 {len(rows)} 行；“第几字”从全文第一个字数起。")
    show_text(narrative.marked_rows(text, rows))
    blocks.show(narrative.registered(text, rows))
    if st.button("收起", key="narrative-back"):
        st.query_params.clear()
        st.rerun()


def _rows(record: SubmissionRecord) -> list[StoredRow]:
    """The rows of a submission that count now."""
    months = sorted({entry.key.month for entry in record.scope})
    return [
        row
        for month in months
        for found in cache.ledger_rows(None, month, month).values()
        for row in found
        if row.submission == record.id
    ]
