"""The commit itself, file by file, and what it did."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.pipeline import FileResult, LoadChoices, crossing
from cityreport.report import upload
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks, cache, link
from cityreport.ui.uploading.batch import clear_files

_OUTCOME, _SEEN = "upload-outcome", "upload-seen"


def commit_button(
    readings: Sequence[FileReading],
    results: Sequence[FileResult],
    choices: LoadChoices,
    *,
    remember: bool,
) -> None:
    """The button that registers what can be registered; ``remember`` the headers explained."""
    ready = sum(result.registrable for result in results)
    hindrance = _hindrance(ready, choices)
    pressed = st.button(
        f"提交 {ready} 个文件", type="primary", disabled=bool(hindrance), key="upload-commit",
        icon=":material/done_all:",
    )  # fmt: skip
    # What the person saw was drawn in the run before: whoever registered since is named.
    now = crossing.newest(cache.store())
    since: int = st.session_state.get(_SEEN, now)
    st.session_state[_SEEN] = now
    if pressed and not hindrance:
        done = _commit(readings, results, choices, remember=remember)
        st.session_state[_OUTCOME] = crossing.crossed(cache.store(), done, since)
        st.session_state.pop(_SEEN)
        clear_files()
        st.rerun()


def say_hindrance(results: Sequence[FileResult], choices: LoadChoices) -> None:
    """The sentence that says why the button is not to be pressed, if it is not."""
    hindrance = _hindrance(sum(result.registrable for result in results), choices)
    if hindrance:
        st.info(hindrance)


def show_outcome() -> None:
    """What the last commit did, until the next files are chosen."""
    results: list[FileResult] | None = st.session_state.get(_OUTCOME)
    if results is None:
        return
    done = sum(result.submission is not None for result in results)
    blocks.show(upload.committed(results))
    for finding in (f for r in results for f in r.findings if f.code == crossing.CROSSED):
        st.warning(blocks.plain(f"{finding.message}{finding.suggestion}"))
    findings = [(r.reading.file, f) for r in results if r.submission is None for f in r.findings]
    if findings:
        with st.expander(f"没有登记的文件有哪些问题（{len(findings)} 条）", expanded=not done):
            blocks.findings_table(findings, key="outcome-findings")
    with st.container(horizontal=True):
        if done:
            link("overview", "看总览")
            link("reporting", "看还有谁没报")
        if st.button("知道了", key="outcome-seen", type="tertiary"):
            st.session_state.pop(_OUTCOME)
            st.rerun()


def _hindrance(ready: int, choices: LoadChoices) -> str:
    if not ready:
        return "这批文件没有可以登记的内容，原因见下表；改好后重新上传。"
    return "" if choices.by else "填写登记人后就可以提交。"


def _commit(
    readings: Sequence[FileReading],
    results: Sequence[FileResult],
    choices: LoadChoices,
    *,
    remember: bool,
) -> list[FileResult]:
    """The results after registering, one transaction a file (sheets.md section 3)."""
    whole = {reading.sha256: reading for reading in readings}
    ready = sum(result.registrable for result in results)
    bar, done = st.progress(0.0), 0
    outcome: list[FileResult] = []
    for result in results:
        if result.registrable:
            bar.progress(
                done / ready,
                text=f"正在登记 {done + 1}/{ready} {blocks.plain(result.reading.file)}",
            )
            done += 1
            whole_file = whole[result.reading.sha256]
            outcome.append(_commit_one(whole_file, result, choices, remember=remember))
        else:
            outcome.append(_without_content(result))
    bar.empty()
    return outcome


def _commit_one(
    reading: FileReading, result: FileResult, choices: LoadChoices, *, remember: bool
) -> FileResult:
    try:
        (done,) = pipeline.ingest(cache.store(), [reading], choices)
        if remember and done.submission is not None:
            pipeline.remember(cache.store(), reading, choices.by, choices.at)
    except UserError as error:
        refused = Finding("error", "not-committed", str(error))
        done = replace(result, status="error", findings=(refused, *result.findings))
    return _without_content(done)


def _without_content(result: FileResult) -> FileResult:
    """The result without the file's bytes, which a session need not keep."""
    return replace(result, reading=replace(result.reading, content=b""))
