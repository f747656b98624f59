"""Loading the office's two tables: checked first, every fault named, then put in force."""

from collections.abc import Callable

import streamlit as st

from cityreport import pipeline
from cityreport.exports.xlsx import tables_workbook
from cityreport.report.roster import roster_file
from cityreport.settings import SHIPPED_DATA
from cityreport.store import Store
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks, cache
from cityreport.ui.uploading import person

Loader = Callable[[Store, str, bytes, str], list[Finding]]
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_BY = "网页"


def upload_roster() -> None:
    """The roster as a file: download, edit in Excel, upload."""
    with st.container(border=True):
        st.subheader("更新名册", anchor=False)
        st.caption(
            "下载名册，在 Excel 里增改后再上传。按单位编码更新；文件里没有的单位保留，停用请填停用月份。"
        )
        units = cache.roster().units
        st.download_button(
            "下载名册", data=lambda: tables_workbook([roster_file(units)], "单位名册"),
            file_name="单位名册.xlsx", mime=_XLSX, on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        if cache.may("save_units"):
            _upload("roster", "选择名册文件", "载入名册", pipeline.load_roster)


def upload_catalogue() -> None:
    """The catalogue as a file: download the shipped one as a pattern, upload one's own."""
    with st.container(border=True):
        st.subheader("更换测评标准目录", anchor=False)
        st.caption("在 Excel 里编辑目录后上传。有任何错误都不会启用，会逐格说明；启用后旧版保留。")
        st.download_button(
            "下载示范目录", data=(SHIPPED_DATA / "criteria.xlsx").read_bytes,
            file_name="测评标准目录.xlsx", mime=_XLSX, on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip
        if cache.may("add_edition"):
            _upload("catalogue", "选择目录文件", "启用目录", pipeline.load_catalogue)


def _upload(key: str, label: str, verb: str, load: Loader) -> None:
    uploaded = st.file_uploader(label, type=["xlsx", "xlsm", "xls", "ods", "et"], key=f"{key}-file")
    if uploaded is not None and st.button(verb, type="primary", key=f"{key}-load"):
        content = uploaded.getvalue()
        findings = load(cache.store(), uploaded.name, content, person.name(_BY))
        st.session_state[f"{key}-outcome"] = (uploaded.name, findings)
        st.rerun()
    outcome = st.session_state.get(f"{key}-outcome")
    if outcome is not None:
        _tell(key, *outcome)


def _tell(key: str, name: str, findings: list[Finding]) -> None:
    errors = sum(finding.severity == "error" for finding in findings)
    if errors:
        st.error(f"{blocks.plain(name)} 有 {errors} 处错误，没有启用。请按下表修改后重新上传。")
    else:
        st.success(f"{blocks.plain(name)} 已启用。")
    if findings:
        blocks.findings_table([(name, finding) for finding in findings], key=f"{key}-findings")
