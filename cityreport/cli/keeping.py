"""``backup``, ``restore``, ``copy-to``, ``doctor``, ``support``: what keeps an installation safe."""

import argparse
import sys

from cityreport.cli import session
from cityreport.errors import UserError
from cityreport.pipeline import keeping
from cityreport.settings import places
from cityreport.store import backup as backups
from cityreport.store import moving


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


def copy_to(options: argparse.Namespace) -> int:
    """Copies everything into another, empty database and compares the two."""
    moved = moving.copy_to(session.open_store(), options.url)
    place = moving.named(options.url)
    print(
        f"已复制到“{place}”：{moved.holdings.words}；各表共 {moved.rows} 条，逐条核对一致。",
        file=sys.stderr,
    )
    if moved.went_on:
        print(
            "注意：复制期间原来的数据库又有改动，新改动不在复制的这份里；请停用看板，清空目标后重新复制。",
            file=sys.stderr,
        )
        return 1
    print(
        "要改用它，请把设置 CITYREPORT_DATABASE_URL 改成这个地址，再重新启动看板。", file=sys.stderr
    )
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
