"""Completeness and timeliness (method.md section 12; details.md B17, B28, B29, D18)."""

from datetime import date

import pytest

from cityreport import quality
from cityreport.period import Month
from cityreport.settings import OfficeSettings
from method.world import empty, events, observe, sheet, unit

MARCH = Month(2023, 3)
TWO_KINDS = ("创建活动", "督查检查")


def of_march(units, *reports, settings=None):
    return quality.completeness(observe(*reports), units, MARCH, settings or OfficeSettings())


def march(name="甲", kind="创建活动", reporter="", *, received, committed=""):
    return sheet(name, 3, kind, [{}], reporter, received=received, committed=committed)


def test_expected_are_active_units_times_their_kinds():
    units = [unit("甲"), unit("乙", kinds=TWO_KINDS), unit("丙", start=4), unit("丁", end=2)]
    assert of_march(units).expected == 6  # 4 + 2


@pytest.mark.parametrize("bounds", [{"start": 3}, {"end": 3}])
def test_first_and_last_month_are_both_expected(bounds):
    assert of_march([unit("甲", kinds=TWO_KINDS, **bounds)]).expected == 2


def test_units_are_counted_once_whatever_they_send():
    units = [
        unit("甲", kinds=TWO_KINDS),
        unit("乙", kinds=TWO_KINDS),
        unit("丙", kinds=("创建活动",)),
    ]
    found = of_march(units, events("甲", 3, 1), empty("甲", 3, "督查检查"), events("丙", 3, 1))
    assert found.units() == ({"甲", "乙", "丙"}, {"甲", "丙"})
    assert found.units(("督查检查",)) == ({"甲", "乙"}, {"甲"})
    assert found.units(("志愿服务",)) == (set(), set())


def test_rate_is_reported_over_expected():
    found = of_march(
        [unit("甲")], events("甲", 3, 1), empty("甲", 3, "督查检查"), events("甲", 2, 1)
    )
    assert (found.reported, found.rate) == (2, 0.5)


def test_sheets_nobody_expected_do_not_count():
    found = of_march([unit("甲", kinds=TWO_KINDS)], sheet("甲", 3, "志愿服务", [{}]))
    assert (found.reported, found.rate) == (0, 0.0)


def test_two_reporters_of_one_sheet_count_once():
    found = of_march(
        [unit("甲", kinds=TWO_KINDS)],
        march(received="2023-04-01", reporter="团委"),
        march(received="2023-04-02", reporter="财务"),
    )
    assert found.reported == 1


def test_nothing_expected_has_no_rate():
    found = of_march([unit("甲", start=4)])
    assert (found.expected, found.rate, found.on_time_rate) == (0, None, None)


def test_the_due_day_is_on_time_through_the_whole_day():
    units = [unit("甲", kinds=TWO_KINDS)]
    found = of_march(
        units,
        march(received="2023-04-05", committed="2023-04-05T23:59:59"),
        march(kind="督查检查", received="2023-04-06"),
    )
    assert [(row.kind, row.on_time, row.late) for row in found.rows] == [
        ("创建活动", True, False), ("督查检查", False, True),
    ]  # fmt: skip
    assert found.on_time_rate == 0.5
    assert {row.due for row in found.rows} == {date(2023, 4, 5)}


def test_the_received_day_counts_not_the_day_of_committing():
    found = of_march([unit("甲")], march(received="2023-04-04", committed="2023-05-20T09:00:00"))
    assert found.rows[3].on_time is True
    assert found.rows[3].received == date(2023, 4, 4)
    assert found.rows[3].committed_at == "2023-05-20T09:00:00"


def test_an_empty_report_can_be_on_time():
    units = [unit("甲", kinds=("创建活动",))]
    found = of_march(units, empty("甲", 3, "创建活动", received="2023-04-03"))
    assert found.on_time == 1


def test_what_did_not_come_is_neither_on_time_nor_late():
    (row,) = of_march([unit("甲", kinds=("创建活动",))]).rows
    assert (row.reported, row.on_time, row.late, row.received) == (False, None, False, None)


def test_the_first_commit_decides_even_with_a_later_received_day():
    units = [unit("甲", kinds=("创建活动",))]
    first = march(reporter="团委", received="2023-04-06", committed="2023-04-10T09:00:00")
    second = march(reporter="财务", received="2023-04-03", committed="2023-04-12T09:00:00")
    for order in ((first, second), (second, first)):
        (row,) = of_march(units, *order).rows
        assert (row.on_time, row.received) == (False, date(2023, 4, 6))


def test_months_before_the_office_began_have_no_timeliness_but_a_rate():
    settings = OfficeSettings(start_month="2023-04")
    units = [unit("甲", kinds=("创建活动",))]
    found = of_march(units, march(received="2023-06-30"), settings=settings)
    assert (found.rate, found.on_time_rate) == (1.0, None)
    assert (found.rows[0].on_time, found.rows[0].late) == (None, False)


@pytest.mark.parametrize(
    ("month", "due_day", "expected"),
    [
        (Month(2023, 3), 5, date(2023, 4, 5)),
        (Month(2023, 12), 5, date(2024, 1, 5)),
        (Month(2023, 1), 31, date(2023, 2, 28)),
        (Month(2024, 1), 31, date(2024, 2, 29)),
    ],
)
def test_sheets_are_due_on_a_day_of_the_next_month(month, due_day, expected):
    assert quality.due_date(month, OfficeSettings(due_day=due_day)) == expected


def test_system_measures_agree_with_the_completeness_of_each_month():
    units = [unit("甲", kinds=TWO_KINDS), unit("乙", start=3)]
    reports = [
        march(received="2023-04-05"),
        march(kind="督查检查", received="2023-04-06"),
        march(kind="志愿服务", received="2023-04-01"),
        march("乙", received="2023-04-01"),
        sheet("乙", 2, "创建活动", [{}], received="2023-03-01"),
    ]
    measures = quality.system_measures(observe(*reports), units, OfficeSettings())
    counts = {
        name: measures["报送", name][:, 2].tolist() for name in ("应报数", "已报数", "按时数")
    }
    # 甲: two sheets, one late; the volunteers' sheet was not asked. 乙: one of four, on time.
    assert counts == {"应报数": [2.0, 4.0], "已报数": [2.0, 1.0], "按时数": [1.0, 1.0]}
    assert measures["报送", "已报数"][1, 1] != measures["报送", "已报数"][1, 1]  # NaN before March
