"""Answered doubts: silent while the figures stand, asked again when they change, left out of sums."""

from datetime import UTC, date, datetime

import pytest
from store.ledgers import row, send

from cityreport.doubts import SUMMARY, review
from cityreport.doubts.words import factor
from cityreport.period import Month
from cityreport.pipeline import Doubts, Evaluation, doubts_of, evaluate
from cityreport.report import doubts as report
from cityreport.report import trace as tracing
from cityreport.roster import Unit
from cityreport.store import Store
from cityreport.tables.answers import DoubtAnswer
from doubts.year import amounts, doubts, only

AT = datetime(2023, 4, 8, 10, 0, tzinfo=UTC)
STREET, CHILDREN = "东河街道", ("云溪社区", "二桥社区")
UNITS = (
    Unit("U0", STREET, "街道"),
    *(Unit(name, name, "社区", parent=STREET) for name in CHILDREN),
)
EVENTS = {"kind": "创建活动", "column": "场次"}


def answer(doubt, verdict="属实", **more) -> DoubtAnswer:
    given = {"owner": "张", "reason": "核过", "follow_up": None, "by": "王", "at": AT}
    return DoubtAnswer(doubt.key, verdict, doubt.digest, **{**given, **more})


class TestReview:
    def test_an_answer_holds_while_the_value_stands(self):
        """Later months move the median, not the value asked about."""
        given = answer(only(doubts(*amounts("创建活动", "场次", 5, 50, 5, 5))))
        later = doubts(*amounts("创建活动", "场次", 5, 50, 5, 5, 6, 4))
        reviewed = review(later, [given])
        assert reviewed.open == ()
        assert [one.answer for one in reviewed.answered] == [given]

    def test_it_is_asked_again_when_the_value_changes(self):
        given = answer(only(doubts(*amounts("创建活动", "场次", 5, 50, 5, 5))))
        changed = doubts(*amounts("创建活动", "场次", 5, 60, 5, 5))
        assert review(changed, [given]).open == changed

    def test_the_newest_answer_holds(self):
        found = doubts(*amounts("创建活动", "场次", 5, 50, 5, 5))
        first, second = answer(found[0], "待跟进"), answer(found[0], "属实")
        assert review(found, [first, second]).answered[0].answer is second


@pytest.mark.parametrize(
    ("times", "written"),
    [
        (9771, "1 万倍"),
        (24_300, "2 万倍"),
        (2_430, "2,000 倍"),
        (162.4, "162 倍"),
        (5.47, "5.5 倍"),
    ],
)
def test_factors_are_written_as_roughly_as_they_are_meant(times, written):
    assert factor(times) == written


@pytest.fixture
def store(tmp_path):
    """A street that sends 2 + 3 = 5 events for March, which its two communities sent."""
    opened = Store.open(f"sqlite:///{tmp_path / 'cityreport.db'}")
    opened.save_units(UNITS, "王")
    for name, count in zip((STREET, *CHILDREN), (5, 2, 3), strict=True):
        send(opened, name, row(count, unit=name, **EVENTS))
    yield opened
    opened.close()


def look(store: Store) -> tuple[Evaluation, Doubts]:
    evaluation = evaluate(store, 2023)
    return evaluation, doubts_of(store, evaluation)


def events_of(evaluation: Evaluation) -> dict[str, float]:
    facts = evaluation.observations.facts
    return dict(zip(facts["unit"].astype(str), facts["value"], strict=True))


class TestSummaries:
    def test_until_it_is_answered_the_report_counts(self, store):
        evaluation, found = look(store)
        assert [doubt.code for doubt in found.review.open] == [SUMMARY]
        assert events_of(evaluation) == {STREET: 5, "云溪社区": 2, "二桥社区": 3}

    def test_a_summary_is_left_out_of_all_sums_and_stays_reported(self, store):
        _, found = look(store)
        store.answer_doubts([answer(found.review.open[0], "汇总数")], "王", AT)
        evaluation, found = look(store)
        assert events_of(evaluation) == {"云溪社区": 2, "二桥社区": 3}
        reported = {(r.unit, r.kind) for r in evaluation.completeness(3).rows if r.reported}
        assert (STREET, "创建活动") in reported
        assert found.review.open == ()
        assert evaluation.left_out == {(STREET, 3, "创建活动")}

    def test_its_cells_are_behind_no_value(self, store):
        _, found = look(store)
        code = next(
            i.code
            for i in evaluate(store, 2023).framework.indicators
            if (i.numerator.source, i.numerator.column) == ("创建活动", "场次")
            and not i.numerator.filters
        )
        before = tracing.trace(store, evaluate(store, 2023), STREET, code, 3)
        store.answer_doubts([answer(found.review.open[0], "汇总数")], "王", AT)
        after = tracing.trace(store, evaluate(store, 2023), STREET, code, 3)
        assert (len(before.cells), len(after.cells)) == (1, 0)

    def test_the_pages_say_so(self, store):
        _, found = look(store)
        store.answer_doubts([answer(found.review.open[0], "汇总数")], "王", AT)
        evaluation, _ = look(store)
        words = "东河街道3月创建活动已核实为下属单位汇总数，算已报送，数字不计入。"
        assert report.left_out_notes(evaluation, 12) == (words,)
        assert report.left_out_notes(evaluation, 2) == ()
        assert report.left_out_notes(evaluation, 12, ["云溪社区"]) == ()

    def test_a_corrected_report_counts_again(self, store):
        _, found = look(store)
        store.answer_doubts([answer(found.review.open[0], "汇总数")], "王", AT)
        send(store, "again", row(6, unit=STREET, **EVENTS))
        evaluation, found = look(store)
        assert events_of(evaluation)[STREET] == 6
        assert (found.review.open, found.review.answered) == ((), ())

    def test_another_answer_leaves_it_in(self, store):
        _, found = look(store)
        store.answer_doubts([answer(found.review.open[0], "属实")], "王", AT)
        evaluation, found = look(store)
        assert events_of(evaluation)[STREET] == 5
        assert found.review.open == ()


class TestSections:
    def test_evidence_names_the_cells(self, store):
        _, found = look(store)
        rows = {"创建活动": store.ledger("创建活动", Month(2023, 1), Month(2023, 12), STREET)}
        shown = report.evidence(found, found.review.open[0], rows)
        assert shown.title == "东河街道3月创建活动：疑似下属单位汇总数"
        assert shown.source == "出处：东河街道 · Sheet1 · F4（5）"
        assert shown.chart.series[0].values[2] == 5

    def test_what_waits_longer_than_agreed_is_said(self, store):
        evaluation, found = look(store)
        late = answer(found.review.open[0], "待跟进", follow_up=date(2023, 4, 15))
        store.answer_doubts([late], "王", AT)
        evaluation, found = look(store)
        selected = report.select(evaluation, found, 12)
        now = datetime(2023, 4, 16, 9, tzinfo=UTC)
        assert (
            report.answers(selected, now).title == "已答复 1 处，其中待跟进 1 处，1 处已过跟进日期"
        )
        assert report.headlines(selected, now.date())[2].note == "其中 1 处已过跟进日期"
        assert report.answers(selected, AT).title == "已答复 1 处，其中待跟进 1 处"

    def test_the_overview_counts_what_is_open(self, store):
        evaluation, found = look(store)
        assert report.count_line(evaluation, found, 12, None) == "待核实数据 1 处（1 家单位）"
        assert report.count_line(evaluation, found, 2, None) == ""
        assert report.count_line(evaluation, found, 12, "社区") == ""
