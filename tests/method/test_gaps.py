"""Gaps (method.md section 9; details.md B24-B26, D12)."""

import numpy as np
import pytest

from cityreport import gaps
from cityreport.gaps import closed_share
from method.world import empty, events, found, indicator, sheet, unit, world

RATE = {
    "numerator": "督查检查.已整改数", "denominator": "督查检查.发现问题数", "measure_unit": "%",
}  # fmt: skip


def gaps_of(city, month, view="paced"):
    everyone = np.ones(len(city.values.units), dtype=bool)
    return gaps.unit_gaps(city.values, city.scored(view), month, units=everyone)


def only(found_gaps):
    (gap,) = found_gaps
    return gap


def of_one(listed, *reports, **base):
    return world([unit("甲", **base)], [listed], *reports)


def test_points_lost_are_what_the_attainment_leaves():
    # By June 12 are due and 9 are there: 40 · (1 - 0.75) = 10.
    gap = only(gaps_of(of_one(indicator(target=24, weight=40.0), events("甲", 6, 9)), 6))
    assert gap.points_lost == pytest.approx(10.0)


def test_points_lost_follow_the_view():
    city = of_one(indicator(target=24, weight=40.0), events("甲", 6, 9))
    # Of the year's 24: 40 · (1 - 0.375) = 25.
    assert only(gaps_of(city, 6, "annual")).points_lost == pytest.approx(25.0)


def test_the_shortfall_is_always_against_the_annual_target():
    gap = only(gaps_of(of_one(indicator(target=24), events("甲", 6, 9)), 6))
    assert gap.shortfall == 15.0  # 24 - 9


def test_needed_recent_and_speed_up():
    months = [events("甲", 1, 8), events("甲", 2, 1), events("甲", 3, 2), events("甲", 5, 3)]
    gap = only(gaps_of(of_one(indicator(target=36), *months), 6))
    # 36 - 14 = 22 in 6 months; the last three months with a value gave 1 + 2 + 3, 2 a month.
    assert gap.needed == pytest.approx(3.6666666666666665)
    assert gap.recent == 2.0
    assert gap.speed_up == pytest.approx(1.8333333333333333)


def test_fewer_than_three_months_are_averaged_as_they_are():
    gap = only(gaps_of(of_one(indicator(target=36), events("甲", 1, 1), events("甲", 2, 2)), 2))
    assert gap.recent == 1.5


def test_an_empty_month_counts_as_a_recent_month():
    months = [events("甲", 1, 6), empty("甲", 2, "创建活动"), events("甲", 3, 3)]
    assert only(gaps_of(of_one(indicator(target=72), *months), 3)).recent == 3.0  # (6 + 0 + 3) / 3


def test_later_months_are_not_recent():
    months = [events("甲", 1, 1), events("甲", 2, 100)]
    assert only(gaps_of(of_one(indicator(target=24), *months), 1)).recent == 1.0


def test_nothing_is_needed_a_month_in_december():
    gap = only(gaps_of(of_one(indicator(target=24), events("甲", 12, 9)), 12))
    assert (gap.shortfall, gap.needed, gap.recent, gap.speed_up) == (15.0, None, 9.0, None)


def test_no_speed_up_from_a_standstill():
    gap = only(gaps_of(of_one(indicator(target=12), empty("甲", 1, "创建活动")), 1))
    assert (gap.needed, gap.recent, gap.speed_up) == (pytest.approx(12 / 11), 0.0, None)


def test_money_gaps_are_in_the_measure_unit():
    spent = indicator(numerator="资金投入.金额", measure_unit="万元", target=24)
    gap = only(gaps_of(of_one(spent, sheet("甲", 6, "资金投入", [{"金额": 60000}])), 6))
    # 24 - 6 = 18 万元 in 6 months, 6 万元 in the only month.
    assert (gap.shortfall, gap.needed, gap.recent) == pytest.approx((18.0, 3.0, 6.0))


def test_an_up_ratio_falls_short_in_its_numerator():
    city = of_one(indicator(**RATE, target=95), found("甲", 2, 40, 20), found("甲", 3, 40, 40))
    gap = only(gaps_of(city, 3))
    # 95 · 80 / 100 - 60 = 16 problems, in 9 months; rectified 20 and 40, 30 a month.
    assert gap.shortfall == pytest.approx(16.0)
    assert gap.needed == pytest.approx(16 / 9)
    assert gap.recent == 30.0


def test_a_money_ratio_falls_short_in_yuan():
    share = indicator(
        numerator="资金投入.金额", denominator="名册.年度资金计划", measure_unit="%", target=100,
        accrual="even",
    )  # fmt: skip
    money = sheet("甲", 6, "资金投入", [{"金额": 30000}])
    gap = only(gaps_of(of_one(share, money, 年度资金计划=100000), 6))
    assert (gap.shortfall, gap.recent) == pytest.approx((70000.0, 30000.0))


