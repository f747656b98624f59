"""What every part of the store's door needs: a connection to read or to write on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Self

from sqlalchemy import Connection, Engine

from cityreport.store import migrations
from cityreport.store.engine import connect, reading, writing

Clock = Callable[[], datetime]


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
