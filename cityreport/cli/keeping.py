"""``backup``, ``restore``, ``doctor``, ``support``: what keeps an installation safe."""

import argparse
import sys

from cityreport.cli import session
from cityreport.errors import UserError
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


def support(options: argparse.Namespace) -> int:
    """Writes the support bundle: versions, settings, self-check and log without personal data."""
    from cityreport.pipeline.support import bundle

    now = session.now()
    checks = tuple(keeping.examine(places().home, session.open_store, now))
    content = bundle(places(), checks, session.open_store, now)
    try:
        with options.file.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise UserError(f"“{options.file.name}”已经有了，没有覆盖；请换一个文件名。") from None
    except OSError as error:
        raise UserError(
            f"“{options.file}”写不进去（{error.strerror}）；请检查位置、权限和剩余空间。"
        ) from error
    print(f"诊断包已写到“{options.file}”，里面没有单位、人名和文件名。", file=sys.stderr)
    return 0
