"""The agenda being edited: rows with numbers of their own, so that a title moves with its row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import streamlit as st

from cityreport.tables.agenda import Agenda, AgendaItem

_DRAFT = "agenda-draft"


@dataclass(frozen=True, slots=True)
class Row:
    """One item with a number that stays with it while it is moved."""

    number: int
    item: AgendaItem

    @property
    def title_key(self) -> str:
        """The key of the box for its own title."""
        return f"agenda-title-{self.number}"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being edited: the name it was begun from, its rows in order."""

    name: str
    rows: tuple[Row, ...]
    next_number: int = 0

    @property
    def agenda(self) -> Agenda:
        """The agenda as it stands."""
        return Agenda(self.name, tuple(row.item for row in self.rows))

    def added(self, items: Iterable[AgendaItem]) -> "Draft":
        """With items at its end."""
        rows = tuple(Row(self.next_number + step, item) for step, item in enumerate(items))
        return replace(self, rows=(*self.rows, *rows), next_number=self.next_number + len(rows))

    def moved(self, number: int, step: int) -> "Draft":
        """With a row so many places further down (up when negative), within the list."""
        rows = list(self.rows)
        at = next(place for place, row in enumerate(rows) if row.number == number)
        row = rows.pop(at)
        rows.insert(min(max(at + step, 0), len(rows)), row)
        return replace(self, rows=tuple(rows))

    def without(self, number: int) -> "Draft":
        """Without a row."""
        return replace(self, rows=tuple(row for row in self.rows if row.number != number))

    def titled(self, titles: dict[int, str]) -> "Draft":
        """With the titles a person wrote, by row number; "" means: from the data."""
        rows = tuple(
            replace(
                row, item=replace(row.item, title=titles.get(row.number, row.item.title).strip())
            )
            for row in self.rows
        )
        return replace(self, rows=rows)


def begun(agenda: Agenda, first: int = 0) -> Draft:
    """A draft of an agenda, its rows numbered from ``first``."""
    return Draft(agenda.name, (), first).added(agenda.items)


def current(agenda: Agenda) -> Draft:
    """The draft of this session with the titles as typed; begun anew for another agenda."""
    known = st.session_state.get(_DRAFT)
    if not isinstance(known, Draft) or known.name != agenda.name:
        # Numbers are never used twice: a box would show what was typed into its namesake.
        known = begun(agenda, known.next_number if isinstance(known, Draft) else 0)
    titles = {
        row.number: str(st.session_state[row.title_key])
        for row in known.rows
        if row.title_key in st.session_state
    }
    keep(known.titled(titles))
    return known.titled(titles)


def keep(draft: Draft) -> None:
    """Keep the draft for the session."""
    st.session_state[_DRAFT] = draft


def forget() -> None:
    """Begin anew in the next run."""
    known = st.session_state.get(_DRAFT)
    keep(Draft("", (), known.next_number if isinstance(known, Draft) else 0))
