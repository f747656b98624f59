"""表头怎么认的: a header explained on the page, remembered, and heeded the month after (A7, A9)."""

import pytest
from ui.uploads import (
    EAST,
    MARCH,
    WEST,
    book,
    choose,
    commit,
    drop,
    opened,
    press,
    rows,
    titles,
)

from cityreport.period import Month
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.corrections import NOT_USED, TableCorrection

ODD = ("项目名称", "资金来源", "投入小计", "经办科室")


def money(amount=1200, unit="城东社区", month="2023年3月", name="三月.xlsx"):
    return book(
        (f"{unit}{month}资金投入月报表",), ODD, ("换路灯", "财政拨款", amount, "城管科"), name=name
    )


@pytest.fixture
def city(home):
    (home / "store").mkdir()
    store = Store.open(places().database_url)
    store.save_units([EAST, WEST], "测试")
    yield store
    store.close()


def correct(app, *files):
    """Drop the files and open the form for the first table."""
    return form_open(drop(app, *files))


def form_open(app):
    (toggle,) = [one for one in app.toggle if one.key.startswith("correcting-")]
    return app if toggle.value else toggle.set_value(True).run()


def explained(app):
    return rows(app, "列", "表头原文", "认作", "依据")


def test_the_preview_says_what_every_column_was_taken_for_and_what_was_left(city):
    app = drop(opened(), money())
    assert rows(app, "认成表种", "表头", "单位从哪来", "月份从哪来", "没有用到的列") == [
        ["资金投入", "第 2 行", "表上方 A1 写的“城东社区”",
         "表上方 A1 写的“城东社区2023年3月资金投入月报表”", "C列 投入小计、D列 经办科室"]
    ]  # fmt: skip
    assert explained(app) == [
        ["A", "项目名称", "项目名称", "表头"],
        ["B", "资金来源", "资金来源", "表头"],
        ["C", "投入小计", "不用", "不认识这个表头"],
        ["D", "经办科室", "不用", "不认识这个表头"],
    ]


def test_a_column_put_right_is_read_again_without_another_upload(city):
    app = choose(correct(opened(), money()), "C 列", "金额")
    app = press(app, "correct-")
    assert not app.exception
    assert not app.error
    assert ["C", "投入小计", "金额", "登记人这次改的"] in explained(app)
    assert [row[0] for row in rows(app, "表种与合计", "状态")] == ["资金投入：金额 0.12 万元"]


def test_what_was_explained_is_remembered_and_the_next_month_loads_without_asking(city):
    app = press(choose(correct(opened(), money()), "C 列", "金额"), "correct-")
    assert app.checkbox(key="upload-remember").label == "记住这次改正的 1 处表头写法"
    app = commit(app)
    (word,) = city.header_words()
    assert (word.unit, word.kind, word.words, word.column, word.by) == (
        "城东社区", "资金投入", "投入小计", "金额", "小王",
    )  # fmt: skip
    app = drop(app, money(800, month="2023年4月", name="四月.xlsx"))
    assert ["C", "投入小计", "金额"] in [row[:3] for row in explained(app)]
    assert explained(app)[2][3].startswith("按以前的选择（小王 ")
    assert any("按以前的选择（小王" in row[0] for row in rows(app, "问题"))
    commit(app)
    (row,) = city.ledger("资金投入", Month(2023, 4), Month(2023, 4))
    assert row.quantities["金额"].value == 800


def test_what_one_unit_explained_is_not_used_for_another(city):
    commit(press(choose(correct(opened(), money()), "C 列", "金额"), "correct-"))
    app = drop(opened(), money(unit="城西社区", name="西.xlsx"))
    assert ["C", "投入小计", "不用", "不认识这个表头"] in explained(app)


def test_without_the_tick_nothing_is_remembered(city):
    app = press(choose(correct(opened(), money()), "C 列", "金额"), "correct-")
    app = app.checkbox(key="upload-remember").uncheck().run()
    commit(app)
    assert city.header_words() == ()
    assert len(city.history()) == 1


def test_a_learnt_word_can_be_forgotten(city):
    app = commit(press(choose(correct(opened(), money()), "C 列", "金额"), "correct-"))
    assert "记住了 1 处表头写法" in titles(app)
    app = press(app, "forget-commit")
    assert city.header_words() == ()


def test_kind_unit_and_month_can_be_given_to_a_sheet_nobody_could_recognise(city):
    strange = book(("事", "人"), ("讲座", 30), ("义诊", 12), name="说不清.xlsx")
    app = drop(opened(), strange)
    assert "「Sheet1」没有认出报表" in titles(app)
    app = choose(app, "是哪种报表", "创建活动")
    app = choose(choose(app, "A 列", "活动名称"), "B 列", "参与人次")
    app = choose(choose(app, "整张表是哪家单位的", "城西社区"), "整张表是哪个月的", Month(2023, 3))
    app = press(app, "correct-")
    assert titles(app)[0] == "1 个文件都可以登记"
    commit(app)
    (report,) = city.history()[0].scope
    assert (report.key.unit, report.key.month, report.rows) == ("城西社区", MARCH, 2)
    (said,) = city.corrections(1).tables
    assert said == TableCorrection(
        "Sheet1", 1, 1, 0, "创建活动", "城西社区", MARCH, (("A1", "活动名称"), ("B1", "参与人次"))
    )


def test_the_header_row_can_be_moved_and_put_back(city):
    twice = book(
        ("城东社区2023年3月",), ("活动名称", "参与人次", "场次"), ("名称", "到场", "几场"),
        ("讲座", 30, 1),
    )  # fmt: skip
    app = correct(opened(), twice)
    app.number_input[0].set_value(3).run()
    app = choose(choose(app, "B 列", "参与人次"), "C 列", "场次")
    app = press(choose(app, "A 列", "活动名称"), "correct-")
    assert rows(app, "表头", "行数") == [["第 3 行", 1]]
    assert [row[0] for row in rows(app, "表种与合计", "状态")] == ["创建活动：场次 1 场"]
    app = press(app, "uncorrect-")
    assert rows(app, "表头", "行数") == [["第 2 行", 2]]


def test_a_column_can_be_put_out_of_use_and_is_remembered_as_such(city):
    app = choose(correct(opened(), money()), "C 列", "金额")
    app = choose(app, "B 列", NOT_USED)
    app = commit(press(app, "correct-"))
    assert [(word.words, word.column) for word in city.header_words()] == [
        ("投入小计", "金额"), ("资金来源", NOT_USED),
    ]  # fmt: skip


def test_the_same_file_put_right_later_is_another_report_not_a_repetition(city):
    same = money()
    app = commit(drop(opened(), same))
    app = drop(app, same)
    assert [row[0] for row in rows(app, "状态", "文件")] == ["○ 重复，未再登记"]
    app = press(choose(form_open(app), "C 列", "金额"), "correct-")
    commit(app)
    (row,) = city.ledger("资金投入", MARCH, MARCH)
    assert row.quantities["金额"].value == 1200
    assert len(city.history()) == 2
