"""Every finding has a case that raises it and one that does not (C1, C5–C12, C20, C29, D1–D20)."""

from datetime import time

import pytest

from cityreport.intake.messages import WORDINGS
from intake.book import (
    ACTIVITY,
    INSPECTED,
    MONEY,
    VOLUNTEERS,
    activities,
    amounts,
    codes,
    empties,
    found,
    keys,
    ledger,
    read_rows,
    read_sheets,
    sheet,
)

OWN = ["东河社区", "2023年3月"]


def money(*rows, **rest):
    return read_rows(MONEY, *([*OWN, *row] for row in rows), **rest)


def volunteers(*rows):
    return read_rows(VOLUNTEERS, *([*OWN, *row] for row in rows))


def inspected(*rows, extra=(), month="2023年3月"):
    filled = (["东河社区", month, "市", *row] for row in rows)
    return read_rows([*INSPECTED, *extra], *filled)


def test_every_wording_is_a_sentence_with_a_known_severity():
    assert all(w.severity in ("error", "warning", "info") and w.message for w in WORDINGS.values())


@pytest.mark.parametrize("word", ["本月无", "无", "零报告", "—", "/", "本月无此项工作", "无活动"])
def test_a_word_for_nothing_in_place_of_rows_is_an_empty_report(word):
    reading = activities([word])
    assert empties(reading) == [("东河社区", "C2")]
    assert (reading.tables[0].rows_read, reading.findings) == (0, ())


def test_nothing_written_under_the_unit_header_is_said_for_the_unit_of_the_title():
    reading = read_rows(["东河社区2023年3月创建活动"], ACTIVITY, ["本月无"])
    assert empties(reading) == [("东河社区", "A3")]
    assert reading.findings == ()


def test_units_without_work_stand_beside_units_with_rows():
    reading = read_rows(
        ACTIVITY, [*OWN, "大会", 1, 10], ["西河社区", "2023年3月", "本月无", None, None]
    )
    assert empties(reading) == [("西河社区", "C3")]
    assert [key[0] for key in keys(reading)] == ["东河社区", "西河社区"]


def test_a_sheet_with_headers_only_is_forgotten_not_zero():
    reading = read_rows(["东河社区2023年3月"], ACTIVITY)
    assert (codes(reading), keys(reading)) == (["header-only"], [])
    assert not reading.has_errors


def test_nothing_in_a_quantity_of_a_filled_row_is_zero_and_a_dash_is_blank():
    reading = inspected([1, "无", 0], [1, "—", 0])
    assert amounts(reading, "发现问题数") == [0]
    assert found(reading, "blank-required").cell == "E3"


def test_unreadable_numbers_errors_and_formulas_without_result_name_their_cell():
    reading = activities(
        ["大会", "很多人", 10], ["巡演", None, 10], ["宣讲", None, 10],
        error_cells={(2, 3): "#REF!"}, uncached=frozenset({(3, 3)}),
    )  # fmt: skip
    assert [(f.code, f.cell) for f in reading.findings] == [
        ("unreadable-number", "D2"),
        ("error-cell", "D3"),
        ("uncached-formula", "D4"),
    ]
    assert reading.tables[0].faulty_rows == {2, 3, 4}
    assert (reading.tables[0].rows_read, reading.tables[0].totals) == (3, {"参与人次": 30})


def test_negative_counts_are_errors_and_negative_money_is_a_warning():
    assert found(activities(["大会", -1, 1]), "negative-count").severity == "error"
    assert found(money(["退款", "财政拨款", -100]), "negative-money").severity == "warning"
    assert amounts(money(["退款", "财政拨款", -100]), "金额") == [-100]


def test_a_count_that_is_no_whole_number_is_a_warning_at_its_cell():
    reading = read_rows(INSPECTED, [*OWN, "市", 1, 12.5, 2])
    said = found(reading, "fractional-count")
    assert (said.severity, said.cell, said.value) == ("warning", "E2", "12.5")
    assert said.message == "发现问题数填的是 12.5，不是整数，先照原样登记。"


def test_hours_money_and_lengths_may_have_decimals():
    hours = read_rows(VOLUNTEERS, [*OWN, "清扫", 10, 12.5, 100])
    money = read_rows([*MONEY, "完成数量", "计量单位"], [*OWN, "路", "财政拨款", 10.5, 1.5, "千米"])
    assert "fractional-count" not in codes(hours) + codes(money)


def test_a_blank_required_quantity_is_a_warning_and_an_optional_one_is_silent():
    assert found(activities(["大会", None, 10]), "blank-required").cell == "D2"
    assert codes(activities(["大会", 1, None])) == []


