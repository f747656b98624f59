"""Backup and restore: one file, checked after writing, nothing taken back from a damaged one."""

import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import pytest

from cityreport.errors import UnreadableInputError, UserError
from cityreport.period import Month
from cityreport.store import Store, backup, migrations
from cityreport.tables.vetoes import SEEN_ITEMS, Tick
from store.ledgers import AT, MARCH, amounts, row, send
from store.test_kept import same


@pytest.fixture
def other(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'other' / 'cityreport.db'}")
    yield opened
    opened.close()


def written(store, tmp_path, name="备 份.zip"):
    file = tmp_path / name
    return file, backup.write(store, file, AT)


def test_everything_comes_back_in_another_store(store, other, tmp_path):
    send(store, "a", row(3, 项目="路灯"))
    undone = send(store, "b", row(9))
    store.undo(undone, "李", "重复", AT)
    store.set_settings({"due_day": 8}, "王")
    store.lock(MARCH, "王")
    store.change_vetoes(Tick(SEEN_ITEMS[0], None, AT.date(), "说明"), "王", AT)
    file, note = written(store, tmp_path)
    assert (note.units, note.submissions, note.revision) == (2, 2, store.revision())
    backup.restore(other, file, "王", AT)
    assert amounts(other) == amounts(store) == [3]
    assert other.history() == store.history()
    assert other.settings() == store.settings()
    assert other.locked_months() == store.locked_months()
    assert other.vetoes() == store.vetoes()
    assert other.roster() == store.roster()
    assert other.file_content(1) == store.file_content(1)


def test_a_restore_raises_the_revision_beyond_both_and_is_logged(store, other, tmp_path):
    send(store, "a", row(3))
    file, note = written(store, tmp_path)
    for number in range(6):
        other.set_settings({"due_day": number + 1}, "王")
    before = other.revision()
    backup.restore(other, file, "王", AT)
    assert other.revision() > max(before, note.revision)
    other.save_units(other.roster().units, "王")  # the next change still finds a free revision
    send(other, "b", row(4, month=Month(2023, 4)))


def test_kept_sums_are_forgotten_after_a_restore(store, url, tmp_path):
    send(store, "a", row(3))
    file, _ = written(store, tmp_path)
    store.undo(1, "李", "错", AT)
    send(store, "b", row(5))
    assert store.observations(2023).facts["value"].tolist() == [5]
    backup.restore(store, file, "王", AT)
    assert store.observations(2023).facts["value"].tolist() == [3]
    same(store, url, 2023)
    send(store, "c", row(8, month=Month(2023, 4)))
    same(store, url, 2023)


def test_a_backup_is_made_while_others_write(store, tmp_path):
    stop = threading.Event()

    def work():
        number = 0
        while not stop.is_set():
            number += 1
            send(store, f"w{number}", row(number, month=Month(2023, number % 12 + 1)))

    thread = threading.Thread(target=work)
    thread.start()
    try:
        notes = [written(store, tmp_path, f"{turn}.zip") for turn in range(4)]
    finally:
        stop.set()
        thread.join()
    for file, note in notes:
        assert backup.check(file).submissions == note.submissions


def test_an_existing_file_is_not_overwritten(store, tmp_path):
    file, _ = written(store, tmp_path)
    with pytest.raises(UserError, match="已经有"):
        backup.write(store, file, AT)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("place", [0.2, 0.5, 0.8])
def test_a_damaged_backup_is_refused_and_the_store_stays(store, tmp_path, place):
    send(store, "a", row(3))
    file, _ = written(store, tmp_path)
    content = bytearray(file.read_bytes())
    content[int(len(content) * place)] ^= 0xFF
    file.write_bytes(content)
    send(store, "b", row(7))
    revision = store.revision()
    with pytest.raises(UnreadableInputError, match="备份"):
        backup.restore(store, file, "王", AT)
    assert (amounts(store), store.revision()) == ([7], revision)


def test_a_backup_whose_packed_bytes_make_no_sense_is_refused(store, tmp_path):
    file, _ = written(store, tmp_path)
    before, name, packed = file.read_bytes().partition(b"cityreport.db")
    # 0xff begins a block of a kind that deflate does not have.
    file.write_bytes(before + name + b"\xff" * 8 + packed[8:])
    with pytest.raises(UnreadableInputError, match="打不开或已损坏"):
        backup.check(file)


