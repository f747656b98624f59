"""The one door to the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from cityreport.period import Month
from cityreport.roster.model import Roster, Unit
from cityreport.store import (
    audit,
    calendar,
    history,
    locks,
    office,
    roster,
    samples,
    submissions,
    versions,
)
from cityreport.store.engine import rehearsing, revision_of
from cityreport.store.judgements import Judgements
from cityreport.store.ledger_rows import LedgerRows
from cityreport.store.meetings import Meetings
from cityreport.store.people import People
from cityreport.tables.ledger import ReportKey, Submission
from cityreport.tables.stored import (
    Edition,
    MonthLock,
    SubmissionRecord,
    VersionFilter,
    VersionPage,
)
from cityreport.tables.workbook import Finding, SheetCells

if TYPE_CHECKING:
    from cityreport.store.kept import KeptYears
    from cityreport.tables.observations import Observations


class Store(Judgements, LedgerRows, Meetings, People):
    """A store of one office; any thread may use it. Every writing is one transaction.

    Methods that read or write raise StoreError when the database cannot be used.
    """

    @cached_property
    def _kept(self) -> "KeptYears":
        from cityreport.store.kept import KeptYears

        return KeptYears()

    def revision(self) -> int:
        """A number raised in the same transaction as every change; the key of all caches."""
        with self._reading() as connection:
            return revision_of(connection)

    def is_empty(self) -> bool:
        """Whether there is neither a unit nor a submission."""
        with self._reading() as connection:
            return samples.is_empty(connection)

    def roster(self) -> Roster:
        """All units, in the order they were first entered."""
        with self._reading() as connection:
            return roster.roster(connection)

    def save_units(self, units: Sequence[Unit], by: str, *, sample: bool = False) -> None:
        """Add or renew units by code; the others stay (details.md C27).

        UserError naming every name or alias that would belong to two units; then nothing is kept.
        """
        with self._writing("save units", by) as connection:
            roster.save_units(connection, units, sample=sample)
            audit.note_object(connection, audit.some([unit.name for unit in units], "家单位"))

    def editions(self) -> list[Edition]:
        """All editions of the criteria catalogue, the first loaded one first."""
        with self._reading() as connection:
            return office.editions(connection)

    def edition_in_force(self) -> Edition | None:
        """The catalogue edition in force, None when none was loaded."""
        with self._reading() as connection:
            return office.edition_in_force(connection)

    def add_edition(
        self, edition: str, file: str, sheet: SheetCells, by: str, *, sample: bool = False
    ) -> int:
        """Keep one more edition as it was read and put it in force (details.md A12); its id.

        The 分值 are unconfirmed again: what was confirmed are those of another edition.
        """
        at = self._clock()
        with self._writing("add edition", by, at) as connection:
            audit.note_object(connection, f"{edition}（{file}）")
            return office.add_edition(connection, edition, file, sheet, by, at, sample=sample)

    def put_in_force(self, edition: int, by: str = "") -> None:
        """Put the edition of that id in force; UserError if there is none.

        Another one than before makes the 分值 unconfirmed again.
        """
        with self._writing("put edition in force", by) as connection:
            audit.note_object(connection, office.put_in_force(connection, edition))

    def settings(self) -> dict[str, object]:
        """The office's settings as JSON values (a tuple comes back as a list)."""
        with self._reading() as connection:
            return office.settings(connection)

    def set_settings(self, values: Mapping[str, object], by: str, about: str = "") -> None:
        """Keep the given settings; the others stay as they are. ``about``: said in 操作记录."""
        with self._writing("set settings", by) as connection:
            office.set_settings(connection, values)
            if about:
                audit.note_object(connection, about)

    def commit(self, submission: Submission, at: datetime, *, lasting: bool = True) -> int:
        """Write a file whole or not at all; the id of the submission.

        Unless ``lasting`` nobody may be told of it before ``await_disk``: in a power cut it could
        still be lost, whole and with all that was committed after it.

        For each unit, month, kind and reporter it replaces what counted so far, or stands beside
        it with ``add`` (details.md C13). ``at`` is aware. UserError when nothing can be
        registered, a month is closed or a unit is not in the roster.
        """
        with self._writing("commit", submission.by, at, lasting=lasting) as connection:
            number = submissions.commit(connection, submission, at)
            audit.note_object(connection, f"{submission.reading.file}（编号 {number}）")
            return number

    def rehearse(self, wanted: Sequence[Submission], at: datetime, year: int) -> "Observations":
        """The frames of a year as they would be after these commits; nothing is kept.

        UserError as for ``commit``. Other writers wait meanwhile.
        """
        from cityreport.store import facts

        with rehearsing(self._engine) as connection:
            for submission in wanted:
                submissions.commit(connection, submission, at)
            return facts.observations(connection, year, self._kept.aside())

    def undo(self, submission: int, by: str, reason: str, at: datetime) -> None:
        """Withdraw a submission; what it had replaced counts again (details.md D7).

        UserError if there is no such submission, it is withdrawn already or a month is closed.
        """
        with self._writing("undo", by, at) as connection:
            file = submissions.withdraw(connection, submission, by, reason, at)
            audit.note_object(connection, f"{file}（编号 {submission}）")

    def find_file(self, sha256: str) -> list[int]:
        """The ids of the submissions of the same bytes that are not withdrawn, oldest first."""
        with self._reading() as connection:
            return submissions.find_file(connection, sha256)

    def before_commit(self, sha256: str) -> tuple[list[int], list[MonthLock]]:
        """What may stand against a commit: ``find_file`` and ``locked_months`` of one state."""
        with self._reading() as connection:
            return submissions.find_file(connection, sha256), locks.locked_months(connection)

    def file_content(self, submission: int) -> tuple[str, bytes]:
        """The name and bytes of a submission's file; UserError if there is no such id."""
        with self._reading() as connection:
            return submissions.file_content(connection, submission)

    def findings(self, submission: int) -> tuple[Finding, ...]:
        """The findings of a submission's file, left-out rows included; UserError if unknown."""
        with self._reading() as connection:
            return submissions.findings(connection, submission)

    def history(
        self, newest: int | None = None, after: int | None = None
    ) -> list[SubmissionRecord]:
        """The submissions with the state of each of their reports, the newest first.

        All of them, the ``newest`` so many, or those ``after`` one of that id.
        """
        with self._reading() as connection:
            return history.history(connection, newest, after=after)

    def changed_since(self, at: datetime, until: Month) -> list[SubmissionRecord]:
        """The submissions made or withdrawn after a time on reports of the year up to a month,
        and the earlier ones on the same reports, the newest first; of each only those reports."""
        with self._reading() as connection:
            return history.changed_since(connection, at, until)

    def holding(self, keys: Iterable[ReportKey]) -> list[SubmissionRecord]:
        """The submissions that hold any of some reports now, the newest first."""
        with self._reading() as connection:
            return history.holding(connection, keys)

    def submission(self, submission: int) -> SubmissionRecord:
        """One submission; UserError if there is no such id."""
        with self._reading() as connection:
            found = history.history(connection, only=submission)
        if not found:
            raise submissions.unknown(submission)
        return found[0]

    def versions(self, wanted: VersionFilter, limit: int, offset: int = 0) -> VersionPage:
        """The versions of reports that fit, the newest submission first, a page of them."""
        with self._reading() as connection:
            return versions.versions(connection, wanted, limit, offset)

    def locked_months(self) -> list[MonthLock]:
        """The closed months, oldest first."""
        with self._reading() as connection:
            return locks.locked_months(connection)

    def lock(self, month: Month, by: str) -> None:
        """Close a month: nothing of it can be registered or withdrawn any more.

        UserError when it is closed already.
        """
        at = self._clock()
        with self._writing("lock month", by, at) as connection:
            locks.lock(connection, month, by, at)
            audit.note_object(connection, month.label)

    def unlock(self, month: Month, by: str) -> None:
        """Open a closed month again; UserError when it is not closed."""
        with self._writing("unlock month", by) as connection:
            locks.unlock(connection, month)
            audit.note_object(connection, month.label)

    def months(self) -> list[Month]:
        """The months with a report that counts, oldest first."""
        with self._reading() as connection:
            return calendar.months(connection)

    def observations(self, year: int) -> "Observations":
        """The frames ``facts``, ``row_groups`` and ``reports`` of one state of the store."""
        # pandas takes half a second to import, which commands without figures need not wait for.
        from cityreport.store import facts

        with self._reading() as connection:
            return facts.observations(connection, year, self._kept)

    def has_samples(self) -> bool:
        """Whether any sample data is in the store."""
        with self._reading() as connection:
            return samples.has_samples(connection)

    def clear_samples(self, by: str = "") -> None:
        """Delete every sample; real data stays, and counts again where a sample replaced it."""
        with self._writing(samples.RECYCLING, by) as connection:
            samples.clear_samples(connection)
