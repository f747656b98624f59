"""Copied sheets, summaries of children, logic to date, half ratios, people, differing stocks."""

import pytest

from cityreport.doubts import SUMMARY, RatioPair
from doubts.year import HERE, asked, doubts, empty, only, sheet, unit

SERVED = {"参与人次": 30, "服务时长": 60, "期末注册志愿者数": 100}
FAMILY = [
    unit("东河街道", "街道"),
    unit(HERE, parent="东河街道"),
    unit("二桥社区", parent="东河街道"),
]
RATIO = RatioPair("问题整改率", ("督查检查", "已整改数"), ("督查检查", "发现问题数"))


def served(month, *rows, name=HERE, **more):
    return sheet(name, month, "志愿服务", [{**SERVED, **row} for row in rows] or [SERVED], **more)


def events(name, month, count, people):
    return sheet(name, month, "创建活动", [{"场次": count, "参与人次": people}])


def inspected(month, found, rectified, **more):
    row = {"发现问题数": found, "已整改数": rectified, **more}
    return sheet(HERE, month, "督查检查", [{k: v for k, v in row.items() if v is not None}])


class TestCopied:
    def test_every_figure_of_two_months_is_the_same(self):
        rows = ({"服务类别": "清洁家园"}, {"服务类别": "文明交通", "参与人次": 12})
        found = only(doubts(served(7, *rows), served(8, *rows)))
        assert (found.code, found.month.number, found.column) == ("copied", 8, "")
        assert found.text.startswith(
            "8月志愿服务的 6 个数与7月逐格相同（参与人次 42、服务时长 120、"
        )

    def test_december_before_counts(self):
        two = ({}, {})
        assert asked(doubts(served(1, *two), before=[served(12, *two)]), "copied") == [1]

    @pytest.mark.parametrize(
        "change", [{"参与人次": 31}, {"服务类别": "其他"}, {"期末注册志愿者数": 101}]
    )
    def test_one_other_figure_or_category_is_enough(self, change):
        assert doubts(served(7, {}, {}), served(8, {}, change)) == ()

    def test_two_moving_figures_are_too_few(self):
        assert doubts(served(7), served(8)) == ()

    def test_the_same_after_a_month_between_is_no_copy(self):
        assert doubts(served(6, {}, {}), served(8, {}, {})) == ()

    def test_stocks_alone_may_stay(self):
        row = [{"公益广告处数": 5, "亮灯数": 9, "已装灯数": 9, "已签数": 3}]
        assert doubts(sheet(HERE, 3, "阵地设施", row), sheet(HERE, 4, "阵地设施", row)) == ()


class TestSummaries:
    def test_a_street_with_its_communities_figures_added(self):
        """2 + 3 = 5 and 30 + 40 = 70."""
        reports = events(HERE, 3, 2, 30), events("二桥社区", 3, 3, 40), events("东河街道", 3, 5, 70)
        found = only(doubts(*reports, units=FAMILY))
        assert (found.code, found.unit, found.values) == (SUMMARY, "东河街道", (5.0, 70.0))
        assert found.text == (
            "3月创建活动（场次 5 场、参与人次 70 人次）正好等于 2 家下属单位相加：是否为下属单位汇总数？"
        )

    @pytest.mark.parametrize("own", [(6, 70), (5, 71)])
    def test_a_street_with_work_of_its_own(self, own):
        reports = events(HERE, 3, 2, 30), events("二桥社区", 3, 3, 40), events("东河街道", 3, *own)
        assert doubts(*reports, units=FAMILY) == ()

    def test_one_child_is_no_sum(self):
        assert doubts(events(HERE, 3, 2, 30), events("东河街道", 3, 2, 30), units=FAMILY) == ()

    def test_nothing_done_by_all_is_no_sum(self):
        names = ("东河街道", HERE, "二桥社区")
        assert doubts(*(empty(name, 3, "创建活动") for name in names), units=FAMILY) == ()


class TestInspectionsToDate:
    def test_rectified_beyond_found(self):
        """To February 4 + 9 = 13 rectified of 5 + 6 = 11 found."""
        found = only(doubts(inspected(1, 5, 4), inspected(2, 6, 9)))
        assert (found.code, found.month.number) == ("rectified-beyond-found", 2)
        assert "到2月止已整改 13 个，多于发现问题 11 个" in found.text

    def test_august_may_rectify_what_july_found(self):
        """To August 1 + 6 = 7 of 5 + 2 = 7."""
        assert doubts(inspected(7, 5, 1), inspected(8, 2, 6)) == ()

    def test_problems_carried_over_may_be_rectified(self):
        """8 rectified of 5 found and 3 open before; 9 are one too many."""
        assert doubts(inspected(1, 5, 8, 上期未整改数=3)) == ()
        assert only(doubts(inspected(1, 5, 9, 上期未整改数=3))).values == (9.0, 5.0, 3.0)

    def test_what_is_carried_within_the_year_is_not_counted_twice(self):
        """February's 2 carried over are January's 5 − 3: 3 + 5 = 8 rectified of 5 + 2 = 7."""
        found = doubts(inspected(1, 5, 3), inspected(2, 2, 5, 上期未整改数=2))
        assert asked(found, "rectified-beyond-found") == [2]

    def test_overdue_beyond_open(self):
        """5 + 2 − 3 − 2 = 2 open; 3 overdue are too many, 2 are not."""
        assert asked(
            doubts(inspected(1, 5, 3), inspected(2, 2, 2, 逾期未整改数=3)), "overdue-beyond-open"
        ) == [2]
        assert doubts(inspected(1, 5, 3), inspected(2, 2, 2, 逾期未整改数=2)) == ()


class TestHalfRatios:
    def test_a_month_with_one_side_only(self):
        found = only(doubts(inspected(1, 5, 4), inspected(2, 6, None), pairs=[RATIO]))
        assert (found.code, found.month.number, found.column) == ("half-of-ratio", 2, "发现问题数")
        assert "没有报已整改数，“问题整改率”的分子和分母月份不一致" in found.text

    def test_months_with_both_or_none(self):
        assert doubts(inspected(1, 5, 4), inspected(3, 6, 5), pairs=[RATIO]) == ()

    def test_a_unit_that_never_reports_one_side(self):
        assert doubts(inspected(1, 5, None), inspected(2, 6, None), pairs=[RATIO]) == ()

    def test_a_type_the_ratio_is_not_for(self):
        pair = RatioPair(RATIO.indicator, RATIO.numerator, RATIO.denominator, ("学校",))
        assert doubts(inspected(1, 5, 4), inspected(2, 6, None), pairs=[pair]) == ()


class TestStocks:
    def test_more_volunteers_than_people(self):
        found = doubts(served(3), served(4, {"参与人次": 9}), units=[unit(HERE, 常住人口=99)])
        assert asked(found, "more-than-population") == [3]
        assert "期末注册志愿者数 100 人，多于名册中的常住人口 99 人" in found[0].text

    def test_as_many_volunteers_as_people(self):
        assert doubts(served(3), units=[unit(HERE, 常住人口=100)]) == ()

    def test_rows_that_disagree(self):
        found = only(doubts(served(3), differing=["期末注册志愿者数"]))
        assert (found.code, found.column) == ("differing-stock", "期末注册志愿者数")

    def test_rows_that_agree(self):
        assert doubts(served(3)) == ()
