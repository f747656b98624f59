"""The agenda an office begins with: the order of a progress meeting."""

from collections.abc import Iterable

from cityreport.pipeline import Evaluation
from cityreport.report.deck.meeting import Meeting
from cityreport.tables.agenda import Agenda, AgendaItem

NAME = "创建工作推进会"
MOST_TYPES = 12
"""Every type a roster usually has (sheets.md): no unit should look in vain for its ranking. Only a
roster with very many types of its own words is cut, which is said; further ones are added by hand."""
_BEFORE = ("since", "standing", "dimensions", "trend", "gaps", "gap-list")
_AFTER = (
    "absentees", "inspections-funnel", "inspections-overdue", "problems-moved", "investments-months",
    "volunteers-hours", "activities-calendar", "awards", "warnings", "plans",
)  # fmt: skip
_FROM_REGISTER = ("problems-moved",)
"""Shown where any unit keeps a 整改台账."""


def standard_agenda(meeting: Meeting) -> Agenda:
    """What changed, where we stand, gaps, rankings, rectification, topics, good, bad, next steps."""
    ranked = ranked_types(meeting.evaluation, meeting.month)
    return Agenda(
        NAME,
        (
            *_items(_BEFORE),
            *(AgendaItem("ranking", unit_type=name) for name in ranked[:MOST_TYPES]),
            *_items(key for key in _AFTER if key not in _FROM_REGISTER or meeting.days()),
        ),
    )


def unranked_types(meeting: Meeting, agenda: Agenda) -> tuple[str, ...]:
    """The unit types a standard agenda full of rankings leaves out."""
    shown = {item.unit_type for item in agenda.items if item.section == "ranking"}
    if agenda.name != NAME or len(shown) < MOST_TYPES:
        return ()
    ranked = ranked_types(meeting.evaluation, meeting.month)
    return tuple(name for name in ranked if name not in shown)


def ranked_types(evaluation: Evaluation, month: int) -> list[str]:
    """The unit types with at least two ranked units, the largest first."""
    ranks = evaluation.ranking(month).rank
    units = evaluation.values.units
    counts = {
        name: sum(
            bool(rank) and unit.unit_type == name for unit, rank in zip(units, ranks, strict=True)
        )
        for name in evaluation.roster.types
    }
    shown = [name for name, count in counts.items() if count > 1]
    return sorted(shown, key=lambda name: -counts[name])


def _items(keys: Iterable[str]) -> Iterable[AgendaItem]:
    return (AgendaItem(key) for key in keys)
