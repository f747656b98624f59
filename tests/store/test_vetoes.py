"""The 负面清单: the office's own items, ticks, and what is refused in words."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from cityreport.errors import UserError
from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.vetoes import SEEN_ITEMS, DropItem, Lift, NewItem, Tick
from cityreport.tables.workbook import SheetCells

AT = datetime(2023, 6, 5, 9, 30, tzinfo=UTC)
DAY = date(2023, 6, 1)
ACCIDENT = SEEN_ITEMS[1]


def tick(unit=None, item=ACCIDENT, on=DAY, note="一处工地坍塌"):
    return Tick(item, unit, on, note)


def test_the_list_begins_with_the_items_public_notices_name(store):
    assert store.vetoes().items == SEEN_ITEMS
    assert len(set(SEEN_ITEMS)) == 8
    assert store.vetoes().ticks == ()


def test_a_tick_keeps_what_where_when_and_who(store):
    store.change_vetoes(tick(), "李", AT)
    store.change_vetoes(tick("云溪小学"), "王", AT)
    city, school = store.vetoes().standing
    assert (city.item, city.unit, city.on, city.note) == (ACCIDENT, None, DAY, "一处工地坍塌")
    assert (city.by, city.at) == ("李", AT)
    assert (school.unit, school.by) == ("云溪小学", "王")


def test_a_lifted_tick_is_kept_with_the_reason_and_may_be_ticked_again(store):
    store.change_vetoes(tick(), "李", AT)
    [standing] = store.vetoes().standing
    store.change_vetoes(Lift(standing.id, "查实不属实"), "赵", AT)
    assert store.vetoes().standing == ()
    [lifted] = store.vetoes().ticks
    assert (lifted.lifted_by, lifted.lifted_at, lifted.lifted_reason) == ("赵", AT, "查实不属实")
    store.change_vetoes(tick(), "李", AT)
    assert len(store.vetoes().ticks) == 2


def test_the_office_adds_items_and_drops_those_nobody_ticked(store):
    store.change_vetoes(NewItem(" 拖欠整改 "), "李", AT)
    store.change_vetoes(tick(item="拖欠整改"), "李", AT)
    assert store.vetoes().items[-1] == "拖欠整改"
    with pytest.raises(UserError, match="还勾选着"):
        store.change_vetoes(DropItem("拖欠整改"), "李", AT)
    store.change_vetoes(Lift(store.vetoes().standing[0].id, "误勾"), "李", AT)
    store.change_vetoes(DropItem("拖欠整改"), "李", AT)
    assert store.vetoes().own == ()
    assert [one.item for one in store.vetoes().ticks] == ["拖欠整改"]


@pytest.mark.parametrize(
    ("change", "by", "words"),
    [
        (tick(), " ", "请写明是谁"),
        (tick(item="没有这一项"), "李", "没有“没有这一项”"),
        (tick("别的单位"), "李", "单位名册里没有“别的单位”"),
        (tick(on=date(2023, 6, 6)), "李", "在今天之后"),
        (tick(note=" "), "李", "说明"),
        (NewItem(" "), "李", "请写出"),
        (NewItem(ACCIDENT), "李", "已有"),
        (DropItem(ACCIDENT), "李", "不能删除"),
        (Lift(7, "误勾"), "李", "已经撤销"),
        (Lift(7, ""), "李", "为什么"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(store, change, by, words):
    before = store.revision()
    with pytest.raises(UserError, match=words):
        store.change_vetoes(change, by, AT)
    assert store.revision() == before
    assert store.vetoes().ticks == ()


def test_the_same_item_is_ticked_once_for_a_unit(store):
    store.change_vetoes(tick("云溪小学"), "李", AT)
    with pytest.raises(UserError, match="云溪小学已勾选"):
        store.change_vetoes(tick("云溪小学"), "李", AT)


def test_a_tick_on_a_sample_unit_goes_with_the_samples(store):
    store.save_units([Unit("S1", "示例社区", "社区")], "王", sample=True)
    store.change_vetoes(tick("示例社区"), "李", AT)
    store.change_vetoes(tick("云溪小学"), "李", AT)
    store.clear_samples("王")
    assert [one.unit for one in store.vetoes().ticks] == ["云溪小学"]


def test_a_store_of_the_first_version_gets_the_list_and_keeps_a_copy(version_1, tmp_path):
    store = Store.open(version_1)
    store.change_vetoes(tick("云溪小学"), "李", AT)
    assert [one.unit for one in store.vetoes().standing] == ["云溪小学"]
    store.close()
    with closing(sqlite3.connect(tmp_path / "store" / "cityreport.db.bak-1")) as copy:
        assert not copy.execute("SELECT 1 FROM sqlite_master WHERE name='veto_tick'").fetchall()


# --- 「本市分值已确认」 ---------------------------------------------------------------------


def confirmed(store):
    return store.settings().get("points_confirmed")


def test_another_edition_in_force_makes_the_points_unconfirmed_again(store):
    first = store.add_edition("2023版", "a", SheetCells("s", ()), "王")
    store.set_settings({"points_confirmed": True}, "王")
    store.put_in_force(first, "王")
    assert confirmed(store) is True  # the same edition as before
    second = store.add_edition("2024版", "b", SheetCells("s", ()), "王")
    assert confirmed(store) is False
    store.set_settings({"points_confirmed": True}, "王")
    store.put_in_force(first, "王")
    assert confirmed(store) is False
    assert store.edition_in_force().id != second


def test_the_first_edition_of_a_store_is_not_what_the_shipped_one_was_confirmed_for(store):
    store.set_settings({"points_confirmed": True, "due_day": 8}, "王")
    store.add_edition("2023版", "a", SheetCells("s", ()), "王")
    assert store.settings() == {"points_confirmed": False, "due_day": 8}


def test_an_edition_that_is_refused_leaves_the_points_confirmed(store):
    store.set_settings({"points_confirmed": True}, "王")
    with pytest.raises(UserError):
        store.put_in_force(99, "王")
    assert confirmed(store) is True


def test_taking_the_sample_edition_out_makes_the_points_unconfirmed(store):
    store.add_edition("示例", "b", SheetCells("s", ()), "王", sample=True)
    store.set_settings({"points_confirmed": True}, "王")
    store.clear_samples("王")
    assert confirmed(store) is False
