"""Roll-up to a group of units (method.md section 7; details.md B18-B23, D13, D14)."""

import math

import pytest

from cityreport.evaluation import State
from method.world import about, empty, events, found, indicator, sheet, unit, world

RATE = {
    "numerator": "督查检查.已整改数", "denominator": "督查检查.发现问题数",
    "measure_unit": "%", "rollup": "pooled",
}  # fmt: skip
TWO = [unit("甲"), unit("乙")]


def test_a_pooled_ratio_is_the_ratio_of_sums():
    city = world(TWO, [indicator(**RATE, target=90)], found("甲", 1, 90, 72), found("乙", 1, 10, 9))
    # (72 + 9) / (90 + 10) = 81 %, of 90 %: 0.9. The mean of 80 % and 90 % would be 85 %.
    assert city.city_fact("value", 1) == pytest.approx(81.0)
    assert city.city_attainment(1) == pytest.approx(0.9)


def test_a_mean_is_the_mean_of_capped_attainments():
    listed = indicator(target=10, accrual="level", rollup="mean")
    city = world(TWO, [listed], events("甲", 1, 30), events("乙", 1, 4))
    # (min(30 / 10, 1) + 4 / 10) / 2 = 0.7: the surplus of 20 pays nothing.
    assert city.city_attainment(1) == pytest.approx(0.7)


def test_pooled_sums_let_a_surplus_pay():
    listed = indicator(target=10, accrual="level", rollup="pooled")
    city = world(TWO, [listed], events("甲", 1, 30), events("乙", 1, 4))
    assert city.city_attainment(1) == 1.0  # 34 of 20


def test_a_mean_prints_the_pooled_facts():
    listed = indicator(target=10, accrual="level", rollup="mean")
    city = world(TWO, [listed], events("甲", 1, 30), events("乙", 1, 4))
    assert (city.city_fact("value", 1), city.city_fact("target", 1)) == (34.0, 20.0)


def test_pooled_targets_add_up_only_where_there_is_a_value():
    listed = indicator(by_type={"社区": 10.0, "学校": 6.0}, target=99, rollup="pooled")
    units = [unit("甲"), unit("校", "学校"), unit("丙")]
    city = world(units, [listed], events("甲", 6, 4), events("校", 6, 2))
    # ΣT = 10 + 6; by June 8 are due and 6 are there.
    assert city.city_fact("target", 6) == 16.0
    assert city.city_fact("target_to_date", 6) == 8.0
    assert city.city_attainment(6) == pytest.approx(0.75)


def test_the_target_of_a_pooled_ratio_is_weighted_by_denominators():
    listed = indicator(**RATE, target=0, by_unit={"甲": 95.0, "乙": 80.0})
    city = world(TWO, [listed], found("甲", 1, 20, 19), found("乙", 1, 80, 64))
    # (95 · 20 + 80 · 80) / 100 = 83, which is just what (19 + 64) / 100 is.
    assert city.city_fact("target", 1) == pytest.approx(83.0)
    assert city.city_attainment(1) == 1.0


def test_thresholds_of_pooled_sums_grow_with_the_units():
    listed = indicator(
        rule="base_challenge", base=6.0, challenge=12.0, accrual="level", rollup="pooled"
    )
    city = world(TWO, [listed], events("甲", 1, 10), events("乙", 1, 8))
    # Base 2 · 6 = 12, challenge 2 · 12 = 24: 0.6 + 0.4 · (18 - 12) / 12 = 0.8.
    assert city.city_attainment(1) == pytest.approx(0.8)


def test_zero_lines_of_pooled_sums_grow_with_the_units_and_the_year():
    listed = indicator(target=24, zero_line=12.0, rollup="pooled")
    city = world([*TWO, unit("丙")], [listed], events("甲", 6, 10), events("乙", 6, 8))
    # Two units by June: line 2 · 12 / 2 = 12, target 2 · 24 / 2 = 24: (18 - 12) / (24 - 12) = 0.5.
    assert city.city_attainment(6) == pytest.approx(0.5)


def test_thresholds_of_pooled_ratios_stand_as_written():
    listed = indicator(**RATE, rule="tiers", tiers=((95.0, 1.0), (80.0, 0.66)))
    city = world(TWO, [listed], found("甲", 1, 10, 8), found("乙", 1, 10, 9))
    assert city.city_attainment(1) == 0.66  # 17 / 20 = 85 %


def test_pooled_bounds_add_up():
    listed = indicator(target=10, rollup="pooled")
    city = world(TWO, [listed], events("甲", 1, about(10, 9, 11)), events("乙", 1, 5))
    bounds = [city.city_fact(side, 1) for side in ("lower", "value", "upper")]
    assert bounds == [14.0, 15.0, 16.0]
    assert city.city().approximate[0].tolist() == [True] * 12