def test_a_ratio_of_stocks_has_no_recent_amount():
    share = indicator(
        numerator="志愿服务.期末注册志愿者数",
        denominator="名册.常住人口",
        measure_unit="%",
        target=20,
    )
    gap = only(
        gaps_of(
            of_one(share, sheet("甲", 3, "志愿服务", [{"期末注册志愿者数": 90}]), 常住人口=600), 3
        )
    )
    # 20 · 600 / 100 - 90 = 30 people, in 9 months.
    assert gap.shortfall == pytest.approx(30.0)
    assert gap.needed == pytest.approx(30 / 9)
    assert (gap.recent, gap.speed_up) == (None, None)


def test_a_stock_has_no_recent_amount():
    stock = indicator(numerator="志愿服务.期末注册志愿者数", target=100)
    gap = only(gaps_of(of_one(stock, sheet("甲", 3, "志愿服务", [{"期末注册志愿者数": 40}])), 3))
    assert (gap.shortfall, gap.needed, gap.recent) == (60.0, pytest.approx(60 / 9), None)


def test_a_down_indicator_exceeds_and_needs_nothing_a_month():
    relapses = indicator(
        numerator="督查检查.反复问题数", direction="down", target=4, accrual="level"
    )
    gap = only(gaps_of(of_one(relapses, found("甲", 3, 9, 9, 反复问题数=10)), 3))
    assert (gap.shortfall, gap.needed, gap.recent, gap.speed_up) == (6.0, None, None, None)


def test_a_down_ratio_exceeds_in_its_own_unit():
    late = indicator(
        numerator="督查检查.逾期未整改数", denominator="督查检查.发现问题数", measure_unit="%",
        direction="down", target=5,
    )  # fmt: skip
    gap = only(gaps_of(of_one(late, found("甲", 3, 20, 10, 逾期未整改数=3)), 3))
    assert gap.shortfall == pytest.approx(10.0)  # 15 % - 5 %


def test_a_deduction_falls_short_by_its_cases():
    listed = indicator(
        numerator="督查检查.反复问题数", rule="deduct", direction="down", weight=5.0,
        per_case=0.5, cap=3.0,
    )  # fmt: skip
    gap = only(gaps_of(of_one(listed, found("甲", 3, 9, 9, 反复问题数=4)), 3))
    assert (gap.points_lost, gap.shortfall, gap.needed) == (pytest.approx(2.0), 4.0, None)


def test_a_missing_yes_falls_short_by_one():
    listed = indicator(rule="yes_no", weight=5.0)
    gap = only(gaps_of(of_one(listed, empty("甲", 3, "创建活动")), 3))
    assert (gap.points_lost, gap.shortfall) == (5.0, 1.0)


def test_a_surplus_against_the_year_is_no_shortfall():
    listed = indicator(rule="base_challenge", base=6.0, challenge=12.0, target=8, accrual="level")
    gap = only(gaps_of(of_one(listed, events("甲", 3, 9)), 3))
    # 0.6 + 0.4 · 3 / 6 = 0.8 of 100 points; the written target of 8 is reached.
    assert (gap.points_lost, gap.shortfall) == (pytest.approx(20.0), 0.0)


def test_reached_and_unreported_and_unscored_indicators_are_no_gaps():
    listed = [
        indicator("A", target=12, weight=50.0),
        indicator("H", "志愿服务.服务时长", target=12, weight=50.0),
        indicator("S", "创建活动.参与人次", target=99, weight=0.0),
        indicator("B", "创建活动.清运车次", rule="bonus", weight=0.0, per_case=1.0, cap=5.0),
    ]
    row = sheet("甲", 1, "创建活动", [{"场次": 1, "参与人次": 1, "清运车次": 1}])
    assert gaps_of(world([unit("甲")], listed, row), 1) == []


def test_gaps_are_ordered_by_points_lost():
    listed = [
        indicator("A", target=10, accrual="level", weight=40.0),
        indicator("H", "志愿服务.服务时长", target=10, weight=60.0, accrual="level"),
    ]
    hours = sheet("乙", 1, "志愿服务", [{"服务时长": 5}])
    city = world([unit("甲"), unit("乙")], listed, events("甲", 1, 5), events("乙", 1, 2), hours)
    # 甲 A: 20; 乙 A: 40 · 0.8 = 32; 乙 H: 60 · 0.5 = 30.
    order = [(g.unit, g.indicator.code) for g in gaps_of(city, 1)]
    assert order == [("乙", "A"), ("乙", "H"), ("甲", "A")]


