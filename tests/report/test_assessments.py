"""模拟测评: rates are ratios of sums, 未测评 is neither 0 nor 未填, lost points add up to reasons."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cityreport.intake import read
from cityreport.period import Month
from cityreport.pipeline import Evaluation, LoadChoices, evaluate, ingest
from cityreport.report import assessments
from cityreport.report.assessments import Mark
from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.stored import StoredRow
from cityreport.tables.workbook import SheetCells, WorkbookCells

AT = datetime(2023, 12, 3, 9, tzinfo=UTC)
ROW = StoredRow("测评打分", "东", Month(2023, 6), "", 1, "表.xlsx", "", "打分", 3, {}, {})
HEAD = ("期次", "测评内容", "点位类型", "应得分", "实得分", "扣分原因", "是否测评")


def mark(unit="东", item="环境", *, possible=None, won=None, name="第1期", month=6, place="背街小巷",
         reason="", assessed=True) -> Mark:  # fmt: skip
    return Mark(unit, month, name, item, item, place, reason, possible, won, assessed, ROW)


FIRST = (
    mark(possible=20, won=17, reason="小广告"),
    mark(item="秩序", possible=30, won=24, reason="车辆乱停"),
    mark("西", possible=20, won=10, reason="小广告"),
    mark("西", "秩序", possible=30, assessed=False),
    mark("南", possible=20, assessed=False),
    mark("北", possible=20),
)
"""东 41/50, 西 10/20 with one item left out, 南 not assessed, 北's mark left blank."""


@pytest.fixture(scope="module")
def city(sample_city: Path):
    store = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield evaluate(store, 2023)
    store.close()


def row(section, name: str) -> tuple:
    [found] = [one for one in section.table.rows if one[0] == name]
    return found


def test_the_rate_of_a_round_is_a_ratio_of_sums_over_what_was_assessed(city: Evaluation):
    # 17 + 24 + 10 = 51 of 20 + 30 + 20 = 70; the 50 not assessed and the blank 20 are in neither.
    shown = row(assessments.by_round(city, FIRST, 6), "第1期")
    assert shown[1] == "72.86%（51/70 分）"
    assert shown[4:] == (2, 3, 2, 1)


def test_a_unit_not_assessed_says_so_and_is_not_0_nor_blank(city: Evaluation):
    section = assessments.by_unit(city, FIRST, 6)
    assert row(section, "南")[1:5] == ("未测评", None, None, None)
    assert row(section, "北")[1] == "未填"
    assert [one[0] for one in section.table.rows][:2] == ["西", "东"]
    assert section.chart.categories == ("西", "东")


def test_items_run_from_the_lowest_rate(city: Evaluation):
    # 环境 27/40 = 67.5 %, 秩序 24/30 = 80 %.
    section = assessments.by_item(city, FIRST, 6)
    assert [(one[0], one[1]) for one in section.table.rows] == [
        ("环境", "67.50%（27/40 分）"), ("秩序", "80.00%（24/30 分）"),
    ]  # fmt: skip
    assert section.title == "2 个项目中，环境得分率最低：67.50%（27/40 分）"


def test_reasons_add_up_to_all_points_lost(city: Evaluation):
    # 小广告 3 + 10 = 13, 车辆乱停 6: 19 of 70 − 51.
    section = assessments.reasons(city, FIRST, 6)
    assert [one[:2] for one in section.table.rows] == [("小广告", 13), ("车辆乱停", 6)]
    assert sum(one[1] for one in section.table.rows) == 70 - 51
    assert section.title == "共扣 19 分，小广告扣得最多（13 分）"


def test_points_lost_without_a_reason_are_named(city: Evaluation):
    section = assessments.reasons(city, (mark(possible=10, won=4),), 6)
    assert section.table.rows[0][0] == "未写原因"


def test_what_was_left_out_is_listed_with_its_origin(city: Evaluation):
    section = assessments.not_assessed(city, FIRST, 6)
    assert section.title == "未测评 2 项，其中 1 家整家未测评：南"
    assert {one[3] for one in section.table.rows} == {"未测评"}
    assert [one[:2] for one in section.table.rows] == [("西", "秩序"), ("南", "环境")]


def test_rounds_follow_months_and_then_the_number_in_their_name():
    shown = [mark(name="第10期", month=9), mark(name="第2期", month=9), mark(name="年终", month=6)]
    assert assessments.rounds_of(shown) == ("年终", "第2期", "第10期")


def test_the_headline_compares_the_last_round_with_the_one_before():
    # 51/70 = 72.857 %; then 9 of 10 = 90 %: 17.14 points more.
    later = (mark(possible=10, won=9, name="第2期", month=9),)
    rounds, rate, units, left = assessments.headlines((*FIRST, *later))
    assert (rounds.text, rate.text, units.text, left.text) == ("2 期", "90.00%", "1 家", "0 项")
    assert "比第1期升 17.14 个百分点" in rate.note


def test_a_round_nobody_was_assessed_in_has_no_rate():
    none = (mark(possible=10, assessed=False),)
    assert assessments.headlines(none)[1].text == "未测评"


def test_nothing_sent_is_said_in_a_sentence(city: Evaluation):
    section = assessments.by_round(city, (), 6)
    assert section.empty.startswith("所选的月份和单位没有报送过测评打分")


def test_point_types_are_compared_where_the_sheet_names_them(city: Evaluation):
    two = (mark(possible=10, won=5), mark(possible=10, won=9, place="小区"))
    section = assessments.by_point_type(city, two, 6)
    assert [one[0] for one in section.table.rows] == ["背街小巷", "小区"]
    none = assessments.by_point_type(city, (mark(possible=1, won=1, place="未写点位类型"),), 6)
    assert "没有写点位类型" in none.empty


def test_a_sheet_as_sent_becomes_marks(tmp_path: Path):
    store = Store.open(f"sqlite:///{tmp_path / 'city.db'}")
    store.save_units([Unit("C", "东河社区", "社区")], "王")
    cells = (
        ("东河社区2023年6月测评打分", *(None,) * 6), HEAD,
        ("第1期", "环境卫生", "背街小巷", 20, 17.5, "小广告", "是"),
        ("第1期", "公共秩序", "主干道", 30, None, None, "否"),
    )  # fmt: skip
    content = repr(cells).encode()
    sheet = SheetCells("Sheet1", cells)
    book = WorkbookCells(
        "打分.xlsx", hashlib.sha256(content).hexdigest(), (sheet,), content=content
    )
    reading = read(book, store.roster(), AT.date())
    [result] = ingest(store, [reading], LoadChoices("李", date(2023, 12, 2), AT))
    assert result.submission is not None, reading.findings
    evaluation = evaluate(store, 2023)
    rows = store.ledger(assessments.KIND, Month(2023, 1), Month(2023, 6))
    first, second = assessments.marks(
        evaluation, assessments.marks_of(rows, evaluation.framework), 6, None, None
    )
    store.close()
    assert (first.round, first.item, first.point_type) == ("第1期", "环境卫生", "背街小巷")
    assert (first.possible, first.won, first.lost, first.state) == (20, 17.5, 2.5, "")
    assert (second.state, second.counted) == ("未测评", False)