@pytest.mark.parametrize(("at", "value"), [(6, 1), (8, 99)], ids=["encrypted", "odd compression"])
def test_a_zip_that_python_cannot_unpack_is_refused(store, tmp_path, at, value):
    file, _ = written(store, tmp_path)
    content = bytearray(file.read_bytes())
    # Each entry has its flags at 6 and its way of compression at 8, in the directory 2 later.
    for head, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        place = content.find(head)
        while place >= 0:
            content[place + at + shift] = value
            place = content.find(head, place + 4)
    file.write_bytes(content)
    with pytest.raises(UnreadableInputError, match="打不开或已损坏"):
        backup.check(file)


def test_a_card_nested_without_end_is_refused(store, tmp_path):
    with zipfile.ZipFile(tmp_path / "deep.zip", "w") as archive:
        archive.writestr("manifest.json", "[" * 200_000)
    with pytest.raises(UnreadableInputError, match="打不开或已损坏"):
        backup.check(tmp_path / "deep.zip")


def test_a_backup_larger_than_the_free_space_is_not_unpacked(store, tmp_path, monkeypatch):
    file, _ = written(store, tmp_path)
    full = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(UserError, match="磁盘剩余空间不够"):
        backup.check(file)


def test_a_truncated_a_foreign_and_a_missing_file_are_refused(store, tmp_path):
    file, _ = written(store, tmp_path)
    (tmp_path / "half.zip").write_bytes(file.read_bytes()[:900])
    (tmp_path / "text.zip").write_text("不是备份")
    with zipfile.ZipFile(tmp_path / "foreign.zip", "w") as archive:
        archive.writestr("a.txt", "x")
    for name in ("half.zip", "text.zip", "foreign.zip", "none.zip"):
        with pytest.raises(UnreadableInputError, match=name):
            backup.restore(store, tmp_path / name, "王", AT)


def test_a_changed_database_with_its_old_checksum_is_refused(store, tmp_path):
    send(store, "a", row(3))
    file, _ = written(store, tmp_path)
    with zipfile.ZipFile(file) as archive:
        manifest, database = archive.read("manifest.json"), archive.read("cityreport.db")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("cityreport.db", database + b"\0")
    with pytest.raises(UnreadableInputError, match="校验"):
        backup.restore(store, file, "王", AT)


def test_a_sound_card_over_a_database_of_another_program_is_refused(store, tmp_path):
    file, note = written(store, tmp_path)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE notes (words TEXT)")
    database = (tmp_path / "other.db").read_bytes()
    with zipfile.ZipFile(file) as archive:
        card = json.loads(archive.read("manifest.json"))
    assert card["sha256"] == note.sha256
    card["sha256"] = hashlib.sha256(database).hexdigest()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(card))
        archive.writestr("cityreport.db", database)
    with pytest.raises(UnreadableInputError, match="读不出来"):
        backup.check(file)


def test_a_backup_of_a_newer_program_is_refused(store, tmp_path):
    file, _ = written(store, tmp_path)
    with zipfile.ZipFile(file) as archive:
        database = archive.read("cityreport.db")
        manifest = json.loads(archive.read("manifest.json"))
    manifest["schema_version"] = len(migrations.MIGRATIONS) + 1
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.writestr("cityreport.db", database)
    with pytest.raises(UserError, match="更新"):
        backup.restore(store, file, "王", AT)


def test_a_backup_of_an_older_program_is_brought_up_to_date(
    version_1, other, tmp_path, monkeypatch
):
    older = tmp_path / "store" / "cityreport.db"
    manifest = {
        "application": "cityreport", "format": 1, "schema_version": 1, "revision": 4,
        "sha256": backup.sha256_of(older), "made_at": AT.isoformat(), "units": 2, "submissions": 3,
    }  # fmt: skip
    file = tmp_path / "old.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        archive.write(older, "cityreport.db")
    backup.restore(other, file, "王", datetime(2026, 1, 1, tzinfo=UTC))
    assert amounts(other) == [1, 7]
