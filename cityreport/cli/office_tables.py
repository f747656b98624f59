"""``catalogue`` and ``roster``: the two tables the office keeps."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from cityreport import intake, pipeline, workbook
from cityreport.cli import session
from cityreport.cli.loading import finding_document, finding_line
from cityreport.errors import UnreadableInputError
from cityreport.tables.workbook import Finding


def catalogue_check(options: argparse.Namespace) -> int:
    """Checks a catalogue and names every fault by its cell."""
    content = content_of(options.file)
    roster = session.open_store().roster()
    _, findings = pipeline.read_catalogue(options.file.name, content, roster)
    return _report(options, content, findings)


def catalogue_load(options: argparse.Namespace) -> int:
    """Puts a catalogue in force if it has no fault."""
    content = content_of(options.file)
    store = session.open_store()
    findings = pipeline.load_catalogue(store, options.file.name, content, options.by)
    return _report(options, content, findings)


def roster_check(options: argparse.Namespace) -> int:
    """Checks a roster and names every fault by its cell."""
    content = content_of(options.file)
    _, findings = pipeline.read_roster(options.file.name, content)
    return _report(options, content, findings)


def roster_load(options: argparse.Namespace) -> int:
    """Adds or renews the units of a roster."""
    content = content_of(options.file)
    findings = pipeline.load_roster(session.open_store(), options.file.name, content, options.by)
    return _report(options, content, findings)


def roster_suggest(options: argparse.Namespace) -> int:
    """Writes a first roster from the unit names met in files."""
    from cityreport.exports.xlsx import tables_workbook
    from cityreport.report.roster import roster_file

    files, _ = workbook.expand(options.paths)
    units = intake.suggest_units(workbook.read_files(files))
    options.output.write_bytes(tables_workbook([roster_file(units)], "单位名册"))
    print(f"已写入 {options.output}：{len(units)} 家单位，请核对类型、补全基数。", file=sys.stderr)
    return 0


def content_of(path: Path) -> bytes:
    """The bytes of a file; UnreadableInputError when it cannot be opened."""
    try:
        return path.read_bytes()
    except OSError:
        raise UnreadableInputError(f"找不到或打不开「{path}」。请检查路径。") from None


def _report(options: argparse.Namespace, content: bytes, findings: Sequence[Finding]) -> int:
    faulty = any(finding.severity == "error" for finding in findings)
    if options.json:
        status = "error" if faulty else "warning" if findings else "ok"
        session.print_json({"files": [{
            "file": options.file.name, "sha256": hashlib.sha256(content).hexdigest(),
            "status": status, "submission": None, "sheets": [],
            "findings": [finding_document(finding) for finding in findings],
        }]})  # fmt: skip
    else:
        for finding in findings:
            print(finding_line(finding), file=sys.stderr)
    return 1 if faulty else 0
