"""``template``, ``merged``, ``returns``: workbooks out."""

import argparse
import sys
from pathlib import Path

from cityreport import pipeline, workbook
from cityreport import template as blank
from cityreport.cli import session
from cityreport.cli.office_tables import content_of
from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.settings import places


def template(options: argparse.Namespace) -> int:
    """Writes the blank monthly workbook, for one unit or (zipped) for all."""
    month = options.month or Month.of(session.today())
    roster = session.open_store().roster()
    if options.all:
        if not roster.units:
            raise UserError("名册为空，不能按单位生成模板。请先载入名册（roster load）。")
        content = blank.all_workbooks(roster.units, month)
    else:
        unit = roster.match(options.unit) if options.unit else None
        if options.unit and unit is None:
            raise UserError(f"名册中没有「{options.unit}」。")
        content = blank.blank_workbook(unit, month if unit else options.month)
    return _write(options.output, content)


def merged(options: argparse.Namespace) -> int:
    """Writes the 汇总表: one sheet a kind, all units' rows."""
    from cityreport.exports.xlsx import merged_workbook
    from cityreport.sheets import KINDS

    store = session.open_store()
    first, last = (
        (options.month, options.month)
        if options.month
        else (Month(options.year, 1), Month(options.year, 12))
    )
    rows = {
        kind: store.register(kind.name, last)
        if kind.whole_register and first != last
        else store.ledger(kind.name, first, last)
        for kind in KINDS
    }
    if not any(rows.values()):
        raise UserError("这段时间没有登记任何数据，没有可汇总的内容。")
    label = options.month.label if options.month else f"{options.year}年"
    return _write(options.output, merged_workbook(rows, f"{label}汇总表"))


def returns(options: argparse.Namespace) -> int:
    """Writes the 退回单 of a file: its own workbook with the faults marked (details.md D4)."""
    name, content = options.file.name, content_of(options.file)
    store = session.open_store()
    cells = workbook.read_files([(name, content)], places().max_upload_mb)
    learnt = pipeline.header_words(store, places().timezone)
    [reading] = pipeline.read(cells, store.roster(), session.today(), learnt)
    until = options.until or pipeline.due_back(
        reading, pipeline.settings_in_force(store), session.today()
    )
    macros = options.output.suffix.lower() == ".xlsm"
    made = pipeline.marked_up(reading, name, content, until, macros=macros)
    return _write(options.output, made)


def _write(path: Path, content: bytes) -> int:
    path.write_bytes(content)
    print(f"已写入 {path}", file=sys.stderr)
    return 0
