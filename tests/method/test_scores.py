"""Score, coverage, strict mode and bonus (method.md section 6; details.md B4, B5, B11, B13-B16)."""

import math

import numpy as np
import pytest

from cityreport.evaluation import State
from method.world import empty, events, found, indicator, sheet, unit, world

# Four indicators of 40, 30, 20 and 10 points, each from another sheet; level targets of 10.
ACTIVITIES = indicator("A", "创建活动.场次", target=10, accrual="level", weight=40.0)
HOURS = indicator("H", "志愿服务.服务时长", target=10, accrual="level", weight=30.0)
CHECKS = indicator("C", "督查检查.检查次数", target=10, accrual="level", weight=20.0)
MONEY = indicator("M", "资金投入.金额", target=10, accrual="level", weight=10.0)
FOUR = (ACTIVITIES, HOURS, CHECKS, MONEY)


def hours(n, month=1):
    return sheet("甲", month, "志愿服务", [{"服务时长": n}])


def checks(n, month=1):
    return sheet("甲", month, "督查检查", [{"检查次数": n}])


def money(n, month=1):
    return sheet("甲", month, "资金投入", [{"金额": n}])


def of_one(listed, *reports, **choices):
    return world([unit("甲", **choices)], listed, *reports)


def test_a_score_is_the_weighted_mean_of_attainments():
    city = of_one(FOUR, events("甲", 1, 5), hours(10), checks(20), money(1))
    # 40 · 0.5 + 30 · 1 + 20 · 1 (capped) + 10 · 0.1 = 20 + 30 + 20 + 1 = 71.
    assert city.score("甲", 1) == pytest.approx(71.0)


def test_points_are_weight_times_attainment():
    city = of_one(FOUR, events("甲", 1, 5), hours(10))
    points = city.scored().points[0, :, 0]
    assert points[:2].tolist() == [20.0, 30.0]
    assert np.isnan(points[2:]).all()


def test_only_weights_with_a_value_divide():
    city = of_one(FOUR, events("甲", 1, 5), hours(10), checks(5))
    # (20 + 30 + 10) / (40 + 30 + 20) = 66.67.
    assert city.score("甲", 1) == pytest.approx(66.66666666666667)


def coverage(city, month=1, **choices):
    return float(city.scored(**choices).coverage[0, month - 1])


def enough(city, month=1, **choices):
    return bool(city.scored(**choices).enough[0, month - 1])


def test_coverage_is_the_weight_with_a_value():
    assert coverage(of_one(FOUR, events("甲", 1, 5), hours(10))) == pytest.approx(0.7)


def test_exactly_four_fifths_are_enough():
    # 40 + 30 + 10 of 100.
    city = of_one(FOUR, events("甲", 1, 5), hours(10), money(1))
    assert coverage(city) == pytest.approx(0.8)
    assert enough(city)


def test_four_fifths_of_awkward_weights_are_enough():
    # 0.8 / (0.7 + 0.1 + 0.2) falls below 0.8 in floats.
    weights = (0.7, 0.1, 0.2)
    parts = zip(FOUR[:3], weights, strict=True)
    listed = [indicator(i.code, _text(i), target=10, weight=w) for i, w in parts]
    assert enough(of_one(listed, events("甲", 1, 5), hours(1)))


def _text(listed):
    return f"{listed.numerator.source}.{listed.numerator.column}"


def test_below_four_fifths_the_score_may_not_be_shown():
    city = of_one(FOUR, events("甲", 1, 5), hours(10))
    assert not enough(city)
    assert city.ranks(1) == {"甲": 0}


def test_blank_and_missing_and_no_denominator_lower_the_coverage():
    per_head = indicator("P", "创建活动.场次", "名册.常住人口", target=1, weight=50.0)
    city = of_one(
        [ACTIVITIES, per_head, CHECKS], events("甲", 1, 5), sheet("甲", 1, "督查检查", [{}])
    )
    # 40 with a value of 40 + 50 (no base figure) + 20 (blank).
    assert coverage(city) == pytest.approx(40 / 110)


def test_inapplicable_and_unmonitored_count_in_neither_part():
    rate = indicator("R", "督查检查.已整改数", "督查检查.发现问题数", target=1, weight=60.0)
    other_type = indicator("T", "创建活动.参与人次", target=1, weight=60.0, types=("学校",))
    listed = [ACTIVITIES, rate, HOURS, other_type]
    city = of_one(
        listed, events("甲", 1, 5), empty("甲", 1, "督查检查"), kinds=("创建活动", "督查检查")
    )
    states = [city.state("甲", 1, code) for code in "ARHT"]
    assert states == [
        State.VALUE, State.NOT_APPLICABLE, State.NOT_MONITORED, State.NOT_FOR_TYPE,
    ]  # fmt: skip
    assert coverage(city) == 1.0
    assert city.score("甲", 1) == 50.0


def test_nothing_reported_has_no_score_and_no_coverage_to_speak_of():
    city = of_one(FOUR)
    assert math.isnan(city.score("甲", 1))
    assert coverage(city) == 0.0
    assert not enough(city)


