"""``check``, ``load``, ``history``, ``undo``, ``demo``: files into the store and out again."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from cityreport import pipeline, workbook
from cityreport.cli import session
from cityreport.errors import UnreadableInputError
from cityreport.pipeline import FileResult, LoadChoices, crossing
from cityreport.report import upload
from cityreport.settings import places
from cityreport.tables.ledger import FileReading, TableReading
from cityreport.tables.stored import SubmissionRecord
from cityreport.tables.workbook import Finding

_EXIT = {"ok": 0, "warning": 0, "duplicate": 0, "error": 1, "unreadable": 2}
_SEVERITY_WORDS = {"error": "错误", "warning": "警告", "info": "提示"}


def check(options: argparse.Namespace) -> int:
    """Reads and validates files without writing anything."""
    results = pipeline.check(_readings(options.paths))
    return _report(results, as_json=options.json)


def load(options: argparse.Namespace) -> int:
    """Checks files and commits each clean one."""
    store = session.open_store()
    choices = LoadChoices(
        by=options.by, received=options.received or session.today(), at=session.now(),
        skip_bad_rows=options.skip_bad_rows, add=options.add,
    )  # fmt: skip
    since = crossing.newest(store)
    results = pipeline.ingest(store, _readings(options.paths), choices)
    results = crossing.crossed(store, results, since)
    return _report(results, as_json=options.json)


def history(options: argparse.Namespace) -> int:
    """Lists the submissions with what each reports on and whether it still holds."""
    records = session.open_store().history()
    if options.json:
        session.print_json({"submissions": [_submission(record) for record in records]})
        return 0
    rows = [
        {"编号": record.id, "文件": record.file, "登记人": record.by, "登记时间": str(record.at),
         "单位月份表种": len(record.scope), "状态": "已撤回" if record.withdrawn_at else "有效"}
        for record in records
    ]  # fmt: skip
    session.write_rows(rows, "table", None, "上传记录")
    return 0


def undo(options: argparse.Namespace) -> int:
    """Withdraws one submission; what it had replaced holds again."""
    session.open_store().undo(options.id, options.by, options.reason, session.now())
    print(f"已撤回第 {options.id} 号登记。", file=sys.stderr)
    return 0


def demo(options: argparse.Namespace) -> int:
    """Loads the sample city into an empty store, or takes it out again."""
    store = session.open_store()
    if options.clear:
        store.clear_samples("示例")
        print("示例数据已清空。", file=sys.stderr)
        return 0
    choices = LoadChoices("示例", session.today(), session.now(), sample=True)
    count = pipeline.load_samples(store, choices)
    print(f"已载入示例数据：{count} 个文件。", file=sys.stderr)
    return 0


def _readings(paths: Sequence[Path]) -> Iterator[FileReading]:
    for path in paths:
        if not path.exists():
            raise UnreadableInputError(f"找不到「{path}」。请检查路径。")
    files, skipped = workbook.expand(paths)
    store = session.open_store()
    roster, learnt = store.roster(), pipeline.header_words(store, places().timezone)
    yield from pipeline.read(skipped, roster, session.today())
    yield from pipeline.iter_readings(
        files, roster, session.today(), learnt, places().max_upload_mb
    )


def _report(results: list[FileResult], *, as_json: bool) -> int:
    if as_json:
        session.print_json({"files": [file_document(result) for result in results]})
    else:
        for result in results:
            _say(result)
    if not results:
        raise UnreadableInputError("没有找到可以读取的文件。")
    return max(_EXIT[result.status] for result in results)


def file_document(result: FileResult) -> dict[str, object]:
    """One file of the JSON of ``check`` and ``load`` (interface.md)."""
    reading = result.reading
    return {
        "file": reading.file,
        "sha256": reading.sha256,
        "status": result.status,
        "submission": result.submission,
        "sheets": [_table_document(table) for table in reading.tables],
        "findings": [finding_document(finding) for finding in result.findings],
    }


def finding_document(finding: Finding) -> dict[str, object]:
    """One finding as JSON (interface.md)."""
    return {
        "severity": finding.severity, "code": finding.code, "sheet": finding.sheet,
        "cell": finding.cell, "value": finding.value, "message": finding.message,
        "suggestion": finding.suggestion,
    }  # fmt: skip


def _table_document(table: TableReading) -> dict[str, object]:
    return {
        "sheet": table.sheet, "kind": table.kind, "units": list(table.units),
        "months": [str(month) for month in table.months], "rows": table.rows_read,
        "totals": dict(table.totals),
    }  # fmt: skip


def _say(result: FileResult) -> None:
    number = f"（第 {result.submission} 号）" if result.submission is not None else ""
    # Without the shape in front: not every console has the sign.
    words = "已登记" if number else upload.word(result).partition(" ")[2]
    refused = "，未登记" if result.status == "error" else ""
    print(f"{result.reading.file}：{words}{refused}{number}")
    for finding in result.findings:
        print(f"  {finding_line(finding)}", file=sys.stderr)


def finding_line(finding: Finding) -> str:
    """A finding on one line: severity, sheet, cell, what is wrong, what to do."""
    place = " ".join(part for part in (finding.sheet, finding.cell) if part)
    where = f"[{place}] " if place else ""
    return f"{_SEVERITY_WORDS[finding.severity]} {where}{finding.message}{finding.suggestion}"


def _submission(record: SubmissionRecord) -> dict[str, object]:
    return {
        "id": record.id, "file": record.file, "sha256": record.sha256, "by": record.by,
        "at": str(record.at),
        "scope": [
            {"unit": entry.key.unit, "month": str(entry.key.month), "kind": entry.key.kind,
             "reporter": entry.key.reporter, "state": entry.state}
            for entry in record.scope
        ],
    }  # fmt: skip
