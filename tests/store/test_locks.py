"""Closed months, and the versions of reports page by page."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store import Store
from cityreport.tables.stored import VersionFilter
from store.ledgers import AT, MARCH, UNITS, amounts, row, send

APRIL = Month(2023, 4)
NOON = datetime(2023, 4, 30, 16, 30, tzinfo=UTC)
"""Half past midnight of 1 May in China."""
CHINA = timezone(timedelta(hours=8))


@pytest.fixture
def closed(url):
    store = Store.open(url, clock=lambda: NOON)
    store.save_units(UNITS, "王")
    send(store, "三月", row(1))
    send(store, "四月", row(2, month=APRIL))
    store.lock(MARCH, "赵")
    yield store
    store.close()


def test_a_closed_month_is_listed_with_who_and_when(closed):
    [lock] = closed.locked_months()
    assert (lock.month, lock.by, lock.at) == (MARCH, "赵", NOON)


def test_nothing_can_be_registered_in_a_closed_month(closed):
    before = closed.revision()
    with pytest.raises(UserError) as refused:
        send(closed, "三月改", row(5), at=AT.astimezone(CHINA))
    assert "2023年3月已由赵在2023年5月1日锁定" in str(refused.value)
    assert "解除锁定" in str(refused.value)
    assert amounts(closed) == [1]
    assert closed.revision() == before


def test_a_file_that_touches_a_closed_month_besides_others_stays_out_whole(closed):
    with pytest.raises(UserError, match="2023年3月"):
        send(closed, "两个月", row(5), row(6, month=APRIL))
    assert [r.quantities["金额"].value for r in closed.ledger("资金投入", APRIL, APRIL)] == [2]


def test_nothing_of_a_closed_month_can_be_withdrawn(closed):
    march, april = closed.history()[1].id, closed.history()[0].id
    with pytest.raises(UserError, match="2023年3月已由赵"):
        closed.undo(march, "王", "错了", AT)
    closed.undo(april, "王", "错了", AT)
    assert amounts(closed) == [1]


def test_a_month_opened_again_takes_reports(closed):
    closed.unlock(MARCH, "赵")
    assert closed.locked_months() == []
    send(closed, "三月改", row(5))
    assert amounts(closed) == [5]


def test_closing_twice_and_opening_an_open_month_are_refused_in_words(closed):
    with pytest.raises(UserError, match=r"2023年3月.*不用再锁"):
        closed.lock(MARCH, "钱")
    with pytest.raises(UserError, match="2023年4月没有锁定"):
        closed.unlock(APRIL, "钱")


def test_closing_and_opening_raise_the_revision(closed):
    before = closed.revision()
    closed.lock(APRIL, "赵")
    closed.unlock(APRIL, "赵")
    assert closed.revision() == before + 2


def test_a_closed_month_of_samples_goes_with_them(url):
    store = Store.open(url)
    store.save_units(UNITS, "王")
    send(store, "示例", row(1), sample=True)
    send(store, "四月", row(2, month=APRIL))
    store.lock(MARCH, "赵")
    store.lock(APRIL, "赵")
    store.clear_samples("王")
    assert [lock.month for lock in store.locked_months()] == [APRIL]
    store.close()


def test_a_store_of_the_first_version_gets_locks_and_keeps_what_it_has(version_1, tmp_path):
    store = Store.open(version_1)
    assert amounts(store) == [1, 7]
    assert store.settings() == {"due_day": 8}
    assert [record.withdrawn_reason for record in store.history()] == [None, "传错了", None]
    store.lock(MARCH, "赵")
    with pytest.raises(UserError, match="锁定"):
        send(store, "三月", row(1))
    store.close()
    with closing(sqlite3.connect(tmp_path / "store" / "cityreport.db.bak-1")) as copy:
        assert copy.execute("SELECT schema_version FROM store_state").fetchone() == (1,)
        assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name='month_lock'").fetchall()


def schema_of(url):
    file = url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(file)) as connection:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


def test_an_upgraded_store_has_the_tables_of_a_fresh_one(version_1, tmp_path):
    fresh = f"sqlite:///{tmp_path / 'fresh.db'}"
    for url in (version_1, fresh):
        Store.open(url).close()
    assert schema_of(version_1) == schema_of(fresh)


# --- versions ------------------------------------------------------------------------------


@pytest.fixture
def series(store):
    """Three versions of March (one withdrawn), one of April, one of another unit."""
    for name, amount in (("一", 1), ("二", 2), ("三", 3)):
        send(store, name, row(amount))
    send(store, "四月", row(4, month=APRIL))
    send(store, "小学", row(5, unit="云溪小学"))
    store.undo(3, "王", "传错了", AT)
    return store


def seen(page):
    return [(one.file, one.state, one.number, one.count) for one in page.versions]


def test_versions_come_newest_first_with_their_place_in_the_series(series):
    page = series.versions(VersionFilter(), limit=10)
    assert page.total == 5
    assert seen(page) == [
        ("小学", "valid", 1, 1), ("四月", "valid", 1, 1), ("三", "withdrawn", 3, 3),
        ("二", "valid", 2, 3), ("一", "replaced", 1, 3),
    ]  # fmt: skip


def test_a_withdrawn_version_says_by_whom_and_why(series):
    [one] = series.versions(VersionFilter(state="withdrawn"), limit=10).versions
    assert (one.withdrawn_by, one.withdrawn_reason, one.withdrawn_at) == ("王", "传错了", AT)


@pytest.mark.parametrize(
    ("wanted", "files"),
    [
        (VersionFilter(unit="云溪小学"), ["小学"]),
        (VersionFilter(month=APRIL), ["四月"]),
        (VersionFilter(year=2023, unit="云溪小学"), ["小学"]),
        (VersionFilter(year=2022), []),
        (VersionFilter(unit="云溪社区", month=MARCH), ["三", "二", "一"]),
        (VersionFilter(kind="志愿服务"), []),
        (VersionFilter(state="valid"), ["小学", "四月", "二"]),
        (VersionFilter(state="replaced"), ["一"]),
    ],
)
def test_versions_are_filtered(series, wanted, files):
    page = series.versions(wanted, limit=10)
    assert [one.file for one in page.versions] == files
    assert page.total == series.versions(wanted, limit=0).total == len(files)


def test_versions_are_read_a_page_at_a_time(series):
    page = series.versions(VersionFilter(), limit=2, offset=2)
    assert [one.file for one in page.versions] == ["三", "二"]
    assert page.total == 5
    assert page.versions[1].count == 3
    assert series.versions(VersionFilter(), limit=2, offset=10).versions == ()


def test_what_changed_after_a_time_comes_with_what_stood_there_before(store):
    meeting, later = AT + timedelta(days=1), AT + timedelta(days=2)
    send(store, "一", row(1.0))
    send(store, "小学", row(2.0, unit="云溪小学"))
    taken_back = send(store, "撤回", row(3.0, unit="云溪小学", month=Month(2023, 2)))
    assert store.changed_since(meeting, MARCH) == []
    send(store, "二", row(4.0), at=later)
    send(store, "四月", row(5.0, month=Month(2023, 4)), at=later)
    store.undo(taken_back, "李", "传错了", later)
    changed = store.changed_since(meeting, MARCH)
    assert [record.file for record in changed] == ["二", "撤回", "一"]
    assert changed == [one for one in store.history() if one.file in ("二", "撤回", "一")]


def test_one_submission_and_the_newest_few_are_read_alone(series):
    assert series.submission(2).file == "二"
    assert [entry.state for entry in series.submission(2).scope] == ["valid"]
    assert [record.file for record in series.history(newest=2)] == ["小学", "四月"]
    assert all(record.scope for record in series.history(newest=2))
    with pytest.raises(UserError, match="99"):
        series.submission(99)
