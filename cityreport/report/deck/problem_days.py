"""The 整改台账 at a meeting: what moved since the last one, how old open problems are, relapses."""

from collections.abc import Callable, Sequence
from datetime import date

from cityreport.period import Month
from cityreport.report import picked, problems
from cityreport.report.deck.entry import Build
from cityreport.report.deck.meeting import Meeting
from cityreport.report.problems import KIND, Problem
from cityreport.report.sums import scope_of, unit_names
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.figure import Figure
from cityreport.tables.section import Section
from cityreport.tables.stored import Line

LAST_MONTH, LAST_MEETING = "上月末", "上次会议"


def moved(meeting: Meeting, item: AgendaItem) -> Section:
    """新增, 已整改 and 逾期 against the last meeting, the end of the month before without one."""
    day = day_of(meeting)
    before = meeting.since or Month(meeting.evaluation.year, meeting.month).shift(-1).last_day
    return problems.moved(
        problems.within(problems.days_of(meeting.days()), _units(meeting, item)), day,
        min(before, day),
        LAST_MEETING if meeting.since else LAST_MONTH, _about(meeting, item),
    )  # fmt: skip


def on_the_day(builder: Callable[[tuple[Problem, ...], date, Figure], Section]) -> Build:
    """A builder that takes the cases and the day they are looked at."""
    return lambda meeting, item: builder(
        _cases(_register(meeting), meeting, item), day_of(meeting), _about(meeting, item)
    )


def relapses(meeting: Meeting, item: AgendaItem) -> Section:
    """整改后30/60/90天反弹率 by 点位类型."""
    own = meeting.evaluation.settings.relapse_days
    found = _cases(_register(meeting), meeting, item)
    return problems.relapses(found, day_of(meeting), own, _about(meeting, item))


def day_of(meeting: Meeting) -> date:
    """The last day of the month shown, today where it is not over."""
    return min(Month(meeting.evaluation.year, meeting.month).last_day, meeting.today)


def _about(meeting: Meeting, item: AgendaItem) -> Figure:
    return picked.scope(
        meeting.evaluation.year, meeting.month, item.unit_type or None, item.unit or None
    )


def _register(meeting: Meeting) -> Sequence[Line]:
    return meeting.rows.get(KIND, ())


def _cases(rows: Sequence[Line], meeting: Meeting, item: AgendaItem) -> tuple[Problem, ...]:
    return problems.within(problems.problems_of(rows), _units(meeting, item))


def _units(meeting: Meeting, item: AgendaItem) -> frozenset[str]:
    evaluation = meeting.evaluation
    scope = scope_of(evaluation, meeting.month, item.unit_type or None, item.unit or None)
    return unit_names(evaluation, scope)