def test_vague_words_are_blank_with_one_warning():
    assert codes(activities(["大会", "若干", 10])) == ["vague-quantity"]


def test_approximate_amounts_are_said_with_what_was_registered():
    finding = found(money(["路灯", "财政拨款", "九万多元"]), "approximate")
    assert (finding.severity, finding.value) == ("info", "九万多元")
    assert "不少于90000元" in finding.message


def test_a_time_in_an_hours_column_is_hours():
    reading = volunteers(["清洁日", 1, time(1, 30), 300])
    assert amounts(reading, "服务时长") == [1.5]
    assert codes(reading) == ["time-value"]


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("市级", "市"),
        ("区", "区县"),
        ("县级", "区县"),
        ("镇", "街道镇"),
        ("街道", "街道镇"),
        ("自查自纠", "自查"),
    ],
)
def test_levels_are_brought_to_the_roster_of_words(written, known):
    reading = read_rows(INSPECTED, [*OWN, written, 1, 0, 0])
    assert ledger(reading)[0].texts["检查级别"].text == known
    assert codes(reading) == []


def test_several_sources_stay_together_and_the_amount_undivided():
    reading = money(["绿化", "财政、居民集资", 3000])
    assert ledger(reading)[0].texts["资金来源"].text == "财政拨款、居民集资"
    assert amounts(reading, "金额") == [3000]


def test_an_unknown_category_is_kept_with_a_warning():
    reading = money(["绿化", "彩票公益金", 3000])
    assert ledger(reading)[0].texts["资金来源"].text == "彩票公益金"
    assert found(reading, "unknown-category").cell == "D2"


def test_a_missing_required_column_is_one_warning_at_the_header():
    head = ["单位", "月份", "服务队伍", "参与人次"]
    reading = read_rows(head, [*OWN, "一队", 3], [*OWN, "二队", 4])
    assert [(f.code, f.cell) for f in reading.findings] == [("missing-column", "A1")]


def test_dated_inspections_without_a_count_are_one_each():
    head = ["单位", "检查日期", "检查级别", "发现问题数", "已整改数"]
    reading = read_rows(
        head, ["东河", "2023-03-05", "市", 1, 1], ["东河", "2023-03-09", "省", 1, 1]
    )
    assert amounts(reading, "检查次数") == [1, 1]
    assert codes(reading) == ["implied-one"]


def test_undated_inspections_without_a_count_are_not_counted():
    head = ["单位", "月份", "检查级别", "发现问题数", "已整改数"]
    reading = read_rows(head, [*OWN, "市", 1, 1])
    assert amounts(reading, "检查次数") == []
    assert codes(reading) == ["missing-column"]


# 合计 ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["合计", "合 计", "总计", "合计：", "共计"])
def test_a_right_total_is_recognised_and_not_added(label):
    reading = read_rows(
        MONEY, [*OWN, "甲", "财政", 1], [*OWN, "乙", "财政", 2], [label, "", "", "", 3]
    )
    assert (amounts(reading, "金额"), codes(reading)) == ([1, 2], [])
    assert reading.tables[0].rows_read == 2


def test_a_wrong_total_is_an_error_that_names_both_numbers_and_the_cell():
    reading = read_rows(
        MONEY, [*OWN, "甲", "财政", 1], [*OWN, "乙", "财政", 2], ["合计", "", "", "", 4]
    )
    finding = found(reading, "wrong-total")
    assert (finding.severity, finding.cell) == ("error", "E4")
    assert "4元" in finding.message
    assert "3元" in finding.message


@pytest.mark.parametrize(("total", "right"), [("12.3", True), ("12", True), ("12.4", False)])
def test_a_total_may_be_rounded_to_its_last_written_digit(total, right):
    head = ["单位", "月份", "项目名称", "金额(万元)"]
    # 10.11 + 2.15 = 12.26 万元: 12.3 and 12 round it, 12.4 does not.
    reading = read_rows(head, [*OWN, "甲", 10.11], [*OWN, "乙", 2.15], ["合计", "", "", total])
    assert ("wrong-total" not in codes(reading)) is right


@pytest.mark.parametrize(("total", "right"), [(95000, True), (110000, True), (70000, False)])
def test_a_total_over_approximate_parts_may_lie_within_their_bounds(total, right):
    # 九万多 is [90 000, 100 000), with 5 000 exact: [95 000, 105 000]; 10万余 overlaps it.
    written = "10万余" if total == 110000 else total
    reading = money(["甲", "财政拨款", "九万多"], ["乙", "财政拨款", 5000], ["合计", None, written])
    assert ("wrong-total" not in codes(reading)) is right


