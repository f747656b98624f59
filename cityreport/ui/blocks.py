"""The blocks a page is made of: sections, headline figures, tables of criteria and findings."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cityreport import charts
from cityreport.report import terms
from cityreport.tables.section import Column, Headline, Section, Table
from cityreport.tables.workbook import Finding
from cityreport.ui import behind, cache, drill, grid, remarking
from cityreport.ui.markup import plain as plain

_SEVERITIES = {"error": "◆ 错误", "warning": "▲ 警告", "info": "○ 提示"}
_ROWED, _MOST_GROWN = ("bullet", "dot", "heat", "tiles", "funnel"), 1.35
"""Kinds of figures that are made of rows, and how much higher than needed they may become."""
_FINDING_COLUMNS = ("程度", "文件", "工作表", "单元格", "原内容", "问题", "怎么办")


def show(section: Section, *, height: int | None = None) -> None:
    """One figure block: claim, grey line, badges, figure or table, and what stands behind it.

    Marks and rows that are figures lead one level down when clicked. ``height`` is the figure's in
    pixels where it shall differ from what its rows need.
    """
    with st.container(border=True, height="stretch", gap="small"):
        _head(section)
        if section.empty:
            st.info(plain(section.empty), icon=":material/info:")
            return
        _body(section, height)
        for note in remarking.remarked(section).notes:
            st.caption(plain(note))
        _foot(section)


def side_by_side(*sections: Section) -> None:
    """Supporting blocks beside each other, their figures equally high."""
    heights = [_drawn_height(section) for section in sections]
    columns = st.columns(len(sections))
    for column, section, own in zip(columns, sections, heights, strict=True):
        with column:
            show(section, height=_grown(section, own, max(heights)))


def heading(section: Section) -> None:
    """A section's title and badges alone, over the blocks that follow."""
    _head(Section(section.key, section.title, badges=section.badges))


def show_tree(section: Section) -> None:
    """A section whose table is folded by its first column."""
    with st.container(border=True, gap="small"):
        _head(section)
        if section.table is None or section.empty:
            st.info(plain(section.empty), icon=":material/info:")
            return
        tree_table(section.table, key=section.key)
        _foot(section)


def metrics(headlines: Iterable[Headline]) -> None:
    """The headline figures in one row: what it is, the figure, what it compares to."""
    shown = list(headlines)
    with st.container(key="headlines"):
        for place, column in enumerate(st.columns(len(shown))):
            headline = shown[place]
            with column, st.container(border=True, height="stretch", gap=None):
                _label(headline, place)
                st.markdown(f"### {plain(headline.text)}")
                if headline.note:
                    st.caption(plain(headline.note))


def _label(headline: Headline, place: int) -> None:
    """What a headline figure is; pressed, it leads to where the figure comes from."""
    if headline.figure is None:
        st.caption(plain(headline.label), help=terms.help_of(headline) or None)
        return
    st.button(
        plain(headline.label), type="tertiary", help=terms.help_of(headline) or None,
        key=f"headline-{place}", **drill.on_headline(headline.figure),
    )  # fmt: skip


def tree_table(table: Table, *, key: str, opened: int = 1) -> None:
    """A table grouped by its first column, one fold a group, the first ones open."""
    groups: dict[str, list[int]] = {}
    for place, row in enumerate(table.rows):
        groups.setdefault(str(row[0]), []).append(place)
    for number, (name, places) in enumerate(groups.items()):
        with st.expander(f"{plain(name)}（{len(places)} 项）", expanded=number < opened):
            rows = tuple(table.rows[place][1:] for place in places)
            figures = tuple(table.figures[place] for place in places) if table.figures else ()
            own = Table(table.columns[1:], rows, figures)
            grid.show(own, key=f"{key}-{number}", leading=True)


