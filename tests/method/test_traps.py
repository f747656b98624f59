"""The traps of the method, each with its arithmetic; the ordinary cases stand in the other modules.

Where each section of method.md has its worked examples:
1 test_states · 2 tests/test_quantities · 3 test_values · 4 test_targets · 5 test_attainment ·
6 test_scores · 7 test_rollup · 8 tests/test_style · 9 test_gaps, test_whatif and below ·
10 test_forecast · 11 test_ranking · 12 test_completeness · 13 tests/doubts · 14 tests/test_style,
test_ranking and below.
"""

import numpy as np
import pytest

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report import changes
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings
from cityreport.style import STATUSES, status_of, write
from method.world import LINE, World, events, found, indicator, observe, sheet, unit, world

CUTS = OfficeSettings().status_cuts


def evaluated(one: World, *reports) -> Evaluation:
    """The world as the report builders take it."""
    values = one.values
    observations = observe(*reports)
    return Evaluation(
        year=values.year, revision=1, roster=Roster(values.units), framework=values.framework,
        settings=OfficeSettings(completeness_line=LINE), sent=observations, left_out=frozenset(),
        observations=observations, values=values,
    )  # fmt: skip


# --- sections 1 and 6: a bad value that is missing -----------------------------------------

GOOD = indicator("G", target=12, weight=70)
BAD = indicator(
    "B", "督查检查.已整改数", "督查检查.发现问题数", measure_unit="%", target=80, weight=30, rollup="pooled"
)  # fmt: skip


def test_leaving_out_a_bad_value_raises_no_score_that_is_shown():
    # With it: 70 · 1 + 30 · 0.25 = 77.5. Without: 70 / 70 = 100, but only 70 % of the 分值 have a
    # value, which is under the line of 80 %: the score is not shown and there is no rank.
    told = world([unit("甲")], [GOOD, BAD], events("甲", 6, 6), found("甲", 6, 10, 2))
    kept = world([unit("甲")], [GOOD, BAD], events("甲", 6, 6))
    assert told.score("甲", 6) == pytest.approx(77.5)
    assert told.scored().enough[0, 5]
    assert kept.state("甲", 6, "B") is State.MISSING
    assert kept.scored().coverage[0, 5] == pytest.approx(0.7)
    assert not kept.scored().enough[0, 5]
    assert kept.ranks(6) == {"甲": 0}
    # Strict mode counts what did not come as 0: 70 of 100.
    assert kept.score("甲", 6, strict=True) == pytest.approx(70)


def test_a_light_missing_value_still_shows_in_the_completeness_and_the_list():
    """Above the line the score is shown, but never alone: 90 % completeness, one 未报."""
    light = [
        indicator("G", target=12, weight=90),
        indicator("B", "资金投入.金额", target=1, weight=10),
    ]
    one = world([unit("甲")], light, events("甲", 6, 6))
    assert one.scored().enough[0, 5]
    assert one.scored().coverage[0, 5] == pytest.approx(0.9)
    assert one.state("甲", 6, "B") is State.MISSING


def test_missing_months_are_not_zeros_that_pull_a_mean():
    # 6 in March, nothing else: 6 of 6 due by June is 1, and 1 of 6 months came.
    one = world([unit("甲")], [indicator("X", target=12)], events("甲", 3, 6))
    assert one.attainment("甲", 6) == 1
    assert one.value("甲", 6, of="months_reported") == 1


# --- section 3: the year's end --------------------------------------------------------------

PEOPLE = indicator("P", "志愿服务.期末注册志愿者数", target=100, accrual="level")


def volunteers(month: int, count: float):
    return sheet("甲", month, "志愿服务", [{"期末注册志愿者数": count}])


def test_a_stock_of_december_is_not_carried_into_the_next_year():
    december = world([unit("甲")], [PEOPLE], volunteers(12, 90))
    assert december.value("甲", 12, "P") == 90
    # The next year's observations hold its own reports only: January without one is 未报, not 90.
    january = world([unit("甲")], [PEOPLE], volunteers(2, 95))
    assert january.state("甲", 1, "P") is State.MISSING
    assert january.value("甲", 2, "P") == 95
    assert january.value("甲", 12, "P") == 95


def test_a_flow_begins_anew_each_year():
    one = world([unit("甲")], [indicator("X", target=12)], events("甲", 12, 5))
    assert one.state("甲", 11) is State.MISSING
    assert one.value("甲", 12) == 5


# --- sections 5 and 8: 100 is coloured, 0 denominators -------------------------------------


