"""A fresh store with two units."""

from collections.abc import Iterator
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
