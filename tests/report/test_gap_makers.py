"""Who makes a gap: a claim about all units only where all of them have data."""

import pytest
from method.world import evaluated, events, indicator, unit

from cityreport.report import gaps

UNITS = [unit(name, kinds=("创建活动",)) for name in ("甲", "乙", "丙")]
RULES = [indicator("X", target=120)]


def makers(**sums: int):
    """Each unit's events in June, against 120 in the year; a unit without a number sent nothing."""
    reports = [events(name, 6, number) for name, number in sums.items()]
    return gaps.makers(evaluated(UNITS, *reports, listed=RULES), 6, None, "X")


@pytest.mark.parametrize(
    ("sums", "title", "among"),
    [
        ({"甲": 10, "乙": 120, "丙": 130}, "X的缺口都在甲", "应有数据的 3 家中 3 家有数据"),
        ({"甲": 10}, "有数据的单位中，X的缺口只在甲", "应有数据的 3 家中 1 家有数据"),
        # Half of the year: 60 are due, 10 and 30 are not enough; 110 + 90 are missing in all.
        ({"甲": 10, "乙": 30}, "有数据的单位中，X的缺口在 2 家：甲最多，占 55.00%",
         "应有数据的 3 家中 2 家有数据"),
        ({"甲": 120}, "有数据的单位中，X没有缺口", "应有数据的 3 家中 1 家有数据"),
        ({"甲": 120, "乙": 120, "丙": 120}, "X没有缺口", "应有数据的 3 家中 3 家有数据"),
        ({}, "X还没有数据", "应有数据的 3 家中 0 家有数据"),
    ],
)  # fmt: skip
def test_the_title_claims_no_more_than_the_units_with_data_show(sums, title, among):
    section = makers(**sums)
    assert section.title == title
    assert among in section.lead


def test_without_any_data_no_gap_is_denied():
    assert makers().empty == "没有单位有这项指标的数据，看不出缺口。"
    assert makers(甲=120).empty == "有数据的单位在这项指标上没有缺口。"
