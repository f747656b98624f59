"""The data's way on one screen: files → readings → store → evaluation."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

import numpy as np

from cityreport import framework as catalogue
from cityreport import gaps, indicators, intake, quality, scores, workbook
from cityreport import roster as register
from cityreport.errors import UserError
from cityreport.evaluation import Bools, Group, Scored, Values, View
from cityreport.framework import Framework
from cityreport.period import Month, months_of
from cityreport.roster import Roster, Unit
from cityreport.settings import SHIPPED_DATA, OfficeSettings, office_settings
from cityreport.store import Store
from cityreport.tables.ledger import FileReading, ReportKey, Submission
from cityreport.tables.observations import Observations
from cityreport.tables.workbook import SKIPPED, Finding, WorkbookCells

Status = Literal["ok", "warning", "error", "unreadable", "duplicate"]
CITY = "全市"


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


def read(cells: Iterable[WorkbookCells], roster: Roster, today: date) -> Iterator[FileReading]:
    """The reading of each file, one after the other, so that progress can be shown."""
    return (_read_one(one, roster, today) for one in cells)


def _read_one(cells: WorkbookCells, roster: Roster, today: date) -> FileReading:
    if cells.format != SKIPPED:
        return intake.read(cells, roster, today)
    # A photo in the folder is named, but is no report that says nothing (details.md C15).
    return FileReading(cells.file, cells.sha256, readable=True, findings=cells.findings)


def status_of(reading: FileReading) -> Status:
    """The status of a file that was read but not committed."""
    if not reading.readable:
        return "unreadable"
    if reading.has_errors:
        return "error"
    return "warning" if any(f.severity == "warning" for f in reading.findings) else "ok"


def check(readings: Iterable[FileReading]) -> list[FileResult]:
    """Each file's status without writing anything; the second of two rivals is refused (C12)."""
    results: list[FileResult] = []
    taken: dict[ReportKey, str] = {}
    for reading in readings:
        refused = _refuse_rival(reading, taken)
        results.append(FileResult(refused, status_of(refused), findings=refused.findings))
    return results


def ingest(store: Store, readings: Iterable[FileReading], choices: LoadChoices) -> list[FileResult]:
    """Commits each clean file in a transaction of its own; the others stay out whole."""
    taken: dict[ReportKey, str] = {}
    return [_ingest_one(store, reading, choices, taken) for reading in readings]


def foresee(
    store: Store, readings: Iterable[FileReading], choices: LoadChoices
) -> list[FileResult]:
    """What ``ingest`` would make of the files, without writing anything."""
    taken: dict[ReportKey, str] = {}
    known: set[str] = set()
    results: list[FileResult] = []
    for reading in readings:
        again = reading.sha256 in known or bool(store.find_file(reading.sha256))
        result = _judge(reading, choices, taken, again=again)
        if result.registrable:
            known.add(reading.sha256)
        results.append(result)
    return results


def _ingest_one(
    store: Store, reading: FileReading, choices: LoadChoices, taken: dict[ReportKey, str]
) -> FileResult:
    result = _judge(reading, choices, taken, again=bool(store.find_file(reading.sha256)))
    if not result.registrable:
        return result
    submission = Submission(
        result.reading, choices.by, choices.received, choices.add, choices.sample
    )
    return replace(result, submission=store.commit(submission, choices.at))


def _judge(
    reading: FileReading, choices: LoadChoices, taken: dict[ReportKey, str], *, again: bool
) -> FileResult:
    """What is to be committed of a file, and whether it may be; ``again``: it counts already."""
    if reading.readable and again:
        return FileResult(reading, "duplicate", findings=(_duplicate(reading),))
    left_out = choices.skip_bad_rows and reading.has_errors
    kept = intake.without_faulty_rows(reading) if left_out else reading
    kept = _refuse_rival(kept, {} if choices.add else taken)
    # What was left out stays listed with its errors, beside what forbids the rest (C26).
    findings = (*reading.findings, *kept.findings[len(reading.findings) :])
    status = status_of(kept)
    if left_out and status == "ok":
        status = "warning"
    return FileResult(kept, status, findings=findings)


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


