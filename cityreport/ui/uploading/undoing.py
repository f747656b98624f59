"""Taking back a wrong upload."""

import streamlit as st

from cityreport.errors import UserError
from cityreport.report import submissions
from cityreport.settings import places
from cityreport.tables.stored import SubmissionRecord
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.uploading import person

_SHOWN = 20
_PLACE = "undo"


def undo_recent() -> None:
    """The last submissions, each of which can be withdrawn with a reason."""
    records = cache.newest(_SHOWN + 1)
    blocks.show(submissions.recent(records, _SHOWN, places().timezone))
    outcome.show(_PLACE)  # beside the button that was pressed: the list is as high as a screen
    standing = {one.id: one for one in records[:_SHOWN] if one.withdrawn_at is None}
    if not standing:
        return
    with st.expander("撤回一次登记", icon=":material/undo:"):
        # The newest is offered; no choice outlives a change, it would be the wrong one then.
        number = st.selectbox(
            "撤回哪一次", list(standing), key=f"undo-which-{records[0].id}-{len(standing)}",
            filter_mode="contains",
            format_func=lambda one: submissions.described(standing[one]) if one in standing else "",
        )  # fmt: skip
        if number is not None:
            withdrawal(standing[number], _PLACE)


def withdrawal(record: SubmissionRecord, place: str) -> None:
    """The form that takes one submission back with a reason, announced at ``place``."""
    st.caption(
        f"撤回后，{blocks.plain(submissions.described(record))} 的数据不再计入；"
        "它替换掉的旧报表重新生效。记录保留，原文件可以再次上传。"
    )
    reason = st.text_input(
        "撤回原因", key=f"{place}-reason-{record.id}", placeholder="如：传错了月份", max_chars=200
    ).strip()
    by = person.ask("登记人", f"{place}-by")
    missing = "、".join(word for word, given in (("撤回原因", reason), ("登记人", by)) if not given)
    pressed = st.button(f"撤回 {record.id} 号登记", disabled=bool(missing), key=f"{place}-commit")
    if missing:
        st.caption(f"请先填写{missing}。")
    elif pressed:
        _undo(record.id, by, reason, place)


def _undo(number: int, by: str, reason: str, place: str) -> None:
    try:
        cache.store().undo(number, by, reason, clock.now())
    except UserError as refused:  # a locked month, or somebody else was quicker
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce(place, f"已撤回 {number} 号登记。")