@pytest.mark.parametrize(
    ("attained", "word"),
    [
        (1.0, "达到序时"),
        (1 - 1e-12, "达到序时"),
        (0.9, "基本达到"),
        (0.7, "滞后"),
        (0.0, "严重滞后"),
    ],
)
def test_every_attainment_has_a_status_with_a_colour_100_included(attained: float, word: str):
    assert status_of(attained, CUTS) == word
    assert STATUSES[word].colour.startswith("#")


def test_a_score_of_100_has_points_a_rank_and_a_status():
    one = world([unit("甲"), unit("乙")], [indicator("X", target=12)],
                events("甲", 6, 6), events("乙", 6, 3))  # fmt: skip
    assert one.score("甲", 6) == 100
    assert one.ranks(6) == {"甲": 1, "乙": 2}


def test_a_denominator_of_nothing_gives_no_rate_of_0_and_none_of_100():
    one = world([unit("甲")], [BAD], found("甲", 6, 0, 0))
    assert one.state("甲", 6, "B") is State.NOT_APPLICABLE
    assert np.isnan(one.value("甲", 6, "B"))
    assert np.isnan(one.score("甲", 6))


def test_percentages_are_never_averaged():
    # 1 of 1 and 1 of 99: 2 % of all, not the mean of 100 % and 1.01 %.
    one = world([unit("甲"), unit("乙")], [BAD], found("甲", 6, 1, 1), found("乙", 6, 99, 1))
    assert one.city_fact("value", 6, "B") == pytest.approx(2.0)


# --- section 9: what changed ---------------------------------------------------------------


def test_the_parts_of_what_changed_add_up_with_the_change_of_range_by_hand():
    # March: X 3 of 3 due → 1; R not reported. June: X 3 of 6 → 0.5; R 40 % of 80 % → 0.5.
    # Weights 80 and 20. Scores 100 (of 80) and 50 (of 100): −50 in all.
    # X in both months: 80 · (0.5 − 1) · 100 / 100 = −40; the rest, −10, is the change of range.
    listed = [
        indicator("X", target=12, weight=80),
        indicator(
            "R", "督查检查.已整改数", "督查检查.发现问题数", measure_unit="%", target=80, weight=20,
            rollup="pooled",
        ),
    ]  # fmt: skip
    reports = (events("甲", 3, 3), found("甲", 6, 10, 4))
    evaluation = evaluated(world([unit("甲")], listed, *reports), *reports)
    scored = evaluation.city().scored
    assert list(scored.score[0, [2, 5]]) == pytest.approx([100, 50])
    parts = dict(changes.change_parts(evaluation, 6, 3, None, "paced"))
    assert parts == {"X": pytest.approx(-40), changes.RANGE_CHANGE: pytest.approx(-10)}
    assert sum(parts.values()) == pytest.approx(-50)


# --- section 11: ties ----------------------------------------------------------------------


def test_equal_scores_share_a_place_and_the_next_is_skipped():
    units = [unit(name) for name in "甲乙丙丁"]
    reports = [events(name, 6, held) for name, held in zip("甲乙丙丁", (6, 6, 3, 3), strict=True)]
    one = world(units, [indicator("X", target=12)], *reports)
    assert one.ranks(6) == {"甲": 1, "乙": 1, "丙": 3, "丁": 3}


# --- section 14: rounding only at the end ---------------------------------------------------


def test_nothing_is_rounded_before_it_is_shown():
    # Three thirds of weight: 1/3 + 1/3 + 1/3 of 100, each 33.33 when rounded, 100 together.
    listed = [indicator(code, target=36, weight=100 / 3) for code in "XYZ"]
    one = world([unit("甲")], listed, events("甲", 12, 12))
    points = one.scored().points[0, :, 11]
    assert [write(float(p), "score") for p in points] == ["11.11"] * 3
    # Rounded first, the parts would add up to 33.33; they are 33.333… in all.
    assert float(points.sum()) == pytest.approx(100 / 3, abs=1e-12)
    assert one.score("甲", 12) == pytest.approx(100 / 3, abs=1e-12)
    assert write(one.score("甲", 12), "score") == "33.33"


def test_a_rate_rounded_first_would_miss_its_line():
    # 94,999 of 100,000 is 94.999 %: shown as 95.00 %, and still behind a line of 95 %.
    line = indicator(
        "R", "督查检查.已整改数", "督查检查.发现问题数", measure_unit="%", target=95, rollup="pooled"
    )  # fmt: skip
    one = world([unit("甲")], [line], found("甲", 6, 100000, 94999))
    assert write(one.value("甲", 6, "R"), "percent") == "95.00%"
    assert one.attainment("甲", 6, "R") < 1
    assert one.scored().below_pace[0, 5] == 1
