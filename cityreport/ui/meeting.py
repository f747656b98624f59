"""What a meeting shows, from what the store holds now: the deck of an agenda, the agendas."""

from datetime import date

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import deck as decks
from cityreport.report.deck import Deck, Meeting
from cityreport.tables.agenda import Agenda
from cityreport.tables.meetings import KeptMeeting
from cityreport.ui import cache, clock


def deck_of(month: Month, agenda: Agenda) -> Deck:
    """The slides of an agenda on a month, against the last meeting that was kept."""
    return cache.build(_deck, month.year, month, agenda, clock.today())


def gathered(month: Month, today: date) -> Meeting:
    """What the slides on a month are made from; corrections count since the last kept meeting."""
    return cache.build(_gather, month.year, month, today)


def standard_agenda(month: Month) -> Agenda:
    """The agenda an office begins with."""
    return cache.build(_standard, month.year, month, clock.today())


def saved_agendas() -> dict[str, Agenda]:
    """The agendas that were saved, by name."""
    return {kept.agenda.name: kept.agenda for kept in cache.store().agendas()}


def last_meeting(month: Month) -> KeptMeeting | None:
    """The latest kept meeting of the year that showed an earlier month."""
    before = (
        kept
        for kept in cache.store().kept_meetings()
        if kept.month.year == month.year and kept.month < month
    )
    return next(before, None)


def earlier(month: Month) -> int | None:
    """The month (1–12) the slides on a month are compared with, None in January."""
    return gathered(month, clock.today()).earlier


def _deck(_evaluation: Evaluation, month: Month, agenda: Agenda, today: date) -> Deck:
    return decks.deck(gathered(month, today), agenda)


def _standard(_evaluation: Evaluation, month: Month, today: date) -> Agenda:
    return decks.standard_agenda(gathered(month, today))


def _gather(evaluation: Evaluation, month: Month, today: date) -> Meeting:
    last = last_meeting(month)
    return decks.gather(
        cache.store(), evaluation, month.number, today,
        earlier=last.month.number if last else None, since=last.held if last else None,
        read=cache.listed_of_kind,
    )  # fmt: skip
