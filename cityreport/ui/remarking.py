"""批注 on screen: shown under the figure they were written to, written and taken down in place."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.report import remarks
from cityreport.tables.remarks import (
    LONGEST_REMARK,
    AddRemark,
    DropRemark,
    Place,
    RemarkChange,
)
from cityreport.tables.section import Section
from cityreport.ui import cache, clock, selection
from cityreport.ui.markup import plain
from cityreport.ui.uploading import person


def remarked(section: Section) -> Section:
    """The section with the 批注 to it at the chosen month, on pages that have one."""
    place = _place(section)
    if place is None:
        return section
    month = place.month
    evaluation = cache.evaluation(month.year)
    return remarks.remarked(section, evaluation, month.number, place.unit_type, place.unit)


def can_be_remarked(section: Section) -> bool:
    """Whether the section is a figure with a source, on a page with a chosen month."""
    return bool(section.source) and _place(section) is not None


@st.dialog("批注")
def dialog(section: Section) -> None:
    """The 批注 to a figure, each with its button to take it down, and a box for one more."""
    place = _place(section)
    if place is None:
        return
    st.caption(
        f"{plain(_whose(place))}　批注会显示在这张图下面，也会带到投屏、PPT、Word 和表格里。"
    )
    found = remarks.remarks_at(cache.evaluation(place.month.year), place)
    if not cache.may("change_remarks"):
        for one in found:
            st.markdown(plain(one.sentence))
        return
    by = person.ask("批注人", f"remark-by-{section.key}")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(one.sentence))
            if st.button("撤下", key=f"remark-drop-{one.id}", disabled=not by):
                _change(DropRemark(one.id), by)
    text = st.text_area(
        "写一条批注", key=f"remark-text-{section.key}", max_chars=LONGEST_REMARK,
        placeholder="例如：本月因汛期停工两周，进度放慢。",
    ).strip()  # fmt: skip
    if st.button("保存批注", type="primary", key=f"remark-save-{section.key}"):
        if text and by:
            _change(AddRemark(place, text), by)
        else:
            st.warning(f"还差：{'批注内容' if by else '批注人'}。")


def _place(section: Section) -> Place | None:
    chosen = selection.current()
    if chosen is None:
        return None
    return remarks.place_of(section, chosen.month, chosen.unit_type or "", chosen.unit or "")


def _whose(place: Place) -> str:
    return " · ".join(one for one in (place.month.label, place.unit or place.unit_type) if one)


def _change(wanted: RemarkChange, by: str) -> None:
    try:
        cache.store().change_remarks(wanted, by, clock.now())
    except UserError as refused:
        st.error(plain(str(refused)))
        return
    st.rerun()
