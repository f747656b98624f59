"""What keeps an installation safe: the checked way back from a backup, and the self-check."""

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cityreport.confined.child import memory_is_bounded
from cityreport.errors import UserError, reason
from cityreport.pipeline.office import framework_in_force
from cityreport.store import Store, backup
from cityreport.store.backup import BackupNote
from cityreport.tables.keeping import Check

_KEPT = "恢复前-"
_LITTLE = 500 * 1024 * 1024
"""Bytes of free disk below which is warned: a large city's backup takes a sixth of it."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore put in place, and where what there was before is kept (None: nothing was)."""

    note: BackupNote
    kept: Path | None


def restore(store: Store, file: Path, by: str, at: datetime, home: Path) -> Restored:
    """Put a checked backup in the place of everything, after keeping what there was.

    Errors as ``backup.check``; then nothing was changed or written.
    """
    backup.check(file)  # before anything is written
    kept = None
    if not store.is_empty():
        folder(home).mkdir(parents=True, exist_ok=True)
        kept = folder(home) / f"{_KEPT}{at:%Y%m%d-%H%M%S}-{store.revision()}.zip"
        backup.write(store, kept, at)
    return Restored(backup.restore(store, file, by, at), kept)


def folder(home: Path) -> Path:
    """Where backups lie on this computer: the copies kept before a restore, and any put there."""
    return home / "store"


def backups_here(home: Path) -> tuple[Path, ...]:
    """The zips in that folder, the newest name first."""
    return tuple(sorted(folder(home).glob("*.zip"), reverse=True))


def safety_copies(home: Path) -> tuple[Path, ...]:
    """The copies kept before each restore, the newest first."""
    return tuple(file for file in backups_here(home) if file.name.startswith(_KEPT))


def examine(home: Path, opened: Callable[[], Store], now: datetime) -> Iterator[Check]:
    """Each thing looked at, what was found and, of a fault, what to do about it."""
    yield Check("Python", sys.version.split()[0], sys.version_info < (3, 11))
    yield _folder(home)
    yield _space(home)
    yield _confinement()
    try:
        store = opened()
        faults = store.faults()
    except UserError as error:
        yield Check("数据库", str(error), True)
        return
    words = f"完好，第 {store.revision()} 次修改，{store.holdings().words}"
    yield Check("数据库", "；".join(faults) or words, bool(faults))
    yield _clock(store, now)
    yield _office(store)


def _folder(home: Path) -> Check:
    probe = home / ".可写"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Check("数据文件夹", f"“{home}”不能写（{reason(error)}）；请检查权限。", True)
    return Check("数据文件夹", f"“{home}”可以读写", False)


def _space(home: Path) -> Check:
    free = shutil.disk_usage(home if home.exists() else home.anchor).free
    words = f"剩余 {free / 1024**3:.1f} GB"
    return Check("磁盘空间", words if free >= _LITTLE else f"{words}，请尽快清理", free < _LITTLE)


def _confinement() -> Check:
    bounded = "内存和时间都有上限"
    unbounded = "时间有上限；这种系统不能限制内存，过大的文件靠读之前的检查拒绝"
    words = f"各单位的文件在单独的进程里读，{bounded if memory_is_bounded() else unbounded}"
    return Check("读文件的保护", words, False)


def _clock(store: Store, now: datetime) -> Check:
    """A change dated later than now: the clock was set back, or was wrong when it was made."""
    last = store.last_change()
    if last is None or last <= now:
        return Check("时钟", f"{now:%Y-%m-%d %H:%M}", False)
    dated = last.astimezone(now.tzinfo)
    words = (
        f"现在是 {now:%Y-%m-%d %H:%M}，但有一次修改记在 {dated:%Y-%m-%d %H:%M}，还没有到；"
        "先后次序按登记编号，不受影响，但按时、迟报以电脑日期为准，请校准电脑的时间。"
    )
    return Check("时钟", words, True)


def _office(store: Store) -> Check:
    roster = store.roster()
    try:
        framework = framework_in_force(store, roster)
    except UserError as error:
        return Check("测评标准目录", str(error), True)
    words = f"{framework.edition}，{len(framework.indicators)} 项指标；{len(roster.units)} 家单位"
    return Check("测评标准目录", words, False)
