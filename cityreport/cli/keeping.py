"""``backup``, ``restore``, ``doctor``: what keeps an installation safe."""

import argparse
import sys

from cityreport.cli import session
from cityreport.pipeline import keeping
from cityreport.settings import places
from cityreport.store import backup as backups


def backup(options: argparse.Namespace) -> int:
    """Writes everything into one checked file."""
    note = backups.write(session.open_store(), options.file, session.now())
    print(f"已备份到“{options.file}”：{note.holdings.words}，写完已读回核对。", file=sys.stderr)
    return 0


def restore(options: argparse.Namespace) -> int:
    """Puts a checked backup in the place of everything, after keeping what there was."""
    store = session.open_store()
    done = keeping.restore(store, options.file, options.by, session.now(), places().home)
    if done.kept is not None:
        print(f"恢复前的数据已另存到“{done.kept}”。", file=sys.stderr)
    print(f"已从“{options.file}”恢复：{done.note.holdings.words}。", file=sys.stderr)
    return 0


def doctor(_options: argparse.Namespace) -> int:
    """Checks store, folders and catalogue and says what to do about each fault."""
    faults = 0
    for check in keeping.examine(places().home, session.open_store, session.now()):
        faults += check.fault
        print(f"{'✗' if check.fault else '✓'} {check.name}：{check.verdict}")
    print("一切正常。" if not faults else f"有 {faults} 处需要处理。")
    return 3 if faults else 0
