"""What people said about the figures: answers to doubts, the 负面清单, causes, learnt words."""

from collections.abc import Sequence
from datetime import datetime

from cityreport.store import answers, causes, vetoes
from cityreport.store.connected import Connected
from cityreport.tables.answers import DoubtAnswer
from cityreport.tables.causes import CauseChange, GapCause
from cityreport.tables.vetoes import VetoChange, VetoList


class Judgements(Connected):
    """The part of the store that keeps what a person decided, never what a unit reported."""

    def doubt_answers(self, year: int) -> list[DoubtAnswer]:
        """What people said to doubts about a year's months, the oldest first."""
        with self._reading() as connection:
            return answers.answers(connection, year)

    def answer_doubts(self, given: Sequence[DoubtAnswer], by: str, at: datetime) -> None:
        """Keep answers to doubts; UserError for a unit that is not in the roster."""
        with self._writing("answer doubts", by, at) as connection:
            answers.keep(connection, given)

    def vetoes(self) -> VetoList:
        """The 负面清单: the office's own items and every tick, the oldest first."""
        with self._reading() as connection:
            return vetoes.vetoes(connection)

    def change_vetoes(self, wanted: VetoChange, by: str, at: datetime) -> None:
        """Add or drop an item, tick one or lift a tick; UserError where it makes no sense.

        ``at`` is aware and in the office's time zone: nothing may have happened after its day.
        """
        with self._writing("change veto list", by, at) as connection:
            vetoes.change(connection, wanted, by, at)

    def gap_causes(self) -> list[GapCause]:
        """The root causes people tagged on gaps, lifted ones included, the oldest first."""
        with self._reading() as connection:
            return causes.causes(connection)

    def change_gap_causes(self, wanted: CauseChange, by: str, at: datetime) -> None:
        """Tag a gap or lift a tag; UserError where it makes no sense. ``at`` is aware."""
        with self._writing("change gap causes", by, at) as connection:
            causes.change(connection, wanted, by, at)
