"""One thing that can be on an agenda, and how the builders of ``report`` are called for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report.deck.meeting import Meeting
from cityreport.report.materials import Rows
from cityreport.tables.agenda import AgendaItem
from cityreport.tables.section import Headline, Section

Choice = Literal["unit_type", "unit", "view", "choice"]
"""What of an agenda item acts on a section; ``choice`` is a 测评项目 or an indicator."""
Build = Callable[[Meeting, AgendaItem], Section]
Figures = Callable[[Meeting, AgendaItem], tuple[Headline, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be shown: how the chooser calls it, what acts on it, what makes it.

    Of ``takes`` those in ``needs`` must be chosen. ``columns`` are the beginnings of the titles
    of the table columns that fit a slide (none: the first ones); ``ends`` shows the first and
    the last of too many rows, not the first only; ``as_table`` shows the table although there
    is a chart.
    """

    key: str
    title: str
    group: str
    build: Build
    takes: tuple[Choice, ...] = ("unit_type",)
    needs: tuple[Choice, ...] = ()
    columns: tuple[str, ...] = ()
    ends: bool = False
    as_table: bool = False
    figures: Figures | None = None


def of_selection(builder: Callable[[Evaluation, int, str | None], Section]) -> Build:
    """A builder that takes a unit type."""
    return lambda meeting, item: builder(*_at(meeting, item))


def viewed(builder: Callable[[Evaluation, int, str | None, View], Section]) -> Build:
    """A builder that takes a unit type and a view."""
    return lambda meeting, item: builder(*_at(meeting, item), item.view)


def dated(builder: Callable[[Evaluation, int, str | None, date], Section]) -> Build:
    """A builder that takes a unit type and the present day."""
    return lambda meeting, item: builder(*_at(meeting, item), meeting.today)


def chosen(builder: Callable[[Evaluation, int, str | None, str], Section]) -> Build:
    """A builder that takes a unit type and a 测评项目 or indicator."""
    return lambda meeting, item: builder(*_at(meeting, item), item.choice)


def topic(builder: Callable[[Evaluation, int, str | None, str | None], Section]) -> Build:
    """A builder that takes a unit type and a unit."""
    return lambda meeting, item: builder(*_at(meeting, item), item.unit or None)


def register(builder: Callable[[Evaluation, Rows, int, str | None, str | None], Section]) -> Build:
    """A builder that takes the registers' rows, a unit type and a unit."""
    return lambda meeting, item: builder(
        meeting.evaluation, meeting.rows, meeting.month, item.unit_type or None, item.unit or None
    )


def of_type(builder: Callable[[Evaluation, int, str], Section]) -> Build:
    """A builder that must have a unit type."""
    return lambda meeting, item: builder(meeting.evaluation, meeting.month, item.unit_type)


def of_type_viewed(builder: Callable[[Evaluation, int, str, View], Section]) -> Build:
    """A builder that must have a unit type and takes a view."""
    return lambda meeting, item: builder(
        meeting.evaluation, meeting.month, item.unit_type, item.view
    )


def of_unit(builder: Callable[[Evaluation, str, int, View], Section]) -> Build:
    """A builder that must have a unit and takes a view."""
    return lambda meeting, item: builder(meeting.evaluation, item.unit, meeting.month, item.view)


def topic_figures(
    builder: Callable[[Evaluation, int, str | None, str | None], tuple[Headline, ...]],
) -> Figures:
    """Headline figures that take a unit type and a unit."""
    return lambda meeting, item: builder(*_at(meeting, item), item.unit or None)


def _at(meeting: Meeting, item: AgendaItem) -> tuple[Evaluation, int, str | None]:
    return meeting.evaluation, meeting.month, item.unit_type or None
