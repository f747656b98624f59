"""A fresh store with two units."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cityreport.store import Store
from store.ledgers import UNITS


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'store' / 'cityreport.db'}"


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
