"""投屏: the sheets of a meeting over the whole window, and nothing else on it (product.md K8).

Every sheet is on the page from the start, one above the other: stepping on is instant, and the
browser prints one sheet a page.
"""

import streamlit as st

from cityreport import charts
from cityreport.report.deck import Deck, Slide
from cityreport.report.remarks import remarks_of
from cityreport.ui.wall import sheets, stage

_ASKED = "show"
KEYS = (
    "→ 或空格 下一页 · ← 上一页 · Esc 退出 · Ctrl+C 复制本页图片 · Ctrl+P 打印或存成 PDF，一页一张"
)


def show(deck: Deck) -> bool:
    """All sheets of a deck, the cover first; True once the person has left with Esc."""
    last = len(deck.slides) + 1
    with st.container(key="wall", gap=None):
        with st.container(key="sheet-1", gap=None):
            st.html(sheets.cover(deck))
            st.html(sheets.foot("", f"1 / {last}", sample=deck.sample))
        for place, slide in enumerate(deck.slides, start=2):
            with st.container(key=f"sheet-{place}", gap=None):
                _sheet(slide, f"{place} / {last}", sample=deck.sample)
        return stage.run("wall-stage")


def _sheet(slide: Slide, place: str, *, sample: bool) -> None:
    section = slide.section
    remarks = remarks_of(section)
    st.html(sheets.head(section))
    chart = None if section.empty or slide.figures else section.chart
    room = sheets.room(section, remarks)
    if chart is not None:
        st.plotly_chart(
            charts.projected(chart, sheets.WIDTH, room),
            key=f"wall-{place}", theme=None, config=charts.config(), alt=section.title,
            width="content",
        )  # fmt: skip
    elif markup := sheets.body(slide, room):
        st.html(markup)
    if remarks:
        st.html(sheets.said(remarks))
    st.html(sheets.foot(section.source, place, sample=sample))


def asked() -> bool:
    """Whether the sheets are wanted now: the address says so."""
    return _ASKED in st.query_params


def door(slides: int, label: str = "开始投屏") -> None:
    """The button that opens the sheets, and the keys, which are not written on the wall."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            label, type="primary", icon=":material/slideshow:", key="wall-start",
            disabled=not slides, on_click=_enter,
        )  # fmt: skip
        st.caption(KEYS)


def leave() -> None:
    """Back to the agenda."""
    st.query_params.pop(_ASKED, None)
    st.rerun()


def _enter() -> None:
    st.query_params[_ASKED] = "1"
