"""Answers to doubts: kept whole, the year's own, gone with the samples, by a migration."""

from datetime import UTC, date, datetime

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.store import Store
from cityreport.tables.answers import DoubtAnswer, DoubtKey
from store.ledgers import MARCH, UNITS, amounts

AT = datetime(2023, 4, 8, 10, 0, tzinfo=UTC)


def answer(verdict="属实", *, unit="云溪社区", month=MARCH, **more) -> DoubtAnswer:
    key = DoubtKey(unit, month, "资金投入", "金额", "spread")
    given = {"owner": "张", "reason": "一次性购置", "follow_up": None, "by": "王", "at": AT}
    return DoubtAnswer(key=key, verdict=verdict, digest="ab12", **{**given, **more})


def test_an_answer_comes_back_as_it_was_given(store):
    given = answer("待跟进", follow_up=date(2023, 5, 1))
    store.answer_doubts([given], "王", AT)
    assert store.doubt_answers(2023) == [given]


def test_every_answer_is_kept_the_newest_last(store):
    store.answer_doubts([answer("待跟进")], "王", AT)
    store.answer_doubts([answer("属实")], "王", AT)
    assert [one.verdict for one in store.doubt_answers(2023)] == ["待跟进", "属实"]


def test_answers_are_those_of_the_year(store):
    store.answer_doubts([answer(month=Month(2022, 12)), answer(month=Month(2023, 1))], "王", AT)
    assert [one.key.month for one in store.doubt_answers(2023)] == [Month(2023, 1)]


def test_an_answer_raises_the_revision(store):
    before = store.revision()
    store.answer_doubts([answer()], "王", AT)
    assert store.revision() == before + 1


def test_an_answer_about_an_unknown_unit_is_refused_and_none_is_kept(store):
    with pytest.raises(UserError, match="没有“无名社区”"):
        store.answer_doubts([answer(), answer(unit="无名社区")], "王", AT)
    assert store.doubt_answers(2023) == []


def test_answers_leave_with_the_sample_units_they_are_about(url):
    opened = Store.open(url)
    opened.save_units(UNITS, "王", sample=True)
    opened.answer_doubts([answer()], "王", AT)
    opened.clear_samples("王")
    assert opened.doubt_answers(2023) == []
    assert opened.roster().units == ()
    opened.close()


def test_a_store_of_the_first_version_is_brought_up_to_date(version_1):
    renewed = Store.open(version_1)
    renewed.answer_doubts([answer()], "王", AT)
    assert len(renewed.doubt_answers(2023)) == 1
    assert amounts(renewed) == [1, 7]
    renewed.close()