def test_strict_counts_missing_as_zero():
    city = of_one(FOUR, events("甲", 1, 5), hours(10))
    # (20 + 30) / 100.
    assert city.score("甲", 1, strict=True) == pytest.approx(50.0)


def test_strict_leaves_blank_and_no_denominator_out():
    per_head = indicator("P", "创建活动.场次", "名册.常住人口", target=1, weight=50.0)
    blank = sheet("甲", 1, "督查检查", [{}])
    city = of_one([ACTIVITIES, per_head, CHECKS, HOURS], events("甲", 1, 5), blank)
    # 20 / (40 + 30 of the missing hours); neither the 50 nor the blank 20 divide.
    assert city.score("甲", 1, strict=True) == pytest.approx(28.571428571428573)


def test_strict_has_no_coverage_line_and_prints_the_same_coverage():
    city = of_one(FOUR, events("甲", 1, 5))
    assert enough(city, strict=True)
    assert coverage(city, strict=True) == pytest.approx(0.4)
    assert city.ranks(1, strict=True) == {"甲": 1}


def test_strict_with_everything_missing_is_zero():
    assert of_one(FOUR).score("甲", 1, strict=True) == 0.0


def test_strict_with_nothing_in_the_divisor_has_no_score():
    city = of_one([CHECKS], sheet("甲", 1, "督查检查", [{}]))
    assert math.isnan(city.score("甲", 1, strict=True))
    assert not enough(city, strict=True)


def test_the_views_differ_by_the_elapsed_share():
    listed = [indicator(target=24)]
    city = of_one(listed, events("甲", 3, 3))
    # By March 24 · 3 / 12 = 6 are due: 50; of the year's 24: 12.5.
    assert city.score("甲", 3) == pytest.approx(50.0)
    assert city.score("甲", 3, view="annual") == pytest.approx(12.5)


def test_below_pace_is_counted_by_the_paced_attainment_in_every_view():
    listed = [
        indicator("A", target=24, weight=50.0),
        indicator("H", "志愿服务.服务时长", target=24, weight=50.0),
    ]
    city = of_one(listed, events("甲", 3, 6), hours(5, month=3))
    for view in ("paced", "annual"):
        scored = city.scored(view)
        # 6 of 6 due, 5 of 6 due; both below the whole year's 24.
        assert (scored.scored[0, 2], scored.below_pace[0, 2]) == (2, 1)


def test_a_bonus_is_shown_apart_and_in_nothing_else():
    bonus = indicator("B", "创建活动.参与人次", rule="bonus", weight=0.0, per_case=0.5, cap=3.0)
    row = sheet("甲", 1, "创建活动", [{"场次": 5, "参与人次": 4}])
    city = of_one([ACTIVITIES, bonus], row)
    scored = city.scored()
    assert scored.bonus[0, 0] == 2.0  # 0.5 · 4
    assert scored.points[0, 1, 0] == 2.0
    assert scored.attainment[0, 1, 0] == pytest.approx(0.6666666666666666)  # 2 / 3
    assert scored.score[0, 0] == 50.0
    assert (scored.scored[0, 0], scored.below_pace[0, 0]) == (1, 1)
    assert scored.coverage[0, 0] == 1.0


def test_a_bonus_ends_at_its_cap():
    bonus = indicator("B", "创建活动.参与人次", rule="bonus", weight=0.0, per_case=0.5, cap=3.0)
    row = sheet("甲", 1, "创建活动", [{"场次": 20, "参与人次": 40}])
    scored = of_one([ACTIVITIES, bonus], row).scored()
    assert (scored.bonus[0, 0], scored.score[0, 0]) == (3.0, 100.0)


def test_an_unscored_indicator_is_in_no_count():
    shown = indicator("S", "创建活动.参与人次", rule="info", direction="none", weight=0.0)
    unscored = indicator("U", "创建活动.清运车次", target=10, weight=0.0)
    row = sheet("甲", 1, "创建活动", [{"场次": 10, "参与人次": 4, "清运车次": 0}])
    scored = of_one([ACTIVITIES, shown, unscored], row).scored()
    assert (scored.score[0, 0], scored.scored[0, 0], scored.below_pace[0, 0]) == (100.0, 1, 0)
    assert np.isnan(scored.points[0, 1:, 0]).all()


def test_deductions_lower_the_score_by_their_points():
    relapse = indicator(
        "D", "督查检查.反复问题数", rule="deduct", direction="down",
        weight=10.0, per_case=0.5, cap=3.0,
    )  # fmt: skip
    listed = [indicator("A", target=10, accrual="level", weight=90.0), relapse]
    few = of_one(listed, events("甲", 1, 10), found("甲", 1, 9, 9, 反复问题数=4))
    many = of_one(listed, events("甲", 1, 10), found("甲", 1, 9, 9, 反复问题数=40))
    # 100 - 0.5 · 4 = 98, and never more than 3 points off.
    assert (few.score("甲", 1), many.score("甲", 1)) == (pytest.approx(98.0), pytest.approx(97.0))
