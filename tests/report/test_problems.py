"""问题整改台账: what is open on a day, what moved since another, what comes back after 30/60/90 days.

The worked example (截至 2023-10-31):

    case  point     found   closed   again   days followed   came back after
    1     河岸/垃圾  03-01   03-05    04-01   240             27
    2     河岸/垃圾  04-01   04-06    06-20   208             75
    3     河岸/垃圾  06-20   06-25    —       128             —
    4     后街/广告  08-10   08-12    —       80              —
    5     后街/广告  10-05   10-09    —       22              —   (4 came back after 54 days)
    6     市场/积水  09-20   open
    7     no point  05-01   05-03    —       cannot be followed

30 days: followed at least 30 days are 1, 2, 3, 4 → 1 of 4 came back (27).
60 days: 1, 2, 3, 4 (80 ≥ 60) → 1 (27) and 4 (54): 2 of 4.
90 days: 1, 2, 3 (4 was followed 80 days only: it leaves both parts though it came back) → 1 (27)
and 2 (75): 2 of 3.
"""

from datetime import date

import pytest

from cityreport.period import Month
from cityreport.report.problems import (
    Problem,
    days_of,
    followed,
    problems_of,
    standing,
    state_on,
)
from cityreport.report.problems import sections as pages
from cityreport.tables.stored import ListedRow, StoredRow

DAY = date(2023, 10, 31)


def case(
    number,
    place,
    what,
    found,
    closed=None,
    *,
    kind="背街小巷",
    due=None,
    unit="东河社区",
    marked="",
):
    return Problem(
        unit=unit, number=str(number), found=found, closed=closed, due=due, point_type=kind,
        point=place, standard=what, words=f"问题{number}", owner=unit, marked=marked,
        row=StoredRow(
            "问题整改台账", unit, Month(2023, 10), "", 1, "台账.xlsx", "", "台账", int(number), {}, {},
        ),
    )  # fmt: skip


def on(month: int, day: int) -> date:
    return date(2023, month, day)


EXAMPLE = (
    case(1, "河岸", "垃圾", on(3, 1), on(3, 5), kind="河道沿线"),
    case(2, "河岸", "垃圾", on(4, 1), on(4, 6), kind="河道沿线"),
    case(3, "河岸", "垃圾", on(6, 20), on(6, 25), kind="河道沿线"),
    case(4, "后街", "广告", on(8, 10), on(8, 12)),
    case(5, "后街", "广告", on(10, 5), on(10, 9)),
    case(6, "市场", "积水", on(9, 20), kind="集贸市场", due=on(9, 27)),
    case(7, "", "垃圾", on(5, 1), on(5, 3)),
)


# --- coming back ---------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "back", "enough"), [(30, 1, 4), (60, 2, 4), (90, 2, 3)])
def test_only_cases_followed_long_enough_are_in_either_part(days: int, back: int, enough: int):
    found = followed(EXAMPLE, DAY)
    assert found.rate(days) == (back, enough)


def test_a_case_that_came_back_early_still_waits_for_its_follow_up():
    """Counting the early relapse before the quiet cases of its age would raise the rate."""
    two = (
        case(1, "后街", "广告", on(10, 1), on(10, 2)),
        case(2, "后街", "广告", on(10, 10), on(10, 11)),
        case(3, "前街", "广告", on(10, 1), on(10, 2)),
    )
    assert followed(two, DAY).rate(30) == (0, 0)
    # On 1 November cases 1 and 3 have been followed for 30 days: one of them came back.
    assert followed(two, on(11, 1)).rate(30) == (1, 2)


def test_the_last_day_belongs_to_the_window():
    pair = (
        case(1, "后街", "广告", on(3, 1), on(3, 2)),
        case(2, "后街", "广告", on(4, 1), on(4, 2)),
    )  # 30 days after 2 March is 1 April
    assert followed(pair, DAY).rate(30) == (1, 2)
    late = (pair[0], case(2, "后街", "广告", on(4, 2), on(4, 3)))
    assert followed(late, DAY).rate(30) == (0, 2)


def test_another_standard_or_another_point_is_another_problem():
    cases = (
        case(1, "后街", "广告", on(3, 1), on(3, 2)),
        case(2, "后街", "堆物", on(3, 10), on(3, 12)),
        case(3, "前街", "广告", on(3, 10), on(3, 12)),
        case(4, "后街", "广告", on(3, 10), on(3, 12), unit="西河社区"),
    )
    assert followed(cases, DAY).rate(30) == (0, 4)


def test_what_is_found_while_still_open_is_no_relapse():
    cases = (
        case(1, "后街", "广告", on(3, 1), on(3, 20)),
        case(2, "后街", "广告", on(3, 10), on(3, 25)),
    )
    assert followed(cases, DAY).rate(30) == (0, 2)


def test_what_cannot_be_followed_is_named():
    marked = case(8, "桥头", "垃圾", on(5, 1), on(5, 4), marked="是")
    found = followed((*EXAMPLE, marked), DAY)
    # Case 7 has no point; case 8 is marked as back, but nobody wrote when.
    assert (found.without_point, found.undated) == (1, 1)
    assert found.rate(30) == (1, 4)


