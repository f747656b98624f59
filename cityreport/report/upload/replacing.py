"""Which registered reports a batch reports again, and which files of it are rivals."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cityreport.pipeline import FileResult
from cityreport.report.upload import totals
from cityreport.report.upload.states import SET_ASIDE
from cityreport.style import NONE
from cityreport.tables.ledger import LedgerRow, ReportKey
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import StoredRow, SubmissionRecord
from cityreport.tables.workbook import Finding


@dataclass(frozen=True, slots=True)
class Held:
    """What is registered now for one report: the submission, its file and its rows."""

    submission: int
    file: str
    received: str
    rows: tuple[StoredRow, ...] = ()


def held_reports(
    records: Iterable[SubmissionRecord], wanted: Collection[ReportKey], rows: Iterable[StoredRow]
) -> dict[ReportKey, list[Held]]:
    """What counts now for the wanted reports, with the given rows that belong to it."""
    own: dict[tuple[int, ReportKey], list[StoredRow]] = {}
    for row in rows:
        key = ReportKey(row.unit, row.month, row.kind, row.reporter)
        own.setdefault((row.submission, key), []).append(row)
    held: dict[ReportKey, list[Held]] = {}
    for record in records:
        for entry in record.scope:
            if entry.state == "valid" and entry.key in wanted:
                found = tuple(own.get((record.id, entry.key), ()))
                day = f"{record.received:%Y-%m-%d}"
                held.setdefault(entry.key, []).append(Held(record.id, record.file, day, found))
    return held


@dataclass(frozen=True, slots=True)
class Rivals:
    """Files of one batch (sha256 → name) that report the same, so that only one can replace."""

    files: Mapping[str, str]
    keys: tuple[ReportKey, ...]

    @property
    def question(self) -> str:
        """What the person is asked."""
        key = self.keys[0]
        more = f"等 {len(self.keys)} 份报表" if len(self.keys) > 1 else ""
        what = f"{key.unit}{key.month.label}的{key.kind}{more}"
        return f"{len(self.files)} 个文件都报了{what}，用哪一份？不选，这些文件都不登记。"


def replacements(
    results: Sequence[FileResult], held: Mapping[ReportKey, Sequence[Held]], *, adding: bool
) -> Section:
    """The registered reports that the files report again, old figures beside the new ones."""
    again = [
        (result.reading.file, key, own)
        for result in results
        if result.registrable
        for key, own in totals.keyed_rows(result.reading).items()
        if key in held
    ]
    if adding:
        rows = [_addition(key, parts, held[key]) for key, parts in _by_report(again).items()]
    else:
        rows = [_replacement(file, key, own, held[key]) for file, key, own in again]
    verb = (
        "补充到已登记的报表上，两份相加" if adding else "替换已登记的报表，旧的留在记录里可以恢复"
    )
    return Section(
        key="upload-replacements",
        title=f"{len(rows)} 份报表将{verb}" if rows else "没有与已登记的报表重合",
        lead="同一单位、月份、表种和填报方视为同一份报表 · 数字为该表种各项合计",
        table=Table(
            (
                Column("单位"), Column("月份"), Column("表种"), Column("填报方"), Column("已登记的合计"),
                Column("新的合计"), Column("变化"), Column("新文件"), Column("已登记的文件"),
                Column("登记编号"), Column("收到日期"),
            ),
            tuple(rows),
            wrapped=True,
        ),
        empty="" if rows else "这批文件报的都是还没有登记过的报表，不会替换任何数据。",
    )  # fmt: skip


def rivals(results: Sequence[FileResult]) -> tuple[Rivals, ...]:
    """The groups of registrable files that report the same key (details.md C12, C13)."""
    groups: list[tuple[dict[str, str], set[ReportKey]]] = []
    counted: Counter[ReportKey] = Counter()
    for result in results:
        if not result.registrable:
            continue
        names, keys = {result.reading.sha256: result.reading.file}, set(result.reading.keys())
        counted.update(keys)
        for group in [group for group in groups if group[1] & keys]:
            groups.remove(group)
            names, keys = group[0] | names, group[1] | keys
        groups.append((names, keys))
    twice = {key for key, count in counted.items() if count > 1}
    return tuple(
        Rivals(names, tuple(sorted(keys & twice))) for names, keys in groups if len(names) > 1
    )


_Part = tuple[str, Sequence[LedgerRow]]


def _by_report(
    again: Iterable[tuple[str, ReportKey, Sequence[LedgerRow]]],
) -> dict[ReportKey, list[_Part]]:
    """The files with their rows by the report they add to: two files may add to the same one."""
    parts: dict[ReportKey, list[_Part]] = {}
    for file, key, own in again:
        parts.setdefault(key, []).append((file, own))
    return parts


def _replacement(
    file: str, key: ReportKey, own: Sequence[LedgerRow], held: Sequence[Held]
) -> tuple[Cell, ...]:
    """What the new rows alone will say in place of the registered ones."""
    old = _amounts(held)
    return _compared(key, held, old, file, totals.new_amounts(own))


def _addition(key: ReportKey, parts: Sequence[_Part], held: Sequence[Held]) -> tuple[Cell, ...]:
    """What the registered rows and those of all the files will say together."""
    old = _amounts(held)
    new = [amounts for _, own in parts for amounts in totals.new_amounts(own)]
    files = "、".join(dict.fromkeys(file for file, _ in parts))
    return _compared(key, held, old, files, [*old, *new])


def _amounts(held: Sequence[Held]) -> list[totals.Amounts]:
    return [totals.stored_amounts(row) for one in held for row in one.rows]


def _compared(
    key: ReportKey,
    held: Sequence[Held],
    old: Sequence[totals.Amounts],
    file: str,
    then: Sequence[totals.Amounts],
) -> tuple[Cell, ...]:
    """The registered rows beside those that will count ``then``."""
    before, now = totals.sums(key.kind, old), totals.sums(key.kind, then)
    return (
        key.unit, key.month.label, key.kind, key.reporter or NONE,
        totals.written_sums(key.kind, before, len(old)),
        totals.written_sums(key.kind, now, len(then)),
        totals.change(key.kind, before, now),
        file, "、".join(dict.fromkeys(one.file for one in held)),
        "、".join(str(one.submission) for one in held), "、".join(one.received for one in held),
    )  # fmt: skip


def set_aside(result: FileResult, chosen: str | None) -> FileResult:
    """The file as one that is not used, for another of the batch or until one is chosen."""
    words = (
        f"本次选用了「{chosen}」" if chosen else "和另一个文件报的是同样的内容，还没有选用哪一份"
    )
    finding = Finding("error", SET_ASIDE, f"「{result.reading.file}」{words}，没有登记。",
                      "两份都要的，请选“补充”，或注明不同的填报方。")  # fmt: skip
    return replace(result, status="error", findings=(*result.findings, finding))
