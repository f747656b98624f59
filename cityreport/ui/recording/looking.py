"""One submission: what it reported, what was found, its file, rules re-run, withdrawal."""

from collections.abc import Sequence

import streamlit as st

from cityreport.pipeline.rechecking import recheck
from cityreport.report import records
from cityreport.settings import places
from cityreport.tables.corrections import UNCORRECTED
from cityreport.tables.filenames import saved_name
from cityreport.tables.section import Section
from cityreport.tables.stored import ReportVersion, SubmissionRecord
from cityreport.ui import blocks, cache, clock, link, outcome
from cityreport.ui.uploading.undoing import withdrawal

_RECHECKED, _PLACE = "history-rechecked", "history"


def choose(versions: Sequence[ReportVersion]) -> int | None:
    """The id of the submission to look at, of those that are shown."""
    outcome.show(_PLACE)
    files = {one.submission: one.file for one in versions}
    if not files:
        return None
    asked = st.query_params.get("submission", "")
    first = int(asked) if asked.isdecimal() else next(iter(files))
    if first not in files:
        files = {first: "", **files}
    return st.selectbox(
        "看哪一次登记", list(files), key=f"history-which-{first}-{len(files)}",
        index=list(files).index(first),
        filter_mode="contains", format_func=lambda number: f"{number} 号 · {files.get(number, '')}",
    )  # fmt: skip


def look_at(number: int) -> None:
    """Everything about a submission, and what can be done with it."""
    store = cache.store()
    record, found = store.submission(number), store.findings(number)
    changed = store.corrections(number)
    blocks.show(records.submission(record, places().timezone))
    if changed != UNCORRECTED:
        blocks.show(records.changes(number, changed))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "下载原文件", data=lambda: store.file_content(number)[1], file_name=saved_name(record.file),
            mime="application/octet-stream", on_click="ignore", icon=":material/download:",
            key=f"history-file-{number}",
        )  # fmt: skip
        if st.button("按现行规则重新核对", icon=":material/rule:", key=f"history-recheck-{number}"):
            st.session_state[_RECHECKED] = (number, cache.revision(), _rechecked(record))
    _show_recheck(number)
    with st.expander(f"登记时的数据问题（{len(found)} 条）"):
        if found:
            blocks.findings_table([(record.file, one) for one in found], key="history-findings")
        else:
            st.caption("登记时没有发现问题。")
    _withdraw(record)


def _rechecked(record: SubmissionRecord) -> Section:
    with st.spinner("正在重新读原文件……"):
        return records.rechecked(record.id, recheck(cache.store(), record, clock.today()))


def _show_recheck(number: int) -> None:
    known = st.session_state.get(_RECHECKED)
    if known is not None and known[:2] == (number, cache.revision()):
        blocks.show(known[2])


def _withdraw(record: SubmissionRecord) -> None:
    if not cache.may("undo"):
        return
    if record.withdrawn_at is not None:
        st.info(
            "已撤回的登记不能直接恢复：下载原文件，在“上传月报”里再上传一次即可；"
            "工作汇报在“从汇报材料提取”里重新提取。"
        )
        with st.container(horizontal=True):
            link("upload")
            link("narrative")
        return
    with st.expander("撤回这次登记", icon=":material/undo:"):
        withdrawal(record, _PLACE)