def test_a_city_score_uses_city_attainments():
    listed = [
        indicator("A", target=10, accrual="level", weight=60.0),
        indicator("R", **RATE, target=90, weight=40.0),
    ]
    city = world(
        TWO, listed,
        events("甲", 1, 10), events("乙", 1, 5), found("甲", 1, 90, 72), found("乙", 1, 10, 9),
    )  # fmt: skip
    # A: (1 + 0.5) / 2 = 0.75; R: 0.9. 60 · 0.75 + 40 · 0.9 = 45 + 36 = 81.
    assert city.city().scored.score[0, 0] == pytest.approx(81.0)


def coverage(city, month=1):
    return float(city.city().scored.coverage[0, month - 1])


def test_city_coverage_is_the_weighted_share_of_units_with_a_value():
    listed = [
        indicator("A", target=10, weight=60.0),
        indicator("H", "志愿服务.服务时长", target=10, weight=40.0),
    ]
    hours = [sheet(name, 1, "志愿服务", [{"服务时长": 1}]) for name in ("甲", "乙")]
    city = world(TWO, listed, events("甲", 1, 1), *hours)
    # (60 · 1/2 + 40 · 2/2) / 100 = 0.7, so the city's score may not be shown.
    assert coverage(city) == pytest.approx(0.7)
    assert not city.city().scored.enough[0, 0]


def test_city_coverage_leaves_out_what_applies_to_nobody():
    listed = [
        indicator("A", target=10, weight=60.0),
        indicator("S", "创建活动.参与人次", target=10, weight=40.0, types=("学校",)),
    ]
    assert coverage(world(TWO, listed, events("甲", 1, 1), events("乙", 1, 1))) == 1.0


def test_inapplicable_units_are_in_neither_part_of_the_share():
    city = world(
        TWO, [indicator(**RATE, target=90)], found("甲", 1, 5, 4), empty("乙", 1, "督查检查")
    )
    assert coverage(city) == 1.0


def test_units_that_need_not_send_the_sheet_are_in_neither_part_of_the_share():
    units = [unit("甲"), unit("乙", kinds=("督查检查",))]
    assert coverage(world(units, [indicator(target=10)], events("甲", 1, 1))) == 1.0


def test_units_not_active_in_the_month_are_in_neither_part_of_the_share():
    units = [unit("甲"), unit("乙", start=3), unit("丙", end=1)]
    city = world(units, [indicator(target=10)], events("甲", 1, 1), events("丙", 1, 1))
    # February: only 甲; March: 甲 of 甲 and 乙.
    assert [coverage(city, m) for m in (1, 2, 3)] == [1.0, 1.0, 0.5]
    assert [city.city_fact("value", m) for m in (1, 2)] == [2.0, 1.0]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ([found("甲", 1, 5, 4), found("乙", 1, 5, None)], State.VALUE),
        ([found("乙", 1, 5, None)], State.MISSING),
        ([found("甲", 1, 5, None), empty("乙", 1, "督查检查")], State.BLANK),
        ([found("甲", 1, None, 4), empty("乙", 1, "督查检查")], State.NO_DENOMINATOR),
        ([empty("甲", 1, "督查检查"), empty("乙", 1, "督查检查")], State.NOT_APPLICABLE),
    ],
)
def test_the_state_of_a_group_is_the_first_any_unit_is_in(reports, expected):
    city = world(TWO, [indicator(**RATE, target=90)], *reports)
    assert State(city.city().state[0, 0]) is expected


def test_a_group_nobody_watches_is_not_monitored():
    city = world([unit("甲", kinds=("督查检查",))], [indicator(target=10)])
    assert State(city.city().state[0, 0]) is State.NOT_MONITORED


def test_months_reported_of_a_group_are_those_in_which_anyone_reported():
    city = world(
        TWO, [indicator(target=10)], events("甲", 1, 1), events("乙", 1, 1), events("乙", 4, 1)
    )
    assert city.city().months_reported[0, :5].tolist() == [1, 1, 1, 2, 2]


def test_strict_city_attainment_is_the_mean_with_zeros():
    listed = indicator(target=10, accrual="level", rollup="mean")
    units = [*TWO, unit("丙"), unit("丁")]
    city = world(units, [listed], events("甲", 1, 10), events("乙", 1, 4))
    # (1 + 0.4 + 0 + 0) / 4 = 0.35; without strict (1 + 0.4) / 2.
    assert city.city_attainment(1, strict=True) == pytest.approx(0.35)
    assert city.city_attainment(1) == pytest.approx(0.7)


