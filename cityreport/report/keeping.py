"""人员与备份 in words: what the store holds, what a backup would put in its place, the self-check."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from cityreport.store.backup import BackupNote
from cityreport.style import NONE, write
from cityreport.tables.keeping import Check, Holdings
from cityreport.tables.section import Column, Section, Table

_NAMES = ("单位数", "登记次数", "数据行数", "最近一次登记")


def standing(now: Holdings, zone: tzinfo) -> tuple[str, str]:
    """What the store holds now as a claim, and what of it a backup contains."""
    latest = "" if now.latest is None else f"，最近一次登记在 {_written(now.latest, zone)}"
    return (
        f"现在有 {now.words}{latest}",
        "备份包含全部数据：名册、目录、设置、月报原件和每一格、批注、留档；"
        "不含本机的设置文件和幻灯片母版。做备份时大家可以照常使用；写完会读回核对，再供下载。",
    )


def offered(now: Holdings, note: BackupNote, zone: tzinfo) -> Section:
    """What a backup holds beside what the store holds now."""
    rows = zip(_NAMES, _figures(now, zone), _figures(note.holdings, zone), strict=True)
    made = ("备份时间", NONE, _written(note.made, zone))
    return Section(
        "keeping-offered",
        f"这份备份里有 {note.holdings.words}",
        lead=f"{_written(note.made, zone)} 做的备份，已检查：文件完整，内容与校验码一致。",
        table=Table((Column("内容"), Column("现在"), Column("备份里")), (*rows, made)),
    )


def consequence(now: Holdings, note: BackupNote, zone: tzinfo) -> str:
    """What restoring means, to be confirmed by who does it."""
    return (
        f"我知道：现在的 {now.words}将整个换成 {_written(note.made, zone)} 备份里的 "
        f"{note.holdings.words}，备份以后登记和改动的内容不再显示"
    )


def self_check(checks: Sequence[Check]) -> Section:
    """What the self-check found, a row for each thing looked at."""
    faults = sum(check.fault for check in checks)
    rows = tuple(
        ("◆ 要处理" if check.fault else "✓ 正常", check.name, check.verdict) for check in checks
    )
    return Section(
        "keeping-checked",
        f"有 {faults} 处需要处理" if faults else "自检：一切正常",
        table=Table((Column("结果"), Column("检查内容"), Column("情况")), rows, wrapped=True),
    )


def _figures(holdings: Holdings, zone: tzinfo) -> tuple[str, ...]:
    latest = NONE if holdings.latest is None else _written(holdings.latest, zone)
    counts = (holdings.units, holdings.submissions, holdings.rows)
    return (*(write(count, "count") for count in counts), latest)


def _written(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"
