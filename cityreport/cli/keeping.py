"""``backup``, ``restore``, ``doctor``: what keeps an installation safe."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from cityreport import pipeline
from cityreport.cli import session
from cityreport.errors import UserError
from cityreport.settings import places
from cityreport.store import Store
from cityreport.store import backup as backups

_LITTLE = 500 * 1024 * 1024
"""Bytes of free disk below which ``doctor`` warns: a large city's backup takes a sixth of it."""


def backup(options: argparse.Namespace) -> int:
    """Writes everything into one checked file."""
    note = backups.write(session.open_store(), options.file, session.now())
    print(f"已备份到“{options.file}”：{_holds(note)}，写完已读回核对。", file=sys.stderr)
    return 0


def restore(options: argparse.Namespace) -> int:
    """Puts a checked backup in the place of everything, after keeping what there was."""
    store, at = session.open_store(), session.now()
    backups.check(options.file)  # before anything is written
    if not store.is_empty():
        kept = places().home / "store" / f"恢复前-{at:%Y%m%d-%H%M%S}-{store.revision()}.zip"
        backups.write(store, kept, at)
        print(f"恢复前的数据已另存到“{kept}”。", file=sys.stderr)
    note = backups.restore(store, options.file, options.by, at)
    print(f"已从“{options.file}”恢复：{_holds(note)}。", file=sys.stderr)
    return 0


def doctor(_options: argparse.Namespace) -> int:
    """Checks store, folders and catalogue and says what to do about each fault."""
    faults = 0
    for name, verdict, fault in _examined():
        faults += fault
        print(f"{'✗' if fault else '✓'} {name}：{verdict}")
    print("一切正常。" if not faults else f"有 {faults} 处需要处理。")
    return 3 if faults else 0


def _holds(note: backups.BackupNote) -> str:
    return f"{note.units} 家单位、{note.submissions} 次登记"


def _examined() -> Iterator[tuple[str, str, bool]]:
    """Each thing looked at, what was found, and whether it is a fault."""
    yield "Python", sys.version.split()[0], sys.version_info < (3, 11)
    yield _folder(places().home)
    yield _space(places().home)
    try:
        store = session.open_store()
        faults = store.faults()
    except UserError as error:
        yield "数据库", str(error), True
        return
    yield "数据库", "；".join(faults) or f"完好，第 {store.revision()} 次修改", bool(faults)
    yield _office(store)


def _folder(home: Path) -> tuple[str, str, bool]:
    probe = home / ".可写"
    try:
        home.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        return "数据文件夹", f"“{home}”不能写（{error.strerror}）；请检查权限。", True
    return "数据文件夹", f"“{home}”可以读写", False


def _space(home: Path) -> tuple[str, str, bool]:
    free = shutil.disk_usage(home if home.exists() else home.anchor).free
    words = f"剩余 {free / 1024**3:.1f} GB"
    return "磁盘空间", words if free >= _LITTLE else f"{words}，请尽快清理", free < _LITTLE


def _office(store: Store) -> tuple[str, str, bool]:
    roster = store.roster()
    try:
        framework = pipeline.framework_in_force(store, roster)
    except UserError as error:
        return "测评标准目录", str(error), True
    words = f"{framework.edition}，{len(framework.indicators)} 项指标；{len(roster.units)} 家单位"
    return "测评标准目录", words, False
