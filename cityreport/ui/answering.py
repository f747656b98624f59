"""Answering a doubt: what it is, why, who follows it up until when, and who says so."""

from datetime import timedelta

import streamlit as st

from cityreport.doubts import SUMMARY, Doubt
from cityreport.report import doubts
from cityreport.tables.answers import VERDICTS, DoubtAnswer, Verdict
from cityreport.ui import blocks, cache, clock
from cityreport.ui.frame import link
from cityreport.ui.selection import Selection, query
from cityreport.ui.uploading import person

_SOON = timedelta(days=7)
_MEANING: dict[Verdict, str] = {
    "属实": "属实：数字没有错，写明原因",
    "已更正": "已更正：单位已改，正在重报",
    "汇总数": "汇总数：是下属单位的合计，不计入",
    "待跟进": "待跟进：要再问，写明由谁跟进",
}


def open_count(chosen: Selection) -> None:
    """待核实数据 n 处 as a link to their page; nothing where none is open."""
    at = (chosen.month.number, chosen.unit_type)
    line = doubts.count_line(cache.evaluation(chosen.year), cache.doubts(chosen.year), *at)
    if line:
        link("doubts", line, **query(month=chosen.month, unit_type=chosen.unit_type))


def ask(doubt: Doubt, year: int) -> None:
    """The evidence of one doubt with its question, and the form to answer it."""
    rows = cache.rows_of_report(doubt.kind, doubt.unit, doubt.month)
    blocks.show(doubts.evidence(cache.doubts(year), doubt, rows))
    if not cache.may("answer_doubts"):
        return
    key = doubts.form_key(doubt)
    # The form is only sent once asked for: a dozen of them are half of what the page is made of.
    form = st.popover("核实", icon=":material/rule:", key=f"popover-{key}", on_change="rerun")
    if not form.open:
        return
    with form:
        given = _form(doubt, key)
    if given is not None:
        cache.store().answer_doubts([given], given.by, given.at)
        st.toast(
            blocks.plain(
                f"已记下：{doubt.unit}{doubt.month.number}月{doubt.kind}，{given.verdict}。"
            )
        )
        st.rerun()


def _form(doubt: Doubt, key: str) -> DoubtAnswer | None:
    """What was answered, None until the form is sent with all it needs."""
    offered = [one for one in VERDICTS if one != "汇总数" or doubt.code == SUMMARY]
    with st.form(f"form-{key}", border=False, enter_to_submit=False):
        st.caption(blocks.plain(doubt.text))
        verdict = st.radio(
            "核实结果", offered, index=None, format_func=lambda one: _MEANING[one],
            key=f"verdict-{key}",
        )  # fmt: skip
        reason = st.text_input("原因", key=f"reason-{key}", max_chars=200).strip()
        with st.container(horizontal=True):
            owner = st.text_input("责任人", key=f"owner-{key}", max_chars=30, width=150).strip()
            until = st.date_input(
                "跟进日期", clock.today() + _SOON, key=f"until-{key}", width=170, format="YYYY-MM-DD",
                help="选“待跟进”时才记下。",
            )  # fmt: skip
            by = person.ask("核实人", f"by-{key}")
        sent = st.form_submit_button("保存核实结果", type="primary", key=f"save-{key}")
    if not sent:
        return None
    lacking = _lacking(verdict, reason, owner, by)
    if lacking or verdict is None:
        st.warning(f"还差：{'、'.join(lacking)}。")
        return None
    return DoubtAnswer(
        key=doubt.key,
        verdict=verdict,
        digest=doubt.digest,
        owner=owner,
        reason=reason,
        follow_up=until if verdict == "待跟进" else None,
        by=by,
        at=clock.now(),
    )


def _lacking(verdict: Verdict | None, reason: str, owner: str, by: str) -> list[str]:
    needed = (
        ("核实结果", verdict),
        ("原因", reason or verdict != "属实"),
        ("责任人", owner or verdict != "待跟进"),
        ("核实人", by),
    )
    return [name for name, given in needed if not given]
