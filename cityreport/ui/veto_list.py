"""负面清单 on screen: the words over a score, and the page where items are ticked."""

from datetime import date

import streamlit as st

from cityreport.errors import UserError
from cityreport.pipeline import CITY
from cityreport.report import vetoes
from cityreport.tables.vetoes import DropItem, Lift, NewItem, Tick, VetoChange, VetoList
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.frame import link
from cityreport.ui.uploading import person


def banner(year: int, *, unit_type: str | None = None, unit: str | None = None) -> None:
    """What is ticked, over the scores of the page; nothing where nothing is."""
    sentences = vetoes.ticked(cache.evaluation(year), unit_type=unit_type, unit=unit)
    for sentence in sentences:
        st.error(blocks.plain(sentence), icon=":material/block:")
    if sentences:
        link("vetoes", "查看负面清单")


def checklist() -> None:
    """The list, the record of ticks, and everything that can be done about them."""
    known = cache.store().vetoes()
    outcome.show("vetoes")
    blocks.show(vetoes.checklist(known))
    changeable = cache.may("change_vetoes")
    if changeable:
        _tick(known)
    blocks.show(vetoes.ticks(known, clock.now().tzinfo))
    if changeable and known.standing:
        _lift(known)
    if changeable:
        _edit(known)


def _tick(known: VetoList) -> None:
    units = [unit.name for unit in cache.roster().units]
    with (
        st.container(border=True),
        st.form("veto-tick", border=False, enter_to_submit=False, clear_on_submit=False),
    ):
        st.subheader("勾选一项", anchor=False)
        item = st.selectbox(
            "项目", known.items, index=None, placeholder="选择项目", key="veto-item"
        )
        with st.container(horizontal=True):
            where = st.selectbox(
                "范围", [CITY, *units], key="veto-unit", filter_mode="contains", width=260
            )
            on = st.date_input("发生日期", clock.today(), key="veto-on", width=170)
            by = person.ask("勾选人", "veto-by")
        note = st.text_input("说明", key="veto-note", max_chars=200).strip()
        sent = st.form_submit_button("勾选", type="primary", key="veto-save")
    if not sent:
        return
    lacking = [
        name for name, given in (("项目", item), ("说明", note), ("勾选人", by)) if not given
    ]
    if lacking or item is None or not isinstance(on, date):
        st.warning(f"还差：{'、'.join(lacking) or '发生日期'}。")
        return
    unit = None if where in (CITY, None) else where
    _change(Tick(item, unit, on, note), by, f"已勾选：{unit or CITY}，{item}。")


def _lift(known: VetoList) -> None:
    names = {tick.id: f"{tick.unit or CITY}：{tick.item}" for tick in known.standing}
    with st.expander("撤销一条勾选", icon=":material/undo:"):
        number = st.selectbox(
            "哪一条", list(names), format_func=lambda one: names.get(one, ""), key="veto-which"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            reason = st.text_input("撤销原因", key="veto-reason", max_chars=200, width=420).strip()
            by = person.ask("撤销人", "veto-lift-by")
            pressed = st.button("撤销勾选", disabled=not (by and reason), key="veto-lift")
        st.caption("撤销后不再写在得分上方，记录保留。请先写明原因和撤销人。")
    if pressed and number is not None:
        _change(Lift(int(number), reason), by, f"已撤销：{names[number]}。")


def _edit(known: VetoList) -> None:
    with st.expander("增加或删除本市的项目", icon=":material/edit:"):
        by = person.ask("修改人", "veto-edit-by")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            words = st.text_input("新项目", key="veto-new", max_chars=100, width=420).strip()
            added = st.button("增加项目", disabled=not (by and words), key="veto-add")
        dropped, old = False, None
        if known.own:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                old = st.selectbox("本市增加的项目", known.own, key="veto-old", width=420)
                dropped = st.button("删除项目", disabled=not by, key="veto-drop")
        st.caption("公开通知里的项目不能删除；已勾选的项目要先撤销勾选。请先填写修改人。")
    if added:
        _change(NewItem(words), by, f"已增加：{words}。")
    if dropped and old is not None:
        _change(DropItem(old), by, f"已删除：{old}。")


def _change(wanted: VetoChange, by: str, told: str) -> None:
    try:
        cache.store().change_vetoes(wanted, by, clock.now())
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce("vetoes", told)
