"""Attainment by rule, in both views (method.md section 5; details.md B1, B8, B10-B13)."""

import math

import numpy as np
import pytest

from cityreport.scores import attain, reaches
from method.world import events, found, indicator, unit, world


def share(listed, value, target=1.0, stretch=1.0):
    arrays = (np.array([float(x)]) for x in (value, target, stretch))
    return float(attain(listed, *arrays)[0])


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0.0), (12, 0.5), (24, 1.0), (33, 1.0), (-3, 0.0)]
)
def test_rate_up_is_the_share_of_the_target_up_to_one(value, expected):
    assert share(indicator(), value, 24) == expected


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 1.0), (5, 1.0), (10, 0.5), (50, 0.1)]
)  # 5/10, 5/50
def test_rate_down_is_target_over_value_beyond_the_target(value, expected):
    assert share(indicator(direction="down"), value, 5) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "expected"), [(0, 1.0), (1, 0.0)])
def test_rate_down_to_zero_is_all_or_nothing(value, expected):
    assert share(indicator(direction="down"), value, 0) == expected


@pytest.mark.parametrize(
    # Zero line 50, target 90: (v - 50) / 40.
    ("value", "expected"), [(40, 0.0), (50, 0.0), (60, 0.25), (80, 0.75), (90, 1.0), (99, 1.0)],
)  # fmt: skip
def test_rate_up_from_a_zero_line(value, expected):
    assert share(indicator(zero_line=50.0), value, 90) == pytest.approx(expected)


@pytest.mark.parametrize(
    # Zero line 30, target 10: (30 - v) / 20.
    ("value", "expected"), [(5, 1.0), (10, 1.0), (15, 0.75), (25, 0.25), (30, 0.0), (40, 0.0)],
)  # fmt: skip
def test_rate_down_from_a_zero_line(value, expected):
    assert share(indicator(direction="down", zero_line=30.0), value, 10) == pytest.approx(expected)


def test_a_zero_line_of_an_even_target_is_prorated_with_it():
    listed = indicator(target=24, zero_line=12.0)
    city = world([unit("甲")], [listed], events("甲", 6, 9))
    # Paced at June: (9 - 6) / (12 - 6) = 0.5; by the year's target 9 is below the line of 12.
    assert city.attainment("甲", 6) == pytest.approx(0.5)
    assert city.attainment("甲", 6, view="annual") == 0.0


@pytest.mark.parametrize(
    # Base 60, challenge 90: 0.6 + 0.4 · (v - 60) / 30.
    ("value", "expected"), [(59.9, 0.0), (60, 0.6), (75, 0.8), (90, 1.0), (95, 1.0)],
)  # fmt: skip
def test_base_challenge_up(value, expected):
    listed = indicator(rule="base_challenge", base=60.0, challenge=90.0)
    assert share(listed, value) == pytest.approx(expected)


@pytest.mark.parametrize(
    # Base 30, challenge 10: 0.6 + 0.4 · (30 - v) / 20.
    ("value", "expected"), [(30.1, 0.0), (30, 0.6), (20, 0.8), (10, 1.0), (2, 1.0)],
)  # fmt: skip
def test_base_challenge_down_is_mirrored(value, expected):
    listed = indicator(rule="base_challenge", direction="down", base=30.0, challenge=10.0)
    assert share(listed, value) == pytest.approx(expected)


def test_base_and_challenge_follow_an_even_target():
    listed = indicator(rule="base_challenge", base=12.0, challenge=24.0)
    city = world([unit("甲")], [listed], events("甲", 6, 9))
    # At June 6 and 12 are due: 0.6 + 0.4 · (9 - 6) / 6 = 0.8; of the year 9 < 12: 0.
    assert city.attainment("甲", 6) == pytest.approx(0.8)
    assert city.attainment("甲", 6, view="annual") == 0.0


def test_a_written_target_does_not_move_the_thresholds():
    listed = indicator(rule="base_challenge", base=60.0, challenge=90.0, target=70)
    assert share(listed, 75, 70) == pytest.approx(0.8)


TIERS = ((95.0, 1.0), (80.0, 0.66), (70.0, 0.33))


@pytest.mark.parametrize(
    ("value", "expected"),
    [(99, 1.0), (95, 1.0), (94.9, 0.66), (80, 0.66), (79.9, 0.33), (70, 0.33), (69.9, 0.0)],
)
def test_a_value_equal_to_a_threshold_is_in_the_better_tier(value, expected):
    assert share(indicator(rule="tiers", tiers=TIERS), value) == expected


@pytest.mark.parametrize(("value", "expected"), [(1, 1.0), (3, 1.0), (4, 0.5), (6, 0.5), (7, 0.0)])
def test_tiers_down_are_mirrored(value, expected):
    listed = indicator(rule="tiers", direction="down", tiers=((3.0, 1.0), (6.0, 0.5)))
    assert share(listed, value) == expected


