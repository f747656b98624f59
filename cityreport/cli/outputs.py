"""``template``, ``merged``: workbooks out."""

import argparse
import sys
from pathlib import Path

from cityreport import template as blank
from cityreport.cli import session
from cityreport.errors import UserError
from cityreport.period import Month


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
    from cityreport.sheets import LOADABLE

    store = session.open_store()
    first, last = (
        (options.month, options.month)
        if options.month
        else (Month(options.year, 1), Month(options.year, 12))
    )
    rows = {kind: store.ledger(kind.name, first, last) for kind in LOADABLE}
    if not any(rows.values()):
        raise UserError("这段时间没有登记任何数据，没有可汇总的内容。")
    label = options.month.label if options.month else f"{options.year}年"
    return _write(options.output, merged_workbook(rows, f"{label}汇总表"))


def _write(path: Path, content: bytes) -> int:
    path.write_bytes(content)
    print(f"已写入 {path}", file=sys.stderr)
    return 0
