"""Root causes tagged on gaps: kept with who and when, lifted but not deleted, refused in words."""

from datetime import UTC, datetime

import pytest

from cityreport.errors import UserError
from cityreport.tables.causes import CAUSES, LiftCause, TagGap

AT = datetime(2023, 6, 5, 9, 30, tzinfo=UTC)


def test_a_tag_keeps_where_why_and_who(store):
    before = store.revision()
    store.change_gap_causes(TagGap(None, "B09", "责任", " 无人牵头 "), "李", AT)
    store.change_gap_causes(TagGap("云溪小学", "B09", "资金"), "王", AT)
    assert store.revision() == before + 2
    city, school = store.gap_causes()
    assert (city.unit, city.indicator, city.cause, city.note) == (None, "B09", "责任", "无人牵头")
    assert (city.by, city.at, city.standing) == ("李", AT, True)
    assert (school.unit, school.cause, school.note) == ("云溪小学", "资金", "")


def test_a_lifted_tag_is_kept_and_may_be_put_again(store):
    store.change_gap_causes(TagGap(None, "B09", "责任"), "李", AT)
    store.change_gap_causes(LiftCause(store.gap_causes()[0].id), "赵", AT)
    [lifted] = store.gap_causes()
    assert (lifted.standing, lifted.lifted_by, lifted.lifted_at) == (False, "赵", AT)
    store.change_gap_causes(TagGap(None, "B09", "责任"), "李", AT)
    assert [one.standing for one in store.gap_causes()] == [False, True]


def test_a_gap_may_have_several_causes(store):
    for cause in CAUSES:
        store.change_gap_causes(TagGap(None, "B09", cause), "李", AT)
    assert [one.cause for one in store.gap_causes()] == list(CAUSES)


@pytest.mark.parametrize(
    ("wanted", "by", "words"),
    [
        (TagGap(None, "B09", "责任"), " ", "请写明是谁标注的"),
        (TagGap("没有的单位", "B09", "责任"), "李", "单位名册里没有“没有的单位”"),
        (TagGap(None, "B09", "天气"), "李", "没有“天气”这种原因"),
        (LiftCause(99), "李", "已经撤下"),
    ],
)
def test_nonsense_is_refused_in_words_and_changes_nothing(store, wanted, by, words):
    before = store.revision()
    with pytest.raises(UserError, match=words):
        store.change_gap_causes(wanted, by, AT)
    assert (store.revision(), store.gap_causes()) == (before, [])


def test_the_same_tag_twice_is_refused(store):
    store.change_gap_causes(TagGap(None, "B09", "责任"), "李", AT)
    with pytest.raises(UserError, match="已标“责任”"):
        store.change_gap_causes(TagGap(None, "B09", "责任", "又一次"), "王", AT)
