"""What people said about the figures: answers to doubts, the 负面清单, causes, learnt words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from cityreport.store import answers, audit, causes, corrections, vetoes
from cityreport.store.connected import Connected
from cityreport.tables.answers import DoubtAnswer
from cityreport.tables.causes import CauseChange, GapCause
from cityreport.tables.corrections import CellEdit, Corrections, HeaderWord
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
            reports = [f"{one.key.unit} {one.key.month.label} {one.key.kind}" for one in given]
            audit.note_object(connection, audit.some(reports, "条"))

    def header_words(self) -> tuple[HeaderWord, ...]:
        """What people said headers of a unit's sheets mean, by unit, kind and words (★A7)."""
        with self._reading() as connection:
            return corrections.header_words(connection)

    def remember_headers(self, words: Sequence[HeaderWord], by: str, at: datetime) -> None:
        """Keep what headers mean; a newer choice takes the place of an older. ``at`` is aware.

        UserError for a unit that is not in the roster; then nothing is kept.
        """
        with self._writing("remember headers", by, at) as connection:
            corrections.remember(connection, words, by, at)
            audit.note_object(connection, audit.some([one.unit for one in words], "条"))

    def forget_header(self, word: int, by: str, at: datetime) -> None:
        """Forget a header word by its id; UserError if there is none."""
        with self._writing("forget header", by, at) as connection:
            corrections.forget(connection, word)

    def corrections(self, submission: int) -> Corrections:
        """What a person corrected in a file before it was committed, cells included."""
        with self._reading() as connection:
            return corrections.corrections(connection, submission)

    def cell_edits(self, submissions: Iterable[int]) -> dict[int, list[CellEdit]]:
        """The cells changed before the commit, by submission; only those that have any."""
        with self._reading() as connection:
            return corrections.cell_edits(connection, submissions)

    def vetoes(self) -> VetoList:
        """The 负面清单: the office's own items and every tick, the oldest first."""
        with self._reading() as connection:
            return vetoes.vetoes(connection)

    def change_vetoes(self, wanted: VetoChange, by: str, at: datetime) -> None:
        """Add or drop an item, tick one or lift a tick; UserError where it makes no sense.

        ``at`` is aware and in the office's time zone: nothing may have happened after its day.
        """
        with self._writing("change veto list", by, at) as connection:
            audit.note_object(connection, vetoes.change(connection, wanted, by, at))

    def gap_causes(self) -> list[GapCause]:
        """The root causes people tagged on gaps, lifted ones included, the oldest first."""
        with self._reading() as connection:
            return causes.causes(connection)

    def change_gap_causes(self, wanted: CauseChange, by: str, at: datetime) -> None:
        """Tag a gap or lift a tag; UserError where it makes no sense. ``at`` is aware."""
        with self._writing("change gap causes", by, at) as connection:
            audit.note_object(connection, causes.change(connection, wanted, by, at))
