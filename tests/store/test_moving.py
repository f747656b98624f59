"""A whole store into another, empty database: a file to a server and back, compared before kept."""

import pytest

from cityreport.cli import main
from cityreport.errors import StoreError, UserError
from cityreport.store import Store, copying, moving
from cityreport.tables.vetoes import SEEN_ITEMS, Tick
from store.ledgers import AT, MARCH, UNITS, amounts, row, send


@pytest.fixture
def address(tmp_path) -> str:
    return f"sqlite:///{tmp_path / '另 一个' / 'cityreport.db'}"


@pytest.fixture
def full(address):
    """A file with something in tables of many kinds."""
    opened = Store.open(address)
    opened.save_units(UNITS, "王")
    send(opened, "a", row(3.1, 项目="路灯"), row(float(2**53), number=5))
    opened.undo(send(opened, "b", row(9)), "李", "重复", AT)
    opened.set_settings({"due_day": 8, "office_name": "创建办"}, "王")
    opened.lock(MARCH, "王")
    opened.change_vetoes(Tick(SEEN_ITEMS[0], None, AT.date(), "说明"), "王", AT)
    yield opened
    opened.close()


def the_same(one: Store, other: Store) -> None:
    assert amounts(one) == amounts(other)
    assert one.history() == other.history()
    assert one.settings() == other.settings()
    assert one.locked_months() == other.locked_months()
    assert one.vetoes() == other.vetoes()
    assert one.roster() == other.roster()
    assert one.file_content(1) == other.file_content(1)
    assert one.revision() == other.revision()


def test_everything_is_copied_and_work_goes_on_there(full, url):
    moved = moving.copy_to(full, url)
    assert moved.holdings == full.holdings()
    assert not moved.went_on
    there = Store.open(url)
    the_same(full, there)
    there.unlock(MARCH, "王")
    assert send(there, "c", row(4)) == 3  # ids go on counting
    there.close()


def test_the_way_back_brings_the_same(store, url, address):
    send(store, "a", row(3, 项目="路灯"))
    moving.copy_to(store, address)
    back = Store.open(address)
    the_same(store, back)
    back.close()


def test_a_database_that_holds_anything_is_refused_and_stays(full, store, url):
    with pytest.raises(UserError, match=r"已经有数据，没有复制"):
        moving.copy_to(full, url)
    assert store.history() == []
    assert store.roster().units == UNITS


def test_a_copy_that_differs_in_one_cell_is_taken_back_and_can_be_started_anew(
    full, url, monkeypatch
):
    original = copying.copy_all
    with monkeypatch.context() as patch:
        patch.setattr(
            moving.copying, "copy_all",
            lambda source, target, without: (
                original(source, target, without),
                target.exec_driver_sql("UPDATE quantity SET value = value + 0.5 WHERE row_id = 1"),
            ),
        )  # fmt: skip
        with pytest.raises(StoreError, match=r"不一致（quantity）"):
            moving.copy_to(full, url)
    assert moving.copy_to(full, url).holdings == full.holdings()


def test_the_command_says_what_was_copied_and_hides_the_password(home, tmp_path, capsys):
    target = f"sqlite:///{tmp_path / 'b.db'}"
    assert main(["copy-to", target]) == 0
    assert "逐条核对一致" in capsys.readouterr().err
    assert moving.named("postgresql://u:secret@host/city") == "postgresql://u:***@host/city"
    Store.open(target).close()


def test_a_server_nobody_reaches_is_said_in_words(home, capsys):
    assert main(["copy-to", "postgresql://nobody@127.0.0.1:9/city"]) == 3
    assert "连接不上数据库服务器“127.0.0.1”" in capsys.readouterr().err
