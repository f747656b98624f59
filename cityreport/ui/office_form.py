"""本市设置: one form for everything an office decides, and the confirmation of its 分值."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

import streamlit as st

from cityreport import pipeline
from cityreport.errors import UserError
from cityreport.report import office, terms
from cityreport.report.office import CUT_NAMES, EXPLAINED
from cityreport.settings import OfficeSettings
from cityreport.ui import blocks, cache, outcome
from cityreport.ui.uploading import person

T = TypeVar("T")
_EARLIEST, _LATEST = date(2000, 1, 1), date(2100, 12, 31)


def settings_form() -> None:
    """The settings in force, to be changed; refused in words when they make no sense."""
    now = cache.office_settings()
    with st.form("office-form", enter_to_submit=False):
        st.subheader("日常设置", anchor=False)
        st.caption("保存后各页立即按新的设置重新计算；已登记的月报不受影响。")
        left, right = st.columns(2, gap="large")
        with left:
            name = _asked(
                "office_name",
                lambda label: st.text_input(
                    label, now.office_name, max_chars=pipeline.NAME_LENGTH, key="office-name"
                ),
            )
            day = _asked(
                "assessment_date",
                lambda label: st.date_input(
                    label,
                    _day(now.assessment_date),
                    min_value=_EARLIEST,
                    max_value=_LATEST,
                    key="office-day",
                ),
            )
            due = _asked(
                "due_day",
                lambda label: st.number_input(label, value=now.due_day, step=1, key="office-due"),
            )
            start = _asked(
                "start_month",
                lambda label: st.text_input(
                    label, now.start_month, placeholder="如 2024-01", key="office-start"
                ),
            )
        with right:
            line = _asked(
                "completeness_line",
                lambda label: st.number_input(
                    label,
                    value=_percent(now.completeness_line),
                    step=1.0,
                    format="%g",
                    key="office-line",
                ),
            )
            cuts = _cuts(now)
            relapse = _asked(
                "relapse_days",
                lambda label: st.number_input(
                    label, value=now.relapse_days, step=1, key="office-relapse"
                ),
            )
        by = person.ask("修改人", "office-by")
        sent = st.form_submit_button("保存设置", type="primary", key="office-save")
    if sent:
        _save(replace(
            now, office_name=name.strip(), due_day=int(due), completeness_line=line / 100,
            assessment_date=day.isoformat() if isinstance(day, date) else "",
            status_cuts=cuts, relapse_days=int(relapse), start_month=_month(start),
        ), by)  # fmt: skip
    outcome.show("office")


def confirmation() -> None:
    """Whether the 分值 are the city's own, and the button that says so or takes it back."""
    now = cache.office_settings()
    title, lines = office.confirmation(cache.framework(), now)
    with st.container(border=True):
        st.subheader(title, anchor=False, help=terms.explained(title) or None)
        for line in lines:
            st.caption(blocks.plain(line))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            by = person.ask("确认人", "confirm-by")
            verb = "撤回确认" if now.points_confirmed else "本市分值已确认"
            pressed = st.button(verb, disabled=not by, key="confirm-points")
        if not by:
            st.caption("请先填写确认人。")
    if pressed:
        pipeline.confirm_points(cache.store(), by, confirmed=not now.points_confirmed)
        st.rerun()


def _asked(name: str, draw: Callable[[str], T]) -> T:
    label, sentence = EXPLAINED[name]
    given = draw(label)
    st.caption(sentence)
    return given


def _cuts(now: OfficeSettings) -> tuple[float, float, float]:
    label, sentence = EXPLAINED["status_cuts"]
    given = []
    for place, column in enumerate(st.columns(len(CUT_NAMES))):
        with column:
            given.append(
                st.number_input(
                    f"{CUT_NAMES[place]}不低于（%）", value=_percent(now.status_cuts[place]), step=1.0,
                    format="%g", key=f"office-cut-{place}",
                ) / 100
            )  # fmt: skip
    st.caption(f"{label}：{sentence}")
    first, second, third = given
    return first, second, third


def _save(wanted: OfficeSettings, by: str) -> None:
    if not by:
        st.warning("还差：修改人。")
        return
    now = cache.office_settings()
    if wanted == now:
        st.info("各项都和原来一样，没有需要保存的改动。")
        return
    try:
        pipeline.save_settings(cache.store(), wanted, by, office.changes(now, wanted))
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce("office", "已保存，各页已按新的设置计算。")


def _percent(share: float) -> float:
    """The share in percent, without the tail that 0.57 × 100 has."""
    return round(share * 100, 6)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _month(text: str) -> str:
    """What was typed as a month, 2024年1月 as 2024-1."""
    return text.strip().replace("年", "-").removesuffix("月")
