"""One engine and its two kinds of transaction: a consistent reading, a queued writing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    insert,
    make_url,
    select,
    update,
)
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import ArgumentError, OperationalError

from cityreport.errors import StoreError
from cityreport.store import postgresql, sqlite
from cityreport.store.schema import CHANGE, STATE

_SNAPSHOT: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_REVISION = select(STATE.c.revision)
_RAISE = update(STATE).values(revision=STATE.c.revision + 1).returning(STATE.c.revision)
_LOG = insert(CHANGE)


def connect(url: str) -> Engine:
    """The engine for a database URL; makes the folder of an SQLite file."""
    address = _parsed(url)
    file = database_file(address)
    options: dict[str, Any] = {}
    if file is not None:
        _make_folder(file.parent)
        options["connect_args"] = {"timeout": sqlite.BUSY_SECONDS}
    elif address.get_backend_name() == "postgresql":
        options = postgresql.options()
    engine = create_engine(
        address, json_serializer=partial(json.dumps, ensure_ascii=False), **options
    )
    if engine.dialect.name == "sqlite":
        sqlite.prepare(engine)
    else:
        postgresql.prepare(engine)
    event.listen(engine, "handle_error", _say_in_words)
    return engine


def database_file(address: URL) -> Path | None:
    """The file of an SQLite URL, None for a server."""
    if address.get_backend_name() != "sqlite" or not address.database:
        return None
    return Path(address.database)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: all its statements see one state of the store."""
    options = _SNAPSHOT if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def exclusive(engine: Engine, *, lasting: bool = True) -> Iterator[Connection]:
    """A write transaction; rolled back if anything goes wrong inside.

    One that is not ``lasting`` is as whole as any, but need not be on the disk when it returns.
    """
    options = {sqlite.WRITES: True, sqlite.LASTING: lasting}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def writing(
    engine: Engine, action: str, by: str, at: datetime, *, lasting: bool = True
) -> Iterator[Connection]:
    """A write transaction that raises the revision and logs who did what when.

    The revision is raised first: on a server its row is the lock that queues the writers.
    """
    with exclusive(engine, lasting=lasting) as connection:
        log(connection, queued(connection), action, by, at)
        yield connection


def queued(connection: Connection) -> int:
    """The next revision, once all earlier writers are done."""
    return int(connection.execute(_RAISE).scalar_one())


def revision_of(connection: Connection) -> int:
    """The revision as this transaction sees it."""
    return int(connection.execute(_REVISION).scalar_one())


def log(connection: Connection, revision: int, action: str, by: str, at: datetime) -> None:
    """Write down who did what when."""
    entry = {"revision": revision, "action": action, "made_by": by, "made_at": instant(at)}
    connection.execute(_LOG, entry)


@contextmanager
def rehearsing(engine: Engine) -> Iterator[Connection]:
    """A write transaction that is taken back at the end, whatever happened in it."""
    options = {sqlite.WRITES: True}
    with engine.connect().execution_options(**options) as connection:
        transaction = connection.begin()
        try:
            yield connection
        finally:
            transaction.rollback()


def instant(at: datetime) -> str:
    """An aware time as the store keeps it: ISO text in UTC; ValueError without a zone."""
    if at.tzinfo is None:
        raise ValueError(f"a time without zone: {at!r}")
    return at.astimezone(UTC).isoformat()


def _parsed(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError(
            "数据库地址写得不对；请检查设置 CITYREPORT_DATABASE_URL 或 settings.toml 里的 database_url。"
        ) from error
    # The driver that is installed, also when an address says only postgresql://.
    plain = address.drivername == "postgresql"
    return address.set(drivername="postgresql+psycopg") if plain else address


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"建不了数据库文件夹“{folder}”；请检查位置和权限。") from error


def _say_in_words(context: ExceptionContext) -> None:
    """Turn an error of file or server that a person can act on into a StoreError."""
    engine = context.engine
    if engine is None:
        return
    error, where = context.original_exception, str(engine.url.database)
    if engine.dialect.name == "sqlite":
        words = sqlite.sentence(error, where)
    else:
        lost = isinstance(context.sqlalchemy_exception, OperationalError)
        words = postgresql.sentence(error, str(engine.url.host or where), lost=lost)
    if words is not None:
        raise StoreError(words) from error
