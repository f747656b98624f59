"""Taking back a wrong upload."""

import streamlit as st

from cityreport.report import submissions
from cityreport.settings import places
from cityreport.ui import blocks, cache, clock
from cityreport.ui.uploading import person

_SHOWN = 20


def undo_recent() -> None:
    """The last submissions, each of which can be withdrawn with a reason."""
    records = cache.newest(_SHOWN + 1)
    blocks.show(submissions.recent(records, _SHOWN, places().timezone))
    standing = {one.id: one for one in records[:_SHOWN] if one.withdrawn_at is None}
    if not standing:
        return
    with st.expander("撤回一次登记", icon=":material/undo:"):
        st.caption(
            "撤回后，这次登记的数据不再计入；它替换掉的旧报表重新生效。记录保留，原文件可以再次上传。"
        )
        # The newest is offered; no choice outlives a change, it would be the wrong one then.
        number = st.selectbox(
            "撤回哪一次", list(standing), key=f"undo-which-{records[0].id}-{len(standing)}",
            filter_mode="contains",
            format_func=lambda one: submissions.described(standing[one]) if one in standing else "",
        )  # fmt: skip
        reason = st.text_input(
            "撤回原因", key="undo-reason", placeholder="如：传错了月份", max_chars=200
        )
        by = person.ask("登记人", "undo-by")
        needed = (("撤回原因", reason.strip()), ("登记人", by))
        missing = "、".join(word for word, given in needed if not given)
        pressed = st.button(f"撤回 {number} 号登记", disabled=bool(missing), key="undo-commit")
        if missing:
            st.caption(f"请先填写{missing}。")
        if pressed and not missing and number is not None:
            cache.store().undo(number, by, reason.strip(), clock.now())
            st.session_state.pop("undo-reason", None)
            st.toast(f"已撤回 {number} 号登记。")
            st.rerun()
