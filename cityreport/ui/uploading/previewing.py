"""What was read, in tables to look at before the commit."""

from collections.abc import Sequence

import streamlit as st

from cityreport.pipeline import FileResult
from cityreport.report import upload
from cityreport.tables.section import Section
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks
from cityreport.ui.uploading import correcting


def preview(results: Sequence[FileResult], replaced: Section) -> None:
    """Files, findings, what is replaced and how the headers were understood, a tab each."""
    findings = [(result.reading.file, finding) for result in results for finding in result.findings]
    count = 0 if replaced.table is None else len(replaced.table.rows)
    tabs = st.tabs(
        [
            f"文件 {len(results)}",
            f"数据问题 {len(findings)}",
            f"与已登记的重合 {count}",
            "表头怎么认的",
        ]
    )
    with tabs[0]:
        blocks.show(upload.files(results))
    with tabs[1]:
        _findings(findings)
    with tabs[2]:
        blocks.show(replaced)
    with tabs[3]:
        correcting.recognised(results)


def _findings(findings: Sequence[tuple[str, Finding]]) -> None:
    if not findings:
        st.success("没有发现问题。")
        return
    st.caption("错误：所在文件不登记（或只略过这一行）；警告：照样登记，请核对；提示：供了解。")
    blocks.findings_table(findings, key="upload-findings")
