"""Accepted rows are registered like sheet rows: scores move, undo takes them back."""

from datetime import UTC, datetime

import pytest

from cityreport import narrative, pipeline
from cityreport.errors import UserError
from cityreport.narrative import (
    Accepted,
    as_reading,
    extract,
    month_for,
    span_name,
    span_of,
    titled_month,
)
from cityreport.period import Month
from cityreport.pipeline import LoadChoices
from cityreport.pipeline import narrative as reports
from cityreport.store import Store
from cityreport.workbook import pasted

UNIT, MONTH = "鸢堤社区", Month(2023, 12)
AT = datetime(2024, 1, 20, 9, tzinfo=UTC)
TEXT = (
    "鸢堤社区创建汇报\n社区投入近2万元设置垃圾桶70个。\n本月组织志愿者210人次清理楼道,服务时间合计4000小时。\n"
    "市级检查2次,发现问题15个,整改14个。成立创建工作领导小组。"
)  # fmt: skip


def accepted(text=TEXT, unit=UNIT):
    found = extract(text)
    return found, [Accepted(c, unit, MONTH) for c in found.candidates if c.accept]


@pytest.fixture
def store(sample_home):
    opened = Store.open(f"sqlite:///{sample_home / 'store' / 'cityreport.db'}")
    yield opened
    opened.close()


def score(store):
    evaluation = pipeline.evaluate(store, 2023)
    place = evaluation.values.unit_number(UNIT)
    return float(evaluation.scored("paced").score[place, 11])


def choices(**changed):
    return LoadChoices("王敏", AT.date(), AT, **{"add": True, **changed})


def test_a_row_has_its_span_as_cell_and_its_line_as_row():
    found, rows = accepted()
    reading = as_reading(found, rows, "汇报.txt", TEXT.encode())
    money = next(r for t in reading.tables for r in t.rows if r.kind == "资金投入")
    cell = money.quantities["金额"]
    start, end = span_of(cell.cell)
    assert found.text[start:end] == "近2万元"
    assert (money.row, money.unit, money.month) == (2, UNIT, MONTH)
    assert (cell.quantity.lower, cell.quantity.upper) == (10000, 20000)
    assert money.texts["项目名称"].text == "垃圾桶"
    assert "近2万元设置" in money.texts["备注"].text


def test_figures_of_one_inspection_are_one_row_and_outputs_are_rows_of_their_own():
    found, rows = accepted()
    reading = as_reading(found, rows, "汇报.txt", b"")
    [inspection] = [r for t in reading.tables for r in t.rows if r.kind == "督查检查"]
    assert {name: c.quantity.value for name, c in inspection.quantities.items()} == {
        "检查次数": 2, "发现问题数": 15, "已整改数": 14,
    }  # fmt: skip
    text = "安装路灯24盏、补植绿化带21处。"
    outputs = as_reading(*accepted(text), "x.txt", b"").tables[0].rows
    assert [r.quantities["数量"].quantity.value for r in outputs] == [24, 21]


def test_registered_staff_count_in_both_columns_under_their_own_reporter():
    text = "志愿者注册:教职工注册了310多人,学生注册了50多人。"
    rows = as_reading(*accepted(text), "x.txt", b"").tables[0].rows
    said = {r.reporter: {n: c.quantity.value for n, c in r.quantities.items()} for r in rows}
    assert said == {
        "教职工": {"期末注册志愿者数": 310, "其中职工志愿者数": 310},
        "学生": {"期末注册志愿者数": 50},
    }


