"""What a file is in a batch, in words; its units and months."""

from collections.abc import Collection, Iterable

from cityreport.period import Month
from cityreport.pipeline import FileResult
from cityreport.style import NONE
from cityreport.tables.ledger import FileReading, TableReading

_MOST_NAMED = 3
READY, NOTED, FAULTY, UNREAD = "● 可登记", "◐ 可登记，有提醒", "◆ 有错误", "× 无法读取"
AGAIN, NOTHING = "○ 重复，未再登记", "◌ 没有可登记的内容"
SKIPPED, ASIDE = "－ 不是表格，略过", "▫ 本次不用"
ORDER = (FAULTY, UNREAD, ASIDE, NOTHING, NOTED, READY, AGAIN, SKIPPED)
SET_ASIDE = "set-aside"
"""The code of the finding on a file that another one of the batch stands in for."""
_SKIPPED_CODES = frozenset({"system-file", "not-a-table"})


def word(result: FileResult) -> str:
    """What a file is, as shape and word."""
    reading = result.reading
    if any(finding.code == SET_ASIDE for finding in result.findings):
        return ASIDE
    if reading.readable and not reading.tables and _is_skipped(reading):
        return SKIPPED
    plain = {"duplicate": AGAIN, "unreadable": UNREAD, "error": FAULTY}
    if result.status in plain:
        return plain[result.status]
    if not result.registrable:
        return NOTHING
    return NOTED if result.status == "warning" else READY


def _is_skipped(reading: FileReading) -> bool:
    return any(finding.code in _SKIPPED_CODES for finding in reading.findings)


def kept_rows(table: TableReading) -> int:
    """The sheet rows that will be registered; an amount spread over sources is one row (C5)."""
    return len({row.row for row in table.rows})


def units_named(names: Iterable[str]) -> str:
    """The first three units, and how many there are."""
    known = list(names)
    if len(known) > _MOST_NAMED:
        return f"{'、'.join(known[:_MOST_NAMED])}等 {len(known)} 家"
    return "、".join(known) or NONE


def months_named(months: Collection[Month]) -> str:
    """The months, or the first and last of many."""
    ordered = sorted(months)
    if len(ordered) > _MOST_NAMED:
        return f"{ordered[0].label}至{ordered[-1].label}（{len(ordered)} 个月）"
    return "、".join(month.label for month in ordered) or NONE
