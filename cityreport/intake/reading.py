"""One file: all its sheets together (details.md C2, C12, D2)."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cityreport.intake.advice import Advice, edited
from cityreport.intake.captions import MonthClaim, Said, name_says
from cityreport.intake.families import sums_of_children
from cityreport.intake.messages import say
from cityreport.intake.sheet import Around, SheetResult, read_sheet
from cityreport.intake.spelling import spelled
from cityreport.roster.model import Roster
from cityreport.tables.corrections import UNCORRECTED, CellEdit, Corrections, HeaderWord
from cityreport.tables.ledger import FileReading, LedgerRow, ReportKey, TableReading
from cityreport.tables.workbook import Finding, WorkbookCells

_CELL = re.compile(r"[A-Z]+(\d+)")


def read(
    workbook: WorkbookCells,
    roster: Roster,
    today: date,
    *,
    learnt: Sequence[HeaderWord] = (),
    corrections: Corrections = UNCORRECTED,
) -> FileReading:
    """The rows, empty reports and findings of one file; nothing is raised for a bad one.

    ``today`` bounds the months a file may report on (details.md C24). ``learnt`` are the header
    words people once explained, each heeded in tables of its unit and kind only; ``corrections``
    are what a person said about this very file, changed cells included.
    """
    if not workbook.readable:
        return _reading(workbook, (), workbook.findings)
    stem = _stem(workbook.file)
    says = name_says(stem, roster) + _folder_says(workbook.folder)
    around = Around(says, stem, roster, today, Advice(tuple(learnt), corrections))
    changed = edited(workbook, corrections.edits)
    sheets = [read_sheet(sheet, around) for sheet in changed.sheets]
    tables = tuple(table for sheet in sheets for table in sheet.tables)
    findings = [*workbook.findings, *_whole_file(sheets, roster)]
    findings += [_edited(edit) for edit in corrections.edits]
    findings += [finding for sheet in sheets for finding in sheet.findings]
    findings += _reported_twice(tables)
    findings += sums_of_children(tables, roster)
    return replace(_reading(workbook, tables, tuple(findings)), corrections=corrections)


def _edited(edit: CellEdit) -> Finding:
    return say("edited-cell", edit.cell, edit.text, raw=edit.raw).on(edit.sheet)


def without_faulty_rows(reading: FileReading) -> FileReading:
    """The file without the rows that an error names (details.md C26).

    Errors in those rows become warnings that say so, since they no longer block; errors tied to
    no row (a wrong total, an unknown unit in a title) stay and still block. What was left out
    stays listed in the findings of both readings.
    """
    faulty: set[tuple[str | None, int]] = {
        (table.sheet, row) for table in reading.tables for row in table.faulty_rows
    }
    return replace(
        reading,
        tables=tuple(_without_faulty(table) for table in reading.tables),
        findings=tuple(_left_out(finding, faulty) for finding in reading.findings),
    )


def _reading(
    workbook: WorkbookCells, tables: tuple[TableReading, ...], findings: Sequence[Finding]
) -> FileReading:
    return FileReading(
        file=workbook.file,
        sha256=workbook.sha256,
        readable=workbook.readable,
        tables=tables,
        findings=tuple(findings),
        content=workbook.content,
    )


def _stem(file: str) -> str:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] if "." in name else name


def _folder_says(folder: str) -> Said:
    """The folder's name counts for the month only (C2)."""
    found = spelled(folder) if folder else None
    return Said(months=(MonthClaim(folder, found, None),) if found else ())


def _whole_file(sheets: Sequence[SheetResult], roster: Roster) -> list[Finding]:
    """What is said once for the file: nothing in it, nothing recognised, no roster (C4, D2)."""
    if not any(sheet.occupied for sheet in sheets):
        return [say("empty-file")]
    if not any(sheet.recognised for sheet in sheets):
        guessed = [sheet.guess for sheet in sheets if sheet.guess is not None]
        return guessed[:1] or [say("nothing-recognised", near="", way="")]
    return (
        [] if roster.units or not any(sheet.tables for sheet in sheets) else [say("empty-roster")]
    )


def _reported_twice(tables: Sequence[TableReading]) -> list[Finding]:
    """Several tables of one file for one unit, month, kind and 填报方 add up, and it is said (C12);
    本月无 beside rows elsewhere in the file is a contradiction."""
    filled: dict[ReportKey, list[str]] = defaultdict(list)
    for table in tables:
        for key in sorted(table.reports()):
            filled[key].append(table.sheet)
    findings = [
        _about("sums-of-sheets", key, sheets[-1], count=len(sheets))
        for key, sheets in filled.items()
        if len(sheets) > 1
    ]
    for table in tables:
        for empty in table.empty_reports:
            if empty.key in filled:
                findings.append(_about("empty-and-rows", empty.key, empty.sheet, empty.cell))
    return findings


def _about(
    code: str, key: ReportKey, sheet: str, cell: str | None = None, count: int = 0
) -> Finding:
    month = key.month.label
    return say(code, cell, unit=key.unit, month=month, kind=key.kind, count=count).on(sheet)


def _without_faulty(table: TableReading) -> TableReading:
    kept = tuple(row for row in table.rows if row.row not in table.faulty_rows)
    dropped = {row.row: _key(row) for row in table.rows if row.row in table.faulty_rows}
    return replace(table, rows=kept, left_out=tuple(dropped.values()))


def _key(row: LedgerRow) -> ReportKey:
    return ReportKey(row.unit, row.month, row.kind, row.reporter)


def _left_out(finding: Finding, faulty: set[tuple[str | None, int]]) -> Finding:
    """The finding, an error in a left-out row turned into a warning that the row was left out."""
    row = _CELL.match(finding.cell or "")
    if finding.severity != "error" or row is None or (finding.sheet, int(row[1])) not in faulty:
        return finding
    return replace(
        finding, severity="warning", message=f"{finding.message}这一行已略过，没有登记。"
    )
