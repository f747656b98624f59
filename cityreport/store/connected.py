"""What every part of the store's door needs: a connection to read or to write on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Connection, Engine, update

from cityreport.store import copying, migrations
from cityreport.store.engine import connect, exclusive, log, reading, revision_of, writing
from cityreport.store.schema import STATE

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
        self, action: str, by: str, at: datetime | None = None
    ) -> AbstractContextManager[Connection]:
        return writing(self._engine, action, by, at or self._clock())

    def copy_into(self, url: str) -> None:
        """Write everything into the empty or outdated store behind a URL, in one transaction.

        What is copied is one state of this store; others may go on working meanwhile.
        """
        target = connect(url)
        try:
            migrations.migrate(target)
            with self._reading() as source, exclusive(target) as connection:
                copying.copy_all(source, connection)
        finally:
            target.dispose()

    def take_over(self, other: "Connected", by: str, at: datetime) -> None:
        """Put everything another store holds in the place of what this one holds.

        The revision rises above that of both, and the log says who did it when.
        """
        with other._reading() as source, exclusive(self._engine) as connection:
            before = revision_of(connection)
            copying.copy_all(source, connection)
            reached = max(before, revision_of(connection)) + 1
            connection.execute(update(STATE).values(revision=reached))
            log(connection, reached, RESTORING, by, at)