def test_days_after_the_date_are_not_known_yet():
    # On 31 May the relapse of 20 June lies ahead; 7 has no point.
    early = followed(EXAMPLE, on(5, 31))
    assert early.rate(30) == (1, 2)
    assert early.rate(60) == (1, 1)


# --- what is open --------------------------------------------------------------------------


def test_states_on_a_day():
    assert state_on(EXAMPLE[5], on(9, 19)) == "未发现"
    assert state_on(EXAMPLE[5], on(9, 27)) == "未整改"
    assert state_on(EXAMPLE[5], on(9, 28)) == "逾期未整改"
    assert state_on(EXAMPLE[0], on(3, 4)) == "未整改"
    assert state_on(EXAMPLE[0], on(3, 5)) == "已整改"


def test_standing_counts_found_closed_and_overdue_up_to_the_day():
    # By 10-31: 7 found, 6 closed, 6 open and overdue. By 10-06 (25 days before): 7 found, 5 closed.
    now, before = standing(EXAMPLE, DAY), standing(EXAMPLE, on(10, 6))
    assert (now.found, now.closed, now.open, now.overdue) == (7, 6, 1, 1)
    assert (before.found, before.closed, before.open, before.overdue) == (7, 5, 2, 1)


def test_what_moved_since_a_day_adds_up():
    section = pages.moved(EXAMPLE, DAY, on(9, 15), "上次会议")
    words = {row[0]: row[1:] for row in section.table.rows}
    # found 5 → 7, closed 5 → 6, open 0 → 1, overdue 0 → 1
    assert words["发现问题（累计）"][:3] == (5, 7, 2)
    assert words["已整改（累计）"][:3] == (5, 6, 1)
    assert words["未整改"][:3] == (0, 1, 1)
    assert words["其中逾期"][:3] == (0, 1, 1)
    assert (
        section.title
        == "整改台账较上次会议（9月15日）：新增 2 个，已整改 1 个，逾期由 0 个变为 1 个"
    )


def test_sections_of_the_register_say_how_many_units_keep_one():
    units = len({one.unit for one in EXAMPLE})
    for section in (
        pages.moved(EXAMPLE, DAY, on(9, 15), "上次会议"), pages.ages(EXAMPLE, DAY),
        pages.relapses(EXAMPLE, DAY, 30),
    ):  # fmt: skip
        assert section.source == f"来源：{units} 家单位的问题整改台账，截至2023年10月31日"


def test_open_problems_are_sorted_by_age_with_the_oldest_named():
    section = pages.ages(EXAMPLE, DAY)
    # Case 6 was found on 20 September: 41 days.
    assert dict(zip(section.chart.categories, section.chart.series[0].values, strict=True)) == {
        "0—7 天": 0, "8—15 天": 0, "16—30 天": 0, "31—60 天": 1, "60 天以上": 0,
    }  # fmt: skip
    assert section.table.rows[0][:2] == ("东河社区", 41)


def test_rates_by_point_type_print_their_parts():
    section = pages.relapses(EXAMPLE, DAY, 30)
    rows = {row[0]: row[1:] for row in section.table.rows}
    assert rows["河道沿线"][:3] == ("33.33%（1/3）", "33.33%（1/3）", "66.67%（2/3）")
    assert rows["背街小巷"][:3] == ("0.00%（0/1）", "100.00%（1/1）", "观察期不足")
    assert rows["合计"][:3] == ("25.00%（1/4）", "50.00%（2/4）", "66.67%（2/3）")
    assert any("1 个没有点位名称" in note for note in section.notes)


def test_no_register_is_said_in_a_sentence():
    assert "问题整改台账" in pages.moved((), DAY, on(9, 15), "上周").empty
    assert pages.relapses((), DAY, 30).empty != ""


def test_rows_become_problems_by_their_dates():
    assert problems_of(()) == ()


def test_a_type_with_few_followed_cases_is_not_called_the_highest():
    """1 of 1 is 100 %, but says little: five cases are needed to be compared."""
    few = (case(1, "后街", "广告", on(3, 1), on(3, 2)), case(2, "后街", "广告", on(3, 5), on(3, 6)))
    many = tuple(
        case(10 + n, f"河岸{n % 3}", "垃圾", on(3 + n, 1), on(3 + n, 3), kind="河道沿线")
        for n in range(6)
    )
    section = pages.relapses((*few, *many), DAY, 90)
    assert "河道沿线最高" in section.title
    assert section.chart.categories == ("河道沿线",)


def test_days_alone_count_what_whole_cases_count():
    columns = {"发现日期": 0, "完成日期": 1, "整改期限": 2, "问题描述": 3}
    written = (
        ("2023-09-20", None, "2023-09-27", "积水"),
        ("2023-10-05", " 2023-10-09 ", None, "广告"),
        ("2023-11-01", None, None, "还没有发现"),
        (None, None, "2023-10-01", "没有写发现日期"),
    )
    rows = [
        ListedRow(
            "问题整改台账", "东河社区", Month(2023, 10), 1, "台账.xlsx", "台账", at, columns, cells
        )
        for at, cells in enumerate(written, start=4)
    ]
    counted = standing(days_of(rows), DAY)
    assert (counted.found, counted.closed, counted.open, counted.overdue) == (2, 1, 1, 1)
    assert counted == standing(problems_of(rows), DAY)
