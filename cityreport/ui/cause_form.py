"""差距原因 on screen: a small form to tag a gap, and one to take a tag back."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.pipeline import CITY
from cityreport.report import causes
from cityreport.tables.causes import CAUSE_HELP, CAUSES, CauseChange, GapCause, LiftCause, TagGap
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.selection import Selection
from cityreport.ui.uploading import person


def tagging(chosen: Selection, indicators: dict[str, str]) -> None:
    """The tags that stand, and the forms; ``indicators`` are those that cost points, by code."""
    outcome.show("causes")
    blocks.show(cache.build(causes.tagged, chosen.year, chosen.month.number, chosen.unit_type))
    if not cache.may("change_gap_causes"):
        return
    if indicators:
        _tag(chosen, indicators)
    standing = cache.evaluation(chosen.year).causes
    if standing:
        _lift(standing)


def _tag(chosen: Selection, indicators: dict[str, str]) -> None:
    units = [
        unit.name
        for unit in cache.evaluation(chosen.year).roster.units
        if unit.active(chosen.month) and chosen.unit_type in (None, unit.unit_type)
    ]
    with (
        st.expander("标注一处差距的原因", icon=":material/sell:"),
        st.form("cause-form", border=False, enter_to_submit=False),
    ):
        with st.container(horizontal=True):
            where = st.selectbox(
                "范围", [CITY, *units], key="cause-unit", filter_mode="contains", width=260
            )
            code = st.selectbox(
                "指标", list(indicators), format_func=lambda key: indicators.get(key, key),
                key="cause-indicator", width=420,
            )  # fmt: skip
        cause = st.pills("原因", CAUSES, key="cause-cause", help=_meanings())
        note = st.text_input("说明（可不填）", key="cause-note", max_chars=100).strip()
        by = person.ask("标注人", "cause-by")
        sent = st.form_submit_button("标注原因", type="primary", key="cause-save")
    if not sent:
        return
    lacking = [name for name, given in (("原因", cause), ("标注人", by)) if not given]
    if lacking or cause is None or code is None:
        st.warning(f"还差：{'、'.join(lacking) or '指标'}。")
        return
    unit = None if where in (CITY, None) else str(where)
    told = f"已标注：{unit or CITY}，{indicators[code]}，{cause}。"
    _change(TagGap(unit, code, cause, note), by, told)


def _lift(standing: tuple[GapCause, ...]) -> None:
    names = {one.id: f"{one.unit or CITY} {one.indicator} {one.cause}" for one in standing}
    with st.expander("撤下一个原因", icon=":material/undo:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            number = st.selectbox(
                "哪一个", list(names), format_func=lambda one: names.get(one, ""),
                key="cause-which", width=420,
            )  # fmt: skip
            by = person.ask("撤下人", "cause-lift-by")
            pressed = st.button("撤下原因", disabled=not by, key="cause-lift")
        st.caption("撤下后不再显示在差距清单上，记录保留。请先填写撤下人。")
    if pressed and number is not None:
        _change(LiftCause(int(number)), by, f"已撤下：{names[number]}。")


def _change(wanted: CauseChange, by: str, told: str) -> None:
    try:
        cache.store().change_gap_causes(wanted, by, clock.now())
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce("causes", told)


def _meanings() -> str:
    return "；".join(f"{cause}：{meaning}" for cause, meaning in CAUSE_HELP.items()) + "。"
