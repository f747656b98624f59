"""Files into the store: read, checked, committed one by one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from cityreport import intake
from cityreport.reading.understanding import understood
from cityreport.roster import Roster
from cityreport.store import Store
from cityreport.tables.corrections import (
    UNCORRECTED,
    CellEdit,
    Corrections,
    HeaderWord,
    TableCorrection,
)
from cityreport.tables.ledger import FileReading, ReportKey, Submission
from cityreport.tables.stored import MonthLock
from cityreport.tables.workbook import Finding, WorkbookCells

Status = Literal["ok", "warning", "error", "unreadable", "duplicate"]


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: its reading, status, and the submission it was committed as."""

    reading: FileReading
    status: Status
    submission: int | None = None
    findings: tuple[Finding, ...] = field(default=())

    @property
    def registrable(self) -> bool:
        """Whether there is something in the file to commit and nothing forbids it."""
        return self.status in ("ok", "warning") and bool(self.reading.keys())


@dataclass(frozen=True, slots=True)
class LoadChoices:
    """How a batch is to be loaded: who, when received, and what to do with faults."""

    by: str
    received: date
    at: datetime
    skip_bad_rows: bool = False
    add: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Taken:
    """What the files of a batch judged so far take: their reports and bytes, each with its file."""

    reports: dict[ReportKey, str] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)


def read(
    cells: Iterable[WorkbookCells],
    roster: Roster,
    today: date,
    learnt: Sequence[HeaderWord] = (),
) -> Iterator[FileReading]:
    """The reading of each file, one after the other, so that progress can be shown."""
    return (understood(one, roster, today, learnt) for one in cells)


def status_of(reading: FileReading) -> Status:
    """The status of a file that was read but not committed."""
    if not reading.readable:
        return "unreadable"
    if reading.has_errors:
        return "error"
    return "warning" if any(f.severity == "warning" for f in reading.findings) else "ok"


def check(readings: Iterable[FileReading]) -> list[FileResult]:
    """Each file's status without writing anything; the second of two rivals is refused (C12)."""
    taken = Taken()
    return [_checked(reading, taken) for reading in readings]


def _checked(reading: FileReading, taken: Taken) -> FileResult:
    if (copy := _copy_in_batch(reading, taken)) is not None:
        return copy
    refused = _refuse_rival(reading, taken.reports)
    result = FileResult(refused, status_of(refused), findings=refused.findings)
    return _noted(result, taken)


def ingest(store: Store, readings: Iterable[FileReading], choices: LoadChoices) -> list[FileResult]:
    """Commits each clean file in a transaction of its own; the others stay out whole.

    The disk is waited for once, before anybody is told what was committed (decision 0003).
    """
    taken = Taken()
    try:
        return [ingest_one(store, one, choices, taken, lasting=False) for one in readings]
    finally:
        store.await_disk()


def foresee(
    store: Store, readings: Iterable[FileReading], choices: LoadChoices
) -> list[FileResult]:
    """What ``ingest`` would make of the files, without writing anything."""
    taken = Taken()
    closed = store.locked_months()
    results: list[FileResult] = []
    for reading in readings:
        same = store.find_file(reading.sha256)
        again = _counts_already(store, reading, same)
        results.append(_judge(reading, choices, taken, again=again, closed=closed))
    return results


def ingest_one(
    store: Store,
    reading: FileReading,
    choices: LoadChoices,
    taken: Taken,
    *,
    lasting: bool = True,
) -> FileResult:
    """What becomes of one file: committed in a transaction of its own, or left out whole."""
    same, closed = store.before_commit(reading.sha256)
    again = _counts_already(store, reading, same)
    result = _judge(reading, choices, taken, again=again, closed=closed)
    if not result.registrable:
        return result
    submission = submission_of(result.reading, choices)
    return replace(result, submission=store.commit(submission, choices.at, lasting=lasting))


def submission_of(reading: FileReading, choices: LoadChoices) -> Submission:
    """What one commit writes of a file, corrections included."""
    return Submission(
        reading, choices.by, choices.received, choices.add, choices.sample, reading.corrections
    )