def test_strict_shrinks_a_pooled_attainment_by_the_missing_units():
    units = [*TWO, unit("丙")]
    city = world(
        units, [indicator(**RATE, target=90)], found("甲", 1, 90, 72), found("乙", 1, 10, 9)
    )
    assert city.city_attainment(1, strict=True) == pytest.approx(0.6)  # 0.9 · 2 / 3


def test_strict_does_not_count_blank_units_as_zero():
    listed = indicator(target=10, accrual="level", rollup="mean")
    blank = sheet("乙", 1, "创建活动", [{"参与人次": 3}])
    city = world(TWO, [listed], events("甲", 1, 4), blank)
    assert city.city_attainment(1, strict=True) == pytest.approx(0.4)


def test_strict_city_score_divides_by_what_nobody_sent():
    listed = [
        indicator("A", target=10, accrual="level", weight=60.0),
        indicator("H", "志愿服务.服务时长", target=10, weight=40.0),
    ]
    city = world(TWO, listed, events("甲", 1, 10), events("乙", 1, 5))
    # Strict: 60 · 0.75 / 100 = 45; plain: 60 · 0.75 / 60 = 75.
    assert city.city(strict=True).scored.score[0, 0] == pytest.approx(45.0)
    assert city.city().scored.score[0, 0] == pytest.approx(75.0)


def test_strict_city_status_follows_the_strict_attainment():
    listed = indicator(target=10, accrual="level", rollup="mean")
    city = world(TWO, [listed], events("甲", 1, 10))
    for view in ("paced", "annual"):
        scored = city.city(view, strict=True).scored
        assert scored.paced_attainment[0, 0, 0] == 0.5  # 1 · 1 / 2
        assert scored.below_pace[0, 0] == 1


PER_HEAD = {
    "numerator": "创建活动.参与人次", "denominator": "名册.常住人口", "rollup": "pooled",
    "measure_unit": "%",
}  # fmt: skip
STREET = [
    unit("街道", "街道", 常住人口=1000),
    unit("甲", parent="街道", 常住人口=600),
    unit("乙", parent="街道", 常住人口=400),
]


def people(name, count, month=1):
    return sheet(name, month, "创建活动", [{"参与人次": count}])


def test_a_parent_leaves_the_pool_when_a_child_has_a_value():
    city = world(STREET, [indicator(**PER_HEAD, target=10)], people("街道", 500), people("甲", 60))
    assert city.city_fact("value", 1) == 10.0  # 60 / 600, not 560 / 1600
    assert city.city_fact("numerator", 1) == 60.0


def test_a_parent_stays_in_the_pool_while_no_child_has_a_value():
    city = world(STREET, [indicator(**PER_HEAD, target=10)], people("街道", 500))
    assert city.city_fact("value", 1) == 50.0  # 500 / 1000


def test_a_child_out_of_the_indicators_types_does_not_push_its_parent_out():
    listed = indicator(**PER_HEAD, target=10, types=("街道",))
    city = world(STREET, [listed], people("街道", 500), people("甲", 60))
    assert city.city_fact("value", 1) == 50.0


def test_a_child_no_longer_active_does_not_push_its_parent_out():
    units = [STREET[0], unit("甲", parent="街道", end=1, 常住人口=600)]
    city = world(units, [indicator(**PER_HEAD, target=10)], people("街道", 500), people("甲", 60))
    assert [city.city_fact("value", m) for m in (1, 2)] == [10.0, 50.0]


def test_a_child_outside_the_group_does_not_push_its_parent_out():
    city = world(STREET, [indicator(**PER_HEAD, target=10)], people("街道", 500), people("甲", 60))
    assert city.city_fact("value", 1, members=("街道",)) == 50.0


def test_plain_sums_keep_parent_and_children():
    city = world(
        STREET, [indicator(target=10, rollup="pooled")], events("街道", 1, 3), events("甲", 1, 4)
    )
    assert city.city_fact("value", 1) == 7.0


def test_monthly_amounts_leave_the_parent_out_with_its_value():
    city = world(STREET, [indicator(**PER_HEAD, target=10)], people("街道", 500), people("甲", 60))
    assert city.city_fact("monthly", 1) == 60.0


def test_a_group_without_any_value_has_no_attainment_and_no_score():
    city = world(TWO, [indicator(target=10)])
    assert math.isnan(city.city_attainment(1))
    assert math.isnan(city.city().scored.score[0, 0])


def test_a_group_of_a_type_counts_only_its_members():
    units = [unit("甲"), unit("校", "学校")]
    listed = indicator(target=10, accrual="level", rollup="mean")
    city = world(units, [listed], events("甲", 1, 10), events("校", 1, 2))
    assert city.city_attainment(1, members=("校",)) == pytest.approx(0.2)
