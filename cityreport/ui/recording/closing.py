"""锁定: a month whose figures are final is closed, and opened again by 管理."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.report import records
from cityreport.settings import places
from cityreport.ui import blocks, cache
from cityreport.ui.uploading import person


def closed_months() -> None:
    """The closed months, and the buttons that close and open one."""
    closed = cache.store().locked_months()
    blocks.show(records.locks(closed, places().timezone))
    months = sorted({*cache.months(), *(one.month for one in closed)}, reverse=True)
    if not months or not cache.may("lock"):
        return
    with st.expander("锁定或解除锁定一个月", icon=":material/lock:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            month = st.selectbox(
                "月份", months, format_func=lambda one: one.label, key="lock-month", width=150
            )
            by = person.ask("操作人", "lock-by")
        if month is not None:
            _ask(month, by, closed=month in {one.month for one in closed})


def _ask(month: Month, by: str, *, closed: bool) -> None:
    verb = "解除锁定" if closed else "锁定"
    st.caption(
        f"解除后，{month.label}的报表又可以登记、替换和撤回，各页数字会随之变动。由管理人员决定。"
        if closed
        else f"锁定后，{month.label}的报表不能再登记、替换或撤回，直到管理人员解除锁定。"
    )
    if not by:
        st.caption("请先填写操作人。")
    if st.button(f"{verb}{month.label}", disabled=not by, key="lock-commit"):
        _change(month, by, closed=closed)


def _change(month: Month, by: str, *, closed: bool) -> None:
    store = cache.store()
    try:
        (store.unlock if closed else store.lock)(month, by)
    except UserError as refused:  # somebody else was quicker
        st.error(blocks.plain(str(refused)))
        return
    st.toast(f"{month.label}已{'解除锁定' if closed else '锁定'}。")
    st.rerun()
