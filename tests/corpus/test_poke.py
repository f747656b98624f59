"""A number or a word typed into any cell of a sheet is used, furniture or named: never just gone.

Fourteen layouts, every cell of each and one row and column beyond, with each of the pokes.
"""

from dataclasses import replace

import pytest
from intake.book import ROSTER, TODAY, VOLUNTEERS, sheet

from cityreport import intake
from cityreport.tables.workbook import WorkbookCells, cell_name
from corpus.balance import accounts
from corpus.cases_layouts import EVENTS, PAID, PLAIN, TEMPLATE, TITLE, WIDE_HEAD

POKES = (77, "77", "看这里")
LAYOUTS = {
    "home-made": sheet(
        TITLE, ["填报单位：东河社区", None, "单位：场"], ["序号", *PLAIN, "备注"], [1, *EVENTS[0], None], [2, *EVENTS[1], "好"],
        ["合计", None, 3, 80], ["注：含自办活动"], ["填表人：张三", None, "审核人：李四"], ["联系电话", "5801"],
    ),
    "all units": sheet(
        ["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], ["小计", None, 1, 30], ["西河社区", *EVENTS[1]],
        ["小计", None, 2, 50], ["合计", None, 3, 80], ["填报日期：2023年4月3日"],
    ),
    "merged units": sheet(
        ["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], [None, *EVENTS[1]], merged=((2, 0, 3, 0),),
    ),
    "wide": sheet(
        PAID, *WIDE_HEAD, ["路灯", 1, 2, 3, "夜间"], ["绿化", 4, None, 4, None], ["合计", 5, 2, 7, None],
        merged=((1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 2, 4)),
    ),
    "below each other": sheet(
        ["东河社区2023年3月月报"], ["一、资金投入"], ["项目名称", "金额(元)"], ["路灯", 900], ["合计", 900], [],
        ["二、创建活动"], PLAIN, *EVENTS, ["合计", 3, 80],
    ),
    "side by side": sheet(
        ["东河社区2023年3月月报"], ["项目名称", "金额(元)", None, *PLAIN], ["路灯", 900, None, *EVENTS[0]],
        ["绿化", 100, None, *EVENTS[1]], ["合计", 1000, None, "合计", 3, 80],
    ),
    "printed pages": sheet(TITLE, PLAIN, EVENTS[0], TITLE, PLAIN, EVENTS[1], ["合计", 3, 80]),
    "none": sheet(TITLE, PLAIN, ["本月无"], ["填表人：张"]),
    "none without a table": sheet(["东河社区2023年3月志愿服务月报表"], [], ["本月无"]),
    "template": sheet(
        ["东河社区2023年3月志愿服务月报表"], TEMPLATE, VOLUNTEERS, ["东河社区", "2023年3月", "清洁", 30, 60, 310],
        ["东河社区", "2023年3月"], name="志愿服务",
    ),
    "register": sheet(
        ["东河社区2023年3月问题整改台账"], ["编号", "发现日期", "问题描述", "完成日期"], [1, "2023-03-01", "小广告", "2023-03-08"],
        ["合计", None, 1, None], ["填表人：张"],
    ),
    "plans": sheet(
        ["东河社区2023年3月下步计划"], ["序号", "事项", "责任单位", "完成时限"], [1, "再动员", "办公室", "4月底"], ["注：略"],
    ),
    "matrix": sheet(
        ["2023年3月模拟测评成绩"], ["测评内容", "应得分", "东河", "西河社区", "系数"], ["卫生", 20, 18, "未测评", 1],
        ["秩序", 30, 24, 20, 1], ["合计", 50, 42, 20],
    ),
    "month in parts": sheet(["东河社区创建活动", None, 2023, "年", 3, "月"], PLAIN, *EVENTS),
}  # fmt: skip


@pytest.mark.parametrize("layout", sorted(LAYOUTS.keys() - {"wide"}))
def test_what_is_typed_into_any_cell_is_counted_once(layout):
    """Not of the wide layout: a poke into its header takes the 万元 away."""
    sheet = LAYOUTS[layout]
    for at in _cells(sheet):
        (account,) = _accounts(_poked(sheet, at, 77))
        assert account.raw_sum() == pytest.approx(account.booked_sum({})), cell_name(*at)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_typed_into_any_cell_never_vanishes(layout):
    sheet = LAYOUTS[layout]
    gone = {
        (cell_name(*at), poke): account.unaccounted
        for at in _cells(sheet)
        for poke in POKES
        for account in _accounts(_poked(sheet, at, poke))
        if account.unaccounted
    }
    assert gone == {}


def _cells(sheet):
    """Every cell of the sheet and one row and column beyond, without those a merge covers."""
    covered = {
        (r, c)
        for top, left, bottom, right in sheet.merged
        for r in range(top, bottom + 1)
        for c in range(left, right + 1)
    } - {(top, left) for top, left, _, _ in sheet.merged}
    size = len(sheet.rows) + 1, len(sheet.rows[0]) + 1
    return [(r, c) for r in range(size[0]) for c in range(size[1]) if (r, c) not in covered]


def _poked(sheet, at, value):
    width = len(sheet.rows[0]) + 1
    lines = [[*row, None] for row in sheet.rows] + [[None] * width]
    lines[at[0]][at[1]] = value
    return replace(sheet, rows=tuple(map(tuple, lines)))


def _accounts(sheet):
    workbook = WorkbookCells("上报.xlsx", "0" * 64, (sheet,))
    return accounts(workbook, intake.read(workbook, ROSTER, TODAY))