def test_a_year_to_date_row_is_recognised_and_not_compared():
    reading = read_rows(MONEY, [*OWN, "甲", "财政", 1], ["本年累计", "", "", "", 99])
    assert (amounts(reading, "金额"), codes(reading)) == ([1], [])


def test_a_total_on_top_covers_the_rows_below():
    rows = ([*OWN, "甲", "财政", 1], [*OWN, "乙", "财政", 2])
    assert codes(read_rows(MONEY, ["总计", "", "", "", 3], *rows)) == []
    assert codes(read_rows(MONEY, ["总计", "", "", "", 4], *rows)) == ["wrong-total"]


def test_small_totals_count_since_the_last_one_and_the_grand_total_everything():
    rows = (
        [*OWN, "甲", "财政", 1], [*OWN, "乙", "财政", 2], ["小计", "", "", "", 3],
        ["西河", "2023年3月", "丙", "财政", 4], ["小计", "", "", "", 4], ["合计", "", "", "", 7],
    )  # fmt: skip
    assert codes(read_rows(MONEY, *rows)) == []
    wrong = [*rows[:4], ["小计", "", "", "", 5], rows[5]]
    assert found(read_rows(MONEY, *wrong), "wrong-total").cell == "E6"


def test_two_equal_activities_with_names_are_both_data():
    reading = activities(["大会", 1, 30], ["巡演", 1, 30])
    assert (amounts(reading, "参与人次"), codes(reading)) == ([30, 30], [])


def test_a_nameless_row_that_equals_the_sum_is_a_total_with_a_warning():
    title = ["东河社区2023年3月"]
    rows = (["大会", 1, 30], ["巡演", 1, 20])
    reading = read_rows(title, ACTIVITY[2:], *rows, [None, 2, 50])
    assert (amounts(reading, "参与人次"), codes(reading)) == ([30, 20], ["unlabelled-total"])
    other = read_rows(title, ACTIVITY[2:], *rows, [None, 2, 51])
    assert amounts(other, "参与人次") == [30, 20, 51]


# one row's own logic ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        (120, []),
        (121, ["hours-per-person"]),
        (240, ["hours-per-person"]),
        (241, ["hours-beyond-day"]),
    ],
)
def test_hours_for_each_participant_over_twelve_are_a_warning(hours, code):
    # 10 participants: 12 hours each is the line, 24 hours the day.
    assert codes(volunteers(["清洁日", 10, hours, 300])) == code


def test_hours_without_participants_are_a_warning():
    assert codes(volunteers(["清洁日", 0, 5, 300])) == ["hours-without-people"]
    assert codes(volunteers(["清洁日", 0, 0, 300])) == []


def test_more_registered_than_inhabitants_is_a_warning():
    assert codes(volunteers(["清洁日", 1, 1, 6500])) == []
    assert codes(volunteers(["清洁日", 1, 1, 7001])) == ["more-than-population"]


@pytest.mark.parametrize(
    ("month", "before", "expected"),
    [
        ("2023年3月", None, ["rectified-beyond-found"]),
        ("2023年1月", None, ["more-than-whole"]),
        ("2023年3月", 1, ["more-than-whole"]),
        ("2023年3月", 2, []),
    ],
)
def test_rectified_beyond_found_is_a_contradiction_only_where_nothing_earlier_can_be_meant(
    month, before, expected
):
    # 5 rectified of 3 found: possible with 2 left from before, not with 1.
    reading = inspected([1, 3, 5, before], extra=["上期未整改数"], month=month)
    assert codes(reading) == expected


def test_rectified_in_time_cannot_exceed_rectified():
    assert codes(inspected([1, 3, 2, 2], extra=["按期整改数"])) == []
    assert codes(inspected([1, 3, 2, 3], extra=["按期整改数"])) == ["more-than-whole"]


def test_overdue_cannot_exceed_what_is_open():
    extra = ["上期未整改数", "逾期未整改数"]
    assert codes(inspected([1, 3, 2, 1, 2], extra=extra)) == []
    assert codes(inspected([1, 3, 2, 1, 3], extra=extra)) == ["overdue-beyond-open"]


def test_points_without_their_maximum_are_a_warning():
    extra = ["测评得分", "测评满分"]
    assert codes(inspected([1, 0, 0, 90, 100], extra=extra)) == []
    assert codes(inspected([1, 0, 0, 90, None], extra=extra)) == ["half-filled"]


def test_equal_rows_are_a_warning_only_when_every_cell_is_equal():
    assert codes(activities(["大会", 1, 10], ["大会", 1, 11])) == []
    assert found(activities(["大会", 1, 10], ["大会", 1, 10]), "duplicate-row").cell == "A3"


