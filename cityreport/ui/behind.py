"""计算说明 and 查看出处: the quiet buttons of a figure block, and what they open."""

from collections.abc import Sequence
from functools import partial
from pathlib import PurePath

import streamlit as st

from cityreport.report import provenance
from cityreport.report.provenance import SourceFile
from cityreport.tables.figure import Figure
from cityreport.tables.filenames import saved_name
from cityreport.tables.section import Section
from cityreport.ui import cache, drill, grid, registry
from cityreport.ui.markup import plain

_SHOWN_FILES = 12
_PROSE = (".docx", ".txt", ".doc", ".wps")
"""Files whose cells are words of a text; of a docx of tables no words are marked there."""


@st.dialog("计算说明", width="large")
def working_dialog(section: Section) -> None:
    """How a figure of the section comes about, step by step."""
    figure = _which(section)
    working = provenance.working(cache.evaluation(figure.year), figure, cache.store())
    _head(working, figure)
    if working.table is not None and not working.empty:
        grid.show(working.table, key="working")
    for note in working.notes:
        st.caption(plain(note))
    _whole_page(figure)


@st.dialog("查看出处", width="large")
def sources_dialog(section: Section) -> None:
    """The cells a figure of the section is added up from, and their sum beside it."""
    figure = _which(section)
    evaluation = cache.evaluation(figure.year)
    st.subheader(plain(provenance.title(evaluation, figure, cache.store())), anchor=False)
    code(figure)
    found = cache.evidence(figure)
    if not found:
        st.caption(provenance.why_no_cells(figure))
    for one in provenance.cell_sections(evaluation, figure, found):
        st.markdown(f"**{plain(one.title)}**")
        if one.table is not None and not one.empty:
            grid.show(one.table, key=one.key)
        else:
            st.caption(plain(one.empty))
    files(provenance.files_of(found), "dialog")
    _whole_page(figure)


@st.dialog("打开")
def opening_dialog(section: Section) -> None:
    """A link for each row of a list that leads on: what a click on the row does, by keyboard."""
    _next_level(_which(section))


def files(found: Sequence[SourceFile], key: str) -> None:
    """The original workbooks to download, and the way to their entries in 上传记录."""
    if not found:
        return
    st.caption(f"原文件 {len(found)} 个。单元格就在这些文件里，登记编号可在“上传记录”里查。")
    with st.container(horizontal=True, gap="small"):
        for one in found[:_SHOWN_FILES]:
            st.download_button(
                plain(f"{one.submission} 号 · {one.file}"), key=f"file-{key}-{one.submission}",
                data=partial(_content, one.submission),
                file_name=saved_name(one.file), mime="application/octet-stream", on_click="ignore",
                icon=":material/download:", type="tertiary",
            )  # fmt: skip
    if len(found) > _SHOWN_FILES:
        st.caption(f"这里列出单元格最多的 {_SHOWN_FILES} 个，其余按登记编号在“上传记录”里下载。")
    prose = [one for one in found if PurePath(one.file).suffix.lower() in _PROSE]
    for one in prose[:_SHOWN_FILES]:
        st.page_link(
            str(registry.page("narrative").file), label=f"看原句 · {one.submission} 号",
            icon=":material/article:", query_params={"submission": str(one.submission)},
        )  # fmt: skip
    st.page_link(
        str(registry.page("history").file), label="上传记录", icon=":material/history:",
        query_params={"submission": str(found[0].submission)},
    )  # fmt: skip


def _content(submission: int) -> bytes:
    return cache.store().file_content(submission)[1]


def leads_elsewhere(section: Section) -> bool:
    """Whether the rows of a list lead to other pages than the one in view."""
    return section.leads_only and any(
        drill.behind(figure, drill.in_view())[0] != drill.in_view()
        for figure in section.each_figure()
    )


def _which(section: Section) -> Figure:
    """The figure meant: the only one, or the one chosen among those of the block."""
    figures = section.figures
    if len(figures) == 1:
        return figures[0]
    evaluation = cache.evaluation(figures[0].year)
    names = {place: provenance.name(evaluation, one) for place, one in enumerate(figures)}
    place = st.selectbox(
        "看哪个数", list(names), format_func=lambda number: names.get(number, ""),
        key=f"which-{section.key}", filter_mode="contains",
    )  # fmt: skip
    return figures[int(place or 0)]


def _head(section: Section, figure: Figure) -> None:
    st.subheader(plain(section.title), anchor=False)
    st.caption(plain(section.lead))
    code(figure)
    if section.empty:
        st.info(plain(section.empty))


def code(figure: Figure) -> None:
    """The 出处码 of a figure, to copy."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            "出处码", width="content", help="在“进度与差距 → 查看出处”输入，随时找回这个数。"
        )
        st.code(
            provenance.code_of(figure, cache.evaluation(figure.year)),
            language=None,
            width="content",
        )


def _whole_page(figure: Figure) -> None:
    page, query = drill.cells(figure)
    with st.container(horizontal=True, gap="medium"):
        st.page_link(
            str(registry.page(page).file), label="整页查看", icon=":material/open_in_full:",
            query_params=query, width="content",
        )  # fmt: skip
        if drill.behind(figure, drill.in_view())[0] != page:
            _next_level(figure)


def _next_level(figure: Figure) -> None:
    """The link that a click on the figure's mark or row stands for."""
    page, query = drill.behind(figure, drill.in_view())
    entry = registry.page(page)
    st.page_link(
        str(entry.file), label=plain(f"打开{entry.title}：{figure.unit or figure.indicator or '全市'}"),
        icon=":material/arrow_forward:", query_params=query, width="content",
    )  # fmt: skip