@dataclass(frozen=True, eq=False)
class Evaluation:
    """One calendar year, evaluated: values, scores, groups and completeness on demand."""

    year: int
    revision: int
    roster: Roster
    framework: Framework
    settings: OfficeSettings
    observations: Observations
    values: Values
    _groups: dict[tuple[str, View, bool], Group] = field(default_factory=dict, repr=False)
    _scored: dict[tuple[View, bool], Scored] = field(default_factory=dict, repr=False)

    def scored(self, view: View = "paced", *, strict: bool = False) -> Scored:
        """The scores of all units in a view."""
        key = (view, strict)
        if key not in self._scored:
            line = self.settings.completeness_line
            self._scored[key] = scores.score_units(self.values, view, strict=strict, line=line)
        return self._scored[key]

    def group(
        self, name: str, members: Bools, view: View = "paced", *, strict: bool = False
    ) -> Group:
        """The roll-up of some units; kept under its name."""
        key = (name, view, strict)
        if key not in self._groups:
            line = self.settings.completeness_line
            self._groups[key] = scores.roll_up(
                self.values, members, name, view, strict=strict, line=line
            )
        return self._groups[key]

    def city(self, view: View = "paced", *, strict: bool = False) -> Group:
        """The roll-up of all units."""
        return self.group(CITY, np.ones(len(self.values.units), dtype=bool), view, strict=strict)

    def of_type(self, unit_type: str, view: View = "paced", *, strict: bool = False) -> Group:
        """The roll-up of the units of a type."""
        members = np.array([unit.unit_type == unit_type for unit in self.values.units], dtype=bool)
        return self.group(unit_type, members, view, strict=strict)

    def ranking(self, month: int, view: View = "paced", *, strict: bool = False) -> scores.Ranking:
        """Ranks inside each unit type at a month."""
        return scores.rank_units(self.scored(view, strict=strict), self.values, month)

    def completeness(self, month: int) -> quality.Completeness:
        """Who has reported for a month of the year."""
        return self._completeness[month - 1]

    @cached_property
    def _completeness(self) -> tuple[quality.Completeness, ...]:
        return tuple(
            quality.completeness(self.observations, self.roster.units, month, self.settings)
            for month in months_of(self.year)
        )

    @cached_property
    def first_reports(self) -> dict[str, int]:
        """The first month of the year each unit reported anything for."""
        reports = self.observations.reports
        firsts = reports.groupby("unit", observed=True)["month"].min()
        return {str(unit): int(month) for unit, month in firsts.items()}

    @property
    def enough_month(self) -> Month | None:
        """The latest month of the year that is at least half reported (details.md C24)."""
        rates = [(c.month, c.rate) for c in self._completeness]
        return quality.latest_enough(rates)

    def unit_gaps(self, month: int, view: View = "paced") -> list[gaps.Gap]:
        """The gaps of the units at a month."""
        return gaps.unit_gaps(self.values, self.scored(view), month)

    def city_gaps(self, month: int, view: View = "paced") -> list[gaps.Gap]:
        """The gaps of the city at a month."""
        return gaps.group_gaps(self.values, self.city(view), month)

    def not_reported(self, month: int) -> list[gaps.NotReported]:
        """What units should have sent and did not."""
        return gaps.not_reported(self.values, month)


def evaluate(store: Store, year: int) -> Evaluation:
    """Everything computed of one year, from what the store holds now."""
    revision, roster, settings = store.revision(), store.roster(), settings_in_force(store)
    framework = framework_in_force(store, roster)
    observations = store.observations(year)
    system = quality.system_measures(observations, roster.units, settings)
    return Evaluation(
        year=year,
        revision=revision,
        roster=roster,
        framework=framework,
        settings=settings,
        observations=observations,
        values=indicators.values(observations, framework, roster, system),
    )


def default_month(store: Store) -> Month | None:
    """The latest month at least half reported, else the latest with a sheet (C24)."""
    months = store.months()
    for year in sorted({month.year for month in months}, reverse=True):
        evaluation = evaluate(store, year)
        if evaluation.enough_month is not None:
            return evaluation.enough_month
    return months[-1] if months else None


