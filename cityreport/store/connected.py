"""What every part of the store's door needs: a connection to read or to write on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Table, update

from cityreport.store import accounts, contents, copying, inventory, migrations, sqlite
from cityreport.store.engine import (
    connect,
    database_file,
    exclusive,
    log,
    queued,
    reading,
    revision_of,
    writing,
)
from cityreport.store.schema import STATE
from cityreport.store.schema_people import PEOPLE, VISITS
from cityreport.tables.keeping import Holdings

Clock = Callable[[], datetime]
RESTORING = "restore"
"""The action under which a restore stands in the log."""


def _now() -> datetime:
    return datetime.now(UTC)


class Connected:
    """An open database: readers see one state, writers queue and log who did what."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, url: str, clock: Clock = _now) -> Self:
        """The store behind a database URL, made or brought up to date if need be.

        ``clock`` dates the log of changes. StoreError if the database cannot be used.
        """
        engine = connect(url)
        migrations.migrate(engine)
        return cls(engine, clock)

    def close(self) -> None:
        """Give the connections back; the store opens new ones when used again."""
        self._engine.dispose()

    def _reading(self) -> AbstractContextManager[Connection]:
        return reading(self._engine)

    def _writing(
        self, action: str, by: str, at: datetime | None = None, *, lasting: bool = True
    ) -> AbstractContextManager[Connection]:
        return writing(self._engine, action, by, at or self._clock(), lasting=lasting)

    def await_disk(self) -> None:
        """Return when everything committed is on the disk, also what did not wait for it.

        Only SQLite has commits that do not: a server waits each time. StoreError when it fails.
        """
        file = database_file(self._engine.url)
        if file is not None:
            sqlite.await_disk(file)

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the database itself, in words; empty when it is sound."""
        with self._reading() as connection:
            if connection.dialect.name == "sqlite" and not sqlite.is_sound(connection):
                return ("数据库文件已损坏，请用最近的备份恢复（restore）",)
        return ()

    def holdings(self) -> Holdings:
        """The control figures: how much of everything there is."""
        with self._reading() as connection:
            return contents.holdings(connection)

    def last_change(self) -> datetime | None:
        """The latest time in the log of changes, whichever its place there; None without any."""
        with self._reading() as connection:
            return contents.last_change(connection)

    def table_sizes(self) -> dict[str, int]:
        """How many rows each table holds, after the store's own ``schema_version`` and ``revision``."""
        with self._reading() as connection:
            return inventory.sizes(connection)

    def names_held(self) -> frozenset[str]:
        """Every name of a unit, a person or a file of the office: to be taken out of what is sent."""
        with self._reading() as connection:
            return inventory.names(connection)

    def copy_into(self, target: Path) -> None:
        """Write everything into a new SQLite file, one state of the store.

        Others may go on working meanwhile.
        """
        file = database_file(self._engine.url)
        if file is not None:
            sqlite.copy_pages(file, target)
            return
        copy = type(self).open(f"sqlite:///{target}", self._clock)
        try:
            with self._reading() as source, exclusive(copy._engine) as connection:
                copying.copy_all(source, connection)
        finally:
            copy.close()

    def take_over(self, other: "Connected", by: str, at: datetime) -> None:
        """Put everything another store holds in the place of what this one holds.

        The revision rises above that of both, and the log says who did it when. Logins are never
        taken over, and accounts only where there are none yet: an older backup must neither
        bring back who was shut out nor open a store that people log in to (decision 0018).
        From file to file whole pages are copied, and ``other`` is used up by it.
        """
        file, own = database_file(other._engine.url), database_file(self._engine.url)
        if file is not None and own is not None:
            sqlite.copy_over(file, own, lambda: self._hand_on(other, by, at))
            return
        with other._reading() as source, exclusive(self._engine) as connection:
            before = queued(connection)
            copying.copy_all(source, connection, without=_staying(connection))
            _raise_beyond(connection, before, by, at)

    def _hand_on(self, other: "Connected", by: str, at: datetime) -> None:
        """Give a store that is to take this one's place what of this one stays."""
        with self._reading() as here, exclusive(other._engine) as connection:
            copying.copy_tables(here, connection, _staying(here))
            sqlite.go_on_counting(connection, sqlite.given_out(here))
            _raise_beyond(connection, revision_of(here), by, at)


def _staying(connection: Connection) -> tuple[Table, ...]:
    """The tables that a restore leaves as they are, those referred to first."""
    own_people = PEOPLE if accounts.has_accounts(connection) else ()
    return (*own_people, *VISITS)


def _raise_beyond(connection: Connection, before: int, by: str, at: datetime) -> None:
    """Raise the revision above that of both states, and log who restored."""
    reached = max(before, revision_of(connection)) + 1
    connection.execute(update(STATE).values(revision=reached))
    log(connection, reached, RESTORING, by, at)