def test_units_not_active_in_the_month_have_no_gap():
    city = world([unit("甲", end=1)], [indicator(target=24)], events("甲", 1, 1))
    assert len(gaps_of(city, 1)) == 1
    assert gaps_of(city, 2) == []


def test_not_reported_lists_applicable_scored_missing_indicators_only():
    listed = [
        indicator("A", target=24, weight=50.0),
        indicator("H", "志愿服务.服务时长", target=24, weight=50.0),
        indicator("S", "创建活动.参与人次", target=24, weight=0.0),
        indicator("T", "创建活动.清运车次", target=24, types=("学校",)),
        indicator("C", "督查检查.检查次数", target=24),
    ]
    units = [unit("甲"), unit("乙", kinds=("志愿服务",)), unit("丙", start=2)]
    city = world(units, listed, sheet("甲", 1, "督查检查", [{}]))
    listed_units = [(row.unit, row.indicator.code) for row in gaps.not_reported(city.values, 1)]
    # 甲's C is blank, not missing; 乙 is watched for hours only; 丙 starts in February.
    assert listed_units == [("甲", "A"), ("甲", "H"), ("乙", "H")]


def test_the_citys_shortfall_is_the_pooled_one():
    listed = indicator(target=10, accrual="level", rollup="mean", weight=40.0)
    city = world([unit("甲"), unit("乙")], [listed], events("甲", 6, 30), events("乙", 6, 4))
    gap = only(gaps.group_gaps(city.values, city.city(), 6))
    # Mean 0.7, so 12 points are lost; pooled 34 of 20 fall short of nothing.
    assert (gap.unit, gap.points_lost, gap.shortfall) == (None, pytest.approx(12.0), 0.0)


def test_the_citys_recent_amount_adds_up_the_units():
    listed = indicator(target=24, rollup="pooled", weight=40.0)
    reports = [events("甲", 2, 1), events("甲", 3, 2), events("乙", 3, 4)]
    gap = only(gaps.group_gaps(*_city(listed, reports), 3))
    # ΣT = 48, so far 7: 41 in 9 months; February gave 1, March 6.
    assert gap.shortfall == 41.0
    assert gap.needed == pytest.approx(41 / 9)
    assert gap.recent == 3.5


def test_the_citys_ratio_falls_short_in_its_numerator():
    listed = indicator(**RATE, rollup="pooled", target=90)
    gap = only(gaps.group_gaps(*_city(listed, [found("甲", 3, 90, 72), found("乙", 3, 10, 9)]), 3))
    assert gap.shortfall == pytest.approx(9.0)  # 90 · 100 / 100 - 81


def test_the_gaps_asked_for_are_those_among_all_gaps():
    listed = [indicator("A", target=24, weight=60.0), indicator("B", target=48, weight=40.0)]
    city = world([unit("甲"), unit("乙")], listed, events("甲", 6, 9), events("乙", 6, 3))
    found, scored = gaps_of(city, 6), city.scored()
    only_second = gaps.unit_gaps(city.values, scored, 6, units=np.array([False, True]))
    assert only_second == [gap for gap in found if gap.unit == "乙"]
    everyone = np.array([True, True])
    only_b = gaps.unit_gaps(city.values, scored, 6, units=everyone, code="B")
    assert only_b == [gap for gap in found if gap.indicator.code == "B"]
    assert len(found) == 2 * len(only_b) == 2 * len(only_second) == 4


def _city(listed, reports):
    city = world([unit("甲"), unit("乙")], [listed], *reports)
    return city.values, city.city()


# --- share of the gap closed since a base month -------------------------------------------


def test_the_share_of_the_gap_closed_is_what_was_won_of_what_was_missing():
    # 24 a year. March 6 held → 0.25, gap 0.75; June 15 → 0.625. (0.625 − 0.25) / 0.75 = 0.5,
    # the same as (15 − 6) / (24 − 6).
    share = closed_share(np.array([0.25]), np.array([0.625]))
    assert share == pytest.approx([0.5])
    assert share == pytest.approx([(15 - 6) / (24 - 6)])


def test_a_gap_that_grew_is_negative_and_a_closed_one_whole():
    # 0.8 → 0.7: the gap of 0.2 grew by half. 0.8 → 1: closed.
    np.testing.assert_allclose(closed_share(np.array([0.8, 0.8]), np.array([0.7, 1.0])), [-0.5, 1])


def test_a_target_met_in_the_base_month_has_no_share():
    """Nothing was missing, so nothing can be closed: no 0 % and no 100 %."""
    assert np.isnan(closed_share(np.array([1.0, 1.0]), np.array([1.0, 0.6]))).all()


def test_what_is_unknown_in_either_month_has_no_share():
    assert np.isnan(closed_share(np.array([np.nan, 0.5]), np.array([0.5, np.nan]))).all()