def settings_in_force(store: Store) -> OfficeSettings:
    """The office's settings as kept in the store, defaults elsewhere."""
    return office_settings(store.settings())


def framework_in_force(store: Store, roster: Roster) -> Framework:
    """The catalogue edition in force; the shipped one in a fresh store (details.md A12)."""
    edition = store.edition_in_force()
    if edition is None:
        return shipped_framework(roster)
    found, findings = catalogue.parse_framework(edition.sheet, edition.file, roster)
    return _accepted(found, findings, edition.file)


def shipped_framework(roster: Roster) -> Framework:
    """The default catalogue of ``data/criteria.xlsx``."""
    path = SHIPPED_DATA / "criteria.xlsx"
    found, findings = read_catalogue(path.name, path.read_bytes(), roster)
    return _accepted(found, findings, path.name)


def read_catalogue(
    name: str, content: bytes, roster: Roster
) -> tuple[Framework | None, list[Finding]]:
    """A catalogue from the bytes of an Excel file, or the faults that speak against it."""
    cells = workbook.read_files([(name, content)])[0]
    if not cells.sheets:
        return None, list(cells.findings)
    return catalogue.parse_framework(cells.sheets[0], name, roster)


def read_roster(name: str, content: bytes) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units of a roster file, with its faults."""
    cells = workbook.read_files([(name, content)])[0]
    if not cells.sheets:
        return (), list(cells.findings)
    return register.parse_roster(cells.sheets[0], name)


def load_catalogue(store: Store, name: str, content: bytes, by: str) -> list[Finding]:
    """Puts a catalogue in force if it has no fault; returns its findings either way."""
    cells = workbook.read_files([(name, content)])[0]
    found, findings = read_catalogue(name, content, store.roster())
    if found is not None:
        store.add_edition(found.edition, name, cells.sheets[0], by)
    return findings


def load_roster(store: Store, name: str, content: bytes, by: str) -> list[Finding]:
    """Adds or renews the units of a roster file if it has no error; returns its findings."""
    units, findings = read_roster(name, content)
    if not any(finding.severity == "error" for finding in findings):
        store.save_units(units, by)
    return findings


def _accepted(found: Framework | None, findings: Sequence[Finding], file: str) -> Framework:
    if found is None:
        words = "；".join(f"{f.cell or ''}{f.message}" for f in findings if f.severity == "error")
        raise UserError(
            f"测评标准目录「{file}」不能使用：{words}。请在“测评标准与任务分解”重新上传。"
        )
    return found


Progress = Callable[[int, int, str], None]


def load_samples(store: Store, choices: LoadChoices, progress: Progress | None = None) -> int:
    """Loads the shipped sample city into an empty store; returns how many files it took."""
    if not store.is_empty():
        raise UserError("库里已有数据，示例只能载入空库。请先清空示例数据，或另设数据目录。")
    units, findings = read_roster("units.xlsx", (SHIPPED_DATA / "units.xlsx").read_bytes())
    if any(finding.severity == "error" for finding in findings):
        raise UserError("示例名册 data/units.xlsx 已损坏，请重新取得程序文件。")
    store.save_units(units, choices.by, sample=True)
    roster, listed = store.roster(), sample_files(SHIPPED_DATA / "samples")
    contents = [(path.name, path.read_bytes()) for path in listed]
    readings = read(workbook.iter_files(contents), roster, choices.at.date())
    for number, (reading, received) in enumerate(
        zip(readings, listed.values(), strict=True), start=1
    ):
        _ingest_one(store, reading, _received_on(choices, received), {})
        if progress is not None:
            progress(number, len(listed), reading.file)
    return len(listed)


def sample_files(folder: Path) -> Mapping[Path, date]:
    """The sample files in order, each with its 收到日期, as the manifest lists them."""
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        folder / row["文件"]: date.fromisoformat(row["收到日期"]) for row in rows if row["收到日期"]
    }


def _received_on(choices: LoadChoices, received: date) -> LoadChoices:
    return LoadChoices(choices.by, received, choices.at, sample=True)