def _counts_already(store: Store, reading: FileReading, same: Sequence[int]) -> bool:
    """Whether one of the ``same`` bytes was read as now: a correction makes them another report."""
    if not same or reading.corrections == UNCORRECTED:
        return bool(same)
    before = store.corrections(same[-1])
    return _unordered(before) == _unordered(reading.corrections)


def _unordered(said: Corrections) -> frozenset[TableCorrection | CellEdit]:
    return frozenset((*said.tables, *said.edits))


def _judge(
    reading: FileReading,
    choices: LoadChoices,
    taken: Taken,
    *,
    again: bool,
    closed: Iterable[MonthLock],
) -> FileResult:
    """What is to be committed of a file, and whether it may be; ``again``: it counts already."""
    if (copy := _copy_in_batch(reading, taken)) is not None:
        return copy
    if reading.readable and again:
        return FileResult(reading, "duplicate", findings=(_duplicate(reading),))
    left_out = choices.skip_bad_rows and reading.has_errors
    kept = intake.without_faulty_rows(reading) if left_out else reading
    kept = _refuse_closed(kept, closed, choices.at)
    kept = _refuse_rival(kept, {} if choices.add else taken.reports)
    # What was left out stays listed with its errors, beside what forbids the rest (C26).
    findings = (*reading.findings, *kept.findings[len(reading.findings) :])
    status = status_of(kept)
    if left_out and status == "ok":
        status = "warning"
    return _noted(FileResult(kept, status, findings=findings), taken)


def _noted(result: FileResult, taken: Taken) -> FileResult:
    """The result, its bytes noted as taken if there is something in them to register."""
    if result.registrable:
        taken.contents[result.reading.sha256] = result.reading.file
    return result


def _copy_in_batch(reading: FileReading, taken: Taken) -> FileResult | None:
    """The file as a copy of another one of the batch, None if it is not one."""
    other = taken.contents.get(reading.sha256)
    if other is None:
        return None
    words = f"「{reading.file}」与同一批的「{other}」完全相同，只登记「{other}」这一份。"
    finding = Finding("info", "same-file-again", words, "无需处理。")
    return FileResult(reading, "duplicate", findings=(finding,))


def _refuse_closed(reading: FileReading, closed: Iterable[MonthLock], at: datetime) -> FileReading:
    """The reading, with an error for each closed month it reports on (product C6)."""
    months = {key.month for key in reading.keys()}  # noqa: SIM118 - a method, not a mapping
    words = tuple(
        Finding(
            "error", "closed-month", f"{one.sentence(at.tzinfo)}不能再登记。",
            "确需更改，请管理人员先在“上传记录”里解除锁定。",
        )
        for one in closed
        if one.month in months
    )  # fmt: skip
    return replace(reading, findings=(*reading.findings, *words)) if words else reading


def _refuse_rival(reading: FileReading, taken: dict[ReportKey, str]) -> FileReading:
    """The reading, with an error if another file of the batch reports the same (C12)."""
    keys = reading.keys()
    rivals = {key: taken[key] for key in keys if key in taken}
    if not reading.has_errors and not rivals:
        taken.update(dict.fromkeys(keys, reading.file))
    if not rivals:
        return reading
    words = [_rival(reading.file, key, other) for key, other in rivals.items()]
    return replace(reading, findings=(*reading.findings, *words))


def _rival(file: str, key: ReportKey, other: str) -> Finding:
    return Finding(
        "error",
        "same-report-twice",
        f"「{file}」与「{other}」都报了{key.unit}{key.month.label}的{key.kind}，不能都登记。",
        "只留正确的一份；如果两份都要，请注明不同的填报方，或选择“补充”。",
    )


def _duplicate(reading: FileReading) -> Finding:
    return Finding(
        "info",
        "same-file-again",
        f"「{reading.file}」与已登记的文件完全相同，没有重复登记。",
        "无需处理。",
    )