def test_differing_stocks_of_one_report_are_a_warning_and_the_last_one_holds():
    assert codes(volunteers(["甲", 1, 1, 300], ["乙", 1, 1, 300])) == []
    reading = volunteers(["甲", 1, 1, 300], ["乙", 1, 1, None], ["丙", 1, 1, 310])
    assert found(reading, "differing-stock").cell == "F4"
    assert reading.tables[0].totals["期末注册志愿者数"] == 310


def test_stocks_of_several_units_have_no_total():
    other = ["西河社区", "2023年3月", "乙", 1, 1, 200]
    reading = read_rows(VOLUNTEERS, [*OWN, "甲", 1, 1, 300], other)
    assert reading.tables[0].totals == {"参与人次": 2, "服务时长": 2}


def test_sheets_of_one_file_for_the_same_report_add_up_with_a_warning():
    one = sheet(ACTIVITY, [*OWN, "大会", 1, 10], name="一")
    two = sheet(ACTIVITY, [*OWN, "巡演", 1, 20], name="二")
    other = sheet(ACTIVITY, ["西河", "2023年3月", "巡演", 1, 20], name="二")
    assert found(read_sheets(one, two), "sums-of-sheets").sheet == "二"
    assert codes(read_sheets(one, other)) == []


def test_a_street_whose_figures_are_its_communities_added_is_asked_about():
    rows = (
        ["东河社区", "2023年3月", "大会", 1, 10],
        ["西河社区", "2023年3月", "巡演", 2, 20],
    )
    summary = read_rows(ACTIVITY, *rows, ["城桥街道", "2023年3月", "活动", 3, 30])
    assert found(summary, "sum-of-children").cell == "A4"
    own = read_rows(ACTIVITY, *rows, ["城桥街道", "2023年3月", "活动", 3, 31])
    assert codes(own) == []


def test_a_sheet_that_says_only_nothing_this_month_is_an_empty_report():
    reading = read_rows(["东河社区2023年3月志愿服务月报表"], [], ["本月无"])
    assert empties(reading) == [("东河社区", "A3")]
    assert reading.findings == ()
    unnamed = read_rows(["东河社区2023年3月"], ["本月无"])
    assert codes(unnamed) == ["nothing-recognised", "unrecognised-sheet"]


def test_a_row_without_unit_or_month_is_an_error_at_its_own_cell():
    assert (
        found(read_rows(ACTIVITY, [None, "2023年3月", "大会", 1, 1]), "missing-unit-cell").cell
        == "A2"
    )
    assert (
        found(read_rows(ACTIVITY, ["东河", None, "大会", 1, 1]), "missing-month-cell").cell == "B2"
    )
    titled = read_rows(["东河社区2023年3月"], ACTIVITY, [None, None, "大会", 1, 1])
    assert codes(titled) == []


def test_an_inspection_dated_in_another_month_than_its_month_cell_is_a_warning():
    head = ["单位", "月份", "检查日期", "检查次数", "发现问题数", "已整改数"]
    assert codes(read_rows(head, [*OWN, "2023-03-09", 1, 1, 1])) == []
    reading = read_rows(head, [*OWN, "2023-04-09", 1, 1, 1])
    assert found(reading, "date-month-conflict").cell == "C2"
    assert keys(reading)[0][1] == "2023-03"


def test_a_total_that_is_no_number_is_a_warning_and_a_dash_is_none():
    row = [*OWN, "甲", "财政", 1]
    assert codes(read_rows(MONEY, row, ["合计", "", "", "", "见附表"])) == ["unreadable-total"]
    assert codes(read_rows(MONEY, row, ["合计", "", "", "", "—"])) == []


def test_the_total_of_a_stock_may_be_its_sum_or_the_last_of_each_unit():
    rows = (
        [*OWN, "甲", 1, 1, 300],
        [*OWN, "乙", 1, 1, 300],
        ["西河", "2023年3月", "丙", 1, 1, 200],
    )
    for total in (800, 500):
        assert codes(read_rows(VOLUNTEERS, *rows, ["合计", "", "", 3, 3, total])) == []
    wrong = read_rows(VOLUNTEERS, *rows, ["合计", "", "", 3, 3, 900])
    assert codes(wrong) == ["stock-total"]


def test_an_amount_only_in_the_small_total_column_is_kept_undivided():
    head = (["2023年3月东河社区"], ["项目名称", "投入金额(元)"], [None, "财政", "自筹", "小计"])
    reading = read_rows(*head, ["路灯", None, None, 30])
    assert amounts(reading, "金额") == [30]
    assert codes(reading) == ["unsplit-subtotal"]
    assert codes(read_rows(*head, ["路灯", 10, 20, 30])) == []
