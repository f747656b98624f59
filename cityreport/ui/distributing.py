"""What is carried away from the pages: reminder, blank workbooks, the merged workbook."""

from collections.abc import Collection

import streamlit as st

from cityreport import template
from cityreport.exports.xlsx import merged_workbook
from cityreport.period import Month
from cityreport.report import merged, reporting
from cityreport.report.wording import count
from cityreport.sheets import BY_NAME
from cityreport.tables.filenames import saved_name
from cityreport.ui import cache, clock

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTH, _YEAR = "当月", "本年至当月"


def reminder(month: Month, unit_type: str | None) -> None:
    """The 催报 text for the group chat, of the month or of the year so far."""
    with st.container(border=True, height="stretch"):
        st.subheader("催报", anchor=False)
        whole = st.toggle("连同本年以前各月", key="reminder-whole", disabled=month.number == 1)
        months = tuple(range(1 if whole else month.number, month.number + 1))
        text = cache.build(reporting.reminder, month.year, months, unit_type, clock.today())
        if not text.expected:
            st.info("没有应报的单位，不需要催报。")
            return
        if not text.units:
            st.success("应报的表都已报送，没有需要催的单位。")
            return
        st.caption(f"共 {count(text.units)} 家。点右上角复制，贴到工作群里。")
        st.code(text.text, language=None, wrap_lines=True)


def templates(month: Month, unit_type: str | None) -> None:
    """One unit's blank workbook, and everybody's in a zip, made when the button is pressed."""
    units = tuple(
        unit
        for unit in cache.roster().units
        if unit.active(month) and unit_type in (None, unit.unit_type)
    )
    with st.container(border=True, height="stretch"):
        st.subheader(f"{month.label}空白月报表", anchor=False)
        st.caption(
            "表里已写好单位名称和月份，按各单位的应报表种分表；单位填好后原样发回，在“上传月报”一次拖进来。"
        )
        if not units:
            st.info("这个月没有在报的单位。先在“单位名册”登记单位。")
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            unit = st.selectbox(
                "单位", units, format_func=lambda one: one.name, key="template-unit", width=260,
                filter_mode="contains",
            )  # fmt: skip
            st.download_button(
                "下载这家单位的空白表", data=lambda: template.blank_workbook(unit, month),
                file_name=template.file_name(unit, month), mime=_XLSX, on_click="ignore",
                icon=":material/download:", key="template-one",
            )  # fmt: skip
            st.download_button(
                f"下载 {count(len(units))} 家单位的空白表（zip）",
                data=lambda: template.all_workbooks(units, month),
                file_name=f"{month.label}空白月报表.zip", mime="application/zip",
                on_click="ignore", icon=":material/folder_zip:", key="template-all",
            )  # fmt: skip


def ask_period(month: Month) -> Month:
    """The first month of the period: the month itself, or January for the year so far."""
    if month.number == 1:
        return month
    choice = st.segmented_control(
        "时间范围", [_MONTH, _YEAR], default=_MONTH, required=True, key="merged-period",
        label_visibility="collapsed",
    )  # fmt: skip
    return Month(month.year, 1) if choice == _YEAR else month


def merged_download(
    kinds: Collection[str], first: Month, last: Month, unit_type: str | None
) -> None:
    """The 汇总表 as a workbook, read and written when the button is pressed; nothing without rows."""
    if not kinds:
        return
    title = f"{merged.period_words(last.year, first.number, last.number)}{unit_type or '各单位'}月报汇总表"

    def written() -> bytes:
        rows = merged.of_type(
            cache.evaluation(last.year), cache.ledger_rows(None, first, last), unit_type
        )
        return merged_workbook({BY_NAME[name]: found for name, found in rows.items()}, title)

    st.download_button(
        f"下载汇总表（{len(kinds)} 张工作表，附每行出处）", data=written,
        file_name=saved_name(f"{title}.xlsx"), mime=_XLSX, on_click="ignore", type="primary",
        icon=":material/download:", key="merged-download",
    )  # fmt: skip