def test_tiers_follow_an_even_target():
    listed = indicator(rule="tiers", tiers=((24.0, 1.0), (12.0, 0.5)))
    city = world([unit("甲")], [listed], events("甲", 6, 9))
    # At June 12 earn 1 and 6 earn 0.5; of the year 12 earn 0.5, so 9 earn nothing.
    assert city.attainment("甲", 6) == 0.5
    assert city.attainment("甲", 6, view="annual") == 0.0


@pytest.mark.parametrize(
    # 0.5 points a case of 4, at most 3 points: 1 - 0.5 · n / 4, not below 1 - 3 / 4.
    ("cases", "expected"), [(0, 1.0), (2, 0.75), (6, 0.25), (20, 0.25)],
)  # fmt: skip
def test_deduct_takes_points_per_case_up_to_its_cap(cases, expected):
    listed = indicator(rule="deduct", direction="down", weight=4.0, per_case=0.5, cap=3.0)
    assert share(listed, cases) == pytest.approx(expected)


def test_deduct_without_a_cap_can_take_the_whole_weight():
    listed = indicator(rule="deduct", direction="down", weight=4.0, per_case=0.5)
    assert [share(listed, n) for n in (8, 20)] == [0.0, 0.0]


def test_deduct_is_the_same_in_both_views():
    listed = indicator(
        numerator="督查检查.反复问题数", rule="deduct", direction="down",
        weight=4.0, per_case=0.5, cap=3.0, accrual="even",
    )  # fmt: skip
    city = world([unit("甲")], [listed], found("甲", 1, 5, 5, 反复问题数=2))
    assert city.attainment("甲", 1) == 0.75  # 1 - 1 / 4
    assert city.attainment("甲", 1, view="annual") == 0.75


def test_an_unscored_deduction_has_no_attainment():
    listed = indicator(rule="deduct", direction="down", weight=0.0, per_case=0.5, cap=3.0)
    assert math.isnan(share(listed, 2))


@pytest.mark.parametrize(("value", "expected"), [(0, 0.0), (2, 0.4), (5, 1.0), (9, 1.0)])
def test_bonus_attainment_is_its_points_over_the_cap(value, expected):
    listed = indicator(rule="bonus", weight=0.0, per_case=1.0, cap=5.0)
    assert share(listed, value) == pytest.approx(expected)


@pytest.mark.parametrize(("value", "expected"), [(0, 0.0), (0.2, 1.0), (3, 1.0)])
def test_yes_no_is_one_for_anything_above_zero(value, expected):
    assert share(indicator(rule="yes_no"), value) == expected


@pytest.mark.parametrize("how", [{"rule": "info"}, {"direction": "none"}])
def test_what_is_only_shown_has_no_attainment(how):
    assert math.isnan(share(indicator(weight=0.0, target=24, **how), 12, 24))


def test_no_value_has_no_attainment():
    assert math.isnan(share(indicator(rule="yes_no"), math.nan))


def test_no_target_has_no_attainment():
    assert math.isnan(share(indicator(), 3, math.nan))
    assert math.isnan(share(indicator(direction="down"), 3, math.nan))


def test_seven_tenths_of_twelve_months_reach_their_line_in_every_month():
    # 0.7 a month is exactly on pace for 8.4 a year, though 0.7 + 0.7 + 0.7 < 2.1 in floats.
    monthly = [events("甲", month, 0.7) for month in range(1, 13)]
    city = world([unit("甲")], [indicator(target=8.4)], *monthly)
    assert [city.attainment("甲", month) for month in range(1, 13)] == [1.0] * 12


def test_tenths_reach_the_tier_they_add_up_to():
    tenths = [events("甲", month, 0.1) for month in range(1, 4)]
    listed = indicator(rule="tiers", tiers=((0.3, 1.0), (0.2, 0.5)), accrual="level")
    assert world([unit("甲")], [listed], *tenths).attainment("甲", 3) == 1.0


def test_tenths_do_not_exceed_the_limit_they_add_up_to():
    # 0.1 + 0.2 = 0.30000000000000004 in floats.
    listed = indicator(direction="down", target=0.3, accrual="level")
    city = world([unit("甲")], [listed], events("甲", 1, 0.1, 0.2))
    assert city.attainment("甲", 1) == 1.0


def test_the_tolerance_is_relative_to_the_line():
    small = np.array([0.9e-9])
    assert not reaches(small, 1e-9)[0]
    assert reaches(np.array([1e-9 * (1 - 1e-12)]), 1e-9)[0]
    assert not reaches(np.array([1.0 - 1e-8]), 1.0)[0]
