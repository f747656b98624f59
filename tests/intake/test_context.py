"""Unit, month, 填报方 and measure unit: where they come from and what contradicts (C2–C4, C11)."""

import pytest

from cityreport.intake import read
from cityreport.intake.spelling import Spelled, month_cell, spelled
from cityreport.period import Month
from cityreport.roster.model import Roster
from cityreport.tables.workbook import WorkbookCells
from intake.book import (
    ACTIVITY,
    MARCH,
    MONEY,
    TODAY,
    activities,
    amounts,
    codes,
    found,
    keys,
    ledger,
    read_rows,
    read_sheets,
    sheet,
)

PLAIN = ["活动名称", "场次", "参与人次"]
EVENT = ["大会", 1, 10]


@pytest.mark.parametrize(
    "text",
    [
        "2023年3月", "2023年03月份", "2023-03", "2023.3", "2023/3", "202303", "二〇二三年三月",
        "东河社区2023年3月志愿服务月报表", "23年3月", "2023 年 3 月", "２０２３年３月", "上报_2023_3_终",
    ],
)  # fmt: skip
def test_a_month_is_read_in_every_usual_spelling(text):
    assert spelled(text) == Spelled(2023, 3)


@pytest.mark.parametrize(
    ("text", "number"), [("3月", 3), ("三月份", 3), ("十二月", 12), ("10月", 10)]
)
def test_a_month_without_a_year_keeps_the_year_open(text, number):
    assert spelled(text) == Spelled(None, number)


@pytest.mark.parametrize(
    "text", ["一季度", "2023年1-3月", "1月至3月", "上半年", "2022年12月-2023年1月"]
)
def test_several_months_at_once_are_a_range(text):
    assert spelled(text).fault == "range"


@pytest.mark.parametrize("text", ["志愿服务", "第3期", "路灯24盏", ""])
def test_other_texts_name_no_month(text):
    assert spelled(text) is None


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (202303, "", Spelled(2023, 3)),
        (44986, "", Spelled(2023, 3)),  # serial of 2023-03-01
        (TODAY, "", Spelled(2024, 1)),
        (2023.12, "", Spelled(2023, 12)),
        (2023.3, "", Spelled(2023, 3)),
        (2023.1, "0.00", Spelled(2023, 10)),
        (2023.1, "General", Spelled(2023, 1, "dropped_zero")),
        (3, "", Spelled(None, 3)),
        ("3", "", Spelled(None, 3)),
        (202313, "", Spelled(2023, None, "outside")),
        ("下个月", "", Spelled(None, None, "unreadable")),
    ],
)
def test_a_month_cell_is_read_by_its_value_and_number_format(value, form, expected):
    assert month_cell(value, form) == expected


def test_the_number_2023_1_is_january_with_a_warning_or_october_by_its_format():
    row = ["东河社区", 2023.1, "大会", 1, 10]
    assert ledger(read_rows(ACTIVITY, row))[0].month == Month(2023, 1)
    assert found(read_rows(ACTIVITY, row), "dropped-zero").cell == "B2"
    shown = read_rows(ACTIVITY, row, number_formats={(1, 1): "0.00"})
    assert ledger(shown)[0].month == Month(2023, 10)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2023年13月", "month-outside"),
        ("一季度", "several-months"),
        ("不详", "unreadable-month"),
        ("2024年2月", "future-month"),
        ("3月", "missing-year"),
    ],
)
def test_a_month_that_cannot_be_is_an_error_at_its_cell(cell, code):
    finding = found(read_rows(ACTIVITY, ["东河社区", cell, "大会", 1, 10]), code)
    assert (finding.severity, finding.cell, finding.value) == ("error", "B2", cell)


def test_the_month_of_today_is_no_future_month():
    assert codes(read_rows(ACTIVITY, ["东河社区", "2024年1月", "大会", 1, 10])) == []


@pytest.mark.parametrize(
    ("title", "name", "file", "folder"),
    [
        ("2023年3月", "4月", "5月", "2023年6月"),
        ("2023年", "3月", "2022年4月", ""),
        ("月报", "Sheet1", "2023年三月份", "2022年5月"),
        ("月报", "Sheet1", "上报", "2023年3月报表"),
    ],
)
def test_the_month_comes_from_title_then_sheet_then_file_then_folder(title, name, file, folder):
    page = sheet(["填报单位：东河社区"], [title], PLAIN, EVENT, name=name)
    reading = read_sheets(page, file=f"{file}.xlsx", folder=folder)
    assert [row.month for row in ledger(reading)] == [MARCH]


def test_the_day_the_form_was_filled_in_is_not_the_month_of_the_data():
    reading = read_rows(["东河社区"], ["填报日期：2023年4月3日"], PLAIN, EVENT)
    assert codes(reading, "error") == ["missing-month"]


def test_a_table_without_any_month_or_unit_is_an_error_once_at_the_header():
    reading = read_rows(PLAIN, EVENT, ["巡演", 1, 20])
    assert [(f.code, f.cell) for f in reading.findings] == [
        ("missing-unit", "A1"),
        ("missing-month", "A1"),
    ]
    assert reading.tables[0].rows_read == 2


def test_an_alias_with_spaces_maps_silently():
    assert keys(read_rows(ACTIVITY, [" 东 河 ", "2023年3月", "大会", 1, 1]))[0][0] == "东河社区"


def test_an_unknown_unit_is_an_error_with_the_nearest_names():
    finding = found(read_rows(ACTIVITY, ["东湖社区", "2023年3月", "大会", 1, 1]), "unknown-unit")
    assert (finding.severity, finding.cell, finding.value) == ("error", "A2", "东湖社区")
    assert "东河社区" in finding.suggestion


