"""``extract``: what a narrative report offers for the ledger; nothing is written."""

import argparse
import math
import sys

from cityreport.cli import session
from cityreport.cli.office_tables import content_of
from cityreport.narrative import BACKGROUND, Candidate, Extraction, Hole
from cityreport.pipeline import narrative as reports
from cityreport.style import write_bounds


def extract(options: argparse.Namespace) -> int:
    """Prints the candidates and holes of a report; with ``--json`` as in interface.md."""
    prose = reports.read_report(options.file.name, content_of(options.file))
    found = reports.extract(prose, session.open_store().roster())
    if options.json:
        session.print_json(document(found))
    else:
        _say(found)
    return 0


def document(found: Extraction) -> dict[str, object]:
    """The JSON of ``extract`` (interface.md, details.md E9)."""
    return {
        "candidates": [_candidate(one) for one in found.candidates],
        "holes": [_hole(one) for one in found.holes],
        "reports": [
            {"index": number, "title": one.title, "unit": one.unit or None, "start": one.start, "end": one.end}
            for number, one in enumerate(found.reports)
        ],
        "text": found.text,
    }  # fmt: skip


def _candidate(one: Candidate) -> dict[str, object]:
    quantity = one.quantity
    return {
        "kind": one.kind, "text": one.text, "start": one.start, "end": one.end, "report": one.report,
        "quantity": quantity.value if quantity else None,
        "lower": quantity.lower if quantity else None,
        "upper": quantity.upper if quantity else None,
        "precision": quantity.precision if quantity else None,
        "measure": one.measure or None, "column": one.column or None, "item": one.item or None,
        "place": one.place or None, "month": one.month, "reporter": one.reporter or None,
        "fields": dict(one.texts), "assumed": one.assumed, "accept": one.accept, "reason": one.reason,
    }  # fmt: skip


def _hole(one: Hole) -> dict[str, object]:
    return {"text": one.text, "start": one.start, "end": one.end, "report": one.report}


def _say(found: Extraction) -> None:
    rows = [_line(one) for one in found.candidates if one.kind != BACKGROUND]
    session.write_rows(rows, "table", None, "候选数据")
    described = sum(one.kind == BACKGROUND for one in found.candidates)
    print(f"另有 {described} 处是背景，不登记；缺数 {len(found.holes)} 处。", file=sys.stderr)
    for hole in found.holes:
        around = found.text[max(0, hole.start - 10) : hole.end + 10].replace("\n", " ")
        print(f"  缺数，请问单位：……{around}……", file=sys.stderr)


def _line(one: Candidate) -> dict[str, object]:
    quantity = one.quantity
    bounds = (
        write_bounds(quantity.precision, quantity.lower, quantity.upper, "number")
        if quantity
        else ""
    )
    value = quantity.value if quantity and math.isfinite(quantity.value) else ""
    return {
        "采纳": "是" if one.accept else "否", "报告": one.report + 1, "表种": one.kind, "栏目": one.column,
        "名称": one.item[:24], "原文": one.text[:30], "数量": value, "范围": bounds, "月份": one.month or "",
        "说明": one.reason,
    }  # fmt: skip
