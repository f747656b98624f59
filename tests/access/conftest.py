"""People for the tests of access: hashes that cost nothing, a store that knows three of them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from cityreport.accounts import passwords
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.tables.people import Role

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
MANAGER, CLERK, LEADER = "赵主任", "王芳", "李局"
PASSWORD = "云汐河边的第三盏路灯"


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Argon2 with the least of everything: what is tested is not how slow it is."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
    passwords.nobodys_hash.cache_clear()
    yield
    passwords.nobodys_hash.cache_clear()


def add_people(store: Store) -> None:
    """赵主任 may manage, 王芳 enter, 李局 look; one password for all."""
    for name, role in ((MANAGER, Role.MANAGE), (CLERK, Role.ENTER), (LEADER, Role.VIEW)):
        people.add_account(store, name, role, PASSWORD, "命令行", AT)


@pytest.fixture(scope="session")
def people_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with three people, to be copied."""
    file = tmp_path_factory.mktemp("people") / "cityreport.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1))
        store = Store.open(f"sqlite:///{file}")
        add_people(store)
        store.close()
    return file


@pytest.fixture
def peopled(store_url: str, people_file: Path, quick_hashes: None) -> Iterator[Store]:
    """The store of a home of this test alone, with three people."""
    shutil.copyfile(people_file, store_url.removeprefix("sqlite:///"))
    store = Store.open(store_url)
    yield store
    store.close()
