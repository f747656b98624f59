"""The rows of the page: a document, what is in it, what is missing, and its button."""

import streamlit as st

from cityreport.exports.pictures import missing_font
from cityreport.period import Month
from cityreport.pipeline import CITY
from cityreport.report import attention
from cityreport.tables.filenames import saved_name
from cityreport.ui import blocks, cache
from cityreport.ui.documents.offers import Offer
from cityreport.ui.frame import link
from cityreport.ui.selection import query

_SAMPLE = "正在使用示例数据：每份材料上都标“示例”。"


def ask_unit(month: Month, unit_type: str | None) -> str | None:
    """Whose 工作汇报 is wanted; None for the city's."""
    names = [
        unit.name
        for unit in cache.evaluation(month.year).roster.units
        if unit.active(month) and unit_type in (None, unit.unit_type)
    ]
    label = st.selectbox(
        "工作汇报写哪家", [CITY, *names], key="report-unit", width=260, filter_mode="contains"
    )
    return str(label) if label in names else None


def machine(month: Month, unit_type: str | None) -> None:
    """What is to be known before anything is made: who has not sent, samples, a missing font."""
    late = cache.build(attention.absentees, month.year, month.number, unit_type)
    if not late.empty:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(blocks.plain(f"{month.label}：{late.title}。材料里没有这些数。"))
            link("reporting", "看报送情况", **query(month=month, unit_type=unit_type))
    if cache.has_samples():
        st.info(_SAMPLE)
    if problem := missing_font():
        st.error(problem)


def show(offered: tuple[Offer, ...]) -> None:
    """Every document with its button, two beside each other; the file is written when pressed."""
    for pair in zip(offered[::2], offered[1::2], strict=True):
        for column, one in zip(st.columns(2), pair, strict=True):
            with column, st.container(border=True, height="stretch", gap="small"):
                _offer(one)


def _offer(one: Offer) -> None:
    st.subheader(blocks.plain(one.title), anchor=False)
    st.caption(blocks.plain(one.holds))
    if one.refused:
        st.info(blocks.plain(one.refused))
        return
    if one.lacks:
        st.caption(f"▲ {blocks.plain(one.lacks)}")
    _button(one)


def _button(one: Offer) -> None:
    st.download_button(
        "生成并下载", data=one.make, file_name=saved_name(one.file), on_click="ignore",
        icon=":material/download:", key=f"document-{one.key}",
    )  # fmt: skip
