"""What only SQLite needs: pragmas, write transactions, a copy before migrating, its errors."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from cityreport.errors import StoreError

BUSY_SECONDS = 15
WRITES = "cityreport_writes"
"""The execution option that marks a transaction as writing."""
LASTING = "cityreport_lasting"
"""The execution option that says whether a commit returns only when it is on the disk."""
_PAGES_BEFORE_COPYING = 4000
"""16 MB of changes before they are copied from the log into the file itself: of the many pages
that every commit changes once more each is copied once (benchmarks/README.md)."""
_PAGES_AT_ONCE = 16
"""Fewer than any database of ours has, so that copying one over another takes several steps."""

_SENTENCES = {
    "SQLITE_BUSY": "数据库“{file}”正被另一个程序占用，请稍后再试；若一直如此，请关闭其他正在运行的本程序。",
    "SQLITE_LOCKED": "数据库“{file}”正被另一个程序占用，请稍后再试；若一直如此，请关闭其他正在运行的本程序。",
    "SQLITE_CORRUPT": "数据库文件“{file}”已损坏，无法读取；请用最近的备份恢复。",
    "SQLITE_NOTADB": "文件“{file}”不是本程序的数据库（或已损坏）；请检查数据库位置，或用最近的备份恢复。",
    "SQLITE_READONLY": "数据库“{file}”只能读、不能写；请检查文件和文件夹的权限。",
    "SQLITE_PERM": "没有权限打开数据库“{file}”；请检查文件和文件夹的权限。",
    "SQLITE_CANTOPEN": "打不开数据库“{file}”；请检查文件夹是否存在、是否有读写权限。",
    "SQLITE_FULL": "磁盘已满，数据库“{file}”写不进去；请腾出空间后再试。",
    "SQLITE_IOERR": "读写数据库“{file}”时磁盘出错；请检查磁盘或网络盘，必要时用备份恢复。",
}


def prepare(engine: Engine) -> None:
    """Make every connection durable and strict, and every writer take its lock at once."""
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)


def sentence(error: BaseException, file: str) -> str | None:
    """What a person can do about an error of the database file; None if it is a bug."""
    name = getattr(error, "sqlite_errorname", None)
    if name is None:
        return None
    primary = "_".join(str(name).split("_")[:2])
    words = _SENTENCES.get(primary)
    return None if words is None else words.format(file=file)


def copy_file(file: Path, number: int) -> Path:
    """Copy the committed state beside the database as ``.bak-<number>``; the copy's path."""
    target = file.with_name(f"{file.name}.bak-{number}")
    target.unlink(missing_ok=True)
    copy_pages(file, target)
    return target


def copy_pages(file: Path, target: Path) -> None:
    """Copy one committed state page by page into a new file; others may go on working."""
    with in_words(target), closing(_opened(file)) as source, closing(_opened(target)) as copy:
        source.backup(copy)


def copy_over(source: Path, target: Path, settle: Callable[[], None]) -> None:
    """Put the pages of one database in the place of another's, as one transaction of the latter.

    ``settle`` is called once while the target's write lock is held and may still change the
    source: nothing can come between what it reads of the target and the copy. Whoever reads the
    target meanwhile keeps the state he began with. StoreError when another one goes on writing.
    """
    settled = False

    def step(status: int, _remaining: int, _total: int) -> None:
        nonlocal settled
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(_SENTENCES["SQLITE_BUSY"].format(file=target))
        if not settled:
            # A change by another connection makes the copy begin anew, its lock still held.
            settle()
            settled = True

    with in_words(target), closing(_opened(source)) as wanted, closing(_opened(target)) as held:
        held.execute("PRAGMA synchronous = FULL")
        wanted.backup(held, pages=_PAGES_AT_ONCE, progress=step, sleep=0)
        held.execute("PRAGMA wal_checkpoint(PASSIVE)")


def given_out(connection: Connection) -> dict[str, int]:
    """The largest id ever given out by table, of those whose ids are never used again."""
    rows = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
    return {str(name): int(highest) for name, highest in rows}


def go_on_counting(connection: Connection, before: Mapping[str, int]) -> None:
    """Let no id be given out again that another state of the store had given out."""
    now = given_out(connection)
    for name, highest in before.items():
        if highest > now.get(name, -1):
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence VALUES (?, ?)", (name, highest))


def await_disk(file: Path) -> None:
    """Return when all that was committed is on the disk; StoreError when the disk fails.

    Commits follow one another in the one log beside the file, so that waiting once is enough.
    """
    log = file.with_name(f"{file.name}-wal")
    # Never the database itself: closing it would let go of the locks that SQLite holds on it.
    try:
        with log.open("r+b", buffering=0) as opened:
            os.fsync(opened)
    except FileNotFoundError:
        return  # the last one to leave has put everything into the file
    except OSError as error:
        raise StoreError(_SENTENCES["SQLITE_IOERR"].format(file=file)) from error


@contextmanager
def in_words(file: Path) -> Iterator[None]:
    """Turn an error of the driver that a person can act on into a StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        words = sentence(error, str(file))
        if words is None:
            raise
        raise StoreError(words) from error


def _opened(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)


def is_sound(connection: Connection) -> bool:
    """Whether the file's pages and indexes agree and no reference leads nowhere."""
    verdict = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one()
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return verdict == "ok" and loose is None


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transactions would begin late and deferred; ``_begin`` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_BEFORE_COPYING}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    # A reader that became a writer could deadlock with another one; writers queue from the start.
    options = connection.get_execution_options()
    if not options.get(WRITES, False):
        connection.exec_driver_sql("BEGIN")
        return
    level = "FULL" if options.get(LASTING, True) else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous = {level}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