def test_accepted_rows_change_the_score_beside_the_sheets_and_undo_takes_them_back(store):
    before = score(store)
    sheets = len(store.ledger("志愿服务", MONTH, MONTH, UNIT))
    found, rows = accepted()
    prose = pasted(TEXT, "汇报.txt")
    reading = reports.accepted_reading(found, rows, prose)
    number = reports.commit_report(store, reading, choices())
    after = score(store)
    assert after > before
    ledger = store.ledger("志愿服务", MONTH, MONTH, UNIT)
    assert len(ledger) == sheets + 1
    hours = [r.quantities["服务时长"] for r in ledger if r.submission == number]
    assert [(cell.value, cell.raw) for cell in hours] == [(4000, "4000小时")]
    name, content = store.file_content(number)
    assert (name, content) == ("汇报.txt", TEXT.encode())
    assert reports.registered_before(store, reading.sha256) == [number]
    store.undo(number, "王敏", "登错了", AT)
    assert score(store) == pytest.approx(before, abs=1e-9)


def test_replacing_is_done_only_when_asked(store):
    found, rows = accepted()
    reading = reports.accepted_reading(found, rows, pasted(TEXT, "汇报.txt"))
    number = reports.commit_report(store, reading, choices(add=False))
    ledger = store.ledger("志愿服务", MONTH, MONTH, UNIT)
    assert {r.submission for r in ledger} == {number}


def test_nothing_accepted_is_refused_in_words(store):
    found, _ = accepted()
    reading = reports.accepted_reading(found, [], pasted(TEXT, "汇报.txt"))
    with pytest.raises(UserError, match="没有采纳任何一行"):
        reports.commit_report(store, reading, choices())


def test_an_unknown_unit_is_refused_and_nothing_is_written(store):
    revision = store.revision()
    reading = reports.accepted_reading(*accepted(unit="无名社区"), pasted(TEXT, "汇报.txt"))
    with pytest.raises(UserError, match="无名社区"):
        reports.commit_report(store, reading, choices())
    assert store.revision() == revision


def test_a_month_without_a_year_lies_in_the_year_chosen():
    [visit] = [c for c in extract("三月份,接受市级检查2次。").candidates if c.kind == "督查检查"]
    assert month_for(visit, MONTH) == Month(2023, 3)
    [visit] = [c for c in extract("2022年3月,接受市级检查2次。").candidates if c.kind == "督查检查"]
    assert month_for(visit, MONTH) == Month(2022, 3)
    assert month_for(extract("接受市级检查2次。").candidates[0], MONTH) == MONTH


@pytest.mark.parametrize(
    ("title", "default", "month"),
    [
        ("2022年8月工作汇报", MONTH, Month(2022, 8)), ("8月工作汇报", MONTH, Month(2023, 8)),
        ("8月工作汇报", Month(2024, 5), Month(2023, 8)), ("工作汇报", MONTH, None),
        ("2029年8月工作汇报", MONTH, None),
    ],
)  # fmt: skip
def test_the_month_of_a_title_lies_in_a_year_that_has_begun(title, default, month):
    [report] = extract(f"{title}\n投入3万元。").reports
    assert titled_month(report, default, Month(2024, 6)) == month


def test_span_names_lead_back():
    assert span_name(11, 18) == "第12–18字"
    assert span_of("第12–18字") == (11, 18)
    assert span_of("C7") is None
    assert narrative.span_of("第x–y字") is None


def test_the_office_s_own_words_lie_in_its_data_folder(home, monkeypatch):
    (home / "narrative").mkdir()
    (home / "narrative" / "本单位.csv").write_bytes(
        "用途,词,归为\n资金来源,爱心超市,社会捐赠\n".encode("gbk")
    )
    [money] = narrative.extract("爱心超市投入3万元。", reports.lexicon()).candidates
    assert money.texts["资金来源"] == "社会捐赠"


def test_a_registered_report_checked_again_is_no_broken_workbook(store):
    reading = reports.accepted_reading(*accepted(), pasted(TEXT, "汇报.txt"))
    number = reports.commit_report(store, reading, choices())
    result = pipeline.recheck(store, store.submission(number), AT.date())
    assert (result.appeared, result.gone, result.reports) == ((), (), ())
    assert result.status == "ok"
