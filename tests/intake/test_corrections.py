"""What people said about a workbook: corrected headers, learnt words, changed cells (★A7, A9)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityreport.intake import read
from cityreport.period import Month
from cityreport.tables.corrections import (
    NOT_USED,
    CellEdit,
    Corrections,
    HeaderWord,
    TableCorrection,
)
from cityreport.tables.workbook import WorkbookCells
from intake.book import (
    ACTIVITY,
    MARCH,
    ROSTER,
    TODAY,
    amounts,
    codes,
    found,
    keys,
    ledger,
    sheet,
)

AT = datetime(2023, 5, 8, 9, tzinfo=UTC)
ODD = ["项目名称", "资金来源", "投入金额小计", "经办科室"]
"""投入金额小计 is no word of ours: unknown, so that 金额 is missing."""
PAID = (["东河社区2023年3月资金投入月报表"], ODD, ["换路灯", "财政拨款", 1200, "城管科"])


def read_book(*sheets, learnt=(), corrections=None, file="上报.xlsx"):
    book = WorkbookCells(file, "0" * 64, tuple(sheets))
    return read(book, ROSTER, TODAY, learnt=learnt, corrections=corrections or Corrections())


def said(**parts):
    return Corrections((TableCorrection("Sheet1", **parts),))


def word(words, column, unit="东河社区", kind="资金投入"):
    return HeaderWord(unit, kind, words, column, "小王", AT)


def columns(reading, table=0):
    return {one.cell: one.column for one in reading.tables[table].recognition.columns}


# --- a column ------------------------------------------------------------------------------


def test_an_odd_header_is_unknown_until_somebody_says_what_it_means():
    reading = read_book(sheet(*PAID))
    assert amounts(reading, "金额") == []
    assert columns(reading)["C2"] == NOT_USED
    reading = read_book(sheet(*PAID), corrections=said(header=2, columns=(("C2", "金额"),)))
    assert amounts(reading, "金额") == [1200]
    assert columns(reading)["C2"] == "金额"
    assert found(reading, "said-header").cell == "C2"
    assert reading.corrections.tables[0].columns == (("C2", "金额"),)


def test_a_column_said_to_mean_nothing_is_named_and_not_stored():
    plain = sheet(ACTIVITY, ["东河社区", "2023年3月", "讲座", 1, 30])
    reading = read_book(plain, corrections=said(header=1, columns=(("E1", NOT_USED),)))
    assert amounts(reading, "参与人次") == []
    assert found(reading, "said-unused").value == "参与人次"
    assert "stray-cell" not in codes(reading)


def test_a_person_wins_over_the_columns_own_name():
    rows = (
        ["项目名称", "资金来源", "金额", "实际金额"],
        ["换路灯", "财政拨款", 1, 1200],
    )
    title = ["东河社区2023年3月资金投入月报表"]
    reading = read_book(sheet(title, *rows), corrections=said(header=2, columns=(("D2", "金额"),)))
    assert amounts(reading, "金额") == [1200]
    assert found(reading, "ignored-column").cell == "C2"


def test_a_column_without_any_header_can_be_named():
    rows = (["东河社区2023年3月资金投入月报表"], ["项目名称", "资金来源"], ["换灯", "财政拨款", 7])
    reading = read_book(sheet(*rows), corrections=said(header=2, columns=(("C2", "金额"),)))
    assert amounts(reading, "金额") == [7]


def test_a_column_can_hold_the_amounts_of_one_source():
    rows = (
        ["东河社区2023年3月资金投入月报表"],
        ["项目名称", "上头给的", "自己出的(万元)", "一共"],
        ["换路灯", 1000, 0.2, 3000],
    )
    meanings = (("B2", "金额/财政拨款"), ("C2", "金额/单位自筹"), ("D2", "金额/小计"))
    reading = read_book(sheet(*rows), corrections=said(header=2, kind="资金投入", columns=meanings))
    assert [
        (row.texts["资金来源"].text, row.quantities["金额"].quantity.value)
        for row in ledger(reading)
    ] == [("财政拨款", 1000), ("单位自筹", 2000)]
    assert codes(reading, "error") == []


def test_a_page_repeat_of_a_corrected_header_is_a_header_too():
    odd = ["事由", "花了多少", "钱从哪来"]
    rows = (
        ["东河社区2023年3月资金投入月报表"], odd, ["换灯", 5, "财政拨款"], odd,
        ["修路", 6, "财政拨款"],
    )  # fmt: skip
    meanings = (("A2", "项目名称"), ("B2", "金额"), ("C2", "资金来源"))
    reading = read_book(
        sheet(*rows), corrections=said(header=2, rows=1, kind="资金投入", columns=meanings)
    )
    assert amounts(reading, "金额") == [5, 6]
    assert codes(reading, "error") == []


# --- header row, kind, unit, month ---------------------------------------------------------


def test_the_header_row_can_be_pointed_out():
    rows = (
        ["活动名称", "参与人次", "场次"],
        ["2023年3月创建活动", None, None],
        ["活动名称", "到场", "几场"],
        ["讲座", 30, 1],
    )
    before = read_book(sheet(*rows, name="东河社区"))
    assert before.tables[0].recognition.first == 1
    meanings = (("B3", "参与人次"), ("C3", "场次"))
    correction = TableCorrection("东河社区", 3, 1, 1, "创建活动", columns=meanings)
    reading = read_book(sheet(*rows, name="东河社区"), corrections=Corrections((correction,)))
    (table,) = reading.tables
    assert (table.recognition.first, table.recognition.last) == (3, 3)
    assert amounts(reading, "参与人次") == [30]
    assert found(reading, "corrected-header").message == "按登记人的更正，表头是第 3 行。"


def test_a_sheet_in_which_nothing_is_recognised_can_be_explained():
    rows = (["事", "人"], ["讲座", 30])
    assert codes(read_book(sheet(*rows)), "error") == ["nothing-recognised"]
    correction = said(
        header=1, rows=1, kind="创建活动", unit="东河社区", month=MARCH,
        columns=(("A1", "活动名称"), ("B1", "参与人次")),
    )  # fmt: skip
    reading = read_book(sheet(*rows), corrections=correction)
    assert keys(reading) == [("东河社区", "2023-03", "创建活动", "")]
    assert amounts(reading, "参与人次") == [30]
    assert codes(reading, "error") == []


def test_a_pointed_out_header_that_fits_no_kind_is_refused_at_its_cell():
    reading = read_book(sheet(["事", "人"], ["讲座", 30]), corrections=said(header=1, rows=1))
    assert found(reading, "header-not-fitting").cell == "A1"


def test_the_kind_can_be_chosen_where_two_fit():
    rows = (["单位", "月份", "活动名称", "参与人次"], ["东河社区", "2023年3月", "讲座", 30])
    assert codes(read_book(sheet(*rows)), "error") == ["ambiguous-kind"]
    reading = read_book(sheet(*rows), corrections=said(header=1, kind="创建活动"))
    assert [key[2] for key in keys(reading)] == ["创建活动"]


def test_unit_and_month_of_a_person_hold_for_every_row():
    rows = (["2022年3月创建活动"], ACTIVITY, ["城南社区", "2022年3月", "讲座", 1, 30])
    assert codes(read_book(sheet(*rows)), "error") == ["unknown-unit"]
    reading = read_book(
        sheet(*rows), corrections=said(header=2, unit="西河社区", month=Month(2023, 4))
    )
    assert keys(reading) == [("西河社区", "2023-04", "创建活动", "")]
    assert codes(reading, "error") == []
    assert codes(reading, "warning") == []
    recognition = reading.tables[0].recognition
    assert (recognition.unit.place, recognition.month.place) == ("person", "person")


def test_a_month_to_come_stays_refused_also_from_a_person():
    rows = (["东河社区创建活动"], ACTIVITY[2:], ["讲座", 1, 30])
    reading = read_book(sheet(*rows), corrections=said(header=2, month=Month(2024, 3)))
    assert codes(reading, "error") == ["future-month"]


def test_an_empty_report_without_a_table_can_be_given_its_kind_and_month():
    book = sheet(["东河社区"], ["本月无"])
    correction = said(header=2, kind="创建活动", month=MARCH)
    reading = read_book(book, corrections=correction)
    assert [e.key.kind for t in reading.tables for e in t.empty_reports] == ["创建活动"]


@pytest.mark.parametrize(
    ("rows", "unit", "month"),
    [
        (
            (ACTIVITY, ["东河社区", "2023年3月", "讲座", 1, 30]),
            ("rows", "A1", "单位"), ("rows", "B1", "月份"),
        ),
        (
            (["填报单位：东河社区 2023年3月"], ACTIVITY[2:], ["讲座", 1, 30]),
            ("caption", "A1", "东河社区"), ("caption", "A1", "填报单位:东河社区 2023年3月"),
        ),
    ],
)  # fmt: skip
def test_the_recogniser_says_where_unit_and_month_come_from(rows, unit, month):
    recognition = read_book(sheet(*rows)).tables[0].recognition
    origins = (recognition.unit, recognition.month)
    assert [(one.place, one.cell, one.text) for one in origins] == [unit, month]


def test_what_comes_from_the_file_name_is_said_so():
    rows = (ACTIVITY[2:], ["讲座", 1, 30])
    recognition = read_book(sheet(*rows), file="东河社区2023年3月.xlsx").tables[0].recognition
    assert (recognition.unit.place, recognition.unit.text) == ("name", "东河社区")
    assert (recognition.month.place, recognition.month.text) == ("name", "东河社区2023年3月")


# --- learnt words --------------------------------------------------------------------------


def test_a_learnt_word_is_heeded_for_its_unit_and_kind_and_said():
    reading = read_book(sheet(*PAID), learnt=[word("投入金额小计", "金额")])
    assert amounts(reading, "金额") == [1200]
    (column,) = [one for one in reading.tables[0].recognition.columns if one.cell == "C2"]
    assert (column.voice, column.since, column.words) == (
        "learnt",
        "小王 2023-05-08",
        "投入金额小计",
    )
    said = found(reading, "learnt-header")
    assert said.message == "“投入金额小计”按以前的选择（小王 2023-05-08）认作“金额”。"


@pytest.mark.parametrize(
    "other",
    [word("投入金额小计", "金额", unit="西河社区"), word("投入金额小计", "金额", kind="创建活动")],
)
def test_a_word_of_another_unit_or_kind_changes_nothing(other):
    assert read_book(sheet(*PAID), learnt=[other]) == read_book(sheet(*PAID))


def test_a_table_of_several_units_heeds_a_word_that_all_of_them_learnt():
    rows = (
        ["单位", "月份", *ODD],
        ["东河社区", "2023年3月", "换路灯", "财政拨款", 1200, "城管科"],
        ["西河社区", "2023年3月", "修路", "财政拨款", 800, "城管科"],
    )
    book = sheet(*rows, name="资金投入")
    east, west = (word("投入金额小计", "金额", unit) for unit in ("东河社区", "西河社区"))
    assert amounts(read_book(book, learnt=[east]), "金额") == []
    assert amounts(read_book(book, learnt=[east, west]), "金额") == [1200, 800]


def test_units_that_differ_about_a_word_each_keep_their_own():
    other = word("投入金额小计", NOT_USED, unit="西河社区")
    reading = read_book(sheet(*PAID), learnt=[other, word("投入金额小计", "金额")])
    assert amounts(reading, "金额") == [1200]
    west = sheet(["西河社区2023年3月资金投入月报表"], *PAID[1:])
    reading = read_book(west, learnt=[other, word("投入金额小计", "金额")])
    assert amounts(reading, "金额") == []
    assert found(reading, "learnt-unused").cell == "C2"


def test_a_learnt_word_keeps_the_measure_unit_the_header_names_this_month():
    rows = (PAID[0], ["项目名称", "资金来源", "投入 金额小计（万元）"], ["换灯", "财政拨款", 1.5])
    reading = read_book(sheet(*rows), learnt=[word("投入金额小计", "金额")])
    assert amounts(reading, "金额") == [15000]


def test_a_header_of_learnt_words_alone_is_found():
    rows = (["东河社区2023年3月"], ["干了啥", "来了多少"], ["讲座", 30])
    learnt = [
        word("干了啥", "活动名称", kind="创建活动"),
        word("来了多少", "参与人次", kind="创建活动"),
    ]
    reading = read_book(sheet(*rows), learnt=learnt)
    assert keys(reading) == [("东河社区", "2023-03", "创建活动", "")]
    assert amounts(reading, "参与人次") == [30]
    west = sheet(["西河社区2023年3月"], *rows[1:])
    assert found(read_book(west, learnt=learnt), "header-not-fitting").cell == "A2"


def test_a_two_row_header_is_remembered_with_both_rows():
    rows = (
        ["东河社区2023年3月资金投入月报表"],
        ["项目名称", "资金来源", "钱款", None],
        [None, None, "实付", "应付"],
        ["换路灯", "财政拨款", 1200, 1500],
    )
    merged = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3))
    correction = said(header=2, rows=2, columns=(("C3", "金额"), ("D3", NOT_USED)))
    reading = read_book(sheet(*rows, merged=merged), corrections=correction)
    assert amounts(reading, "金额") == [1200]
    words = {one.cell: one.words for one in reading.tables[0].recognition.columns}
    assert words["C3"] == "钱款\n实付"
    learnt = [word(words["C3"], "金额"), word(words["D3"], NOT_USED)]
    assert amounts(read_book(sheet(*rows, merged=merged), learnt=learnt), "金额") == [1200]


def test_the_order_of_learnt_words_does_not_matter():
    words = [word("投入金额小计", "金额"), word("经办科室", NOT_USED), word("别的", "备注")]
    assert read_book(sheet(*PAID), learnt=words) == read_book(sheet(*PAID), learnt=words[::-1])


# --- cells ---------------------------------------------------------------------------------


def edits(*cells):
    return Corrections(edits=tuple(CellEdit("Sheet1", *cell) for cell in cells))


FAULTY = (ACTIVITY, ["东河社区", "2023年3月", "讲座", 1, "三0"])


def test_a_changed_cell_is_read_by_the_same_rules_and_kept_with_what_stood_there():
    assert codes(read_book(sheet(*FAULTY)), "error") == ["unreadable-number"]
    reading = read_book(sheet(*FAULTY), corrections=edits(("E2", "三0", "约30")))
    assert codes(reading, "error") == []
    quantity = ledger(reading)[0].quantities["参与人次"].quantity
    assert (quantity.raw, quantity.value, quantity.precision) == ("约30", 30, "about")
    said = found(reading, "edited-cell")
    assert (said.cell, said.message) == ("E2", "这一格原为“三0”，登记时改为“约30”。")


def test_a_change_can_blank_a_cell_or_replace_an_error_value():
    broken = sheet(
        ACTIVITY, ["东河社区", "2023年3月", "讲座", 1, None], error_cells={(1, 4): "#REF!"}
    )
    reading = read_book(broken, corrections=edits(("E2", "#REF!", "30"), ("D2", "1", "")))
    assert amounts(reading, "参与人次") == [30]
    assert amounts(reading, "场次") == []
    assert "blank-required" in codes(reading)


def test_a_change_outside_the_sheet_changes_nothing_but_is_listed():
    reading = read_book(sheet(*FAULTY), corrections=edits(("Z99", "", "30")))
    assert codes(reading, "error") == ["unreadable-number"]
    assert found(reading, "edited-cell").cell == "Z99"


def test_the_bytes_and_fingerprint_stay_those_of_the_original():
    book = WorkbookCells("上报.xlsx", "a" * 64, (sheet(*FAULTY),), content=b"original")
    reading = read(book, ROSTER, TODAY, corrections=edits(("E2", "三0", "30")))
    assert (reading.sha256, reading.content) == ("a" * 64, b"original")
    assert reading.corrections.edits == (CellEdit("Sheet1", "E2", "三0", "30"),)


@given(st.integers(0, 10**6))
def test_a_number_typed_in_the_browser_reads_as_the_number_in_the_file(number):
    typed = read_book(sheet(*FAULTY), corrections=edits(("E2", "三0", str(number))))
    written = read_book(sheet(ACTIVITY, ["东河社区", "2023年3月", "讲座", 1, number]))
    assert amounts(typed, "参与人次") == amounts(written, "参与人次") == [number]


# --- the hand-over -------------------------------------------------------------------------


def test_what_is_said_of_a_table_again_replaces_what_was_said_before():
    first = TableCorrection("Sheet1", 2, kind="创建活动")
    known = Corrections((first, TableCorrection("Sheet2", 2, kind="志愿服务")))
    again = known.with_table(replace(first, header=4, rows=1, instead=2), before=2)
    assert [(one.sheet, one.header) for one in again.tables] == [("Sheet2", 2), ("Sheet1", 4)]
    assert again.with_table(TableCorrection("Sheet1", 4), before=4).tables == known.tables[1:]


def test_a_cell_put_back_to_what_it_was_is_no_change():
    changed = Corrections().with_edits((CellEdit("Sheet1", "E2", "三0", "30"),))
    assert len(changed.edits) == 1
    assert changed.with_edits((CellEdit("Sheet1", "E2", "三0", "三0"),)).edits == ()
