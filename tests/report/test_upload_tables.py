"""Kinds of fault, cells to change, and how a header was read, as the upload page says them."""

import pytest

from cityreport.intake.messages import WORDINGS
from cityreport.report import upload
from cityreport.report.upload import cells, faults
from cityreport.report.upload.recognised import meanings, origin
from cityreport.sheets import KINDS
from cityreport.tables.corrections import CellEdit, Corrections
from cityreport.tables.ledger import FileReading
from cityreport.tables.recognition import Origin
from cityreport.tables.workbook import Finding, SheetCells, WorkbookCells, address_of, cell_name

SHEET = SheetCells(
    "Sheet1", (("单位", "人次"), ("东河", None), ("西河", 3.0)),
    error_cells={(1, 1): "#REF!"}, uncached=frozenset({(2, 0)}),
)  # fmt: skip


def finding(code, cell=None, severity="error", message="不对。"):
    return Finding(severity, code, message, sheet="Sheet1", cell=cell)


@pytest.mark.parametrize("code", WORDINGS)
def test_every_finding_of_intake_has_a_kind_in_words(code):
    assert faults.family(finding(code)) != faults.OTHER


def test_a_file_that_cannot_be_opened_is_a_kind_of_its_own():
    assert faults.family(finding("password-protected")) == faults.OTHER


def test_groups_count_by_file_and_kind_the_blocking_ones_first():
    found = [
        ("甲", finding("blank-required", severity="warning")), ("甲", finding("unknown-unit")),
        ("乙", finding("wrong-total")), ("乙", finding("wrong-subtotal-column")),
    ]  # fmt: skip
    section = upload.grouped(found)
    assert section.title == "2 个文件里有错误 3 条、警告 1 条"
    assert section.table.rows == (
        ("乙", "合计对不上", 2, None, None),
        ("甲", "单位认不出或没写", 1, None, None),
        ("甲", "没有填", None, 1, None),
    )


def test_a_filter_keeps_what_fits_all_of_it():
    found = [
        ("甲", finding("unknown-unit")),
        ("乙", finding("unknown-unit")),
        ("乙", finding("wrong-total")),
    ]
    wanted = upload.FaultFilter("error", "单位认不出或没写", "乙")
    assert upload.chosen(found, wanted) == [found[1]]
    assert upload.chosen(found, upload.FaultFilter()) == found
    assert upload.families(found) == [("单位认不出或没写", 2), ("合计对不上", 1)]
    assert upload.files_with_faults(found) == [("乙", 2), ("甲", 1)]


def reading(*findings, edits=()):
    return FileReading(
        "三月.xlsx", "0" * 64, True, (), findings, corrections=Corrections((), edits)
    )


def test_cells_to_change_are_those_named_by_errors_and_warnings_and_those_changed():
    book = WorkbookCells("三月.xlsx", "0" * 64, (SHEET,))
    found = cells.faulty_cells(
        reading(
            finding("approximate", "B3", severity="info"), finding("blank-required", "B3", "warning"),
            finding("error-cell", "B2"), finding("stray-cell", "A1:B9", "warning"),
            finding("unknown-unit", "Z99"), edits=(CellEdit("Sheet1", "A2", "东河", "东河社区"),),
        ),
        book,
    )  # fmt: skip
    assert [(one.cell, one.raw, one.text) for one in found] == [
        ("A2", "东河", "东河社区"), ("B2", "#REF!", "#REF!"), ("B3", "3", "3"),
    ]  # fmt: skip


def test_a_sheet_is_shown_as_it_is_read_now_and_changes_name_what_stands_in_the_file():
    shown = cells.texts_of(SHEET, (CellEdit("Sheet1", "A2", "东河", "东河社区"),))
    assert shown == (("单位", "人次"), ("东河社区", "#REF!"), (cells.NO_RESULT, "3"))
    edited = (("单位", "人次"), ("西河社区", "5"), (cells.NO_RESULT, "3"))
    assert cells.sheet_edits(SHEET, shown, edited) == (
        CellEdit("Sheet1", "A2", "东河", "西河社区"), CellEdit("Sheet1", "B2", "#REF!", "5"),
    )  # fmt: skip


def test_a_sheet_too_large_for_the_browser_is_not_offered():
    assert cells.texts_of(SheetCells("大", ((1,),) * (cells.MOST_ROWS + 1)), ()) == ()


def test_what_a_column_can_be_are_the_columns_of_the_kind_and_the_parts_of_its_measure():
    money = meanings("资金投入")
    assert money[0] == ""
    assert {"金额", "资金来源", "单位", "月份", "金额/财政拨款", "金额/小计"} <= set(money)
    assert [upload.meaning(one) for one in ("", "金额", "金额/财政拨款")] == [
        "不用", "金额", "金额（财政拨款）",
    ]  # fmt: skip
    assert all(len(set(meanings(kind.name))) == len(meanings(kind.name)) for kind in KINDS)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Origin("rows", "A2", "单位"), "各行的“单位”列 A2"),
        (Origin("caption", "A1", "东河社区"), "表上方 A1 写的“东河社区”"),
        (Origin("name", "", "3月"), "工作表名或文件名“3月”"),
        (Origin("person"), "登记人指定"),
        (Origin(), "没有写明"),
    ],
)
def test_where_unit_and_month_come_from_is_said_in_words(found, words):
    assert origin(found) == words


@pytest.mark.parametrize("cell", ["A1", "Z9", "AA10", "XFD1048576"])
def test_the_name_of_a_cell_leads_back_to_it(cell):
    assert cell_name(*address_of(cell)) == cell


@pytest.mark.parametrize("text", ["", "A", "1", "A0", "a1", "A1:B2"])
def test_what_is_no_cell_has_no_address(text):
    with pytest.raises(ValueError, match="no cell"):
        address_of(text)
