"""Stored files read again with the rules of today: what would be found now (product C7)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from cityreport import intake, workbook
from cityreport.narrative import span_of
from cityreport.pipeline.ingest import status_of
from cityreport.store import Store
from cityreport.tables.ledger import FileReading, ReportKey
from cityreport.tables.stored import SubmissionRecord
from cityreport.tables.workbook import Finding


@dataclass(frozen=True, slots=True)
class Recheck:
    """A stored file under today's rules; nothing of it is written.

    ``appeared`` are findings made now and not then, ``gone`` the reverse, ``kept`` how many are
    the same. ``reports`` holds rows then and now of each report where they differ.
    """

    reading: FileReading
    appeared: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    kept: int
    reports: tuple[tuple[ReportKey, int | None, int | None], ...]

    @property
    def status(self) -> str:
        """What ``check`` would say of the file today."""
        return status_of(self.reading)


def recheck(store: Store, record: SubmissionRecord, today: date) -> Recheck:
    """The difference between what was found in a submission's file and what would be today."""
    name, content = store.file_content(record.id)
    if _is_prose(store, record):
        # Its rows are those a person accepted: no rule of the sheets speaks about them.
        return Recheck(FileReading(name, record.sha256, readable=True), (), (), 0, ())
    [cells] = workbook.read_files([(name, content)])
    reading = intake.read(
        cells, store.roster(), today,
        learnt=store.header_words(), corrections=store.corrections(record.id),
    )  # fmt: skip
    before, now = store.findings(record.id), reading.findings
    appeared, gone = _beyond(now, before), _beyond(before, now)
    return Recheck(
        reading, appeared, gone, len(now) - len(appeared), tuple(_reports(record, reading))
    )


def _is_prose(store: Store, record: SubmissionRecord) -> bool:
    """Whether a submission's rows came from a narrative report: their cells are spans of text."""
    for entry in record.scope:
        key = entry.key
        for row in store.ledger(key.kind, key.month, key.month, key.unit):
            cells = [one.cell for one in row.quantities.values()]
            cells += [one.cell for one in row.texts.values()]
            if row.submission == record.id and cells:
                return span_of(cells[0]) is not None
    return False


def _beyond(some: tuple[Finding, ...], others: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings of one reading that the other does not have; wording does not matter."""
    room = Counter(map(_identity, others))
    left: list[Finding] = []
    for finding in some:
        if room[_identity(finding)]:
            room[_identity(finding)] -= 1
        else:
            left.append(finding)
    return tuple(left)


def _identity(finding: Finding) -> tuple[str | None, ...]:
    return finding.severity, finding.code, finding.sheet, finding.cell, finding.value


def _reports(
    record: SubmissionRecord, reading: FileReading
) -> list[tuple[ReportKey, int | None, int | None]]:
    rows = [row for table in reading.tables for row in table.rows]
    now = Counter(ReportKey(row.unit, row.month, row.kind, row.reporter) for row in rows)
    then = {entry.key: entry.rows for entry in record.scope}
    found = set(reading.keys())
    both = [
        (key, then.get(key), now[key] if key in found else None) for key in sorted({*then, *found})
    ]
    return [(key, before, today) for key, before, today in both if before != today]
