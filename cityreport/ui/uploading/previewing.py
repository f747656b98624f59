"""What was read, in tables to look at before the commit."""

from collections.abc import Sequence

import streamlit as st

from cityreport.pipeline import FileResult, LoadChoices
from cityreport.report import upload
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks
from cityreport.ui.uploading import correcting, editing, replacing


def preview(results: Sequence[FileResult], choices: LoadChoices) -> None:
    """Files, findings, what is replaced and how the headers were understood, a tab each."""
    findings = [(result.reading.file, finding) for result in results for finding in result.findings]
    held = replacing.held_by(results)
    tabs = st.tabs(
        [
            f"文件 {len(results)}",
            f"数据问题 {len(findings)}",
            f"与已登记的重合 {len(held)}",
            "表头怎么认的",
        ]
    )
    with tabs[0]:
        blocks.show(upload.files(results))
    with tabs[1]:
        _findings(results, findings)
    with tabs[2]:
        replacing.replaced(results, choices, held)
    with tabs[3]:
        correcting.recognised(results)


def _findings(results: Sequence[FileResult], findings: Sequence[tuple[str, Finding]]) -> None:
    if not findings:
        st.success("没有发现问题。")
    else:
        blocks.show(upload.grouped(findings))
        shown = upload.chosen(findings, _filter(findings))
        st.caption(f"下面逐条列出 {len(shown)} 条，共 {len(findings)} 条。")
        if shown:
            blocks.findings_table(shown, key="upload-findings")
    editing.edit_cells(results)


def _filter(findings: Sequence[tuple[str, Finding]]) -> upload.FaultFilter:
    families, files = dict(upload.families(findings)), dict(upload.files_with_faults(findings))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        severity = st.segmented_control(
            "程度", list(upload.SEVERITIES), format_func=lambda one: upload.SEVERITIES[one],
            key="faults-severity",
        )  # fmt: skip
        family = st.selectbox(
            "问题种类", [None, *families], key=f"faults-family-{'-'.join(families)}", width=260,
            format_func=lambda one: f"{one}（{families[one]}）" if one else "全部种类",
        )  # fmt: skip
        file = st.selectbox(
            "文件", [None, *files], key=f"faults-file-{len(files)}", width=360,
            filter_mode="contains",
            format_func=lambda one: f"{one}（{files.get(one, 0)}）" if one else "全部文件",
        )  # fmt: skip
    return upload.FaultFilter(severity, family, file)