def test_an_unknown_unit_in_a_caption_or_title_is_an_error_there():
    caption = read_rows(["填报单位：东湖社区"], ["2023年3月"], PLAIN, EVENT)
    title = read_rows(["东湖社区2023年3月活动月报"], PLAIN, EVENT)
    assert found(caption, "unknown-unit").cell == "A1"
    assert found(title, "unknown-unit").value == "东湖社区"


def test_an_empty_roster_is_one_error_and_the_rows_are_still_counted():
    book = WorkbookCells(
        "a.xlsx",
        "0",
        (sheet(ACTIVITY, ["甲", "2023年3月", "会", 1, 2], ["乙", "3月", "会", 1, 2]),),
    )
    reading = read(book, Roster(()), TODAY)
    assert codes(reading, "error").count("empty-roster") == 1
    assert "unknown-unit" not in codes(reading)
    assert reading.tables[0].totals["参与人次"] == 4


def test_ditto_marks_mean_the_cell_above():
    reading = (
        activities(["大会", 1, 10]),
        read_rows(ACTIVITY, ["东河", "2023年3月", "大会", 1, 10], ["同上", "〃", "巡演", 1, 20]),
    )
    assert keys(reading[0]) == keys(reading[1])
    assert len(ledger(reading[1])) == 2


def test_a_unit_outside_its_reporting_months_is_a_warning():
    row = ["实验小学", "2023年7月", "大会", 1, 10]
    assert found(read_rows(ACTIVITY, row), "inactive-unit").severity == "warning"
    assert codes(read_rows(ACTIVITY, ["实验小学", "2023年6月", "大会", 1, 10])) == []


def test_rows_hold_against_the_title_with_a_warning():
    reading = read_rows(["东河社区2023年3月"], ACTIVITY, ["西河社区", "2023年4月", "大会", 1, 10])
    assert keys(reading) == [("西河社区", "2023-04", "创建活动", "")]
    assert codes(reading, "warning") == ["title-unit-conflict", "title-month-conflict"]


def test_a_street_may_list_its_communities_under_its_own_title():
    reading = read_rows(["城桥街道2023年3月"], ACTIVITY, ["东河社区", "2023年3月", "大会", 1, 10])
    assert reading.findings == ()


def test_a_file_name_with_another_month_than_the_table_is_a_warning():
    page = sheet(["东河社区2023年3月"], PLAIN, EVENT)
    assert codes(read_sheets(page, file="东河4月.xlsx")) == ["name-month-conflict"]
    assert codes(read_sheets(page, file="东河3月.xlsx")) == []


def test_reporter_comes_from_the_row_or_from_the_caption():
    caption = read_rows(["实验小学2023年3月", None, "填报部门：团委"], PLAIN, EVENT)
    beside = read_rows(["实验小学2023年3月", "填报科室：", "德育处"], PLAIN, EVENT)
    row = read_rows([*ACTIVITY, "填报方"], ["实验小学", "2023年3月", "大会", 1, 1, "工会"])
    assert [keys(reading)[0][3] for reading in (caption, beside, row)] == ["团委", "德育处", "工会"]


def test_an_error_value_beside_the_label_names_no_reporter():
    title = ["东河社区2023年3月", "填报方：", None]
    reading = read_rows(title, PLAIN, EVENT, error_cells={(0, 2): "#REF!"})
    assert [row.reporter for row in ledger(reading)] == [""]


@pytest.mark.parametrize("blank", ["_\t_", "( ("])
def test_a_blank_to_write_on_names_no_reporter(blank):
    reading = read_rows(["东河社区2023年3月", f"填报方：{blank}"], PLAIN, EVENT)
    assert [row.reporter for row in ledger(reading)] == [""]


@pytest.mark.parametrize(
    ("caption", "header", "cell", "yuan"),
    [
        ("单位：万元", "金额", 2, 20000),
        ("（单位：千元）", "金额", 2, 2000),
        ("单位:万元", "金额(元)", 2, 2),
        ("单位:万元", "金额", "300元", 300),
        ("", "投入金额（亿元）", 0.01, 1000000),
        ("", "金额", 2, 2),
    ],
)
def test_measure_unit_of_cell_beats_header_beats_caption_beats_default(caption, header, cell, yuan):
    reading = read_rows(["东河社区2023年3月", caption], ["项目名称", header], ["路灯", cell])
    assert amounts(reading, "金额") == [yuan]


def test_header_and_caption_in_different_measure_units_are_a_warning():
    reading = read_rows(["东河社区2023年3月", "单位:万元"], MONEY[2:], ["路灯", "财政", 5])
    assert found(reading, "unit-caption-conflict").cell == "C2"


def test_one_line_may_name_organisation_month_and_measure_unit():
    reading = read_rows(
        ["填报单位：东河社区  2023年3月  单位：万元"], ["项目名称", "金额"], ["路灯", 2]
    )
    assert keys(reading) == [("东河社区", "2023-03", "资金投入", "")]
    assert amounts(reading, "金额") == [20000]


def test_a_foreign_measure_unit_in_the_header_is_an_error():
    reading = read_rows(["东河社区2023年3月"], ["项目名称", "金额(美元)"], ["路灯", 2])
    assert found(reading, "unknown-measure-unit").cell == "B2"


def test_an_inspection_date_gives_the_month():
    head = ["单位", "检查日期", "检查级别", "检查次数", "发现问题数", "已整改数"]
    reading = read_rows(head, ["东河", "2023-03-05", "市级", 1, 2, 2])
    assert keys(reading) == [("东河社区", "2023-03", "督查检查", "")]
    assert ledger(reading)[0].texts["检查级别"].text == "市"
