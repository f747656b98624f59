"""A newer program opens a store of any older one: nothing of it changes, and a copy is kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text

from cityreport.store import Store, migrations, postgresql
from store.ledgers import amounts

NEWEST = len(migrations.MIGRATIONS)
STATE = "store_state"
"""The one table whose row says the version, which is what an upgrade changes."""


def rows_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by table."""
    with closing(sqlite3.connect(file)) as connection:
        listed = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr)
            for (name,) in listed
            if name != "sqlite_sequence"
        }


@pytest.mark.parametrize("version", range(1, NEWEST))
def test_every_row_of_an_older_store_is_there_after_the_upgrade_and_in_the_copy(
    version_1: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int
):
    with monkeypatch.context() as older:
        older.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:version])
        Store.open(version_1).close()
    file = tmp_path / "store" / "cityreport.db"
    before = rows_of(file)
    assert len(before["quantity"]) == 3

    opened = Store.open(version_1)
    assert amounts(opened) == [1, 7]
    assert [record.id for record in opened.history()] == [3, 2, 1]
    assert opened.settings() == {"due_day": 8}
    opened.close()

    after, copy = rows_of(file), rows_of(file.with_name(f"cityreport.db.bak-{version}"))
    assert {name: after[name] for name in before if name != STATE} == {
        name: rows for name, rows in before.items() if name != STATE
    }
    assert after[STATE][0][1:] == (NEWEST, before[STATE][0][2])
    assert copy == before
    assert not file.with_name(f"cityreport.db.bak-{NEWEST}").exists()


def test_a_server_drops_the_references_of_the_columns_named_and_no_others(server_engine: Engine):
    with server_engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text("CREATE TABLE kept_one (id integer PRIMARY KEY)"))
        columns = "a integer REFERENCES kept_one, b integer REFERENCES kept_one"
        connection.execute(text(f"CREATE TABLE kept_other ({columns})"))
        for _ in range(2):
            postgresql.drop_references(connection, "kept_other", ("b",))
            (left,) = inspect(connection).get_foreign_keys("kept_other")
            assert left["constrained_columns"] == ["a"]
        transaction.rollback()
