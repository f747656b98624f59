"""Forecast and chance (method.md section 10), with the arithmetic written out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityreport.forecast import BackTest, Limits, back_test, changes, forecast

OPEN = Limits()


def test_a_flow_adds_the_mean_of_its_months():
    # Six months 10, 12, 8, 11, 9, 10: mean 10, s² = (0 + 4 + 4 + 1 + 1 + 0) / 5 = 2.
    # Six months to go: median 60 + 60 = 120, variance 2·(6 + 36/6) = 24, spread 4.898979;
    # t(5) at 90 % = 1.475884, so 120 ± 7.230327.
    found = forecast(60, [10, 12, 8, 11, 9, 10], 6, OPEN)
    assert found.median == pytest.approx(120)
    assert found.spread == pytest.approx(math.sqrt(24))
    assert (found.lower, found.upper) == pytest.approx((112.769673, 127.230327))


def test_the_chance_of_a_target_is_the_tail_of_t():
    found = forecast(60, [10, 12, 8, 11, 9, 10], 6, OPEN)
    assert found.chance_of(120, up=True) == pytest.approx(0.5)
    # The bounds of the 80 % interval leave 10 % on each side.
    assert found.chance_of(found.upper, up=True) == pytest.approx(0.1)
    assert found.chance_of(found.lower, up=False) == pytest.approx(0.1)


def test_fewer_than_six_reported_months_give_no_forecast():
    assert forecast(50, [10, 10, 10, 10, 10], 7, OPEN) is None
    assert forecast(50, [10, 10, float("nan"), 10, 10, 10], 6, OPEN) is None


def test_a_steady_series_is_certain():
    found = forecast(60, [10] * 6, 6, OPEN)
    assert (found.lower, found.median, found.upper) == (120, 120, 120)
    assert found.chance_of(119, up=True) == 1
    assert found.chance_of(121, up=True) == 0


def test_a_share_stays_between_nothing_and_all():
    found = forecast(98, [3, 2, 4, 3, 2, 4], 6, Limits(0, 100))
    assert found.upper == 100
    assert forecast(1, [-1, -2, -1, -2, -1, -2], 6, Limits(0, 100)).lower == 0


def test_changes_skip_the_first_month_and_gaps():
    found = changes([50.0, 52.0, float("nan"), 55.0, 56.0])
    assert np.isnan(found[[0, 2, 3]]).all()
    assert list(found[[1, 4]]) == [2, 1]


def test_the_back_test_counts_intervals_that_held():
    monthly = [10, 12, 8, 11, 9, 10, 10, 11, 9]
    to_date = np.cumsum(monthly)
    # Forecasts of month 9 from months 6, 7 and 8 (six months known, then seven, then eight);
    # the series is even, so each interval holds 90.
    assert back_test(to_date, monthly, 0, OPEN) == BackTest(inside=3, trials=3)


def test_a_jump_is_outside_what_was_forecast():
    monthly = [10, 12, 8, 11, 9, 10, 90]
    assert back_test(np.cumsum(monthly), monthly, 0, OPEN) == BackTest(inside=0, trials=1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=24), st.integers(1, 12))
def test_the_interval_holds_the_median_and_widens_with_the_horizon(steps, months):
    near, far = (forecast(sum(steps), steps, k, OPEN) for k in (months, months + 1))
    assert near.lower <= near.median <= near.upper
    assert far.spread >= near.spread


TRIALS = 2000
# Of 2000 intervals that hold with chance 0.8, 1600 ± 3.29 · √(2000 · 0.8 · 0.2) = 1600 ± 58.9 do,
# once in a thousand more or fewer.
LEAST, MOST = 1541, 1659


def held_of_flows(known: int, ahead: int, seed: int) -> int:
    """How many 80 % intervals hold the year's true sum of a steady flow with noise."""
    generator = np.random.default_rng(seed)
    held = 0
    for _ in range(TRIALS):
        series = generator.normal(100, 20, known + ahead)
        found = forecast(series[:known].sum(), series[:known], ahead, OPEN)
        held += found.lower <= series.sum() <= found.upper
    return held


def held_of_stocks(known: int, ahead: int, seed: int) -> int:
    """The same for a stock that grows by 10 a month with noise, from its monthly changes."""
    generator = np.random.default_rng(seed)
    held = 0
    for _ in range(TRIALS):
        steps = generator.normal(10, 4, known + ahead)
        level = 500 + np.cumsum(steps)
        found = forecast(level[known - 1], steps[:known], ahead, OPEN)
        held += found.lower <= level[-1] <= found.upper
    return held


@pytest.mark.parametrize("ahead", [1, 3, 6])
@pytest.mark.parametrize("known", [6, 9])
@pytest.mark.parametrize("held_of", [held_of_flows, held_of_stocks])
def test_eighty_per_cent_intervals_hold_within_binomial_limits(held_of, known, ahead):
    assert LEAST <= held_of(known, ahead, seed=known * 100 + ahead) <= MOST


def test_the_chance_of_a_target_comes_true_as_often_as_it_says():
    """Of the targets said to be reached with chance p, a share p is: summed over 2000 years."""
    generator = np.random.default_rng(7)
    said, reached = 0.0, 0
    for _ in range(TRIALS):
        series = generator.normal(100, 20, 12)
        found = forecast(series[:6].sum(), series[:6], 6, OPEN)
        said += found.chance_of(1200, up=True)
        reached += series.sum() >= 1200
    # Both have mean 1000; the difference has at most the spread of 2000 coin throws, 22.4.
    assert abs(said - reached) <= 3.29 * 22.4
