"""People for the tests of access: hashes that cost nothing, a store that knows three of them."""

from collections.abc import Iterator
from datetime import UTC, datetime

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


@pytest.fixture
def peopled(store_url: str, quick_hashes: None) -> Iterator[Store]:
    """The store of a home of this test alone, with three people."""
    store = Store.open(store_url)
    add_people(store)
    yield store
    store.close()
