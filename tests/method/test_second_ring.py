"""Indicators fed by the further sheets, from a file as sent to the value (details.md E7, B3)."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cityreport.evaluation import State
from cityreport.intake import read
from cityreport.pipeline import Evaluation, LoadChoices, evaluate, ingest
from cityreport.roster.model import Unit
from cityreport.sheets import KINDS
from cityreport.store import Store
from cityreport.tables.workbook import SheetCells, WorkbookCells

AT = datetime(2023, 12, 3, 9, tzinfo=UTC)
ALL = tuple(kind.name for kind in KINDS)
UNITS = [
    Unit("C", "东河社区", "社区", kinds=ALL),
    Unit("X", "实验小学", "学校", kinds=ALL),
    Unit("G", "民政局", "机关", kinds=ALL),
]


@pytest.fixture
def store(tmp_path: Path):
    opened = Store.open(f"sqlite:///{tmp_path / 'city.db'}")
    opened.save_units(UNITS, "王")
    yield opened
    opened.close()


def send(store: Store, unit: str, month: int, kind: str, head: list[str], *rows: list) -> None:
    width = max(len(row) for row in (head, *rows))
    cells = tuple(tuple(row) + (None,) * (width - len(row)) for row in (head, *rows))
    title = (f"{unit}2023年{month}月{kind}",) + (None,) * (width - 1)
    name = f"{unit}{month}{kind}.xlsx"
    content = repr((title, cells)).encode()
    book = WorkbookCells(
        name, hashlib.sha256(content).hexdigest(), (SheetCells("Sheet1", (title, *cells)),),
        content=content,
    )  # fmt: skip
    reading = read(book, store.roster(), AT.date())
    (result,) = ingest(store, [reading], LoadChoices("李", date(2023, 12, 2), AT))
    assert result.submission is not None, reading.findings


def value(evaluation: Evaluation, unit: str, code: str, month: int) -> float | str:
    """The value rounded to six places, or the word of its state."""
    values = evaluation.values
    at = (values.unit_number(unit), values.indicator_number(code), month - 1)
    state = State(int(values.state[at]))
    return round(float(values.value[at]), 6) if state is State.VALUE else state.word


def test_facilities_feed_a05_and_a13_to_a18(store: Store):
    send(
        store, "东河社区", 3, "阵地设施",
        ["公益广告处数", "其中未成年人广告处数", "心理咨询室数", "应设志愿服务站数", "志愿服务站数",
         "背街小巷应装灯数", "已装灯数", "亮灯数", "门前三包应签数", "已签数"],
        [12, 3, 1, 4, 3, 60, 48, 36, 80, 76],
    )  # fmt: skip
    city = evaluate(store, 2023)
    found = {code: value(city, "东河社区", code, 5) for code in
             ("A05", "A13", "A14", "A15", "A16", "A17", "A18")}  # fmt: skip
    assert found == {
        "A05": 75.0,  # 3 of 4 stations
        "A13": 80.0,  # 48 of 60 lamps set up
        "A14": 75.0,  # 36 of 48 burning
        "A15": 12.0,
        "A16": 25.0,  # 3 of 12
        "A17": 95.0,  # 76 of 80
        "A18": 1.0,
    }
    assert value(city, "东河社区", "A13", 2) == "未报"


def test_surveys_add_up_their_answers_by_code(store: Store):
    head = ["指标编码", "题目", "有效样本数", "满意或知晓数"]
    send(
        store, "东河社区", 3, "问卷测评", head, ["A04", "知晓", 200, 180], ["A06", "满意", 100, 75]
    )
    send(store, "东河社区", 6, "问卷测评", head, ["A04", "知晓", 300, 290])
    city = evaluate(store, 2023)
    # (180 + 290) of (200 + 300) = 470/500; 75 of 100 by June as by March.
    assert value(city, "东河社区", "A04", 6) == 94.0
    assert value(city, "东河社区", "A06", 6) == 75.0
    assert value(city, "东河社区", "A04", 3) == 90.0


def test_counted_figures_feed_a12(store: Store):
    head = ["指标编码", "分子数", "分母数"]
    send(store, "民政局", 3, "指标数据", head, ["A12", 45, 50], ["Z1", 1, 9])
    assert value(evaluate(store, 2023), "民政局", "A12", 3) == 90.0  # 45 of 50


def test_marks_leave_out_what_was_not_assessed(store: Store):
    head = ["测评内容", "应得分", "实得分", "是否测评"]
    send(
        store, "实验小学", 3, "测评打分", head,
        ["环境", 20, 17.5, "是"], ["秩序", 30, 24, "是"], ["宣传", 50, None, "否"],
    )  # fmt: skip
    # (17.5 + 24) / (20 + 30); with the 50 not assessed it would be 41.5 %.
    assert value(evaluate(store, 2023), "实验小学", "A20", 3) == 83.0


def test_marks_without_any_assessment_are_blank_and_not_0(store: Store):
    send(store, "实验小学", 3, "测评打分", ["测评内容", "应得分", "实得分"], ["环境", 20, "未测评"])
    assert value(evaluate(store, 2023), "实验小学", "A20", 3) == "未填"


CASES = ["编号", "发现日期", "问题描述", "完成日期"]


def test_cases_feed_b12_in_the_months_they_were_closed(store: Store):
    """Sent for July one case; for August the whole register again."""
    first = ["1", "2023-07-01", "小广告", "2023-07-08"]  # 7 days
    send(store, "东河社区", 7, "问题整改台账", CASES, first)
    send(
        store, "东河社区", 8, "问题整改台账", CASES, first,
        ["2", "2023-07-10", "堆物", "2023-07-13"],  # 3 days, closed in July
        ["3", "2023-07-30", "路灯", "2023-08-13"],  # 14 days
        ["4", "2023-08-20", "破损", None],
    )  # fmt: skip
    city = evaluate(store, 2023)
    assert value(city, "东河社区", "B12", 7) == 5.0  # (7 + 3) / 2
    assert value(city, "东河社区", "B12", 8) == 8.0  # (7 + 3 + 14) / 3
    assert value(city, "东河社区", "B12", 12) == 8.0
    at = (city.values.unit_number("东河社区"), city.values.indicator_number("B12"), 7)
    assert (city.values.numerator[at], city.values.denominator[at]) == (24, 3)


def test_a_register_with_open_cases_only_has_nothing_to_judge(store: Store):
    send(store, "东河社区", 8, "问题整改台账", CASES, ["1", "2023-08-20", "破损", None])
    assert value(evaluate(store, 2023), "东河社区", "B12", 8) == "本期不适用"


def test_the_cells_behind_b12_are_those_of_the_latest_register(store: Store):
    from cityreport.report.trace import trace

    first = ["1", "2023-07-01", "小广告", "2023-07-08"]
    send(store, "东河社区", 7, "问题整改台账", CASES, first)
    send(
        store,
        "东河社区",
        8,
        "问题整改台账",
        CASES,
        first,
        ["2", "2023-08-01", "堆物", "2023-08-03"],
    )
    shown = trace(store, evaluate(store, 2023), "东河社区", "B12", 8)
    assert [cell["value"] for cell in shown.cells] == [7, 2]
    assert (shown.numerator, shown.denominator) == (9, 2)
    assert {cell["file"] for cell in shown.cells} == {"东河社区8问题整改台账.xlsx"}
