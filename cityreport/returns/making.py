"""From what was read of a file to its 退回单 (sheets.md section 3, details.md C33)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cityreport.confined import ConfinedError, ConfinedProcess, module_command
from cityreport.errors import UnreadableInputError
from cityreport.returns import job
from cityreport.returns.job import Fault, Job
from cityreport.returns.office import CONVERTED, converted
from cityreport.returns.values import values_workbook
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import Finding, WorkbookCells

TIMEOUT = 40.0
"""Seconds to mark one workbook: with its values written anew instead, still within a minute."""
_COMMAND = module_command("cityreport.returns.child")
_OWN_FORMATS = ("xlsx", "xlsm")
_NO_DEADLINE = "请尽快改好报回。"
_CONVERTED = "原文件是 {form} 格式，已用 LibreOffice 转成 xlsx；字体、列宽等可能略有出入。"
_VALUES = "原文件是 {form} 格式，这里只带回了各单元格的数值和文字，原来的格式和公式没有带回。"
_NOT_MARKED = "原文件无法在原样上标注，这里只带回了各单元格的数值和文字，原来的格式和公式没有带回。"
_ALONE = "原文件内容太多或结构特殊，没有附在后面；请按下表在原件里改。"
_SEVERITIES = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Returned:
    """What a 退回单 is made from: what was understood of a file, its cells, and the day it is
    due back (None: as soon as possible). ``macros`` keeps those of an xlsm: it stays one."""

    reading: FileReading
    cells: WorkbookCells
    until: date | None = None
    macros: bool = False


def marked_up(file: Returned, *, office: Path | None = None) -> bytes:
    """The 退回单 of one file as xlsx (an xlsm with its macros kept as xlsm).

    UnreadableInputError when the file could not be read. ``office`` is the LibreOffice for
    formats that nothing here can write, None if there is none.
    """
    [content] = marked_up_all([file], office=office)
    return content


def marked_up_all(files: Sequence[Returned], *, office: Path | None = None) -> Iterator[bytes]:
    """The 退回单 of each file, in order; one LibreOffice and one marking process for all."""
    for file in files:
        _check_readable(file)
    foreign = {
        number: (file.cells.format, file.cells.content)
        for number, file in enumerate(files)
        if file.cells.format in CONVERTED
    }
    done = converted(foreign, office)
    with ConfinedProcess(_COMMAND, TIMEOUT) as process:
        for number, file in enumerate(files):
            yield _make(process, file, _job(file), done.get(number))


def _check_readable(file: Returned) -> None:
    if not (file.reading.readable and file.cells.readable and file.cells.sheets):
        said = "".join(
            finding.message + finding.suggestion for finding in file.reading.findings[:1]
        )
        raise UnreadableInputError(said or f"“{file.reading.file}”无法读取，做不了退回单。")


def _make(
    process: ConfinedProcess, file: Returned, wanted: Job, office_made: bytes | None
) -> bytes:
    """The best that can be had: the workbook marked, else its values, else the faults alone."""
    for content, remark in _attempts(file.cells, office_made):
        remarks = (*wanted.remarks, remark) if remark else wanted.remarks
        made = _ask(process, replace(wanted, remarks=remarks), content)
        if made is not None:
            return made
    raise UnreadableInputError(f"“{file.reading.file}”的退回单没有做成，请重试。")


def _attempts(cells: WorkbookCells, office_made: bytes | None) -> Iterator[tuple[bytes, str]]:
    own = cells.format in _OWN_FORMATS
    if own:
        yield cells.content, ""
    if office_made is not None:
        yield office_made, _CONVERTED.format(form=cells.format)
    values = values_workbook(cells.sheets)
    if values is not None:
        yield values, _NOT_MARKED if own else _VALUES.format(form=cells.format)
    yield b"", _ALONE


def _ask(process: ConfinedProcess, wanted: Job, content: bytes) -> bytes | None:
    try:
        return job.content_of(process.request(job.to_text(wanted), content))
    except ConfinedError:
        return None


def _job(file: Returned) -> Job:
    until = file.until
    deadline = (
        f"请在 {until.year}年{until.month}月{until.day}日前改好报回。" if until else _NO_DEADLINE
    )
    numbers = {sheet.name: number for number, sheet in enumerate(file.cells.sheets)}
    return Job(
        file=Path(file.reading.file).name,
        faults=tuple(_fault(one, numbers) for one in _ordered(file.reading.findings, numbers)),
        deadline=deadline,
        macros=file.macros and file.cells.format == "xlsm",
    )


def _ordered(findings: Iterable[Finding], numbers: Mapping[str, int]) -> list[Finding]:
    """Errors and warnings, what concerns the whole file first, then by sheet."""
    shown = [finding for finding in findings if finding.severity in _SEVERITIES]
    return sorted(
        shown,
        key=lambda one: (
            _SEVERITIES.index(one.severity),
            -1 if one.sheet is None else numbers.get(one.sheet, len(numbers)),
        ),
    )


def _fault(finding: Finding, numbers: Mapping[str, int]) -> Fault:
    sheet = finding.sheet or ""
    return Fault(
        finding.severity, sheet, numbers.get(sheet, -1), finding.cell or "", finding.value or "",
        finding.message, finding.suggestion,
    )  # fmt: skip
