"""Opening a store: path, migration, and everything that speaks against it."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, inspect

from cityreport import pipeline
from cityreport.errors import StoreError
from cityreport.store import Store, migrations, sqlite
from store.ledgers import AT, UNITS, amounts, reading, row, send

CHINESE = re.compile(r"[一-鿿]")


def test_a_path_with_spaces_and_chinese_characters_works(tmp_path):
    file = tmp_path / "创建 办公室" / "数据 库.db"
    store = Store.open(f"sqlite:///{file}")
    store.save_units(UNITS, "王")
    store.close()
    assert file.exists()
    assert Store.open(f"sqlite:///{file}").roster().units == UNITS


def test_the_database_is_durable_and_checks_its_references(store):
    with store._reading() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert asked["journal_mode"] == "wal"
    assert asked["synchronous"] == 2  # FULL
    assert asked["foreign_keys"] == 1
    assert asked["busy_timeout"] > 0


def test_an_older_store_is_copied_before_it_is_migrated(store, url, tmp_path, monkeypatch):
    send(store, "a", row(1))
    store.close()

    def second(connection):
        Table("added_later", MetaData(), Column("id", Integer, primary_key=True)).create(connection)

    version = len(migrations.MIGRATIONS)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, second))
    migrated = Store.open(url)
    assert amounts(migrated) == [1]
    assert "added_later" in inspect(migrated._engine).get_table_names()
    migrated.close()
    copy = tmp_path / "store" / f"cityreport.db.bak-{version}"
    with sqlite3.connect(copy) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        kept = connection.execute("SELECT count(*) FROM quantity").fetchone()
    connection.close()
    assert "added_later" not in tables
    assert kept == (1,)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="更新版本"):
        Store.open(url)


def test_a_failing_migration_changes_nothing(store, url, monkeypatch):
    store.close()

    def broken(connection):
        Table("half_done", MetaData(), Column("id", Integer, primary_key=True)).create(connection)
        raise RuntimeError("planted")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, broken))
    with pytest.raises(RuntimeError, match="planted"):
        Store.open(url)
    monkeypatch.undo()
    again = Store.open(url)
    assert "half_done" not in inspect(again._engine).get_table_names()
    assert again.roster().units == UNITS
    again.close()


def test_a_fresh_store_leaves_no_copy(store, tmp_path):
    assert not list((tmp_path / "store").glob("*.bak*"))


def test_a_file_that_is_no_database_is_refused_in_words(tmp_path):
    file = tmp_path / "cityreport.db"
    file.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match="不是本程序的数据库"):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"not a database")


def test_a_damaged_database_is_refused_in_words(store, url, tmp_path):
    for turn in range(30):
        send(store, str(turn), row(1, reporter=str(turn), 备注="很长的备注" * 200))
    store.close()
    file = tmp_path / "store" / "cityreport.db"
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(1) * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(StoreError, match=r"损坏|不是本程序"):
        Store.open(url).history()


def test_tables_of_another_program_are_left_alone(tmp_path):
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    connection.close()
    with pytest.raises(StoreError, match="别的程序"):
        Store.open(f"sqlite:///{file}")


def test_a_locked_database_is_named_in_words(store, url, tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0)
    impatient = Store.open(url)
    other = sqlite3.connect(tmp_path / "store" / "cityreport.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="占用"):
        impatient.set_settings({"due_day": 1}, "王")
    other.execute("ROLLBACK")
    other.close()
    impatient.set_settings({"due_day": 2}, "王")
    assert store.settings() == {"due_day": 2}
    impatient.close()


def test_a_read_only_database_is_named_in_words(store):
    event.listen(store._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA query_only = ON"))
    with pytest.raises(StoreError, match="只能读"):
        store.set_settings({"due_day": 1}, "王")


@pytest.mark.parametrize("address", ["nonsense", "sqlite:////proc/none/cityreport.db"])
def test_an_impossible_address_is_refused_in_words(address):
    with pytest.raises(StoreError) as refused:
        Store.open(address)
    assert CHINESE.search(str(refused.value))


def test_two_processes_may_open_a_fresh_store_at_once(url):
    code = f"from cityreport.store import Store; Store.open({url!r}).roster()"
    command = [sys.executable, "-c", code]
    processes = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]


@pytest.fixture
def waits(store, monkeypatch):
    """How the store's commits wait for the disk, in order, and ``disk`` for the batch's own wait."""
    said: list[str] = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("PRAGMA synchronous"):
            said.append(statement.rpartition(" ")[2])

    event.listen(store._engine, "before_cursor_execute", note)
    monkeypatch.setattr(os, "fsync", lambda _: said.append("disk"))
    return said


def batch(broken: bool = False):
    yield reading("a", (row(1),))
    yield reading("b", (row(2, unit="云溪小学"),))
    if broken:
        raise RuntimeError("planted")


def test_a_batch_waits_for_the_disk_once_and_any_other_write_by_itself(store, waits):
    choices = pipeline.LoadChoices("李", AT.date(), AT)
    assert [one.submission for one in pipeline.ingest(store, batch(), choices)] == [1, 2]
    assert waits == ["NORMAL", "NORMAL", "disk"]
    send(store, "c", row(3))
    assert waits[3:] == ["FULL"]


def test_a_batch_that_breaks_off_leaves_what_it_committed_on_the_disk(store, waits):
    choices = pipeline.LoadChoices("李", AT.date(), AT)
    with pytest.raises(RuntimeError, match="planted"):
        pipeline.ingest(store, batch(broken=True), choices)
    assert waits == ["NORMAL", "NORMAL", "disk"]
    assert len(store.history()) == 2


def test_a_disk_that_fails_is_said_before_anything_is_called_registered(store, monkeypatch):
    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StoreError, match="磁盘出错"):
        pipeline.ingest(store, batch(), pipeline.LoadChoices("李", AT.date(), AT))
