"""Agendas, 批注 and kept meetings: what is kept, and what is refused in words."""

from datetime import UTC, date, datetime

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.tables.meetings import Document, NewMeeting
from cityreport.tables.remarks import LONGEST_REMARK, AddRemark, DropRemark, Place

AT = datetime(2023, 8, 5, 9, 30, tzinfo=UTC)
LATER = datetime(2023, 8, 6, 1, 0, tzinfo=UTC)
JULY = Month(2023, 7)
AGENDA = Agenda(
    "周四例会", (AgendaItem("standing"), AgendaItem("ranking", unit_type="社区", title="社区排名"))
)


# --- agendas -------------------------------------------------------------------------------


def test_an_agenda_is_kept_in_its_order_with_titles_and_who_saved_it(store):
    store.save_agenda(AGENDA, "李敏", AT)
    [kept] = store.agendas()
    assert kept.agenda == AGENDA
    assert (kept.by, kept.at) == ("李敏", AT)


def test_an_agenda_of_the_same_name_takes_the_place_of_the_other(store):
    store.save_agenda(AGENDA, "李敏", AT)
    store.save_agenda(Agenda(" 周四例会 ", AGENDA.items[1:]), "王强", LATER)
    [kept] = store.agendas()
    assert [item.section for item in kept.agenda.items] == ["ranking"]
    assert kept.by == "王强"


def test_agendas_come_by_name_and_can_be_deleted(store):
    for name in ("乙", "甲"):
        store.save_agenda(Agenda(name, AGENDA.items), "李敏", AT)
    store.drop_agenda("乙", "李敏", AT)
    assert [kept.agenda.name for kept in store.agendas()] == ["甲"]
    with pytest.raises(UserError, match="没有名为“乙”的议程"):
        store.drop_agenda("乙", "李敏", AT)


@pytest.mark.parametrize(
    ("agenda", "by", "words"),
    [
        (Agenda("  ", AGENDA.items), "李敏", "议程名称和保存人"),
        (AGENDA, " ", "议程名称和保存人"),
        (Agenda("空", ()), "李敏", "还没有内容"),
        (Agenda("长" * 41, AGENDA.items), "李敏", "最多 40 个字"),
    ],
)
def test_an_agenda_without_name_content_or_person_is_refused(store, agenda, by, words):
    before = store.revision()
    with pytest.raises(UserError, match=words):
        store.save_agenda(agenda, by, AT)
    assert store.revision() == before


# --- 批注 ----------------------------------------------------------------------------------


def test_a_remark_keeps_its_figure_month_unit_and_author(store):
    place = Place("dimensions", JULY, unit_type="社区")
    own = Place("indicators", JULY, unit="云溪小学")
    store.change_remarks(AddRemark(place, " 汛期停工\n两周 "), "李敏", AT)
    store.change_remarks(AddRemark(own, "新校区启用"), "王强", LATER)
    first, second = store.remarks(2023)
    assert (first.place, first.text, first.by, first.at) == (place, "汛期停工 两周", "李敏", AT)
    assert (second.place, second.standing) == (own, True)
    assert store.remarks(2022) == []


def test_a_remark_taken_down_is_kept_with_who_and_when(store):
    store.change_remarks(AddRemark(Place("trend", JULY), "口径有变"), "李敏", AT)
    [remark] = store.remarks(2023)
    store.change_remarks(DropRemark(remark.id), "王强", LATER)
    [dropped] = store.remarks(2023)
    assert (dropped.standing, dropped.dropped_by, dropped.dropped_at) == (False, "王强", LATER)
    with pytest.raises(UserError, match="已经撤下"):
        store.change_remarks(DropRemark(remark.id), "王强", LATER)


@pytest.mark.parametrize(
    ("place", "text", "by", "words"),
    [
        (Place("trend", JULY), " ", "李敏", "还没有内容"),
        (Place("trend", JULY), "长" * (LONGEST_REMARK + 1), "李敏", "最多 200 个字"),
        (Place("trend", JULY), "好", " ", "谁写的"),
        (Place("trend", JULY, unit="没有的单位"), "好", "李敏", "名册里没有“没有的单位”"),
    ],
)
def test_a_remark_without_text_author_or_known_unit_is_refused(store, place, text, by, words):
    with pytest.raises(UserError, match=words):
        store.change_remarks(AddRemark(place, text), by, AT)


# --- 会议留档 ------------------------------------------------------------------------------


def meeting(name="8月10日例会", held=date(2023, 8, 10), **more):
    return NewMeeting(name, held, JULY, 7, {"slides": [{"score": 84.675}]}, **more)


def test_a_meeting_keeps_what_was_shown_and_its_documents_byte_for_byte(store):
    documents = (Document("例会.pptx", b"PK\x03\x04"), Document("通报.docx", b"\x00\xff"))
    number = store.keep_meeting(meeting(documents=documents), "李敏", AT)
    [kept] = store.kept_meetings()
    assert (kept.id, kept.name, kept.held, kept.month) == (
        number,
        "8月10日例会",
        date(2023, 8, 10),
        JULY,
    )
    assert (kept.revision, kept.by, kept.at) == (7, "李敏", AT)
    assert kept.shown == {"slides": [{"score": 84.675}]}
    assert kept.files == ("例会.pptx", "通报.docx")
    assert store.kept_document(number, "例会.pptx") == b"PK\x03\x04"
    with pytest.raises(UserError, match="没有“别的"):
        store.kept_document(number, "别的.pptx")


def test_the_latest_meeting_comes_first_and_equal_documents_are_kept_once(store):
    same = (Document("例会.pptx", b"same"),)
    store.keep_meeting(meeting("二", date(2023, 9, 7), documents=same), "李敏", AT)
    store.keep_meeting(meeting("一", date(2023, 8, 10), documents=same), "李敏", LATER)
    assert [kept.name for kept in store.kept_meetings()] == ["二", "一"]


def test_a_meeting_without_name_or_person_is_refused(store):
    with pytest.raises(UserError, match="会议名称和留档人"):
        store.keep_meeting(meeting("  "), "李敏", AT)
    with pytest.raises(UserError, match="会议名称和留档人"):
        store.keep_meeting(meeting(), "", AT)
    assert store.kept_meetings() == []
