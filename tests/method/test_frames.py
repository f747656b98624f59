"""Frames as they come from the store: categorical texts, NaN for blank, and nothing at all."""

from dataclasses import replace

import numpy as np

from cityreport import indicators, quality
from cityreport.framework import Framework
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings
from method.world import DIMS, World, events, indicator, observe, sheet, unit, world

OPEN = indicator("O", "创建活动.场次[活动类别≠其他]", target=10, weight=50.0)
OTHER = indicator("T", "创建活动.场次[活动类别=其他]", target=10, weight=50.0)
UNITS = [unit("甲"), unit("乙")]
REPORTS = [
    sheet("甲", 1, "创建活动", [{"场次": 2}, {"场次": 3, "活动类别": "其他"}]),
    events("乙", 2, 4, 活动类别="主题教育"),
]


def categorical(frame):
    texts = [name for name in frame if frame[name].dtype == object or frame[name].dtype == "str"]
    packed = frame.astype(dict.fromkeys(texts, "category"))
    for name in set(DIMS) & set(packed):
        packed[name] = packed[name].cat.remove_categories([""])
    return packed


def test_categorical_frames_with_blank_dimensions_give_the_same_values():
    plain = observe(*REPORTS)
    packed = replace(
        plain,
        facts=categorical(plain.facts),
        row_groups=categorical(plain.row_groups),
        reports=categorical(plain.reports),
    )
    system = quality.system_measures(packed, UNITS, OfficeSettings())
    for key, counts in quality.system_measures(plain, UNITS, OfficeSettings()).items():
        np.testing.assert_equal(system[key], counts)
    framework = Framework("试行", (OPEN, OTHER))
    city = World(indicators.values(packed, framework, Roster(tuple(UNITS)), system))
    # The row without a category passes ≠ and not =.
    assert [city.value("甲", 1, code) for code in "OT"] == [2.0, 3.0]
    assert [city.value("乙", 2, code) for code in "OT"] == [4.0, 0.0]


def test_an_empty_roster_has_no_units_and_a_city_without_a_score():
    city = world([], [OPEN, OTHER])
    assert city.scored().score.shape == (0, 12)
    assert np.isnan(city.city().scored.score).all()
    assert city.ranks(1) == {}


def test_a_roster_without_any_sheet_is_all_missing():
    city = world(UNITS, [OPEN, OTHER])
    assert not city.values.has_value().any()
    assert np.isnan(city.scored().score).all()


def test_values_come_in_the_order_of_the_roster_the_catalogue_and_the_calendar():
    city = world(UNITS, [OPEN, OTHER], *REPORTS)
    assert city.values.value.shape == (2, 2, 12)
    assert city.values.unit_number("乙") == 1
    assert city.values.indicator_number("T") == 1
