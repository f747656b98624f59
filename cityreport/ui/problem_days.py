"""截至日期 of the 整改台账: the day it is looked at, and the day it is compared with."""

from datetime import date, timedelta
from functools import lru_cache, partial

import streamlit as st

from cityreport.period import Month
from cityreport.report import picked, problems
from cityreport.report.problems import Problem
from cityreport.report.sums import scope_of, unit_names
from cityreport.ui import blocks, cache, clock, registers
from cityreport.ui.selection import Selection

_WEEK, _MEETING, _OWN = "上周", "上次会议", "指定日期"


def show(chosen: Selection) -> None:
    """The register's blocks for the selection, at the days chosen here."""
    found = lru_cache(maxsize=1)(partial(_problems, chosen))
    if not registers.build_of(found, _kept, chosen):
        blocks.show(problems.moved((), clock.today(), clock.today(), _WEEK))
        return
    day, before, since = _days(chosen.month)
    about = picked.scope(chosen.year, chosen.month.number, chosen.unit_type, chosen.unit)
    own = cache.office_settings().relapse_days
    blocks.show(registers.build_of(found, problems.moved, chosen, day, before, since, about))
    blocks.show(registers.build_of(found, problems.ages, chosen, day, about))
    blocks.show(registers.build_of(found, problems.relapses, chosen, day, own, about))


def _kept(found: tuple[Problem, ...]) -> bool:
    """Whether the register is kept at all."""
    return bool(found)


def _problems(chosen: Selection) -> tuple[Problem, ...]:
    evaluation = cache.evaluation(chosen.year)
    scope = scope_of(evaluation, chosen.month.number, chosen.unit_type, chosen.unit)
    every = cache.made_of_kind(problems.problems_of, problems.KIND, chosen.month, problems.COLUMNS)
    return problems.within(every, unit_names(evaluation, scope))


def _days(month: Month) -> tuple[date, date, str]:
    """The day, the earlier day and what it is called."""
    end = month.last_day
    last = min(end, clock.today())
    meeting = _last_meeting(last)
    offered = [_WEEK, *([_MEETING] if meeting else []), _OWN]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            "台账截至日期", last, max_value=end, key=f"problems-day-{month}", width=170
        )
        day = day if isinstance(day, date) else last
        since = st.segmented_control(
            "与何时相比", offered, default=offered[0], required=True, key="problems-since"
        )
        if since == _OWN:
            own = st.date_input(
                "比较日期",
                day - timedelta(7),
                max_value=day,
                key=f"problems-before-{day}",
                width=170,
            )
            return day, own if isinstance(own, date) else day - timedelta(7), "指定日期"
    if since == _MEETING and meeting:
        return day, meeting, _MEETING
    return day, day - timedelta(7), _WEEK


def _last_meeting(day: date) -> date | None:
    """The day of the last kept meeting before a day, None when none was kept."""
    held = [one.held for one in cache.store().kept_meetings()]
    return max((one for one in held if one < day), default=None)
