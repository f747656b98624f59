"""Ranks and rank bands (method.md sections 11 and 14; details.md B5, B13, B16, B27)."""

import numpy as np
import pytest

from cityreport import scores
from method.world import events, indicator, sheet, unit, world

LEVEL = indicator(target=100, accrual="level")


def ranked(**counts):
    units = [unit(name) for name in counts]
    return world(units, [LEVEL], *(events(name, 1, n) for name, n in counts.items()))


def bands_of(city, month=1, *, strict=False):
    ranking = scores.rank_units(city.scored(strict=strict), city.values, month)
    return [ranking.band(n) for n in range(len(city.values.units))]


def test_equal_scores_share_a_rank_and_the_next_one_is_skipped():
    assert ranked(甲=90, 乙=90, 丙=80, 丁=95).ranks(1) == {"甲": 2, "乙": 2, "丙": 4, "丁": 1}


def test_scores_are_ranked_as_shown_with_two_decimals():
    assert ranked(甲=90.004, 乙=90.0, 丙=90.006).ranks(1) == {"甲": 2, "乙": 2, "丙": 1}


@pytest.mark.parametrize(
    ("score", "shown"), [(89.995, 90.0), (89.994, 89.99), (72.125, 72.13), (1.005, 1.01)]
)
def test_scores_are_rounded_half_up_on_the_decimal_value(score, shown):
    city = ranked(甲=score)
    assert scores.rounded_scores(city.scored(), city.values, 1).tolist() == [shown]


def test_ranks_are_within_one_type():
    units = [unit("甲"), unit("乙"), unit("校", "学校")]
    reports = [events("甲", 1, 90), events("乙", 1, 80), events("校", 1, 10)]
    assert world(units, [LEVEL], *reports).ranks(1) == {"甲": 1, "乙": 2, "校": 1}


def test_a_rank_knows_how_many_were_ranked():
    units = [unit("甲"), unit("乙"), unit("丙"), unit("校", "学校")]
    reports = [events("甲", 1, 90), events("乙", 1, 80), events("校", 1, 10)]
    city = world(units, [LEVEL], *reports)
    ranking = scores.rank_units(city.scored(), city.values, 1)
    assert ranking.ranked_in_type.tolist() == [2, 2, 0, 1]


def test_too_little_data_has_neither_rank_nor_band():
    listed = [
        indicator("A", target=10, weight=70.0),
        indicator("H", "志愿服务.服务时长", target=10, weight=30.0),
    ]
    hours = sheet("甲", 1, "志愿服务", [{"服务时长": 1}])
    city = world([unit("甲"), unit("乙")], listed, events("甲", 1, 1), hours, events("乙", 1, 9))
    assert city.ranks(1) == {"甲": 1, "乙": 0}
    assert bands_of(city) == [(1, 1), (0, 0)]


def test_units_not_active_in_the_month_are_not_ranked():
    city = world([unit("甲", end=1), unit("乙")], [LEVEL], events("甲", 1, 90), events("乙", 1, 80))
    assert city.ranks(1) == {"甲": 1, "乙": 2}
    assert city.ranks(2) == {"甲": 0, "乙": 1}


def test_strict_ranks_a_unit_that_sent_nothing_last():
    city = world([unit("甲"), unit("乙")], [LEVEL], events("甲", 1, 90))
    assert city.ranks(1, strict=True) == {"甲": 1, "乙": 2}


def two_dimensions(**pairs):
    """Units with (场次, 服务时长) judged half and half against 100."""
    listed = [
        indicator("A", target=100, accrual="level", weight=50.0),
        indicator("H", "志愿服务.服务时长", target=100, accrual="level", weight=50.0),
    ]
    reports = [events(name, 1, a) for name, (a, _) in pairs.items()]
    reports += [sheet(name, 1, "志愿服务", [{"服务时长": h}]) for name, (_, h) in pairs.items()]
    return world([unit(name) for name in pairs], listed, *reports)


def test_a_lead_in_everything_is_firm():
    # Whatever the weights, the first is ahead in both.
    assert bands_of(two_dimensions(甲=(90, 90), 乙=(80, 80))) == [(1, 1), (2, 2)]


def test_a_trade_off_is_not_firm():
    # 90/50 against 52/90: 70 to 71, and a heavier first weight turns the order.
    city = two_dimensions(甲=(90, 50), 乙=(52, 90))
    assert city.ranks(1) == {"甲": 2, "乙": 1}
    assert bands_of(city) == [(1, 2), (1, 2)]


def test_equal_units_stay_equal_under_every_weighting():
    assert bands_of(two_dimensions(甲=(90, 50), 乙=(90, 50), 丙=(10, 10))) == [
        (1, 1),
        (1, 1),
        (3, 3),
    ]


def test_differences_that_are_not_shown_do_not_widen_the_band():
    # 70.001 and 70 are shown alike, so both are first under every weighting.
    assert bands_of(two_dimensions(甲=(70.001, 70.001), 乙=(70, 70))) == [(1, 1), (1, 1)]


def random_city():
    random = np.random.default_rng(3)
    pairs = {f"单位{n}": tuple(random.integers(20, 100, 2).tolist()) for n in range(25)}
    return two_dimensions(**pairs)


def test_every_rank_lies_in_its_band_and_the_band_in_the_type():
    city = random_city()
    ranking = scores.rank_units(city.scored(), city.values, 1)
    for n, rank in enumerate(ranking.rank.tolist()):
        low, high = ranking.band(n)
        assert 1 <= low <= rank <= high <= 25


def test_bands_are_the_same_on_a_second_run():
    assert bands_of(random_city()) == bands_of(random_city())


def test_strict_bands_reweight_the_missing_indicators_too():
    listed = [
        indicator("A", target=100, accrual="level", weight=50.0),
        indicator("H", "志愿服务.服务时长", target=100, accrual="level", weight=50.0),
    ]
    hours = sheet("乙", 1, "志愿服务", [{"服务时长": 88}])
    city = world([unit("甲"), unit("乙")], listed, events("甲", 1, 90), hours)
    # 90 · w/(w + v) against 88 · v/(w + v): the order turns as soon as v > 90/88 · w.
    assert city.ranks(1, strict=True) == {"甲": 1, "乙": 2}
    assert bands_of(city, strict=True) == [(1, 2), (1, 2)]
