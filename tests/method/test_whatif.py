"""测算 (method.md section 9): assumed values and targets, scored by the same functions."""

from dataclasses import replace

import numpy as np
import pytest

from cityreport import whatif
from cityreport.whatif import Assumed
from method.world import World, empty, events, found, indicator, unit, world

# 场次: 24 a year, so 12 by June. 东 held 6 → 0.5, 西 held 12 → 1.
EVENTS = indicator("X", target=24, weight=60)
# 整改率: 80 %. 东 found 10, mended 4 → 40 % → 0.5; 西 found 30, mended 24 → 80 % → 1.
MENDED = indicator(
    "R", "督查检查.已整改数", "督查检查.发现问题数", measure_unit="%", target=80, weight=40, rollup="pooled"
)  # fmt: skip
CITY = world(
    [unit("东"), unit("西"), unit("南")],
    [EVENTS, MENDED],
    *(events(name, 6, held) for name, held in (("东", 6), ("西", 12))),
    *(found(name, 6, *pair) for name, pair in (("东", (10, 4)), ("西", (30, 24)))),
)
NOW = {"X": 9.0, "R": 70.0}


def assume(*wanted: Assumed) -> tuple[World, tuple[str, ...]]:
    group = CITY.city()
    city = {"X": group.value[0, 5], "R": group.value[1, 5]}
    values, refused = whatif.assume(CITY.values, wanted, 6, city)
    return replace(CITY, values=values), refused


def test_a_units_assumed_value_is_scored_like_a_reported_one():
    # (60 · 0.5 + 40 · 0.5) = 50 before; with 9 of 12: 60 · 0.75 + 40 · 0.5 = 65.
    assert CITY.score("东", 6) == pytest.approx(50)
    assumed, refused = assume(Assumed("东", "X", "value", 9))
    assert refused == ()
    assert assumed.score("东", 6) == pytest.approx(65)
    assert assumed.score("西", 6) == CITY.score("西", 6)


def test_ranks_follow():
    # 西 100. 东 at 12 场 and 80 % has 100 too: both first.
    assert CITY.ranks(6) == {"东": 2, "西": 1, "南": 0}
    assumed, _ = assume(Assumed("东", "X", "value", 12), Assumed("东", "R", "value", 80))
    assert assumed.ranks(6) == {"东": 1, "西": 1, "南": 0}


def test_an_assumed_ratio_moves_its_numerator_so_that_the_city_stays_a_ratio_of_sums():
    # 28 of 40 = 70 %. 东 at 100 %: 10 + 24 = 34 of 40 = 85 %.
    assert CITY.city_fact("value", 6, "R") == pytest.approx(70)
    assumed, _ = assume(Assumed("东", "R", "value", 100))
    assert assumed.city_fact("value", 6, "R") == pytest.approx(85)
    assert assumed.value("东", 6, "R", "numerator") == pytest.approx(10)


def test_an_assumed_target_counts_for_that_unit_only():
    # Target 16: 8 due by June, 6 held → 0.75.
    assumed, _ = assume(Assumed("东", "X", "target", 16))
    assert assumed.attainment("东", 6) == pytest.approx(0.75)
    assert assumed.attainment("西", 6) == 1


def test_an_assumed_target_of_the_city_is_every_units():
    # Target 48: 24 due; 6 → 0.25, 12 → 0.5.
    assumed, _ = assume(Assumed(None, "X", "target", 48))
    assert assumed.attainment("东", 6) == pytest.approx(0.25)
    assert assumed.attainment("西", 6) == pytest.approx(0.5)


def test_an_assumed_value_of_the_city_moves_all_units_in_proportion():
    # 70 % → 84 % is 1.2 times: 4.8 of 10 and 28.8 of 30, together 33.6 of 40 = 84 %.
    assumed, refused = assume(Assumed(None, "R", "value", 84))
    assert refused == ()
    assert assumed.city_fact("value", 6, "R") == pytest.approx(84)
    assert assumed.value("东", 6, "R") == pytest.approx(48)
    assert assumed.value("西", 6, "R") == pytest.approx(96)


def test_what_a_unit_never_sent_can_be_assumed():
    # 南 sent nothing: no score. With 12 场 it has one, over that indicator alone.
    assumed, refused = assume(Assumed("南", "X", "value", 12))
    assert refused == ()
    assert np.isnan(CITY.score("南", 6))
    assert assumed.score("南", 6) == 100


def test_later_assumptions_hold_over_earlier_ones():
    assumed, _ = assume(Assumed("东", "X", "value", 12), Assumed("东", "X", "value", 3))
    assert assumed.value("东", 6) == 3


def test_nothing_assumed_changes_nothing_and_the_original_is_untouched():
    before = CITY.values.value.copy()
    same, refused = assume()
    assert refused == ()
    np.testing.assert_array_equal(same.values.value, before)
    assume(Assumed("东", "X", "value", 9))
    np.testing.assert_array_equal(CITY.values.value, before)


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Assumed("北", "X", "value", 1), "没有“北”这家单位"),
        (Assumed("东", "Z", "value", 1), "没有编码为“Z”的指标"),
        (Assumed("东", "X", "value", -1), "不能小于 0"),
        (Assumed("东", "X", "value", float("nan")), "不是数字"),
        (Assumed("东", "X", "target", 0), "应大于 0"),
        (Assumed("南", "R", "value", 50), "没有分母"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(wanted: Assumed, words: str):
    assumed, [refused] = assume(wanted)
    assert words in refused
    np.testing.assert_array_equal(assumed.values.value, CITY.values.value)


def test_a_city_of_nothing_has_no_proportion_to_keep():
    none = world([unit("东")], [EVENTS], empty("东", 6, "创建活动"))
    _, [refused] = whatif.assume(none.values, [Assumed(None, "X", "value", 5)], 6, {"X": 0.0})
    assert "现值是 0" in refused


def test_a_target_is_refused_where_the_rule_has_thresholds_of_its_own():
    tiered = indicator("X", rule="tiers", tiers=((24, 1.0), (12, 0.5)))
    one = world([unit("东")], [tiered], events("东", 6, 3))
    _, [refused] = whatif.assume(one.values, [Assumed("东", "X", "target", 5)], 6, {})
    assert "只有“完成率”" in refused


def test_an_indicator_for_other_types_cannot_be_assumed():
    other = indicator("X", target=24, types=("学校",))
    one = world([unit("东")], [other], events("东", 6, 3))
    _, [refused] = whatif.assume(one.values, [Assumed("东", "X", "value", 5)], 6, {})
    assert "不考核该类单位" in refused
