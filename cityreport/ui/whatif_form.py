"""测算 on screen: the assumptions live in the address, so that a link carries them."""

from math import isfinite

import streamlit as st

from cityreport.pipeline import CITY
from cityreport.report import whatif
from cityreport.ui import blocks, cache
from cityreport.ui.selection import Selection
from cityreport.whatif import Assumed

_PARAMETER = "assume"
_WHAT = {"v": "value", "t": "target"}
_LETTER = {word: letter for letter, word in _WHAT.items()}
_PARTS = 4
_MOST = 50
"""More assumptions nobody can oversee, and no address should carry."""


def assumed() -> tuple[Assumed, ...]:
    """The assumptions of the address; what cannot be read is told and left out."""
    written = st.query_params.get_all(_PARAMETER)[:_MOST]
    read = [_read(text) for text in written]
    wrong = sum(one is None for one in read)
    if wrong:
        st.warning(f"地址里有 {wrong} 条测算条件看不懂，没有算进去。")
    return tuple(one for one in read if one is not None)


def form(chosen: Selection, now: tuple[Assumed, ...]) -> None:
    """Add an assumption, take some away, or reset; the page runs anew with another address."""
    with st.container(border=True):
        st.subheader("设想一个数", anchor=False)
        _add(chosen, now)
        if now:
            _standing(chosen, now)


def _add(chosen: Selection, now: tuple[Assumed, ...]) -> None:
    evaluation, month = cache.evaluation(chosen.year), chosen.month.number
    units = [
        unit.name
        for unit in evaluation.roster.units
        if unit.active(chosen.month) and chosen.unit_type in (None, unit.unit_type)
    ]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        where = st.selectbox(
            "范围", [CITY, *units], key="whatif-unit", filter_mode="contains", width=260
        )
        unit = None if where in (CITY, None) else str(where)
        offered = cache.build(whatif.choices, chosen.year, month, unit)
        code = st.selectbox(
            "指标", list(offered), format_func=lambda key: offered.get(key, key),
            key="whatif-indicator", width=420,
        )  # fmt: skip
    if not offered:
        st.caption(f"{blocks.plain(unit or CITY)}本月没有可以测算的指标。")
        return
    st.caption(blocks.plain(cache.build(whatif.now, chosen.year, month, unit, str(code))))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        value = st.number_input(
            "当前值设为",
            min_value=0.0,
            value=None,
            placeholder="不改",
            key="whatif-value",
            width=200,
        )
        target = st.number_input(
            "全年目标设为",
            min_value=0.0,
            value=None,
            placeholder="不改",
            key="whatif-target",
            width=200,
        )
        pressed = st.button(
            "加入测算", type="primary", key="whatif-add", disabled=value is None and target is None
        )
    if unit is None:
        st.caption(
            "改全市的当前值时，各单位的值按同一比例变动；改全市的目标时，每家单位都用这个目标。"
        )
    if pressed:
        new = [("value", value), ("target", target)]
        added = [Assumed(unit, str(code), what, float(n)) for what, n in new if n is not None]  # type: ignore[arg-type]
        _keep((*now, *added))


def _standing(chosen: Selection, now: tuple[Assumed, ...]) -> None:
    evaluation = cache.evaluation(chosen.year)
    names = [whatif.label(evaluation, one) for one in now]
    kept = st.multiselect(
        "测算条件（点 × 去掉一条）", range(len(now)), default=range(len(now)),
        format_func=lambda at: names[at] if at < len(names) else "", key=f"whatif-kept-{hash(now)}",
    )  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="center"):
        reset = st.button("重置", icon=":material/restart_alt:", key="whatif-reset")
        st.caption("测算条件写在网址里：复制浏览器地址栏的网址发给别人，打开就是同一次测算。")
    if reset:
        _keep(())
    elif len(kept) < len(now):
        _keep(tuple(one for at, one in enumerate(now) if at in kept))


def _keep(wanted: tuple[Assumed, ...]) -> None:
    st.query_params[_PARAMETER] = [_written(one) for one in wanted[-_MOST:]]
    st.rerun()


def _written(one: Assumed) -> str:
    """An assumption as it stands in the address: v:A02:12.5:鸢堤社区, without a unit the city's."""
    return f"{_LETTER[one.what]}:{one.code}:{one.amount:.12g}:{one.unit or ''}"


def _read(text: str) -> Assumed | None:
    parts = text.split(":", _PARTS - 1)
    if len(parts) < _PARTS or parts[0] not in _WHAT:
        return None
    try:
        amount = float(parts[2])
    except ValueError:
        return None
    if not isfinite(amount):
        return None
    return Assumed(parts[3] or None, parts[1], _WHAT[parts[0]], amount)  # type: ignore[arg-type]
