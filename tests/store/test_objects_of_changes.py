"""操作记录 says what a change was done to: the file, the month, the unit, the item."""

from datetime import UTC, date, datetime

from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.answers import DoubtAnswer, DoubtKey
from cityreport.tables.causes import LiftCause, TagGap
from cityreport.tables.remarks import AddRemark, DropRemark, Place
from cityreport.tables.vetoes import SEEN_ITEMS, DropItem, Lift, NewItem, Tick
from store.ledgers import MARCH, row, send

AT = datetime(2023, 6, 5, 9, 30, tzinfo=UTC)
ACCIDENT = SEEN_ITEMS[1]


def done(store: Store, action: str) -> list[str]:
    """What the changes of one kind were done to, the oldest first."""
    return [one.about for one in reversed(store.audit(50, actions=frozenset({action})))]


def test_files_and_months(store: Store):
    number = send(store, "三月.xlsx", row(1))
    store.undo(number, "李", "报错了", AT)
    store.lock(MARCH, "李")
    store.unlock(MARCH, "李")
    assert done(store, "commit") == done(store, "undo") == [f"三月.xlsx（编号 {number}）"]
    assert done(store, "lock month") == done(store, "unlock month") == ["2023年3月"]


def test_the_first_units_and_how_many(store: Store):
    store.save_units([Unit("U1", "云溪社区", "社区")], "王")
    store.save_units([Unit(f"N{n}", f"新{n}", "社区") for n in range(1, 6)], "王")
    assert done(store, "save units")[-2:] == ["云溪社区", "新1、新2、新3等 5 家单位"]


def test_reports_asked_about(store: Store):
    key = DoubtKey("云溪社区", MARCH, "资金投入", "金额", "spread")
    given = DoubtAnswer(key, "属实", "ab12", "张", "一次性购置", None, "王", AT)
    store.answer_doubts([given], "王", AT)
    assert done(store, "answer doubts") == ["云溪社区 2023年3月 资金投入"]


def test_items_ticked_and_lifted(store: Store):
    store.change_vetoes(NewItem(" 拖欠整改 "), "李", AT)
    store.change_vetoes(DropItem("拖欠整改"), "李", AT)
    store.change_vetoes(Tick(ACCIDENT, "云溪小学", date(2023, 6, 1), "坍塌"), "李", AT)
    store.change_vetoes(Lift(store.vetoes().standing[0].id, "误勾"), "李", AT)
    ticked = f"云溪小学：{ACCIDENT}"
    assert done(store, "change veto list") == ["拖欠整改", "拖欠整改", ticked, ticked]


def test_causes_tagged_and_taken_down(store: Store):
    store.change_gap_causes(TagGap(None, "B09", "责任"), "李", AT)
    store.change_gap_causes(LiftCause(store.gap_causes()[0].id), "赵", AT)
    assert done(store, "change gap causes") == ["全市 B09：责任"] * 2


def test_remarks_and_agendas(store: Store):
    store.change_remarks(AddRemark(Place("trend", MARCH), "因汛期 停工"), "李", AT)
    store.change_remarks(DropRemark(store.remarks(2023)[0].id), "李", AT)
    store.save_agenda(Agenda("周四例会", (AgendaItem("standing"),)), "李", AT)
    store.drop_agenda("周四例会", "李", AT)
    assert done(store, "change remarks") == ["因汛期 停工"] * 2
    assert done(store, "save agenda") == done(store, "drop agenda") == ["周四例会"]


def test_a_change_that_names_nothing_stands_there_too(store: Store):
    store.set_settings({"due_day": 9}, "王")
    [entry] = store.audit(5, actions=frozenset({"set settings"}))
    assert (entry.by, entry.about) == ("王", "")
