"""A plain table read column by column is what reading it row by row makes of it."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityreport.intake import table
from intake.book import read_sheets, sheet

KINDS = {
    "资金投入": (
        ["单位", "月份", "项目名称", "投入类别", "资金来源", "金额(万元)", "完成数量", "计量单位", "填报方", "备注"],
        ["东河社区", "2023年3月", "路灯", "基础设施", "财政、自筹", 1.5, 24, "盏", "财务", "已付"],
    ),
    "志愿服务": (
        ["序号", "单位", "月份", "活动名称", "参与人次", "服务时长(小时)", "期末注册志愿者数", "其中职工志愿者数"],
        [1, "东河社区", "2023-03", "清洁家园", 10, 20.5, 300, 50],
    ),
    "督查检查": (
        ["单位", "月份", "检查日期", "检查级别", "检查内容", "检查次数", "发现问题数", "已整改数", "按期整改数", "逾期未整改数"],
        ["西河", "3月", "2023年3月5日", "市级", "环境卫生", 1, 9, 8, 7, 1],
    ),
    "创建活动": (
        ["活动名称", "活动类别", "场次", "参与人次", "备注"],
        ["道德讲堂", "主题教育", 1, 30, "社区活动室"],
    ),
}  # fmt: skip
ODD = [
    None, "", "  ", "同上", "约30", "30余人", "3", " 3 ", "合计", "小计", "无", "本月无", "/", 0, 1, 2, 1.0, True,
    -3, 2.5, 1e-7, 10**19, float("inf"), "2023年4月", "4月", "15月", "一季度", 202303, 2023.1, date(2023, 3, 5),
    datetime.fromisoformat("2023-03-06T09:30"), date(2099, 1, 1), "填表人：张三", "填报单位：东河社区", "注：含上月", "东河社区",
    "东河", "城桥街道", "无名社区", "实验小学", "市级", "财政", "街道党建", "1.5万元", "未测评", "一、基础设施",
]  # fmt: skip
TITLES = [
    [], [["东河社区2023年3月月报"]], [["填报单位：东河社区", None, "月份：2023年4月"]], [["单位：万元"]],
    [["本月无此项工作请填“无”：", "无"]],
]  # fmt: skip
TAILS = [
    [],
    [[]],
    [["合计", None, None, None, None, 3]],
    [["填表人：", "张三"]],
    [["东河社区", "2023年3月"]],
]
EXTRAS = [
    {}, {"merged": ((2, 0, 3, 0),)}, {"error_cells": {(2, 5): "#REF!"}}, {"uncached": frozenset([(2, 4)])},
    {"number_formats": {(2, 1): "0.00"}}, {"hidden_rows": frozenset([2])}, {"hidden": True}, {"strays": {(5000, 0): "x"}},
]  # fmt: skip


@st.composite
def sheets(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    header, model = KINDS[kind]
    rows = [_row(model, number) for number in range(draw(st.integers(0, 5)))]
    for _ in range(draw(st.integers(0, 2))):
        if rows:
            row = draw(st.sampled_from(rows))
            row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(ODD))
    for row in rows:
        if draw(st.integers(0, 9)) == 0:
            row[:] = draw(st.sampled_from(rows))
    head = [*header, "负责人"] if draw(st.integers(0, 9)) == 0 else header
    above, below = draw(st.sampled_from(TITLES)), draw(st.sampled_from(TAILS))
    return sheet(*above, head, *rows, *below, name=kind, **draw(st.sampled_from(EXTRAS)))


def _row(model, number):
    """The model's row, told apart from the others by its texts and numbers."""
    name = next(
        place
        for place, value in enumerate(model)
        if value in ("路灯", "清洁家园", "环境卫生", "道德讲堂")
    )
    return [f"{value}{number}" if place == name else value for place, value in enumerate(model)]


def carefully(*given_sheets):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(table, "plain_rows", lambda *_: None)
        return read_sheets(*given_sheets)


@settings(max_examples=100, deadline=None)
@given(st.lists(sheets(), min_size=1, max_size=2))
def test_reading_by_columns_is_reading_row_by_row(found):
    assert read_sheets(*found) == carefully(*found)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_template_in_order_is_read_by_columns(monkeypatch, kind):
    header, model = KINDS[kind]
    filled = sheet(["东河社区2023年3月"], header, _row(model, 1), _row(model, 2), name=kind)
    expected = carefully(filled)
    monkeypatch.setattr(table, "_careful", None)
    assert read_sheets(filled) == expected
    assert [row.row for one in expected.tables for row in one.rows] == [3, 4]


@pytest.mark.parametrize(
    ("place", "odd"),
    [
        (5, "约30"),
        (5, -3),
        (5, None),
        (2, "同上"),
        (2, "合计"),
        (0, "无名社区"),
        (1, "15月"),
        (4, "借款"),
    ],
)
def test_one_odd_cell_is_read_with_care(monkeypatch, place, odd):
    header, model = KINDS["资金投入"]
    row = _row(model, 1)
    row[place] = odd
    used = []
    monkeypatch.setattr(
        table, "_careful", lambda *args, then=table._careful: used.append(1) or then(*args)
    )
    read_sheets(sheet(header, row, _row(model, 2), name="资金投入"))
    assert used


def test_a_month_without_end_is_unreadable_and_no_crash():
    header, model = KINDS["志愿服务"]
    row = _row(model, 1)
    row[2] = float("inf")
    reading = read_sheets(sheet(header, row, name="志愿服务"))
    assert [one.code for one in reading.findings if one.severity == "error"] == ["unreadable-month"]
