"""What a replacement changes: cells old and new, rows that come and go, the score (C5)."""

import shutil
from datetime import UTC, date, datetime

import numpy as np

from cityreport import pipeline
from cityreport.period import Month
from cityreport.pipeline import FileResult
from cityreport.quantities import Quantity
from cityreport.report import upload
from cityreport.report.upload import Held
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    ReportKey,
    Submission,
    TableReading,
)
from cityreport.tables.stored import StoredQuantity, StoredRow

MARCH = Month(2023, 3)
KEY = ReportKey("东河社区", MARCH, "志愿服务")


def exact(value):
    return Quantity(f"{value:g}", value, "exact", value, value)


def new(number, people, name="", kind="", hours=None):
    amounts = {"参与人次": people, "服务时长": hours}
    quantities = {
        column: CellQuantity(one if isinstance(one, Quantity) else exact(one), f"{letter}{number}")
        for letter, (column, one) in zip("DE", amounts.items(), strict=True)
        if one is not None
    }
    given = (("活动名称", name, "B"), ("服务类别", kind, "C"))
    texts = {column: CellText(text, f"{at}{number}") for column, text, at in given if text}
    return LedgerRow("志愿服务", "东河社区", MARCH, "", "Sheet1", number, quantities, texts)


def old(number, people, name="", kind="", hours=None):
    row = new(number, people, name, kind, hours)
    amounts = {
        column: StoredQuantity(
            one.quantity.raw, one.quantity.value, one.quantity.lower, one.quantity.upper,
            one.quantity.precision, one.cell,
        )
        for column, one in row.quantities.items()
    }  # fmt: skip
    return StoredRow(
        "志愿服务",
        "东河社区",
        MARCH,
        "",
        7,
        "旧.xlsx",
        "0" * 64,
        "Sheet1",
        number,
        amounts,
        row.texts,
    )


def differences(before, after):
    table = TableReading("Sheet1", "志愿服务", "A3", {}, (), (MARCH,), len(after), {}, tuple(after))
    reading = FileReading("新.xlsx", "1" * 64, True, (table,))
    held = {KEY: [Held(7, "旧.xlsx", "2023-04-03", tuple(before))]}
    section = upload.changed_cells([FileResult(reading, "ok")], held)
    return section, [row[3:] for row in section.table.rows]


def test_a_changed_amount_is_named_with_both_cells():
    # The row moved from 4 to 5; only the people changed.
    _, rows = differences([old(4, 30, "讲座", hours=60)], [new(5, 45, "讲座", hours=60)])
    assert rows == [("改了", "讲座", "参与人次", "30 人次（D4）", "45 人次（D5）")]


def test_rows_are_matched_by_name_wherever_they_stand():
    before = [old(4, 30, "讲座"), old(5, 12, "义诊")]
    _, rows = differences(before, [new(4, 12, "义诊"), new(5, 31, "讲座")])
    assert rows == [("改了", "讲座", "参与人次", "30 人次（D4）", "31 人次（D5）")]


def test_a_corrected_name_is_a_changed_text_where_the_amounts_are_the_same():
    _, rows = differences([old(4, 30, "讲坐")], [new(4, 30, "讲座")])
    assert rows == [("改了", "讲座", "活动名称", "讲坐（B4）", "讲座（B4）")]


def test_rows_that_come_and_go_are_named_whole():
    before = [old(4, 30, "讲座"), old(5, 12, "义诊")]
    _, rows = differences(before, [new(4, 30, "讲座")])
    assert rows == [("少了一行", "义诊", "整行", "参与人次 12 人次", "—")]
    _, rows = differences([old(4, 30, "讲座")], [new(4, 30, "讲座"), new(5, 12, "义诊")])
    assert rows == [("新增一行", "义诊", "整行", "—", "参与人次 12 人次")]


def test_a_cell_that_was_blank_or_became_so_is_said():
    _, rows = differences([old(4, 30, "讲座", hours=60)], [new(4, 30, "讲座")])
    assert rows == [("改了", "讲座", "服务时长", "60 小时（E4）", "（空）")]


def test_an_approximate_amount_keeps_its_words():
    about = Quantity("30多", 30, "at_least", 30, 40)
    _, rows = differences([old(4, 30, "讲座")], [new(4, about, "讲座")])
    assert rows[0][3:] == ("30 人次（D4）", "约 30 人次（30多）（D4）")


def test_two_rows_of_the_same_name_are_matched_in_their_order():
    before = [old(4, 30, "讲座"), old(5, 40, "讲座")]
    _, rows = differences(before, [new(4, 30, "讲座"), new(5, 41, "讲座")])
    assert rows == [("改了", "讲座", "参与人次", "40 人次（D5）", "41 人次（D5）")]


def test_the_same_rows_again_are_no_difference():
    section, rows = differences([old(4, 30, "讲座")], [new(9, 30, "讲座")])
    assert rows == []
    assert section.empty == "重报的内容与已登记的一样，替换后数字不变。"


# --- the score -----------------------------------------------------------------------------


def test_the_effect_is_the_score_before_and_after_of_the_replaced_reports(sample_city, tmp_path):
    shutil.copytree(sample_city / "store", tmp_path / "store")
    store = Store.open(f"sqlite:///{tmp_path / 'store' / 'cityreport.db'}")
    evaluation = pipeline.evaluate(store, 2023)
    month = Month(2023, 12)
    # A unit whose 督查检查 counts: all of its problems put right.
    row = next(
        one for one in store.ledger("督查检查", month, month)
        if one.quantities.get("发现问题数") and one.quantities["发现问题数"].value
        > one.quantities["已整改数"].value and one.texts["检查级别"].text != "自查"
    )  # fmt: skip
    found = row.quantities["发现问题数"].value
    quantities = {
        "检查次数": CellQuantity(exact(1), "D4"), "发现问题数": CellQuantity(exact(found), "E4"),
        "已整改数": CellQuantity(exact(found), "F4"),
    }  # fmt: skip
    texts = {"检查级别": CellText(row.texts["检查级别"].text, "C4")}
    better = LedgerRow("督查检查", row.unit, month, row.reporter, "Sheet1", 4, quantities, texts)
    table = TableReading("Sheet1", "督查检查", "A3", {}, (row.unit,), (month,), 1, {}, (better,))
    content = b"better"
    reading = FileReading("新.xlsx", "2" * 64, True, (table,), (), content)
    at = datetime(2024, 1, 10, 9, tzinfo=UTC)
    choices = pipeline.LoadChoices("王", date(2024, 1, 10), at)
    results = [FileResult(reading, "ok")]
    after = pipeline.rehearse(store, evaluation, results, choices)
    key = ReportKey(row.unit, month, "督查检查", row.reporter)
    ((unit, label, now, then, moved, *_),) = upload.score_effect(
        evaluation, after, [key]
    ).table.rows
    assert (unit, label) == (row.unit, "2023年12月")
    store.commit(Submission(reading, "王", date(2024, 1, 10)), at)
    real = pipeline.evaluate(store, 2023)
    assert np.array_equal(real.scored().score, after.scored().score, equal_nan=True)
    assert (now == then) == (moved == "不变")
    store.close()
