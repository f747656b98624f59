"""A full disk, a busy store, a colleague on the same report: said on the page and the command line."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit import cache_resource
from test_uploading import EAST, MARCH, commit, drop, monthly, opened, press

from cityreport.cli import main
from cityreport.pipeline import LoadChoices, crossing, ingest
from cityreport.settings import places
from cityreport.store import Store, sqlite
from cityreport.ui import clock


@pytest.fixture
def city(home: Path):
    """The store with one unit."""
    opened_store = Store.open(places().database_url)
    opened_store.save_units([EAST], "测试")
    yield opened_store
    opened_store.close()


def outcome(app) -> str:
    assert not app.exception
    return "\n".join(
        [str(frame.value.to_dict()) for frame in app.dataframe]
        + [one.value for one in (*app.warning, *app.error, *app.success)]
    )


def read_one(store: Store, amount: int):
    from cityreport import pipeline, workbook

    name, content = monthly(people=amount)
    cells = workbook.read_files([(f"{amount}{name}", content)])
    return list(pipeline.read(cells, store.roster(), clock.today()))


def test_whoever_registers_the_same_report_after_a_colleague_is_told(city):
    app = drop(opened(), monthly(people=30))
    app.text_input(key="upload-by").set_value("小王").run()
    now = clock.now()
    ingest(city, read_one(city, 77), LoadChoices("小李", now.date(), now))
    [said] = [one.value for one in press(app, "upload-commit").warning]
    assert "“小李”几乎同时登记了" in said
    assert "也报了城东社区2023年3月的志愿服务" in said
    assert "以本次登记的为准" in said
    assert [record.by for record in city.history()] == ["小王", "小李"]
    [row] = city.ledger("志愿服务", MARCH, MARCH)
    assert row.quantities["参与人次"].value == 30
    city.undo(2, "小王", "以小李的为准", now)
    [row] = city.ledger("志愿服务", MARCH, MARCH)
    assert row.quantities["参与人次"].value == 77


def test_nobody_is_named_where_the_others_reported_something_else(city):
    since = crossing.newest(city)
    now = clock.now()
    results = ingest(city, read_one(city, 5), LoadChoices("小王", now.date(), now))
    assert crossing.crossed(city, results, since) == results


def test_a_disk_that_fills_up_is_said_on_the_page_and_the_file_can_be_sent_again(city, monkeypatch):
    full = {"now": False}

    def begin(connection):
        if full["now"]:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        sqlite_begin(connection)

    sqlite_begin = sqlite._begin
    monkeypatch.setattr(sqlite, "_begin", begin)
    cache_resource.clear()
    app = drop(opened(), monthly())
    full["now"] = True
    said = outcome(commit(app))
    assert "磁盘已满" in said
    assert "腾出空间" in said
    assert city.history() == []
    full["now"] = False
    cache_resource.clear()
    commit(drop(opened(), monthly()))
    assert len(city.history()) == 1


def test_a_store_another_one_holds_is_said_on_the_page_and_the_command_line(
    city, home, monkeypatch, capsys
):
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0)
    cache_resource.clear()
    app = drop(opened(), monthly())
    file = home / "store" / "cityreport.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "正被另一个程序占用，请稍后再试" in outcome(commit(app))
        assert main(["undo", "1"]) == 3
        assert "正被另一个程序占用，请稍后再试" in capsys.readouterr().err
        other.execute("ROLLBACK")
    commit(drop(opened(), monthly()))
    assert len(city.history()) == 1


def test_a_clock_that_was_set_back_is_said_by_the_self_check(city, capsys):
    ahead = clock.now() + timedelta(days=3)
    ingest(city, read_one(city, 5), LoadChoices("小王", ahead.date(), ahead))
    assert main(["doctor"]) == 3
    said = capsys.readouterr().out
    assert "✗ 时钟" in said
    assert "请校准电脑的时间" in said