def findings_table(findings: Sequence[tuple[str, Finding]], *, key: str) -> None:
    """Findings with the file each belongs to, the blocking ones first, in words."""
    order = list(_SEVERITIES)
    ranked = sorted(findings, key=lambda pair: order.index(pair[1].severity))
    rows = tuple(
        (
            _SEVERITIES[finding.severity],
            file,
            finding.sheet or "",
            finding.cell or "",
            finding.value or "",
            finding.message,
            finding.suggestion,
        )
        for file, finding in ranked
    )
    grid.show(Table(tuple(map(Column, _FINDING_COLUMNS)), rows, wrapped=True), key=key)


def _head(section: Section) -> None:
    if not section.badges:
        _title(section)
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            _title(section)
            for badge in section.badges:
                st.badge(plain(badge), color="orange")
    if section.lead:
        st.caption(plain(section.lead))


def _title(section: Section) -> None:
    st.subheader(
        plain(section.title), anchor=False, width="content", help=terms.help_for(section) or None
    )


def _drawn_height(section: Section) -> int:
    """The pixels the section's own figure is high, 0 without one."""
    if section.chart is None or section.empty:
        return 0
    return int(cache.figure(section.key, section.chart).layout.height or 0)


def _grown(section: Section, own: int, tallest: int) -> int | None:
    """The height of a figure beside a taller one; rows are not blown up to slabs."""
    if not own or section.chart is None:
        return None
    rows = section.chart.horizontal or section.chart.kind in _ROWED
    return min(tallest, round(own * _MOST_GROWN)) if rows else tallest


def _body(section: Section, height: int | None = None) -> None:
    if section.chart is None:
        if section.table is not None:
            grid.show(section.table, key=f"table-{section.key}", leading=True)
        return
    st.plotly_chart(
        cache.figure(section.key, section.chart),
        theme=None,
        height=height or "content",
        config=charts.config(),
        alt=section.title,
        **drill.on_chart(section.key, section.chart),
    )


def _foot(section: Section) -> None:
    """The source line and the quiet buttons; what they open is only sent once asked for."""
    with _row(f"foot-{section.key}"):
        if section.source:
            st.caption(plain(section.source), width="stretch")
        with _row(f"quiet-{section.key}", width="content"):
            _quiet_buttons(section)


def _row(key: str, width: Literal["stretch", "content"] = "stretch") -> DeltaGenerator:
    return st.container(
        key=key, horizontal=True, vertical_alignment="center", gap="small", width=width
    )


def _quiet_buttons(section: Section) -> None:
    if section.chart is not None and section.table is not None:
        _quiet_button("表", "table_view", section, _table_dialog)
    if not section.leads_only and any(section.each_figure()):
        _quiet_button("计算说明", "calculate", section, behind.working_dialog)
        _quiet_button("查看出处", "search", section, behind.sources_dialog)
    if behind.leads_elsewhere(section):
        _quiet_button("打开", "open_in_new", section, behind.opening_dialog)
    if section.chart is not None:
        _quiet_button("图片", "image", section, _picture_dialog)
    if remarking.can_be_remarked(section):
        _quiet_button("批注", "comment", section, remarking.dialog)


def _quiet_button(
    label: str, icon: str, section: Section, opens: Callable[[Section], None]
) -> None:
    pressed = st.button(
        label, type="tertiary", icon=f":material/{icon}:", key=f"{icon}-{section.key}"
    )
    if pressed:
        opens(section)


@st.dialog("表", width="large")
def _table_dialog(section: Section) -> None:
    drill.follow()
    st.subheader(plain(section.title), anchor=False)
    if section.table is not None:
        grid.show(section.table, key=f"table-{section.key}", leading=True)
    if section.source:
        st.caption(plain(section.source))


@st.dialog("图片", width="large")
def _picture_dialog(section: Section) -> None:
    st.caption("图片带标题、日期和来源。点右上角的相机保存，宽 2560 像素。")
    figure = cache.picture_of(section)
    st.plotly_chart(
        figure,
        key=f"picture-{section.key}",
        theme=None,
        config=charts.config(
            download=True, file_name=section.title, height=int(figure.layout.height)
        ),
        alt=section.title,
    )
