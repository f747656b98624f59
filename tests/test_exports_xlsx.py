"""The Excel exports, read back with openpyxl: as formulas and as cached values."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityreport.errors import UserError
from cityreport.exports.xlsx import merged, merged_workbook, tables_workbook
from cityreport.exports.xlsx.names import sheet_names
from cityreport.period import Month
from cityreport.sheets import BY_NAME, SheetKind
from cityreport.tables.ledger import CellText
from cityreport.tables.section import Column, Section, Table
from cityreport.tables.stored import StoredQuantity, StoredRow

MONEY, VOLUNTEERS = BY_NAME["资金投入"], BY_NAME["志愿服务"]
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x","y")']


def exact(value: float) -> StoredQuantity:
    return StoredQuantity(f"{value:g}", value, value, value, "exact", "F4")


def row(unit: str, kind: SheetKind = MONEY, texts: dict | None = None, **quantities) -> StoredRow:
    return StoredRow(
        kind=kind.name, unit=unit, month=Month(2023, 3), reporter="", submission=7,
        file=f"{unit}.xlsx", sha256="0", sheet=kind.name, row=4,
        quantities=quantities,
        texts={name: CellText(text, "C4") for name, text in (texts or {}).items()},
    )  # fmt: skip


def both(content: bytes) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    return (
        openpyxl.load_workbook(BytesIO(content)),
        openpyxl.load_workbook(BytesIO(content), data_only=True),
    )


def place_of(kind: SheetKind, name: str) -> int:
    return [column.name for column in kind.columns].index(name) + 1


@pytest.fixture(scope="module")
def merged_books() -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    many = StoredQuantity("九万多元", 90000.0, 90000.0, 100000.0, "at_least", "F5")
    rows = [
        row("城东社区", 金额=exact(3000.5), 完成数量=exact(24), texts={"项目名称": "路灯"}),
        row("城西社区", 金额=many, 完成数量=exact(21)),
        row("城南社区", texts={"项目名称": "垃圾桶"}),
    ]
    stocks = [row("城东社区", VOLUNTEERS, 期末注册志愿者数=exact(100), 参与人次=exact(30))]
    return both(merged_workbook({MONEY: rows, VOLUNTEERS: stocks}, "2023年3月汇总表"))


def test_rows_stand_in_the_columns_of_the_blank_sheet(merged_books) -> None:
    sheet = merged_books[1]["资金投入"]
    assert sheet["A1"].value == "2023年3月汇总表　资金投入"
    assert [cell.value for cell in sheet[3]] == [column.title for column in MONEY.columns]
    assert [sheet.cell(line, 1).value for line in range(4, 8)] == [
        "城东社区", "城西社区", "城南社区", "合计",
    ]  # fmt: skip
    assert [sheet["B4"].value, sheet["C4"].value, sheet["F4"].value] == [
        "2023年3月",
        "路灯",
        3000.5,
    ]


def test_a_sheet_says_what_the_page_of_its_topic_counts_apart(merged_books) -> None:
    assert "合计含完工状态为“计划”的项目" in merged_books[1]["资金投入"]["A2"].value
    assert "计划" not in merged_books[1]["志愿服务"]["A2"].value


def test_the_total_is_a_formula_with_its_value_beside(merged_books) -> None:
    formulas, values = merged_books
    assert formulas["资金投入"]["F7"].value == "=SUM(F4:F6)"
    assert values["资金投入"]["F7"].value == 3000.5 + 90000


def test_an_approximate_amount_stays_a_number_behind_about(merged_books) -> None:
    sheet = merged_books[1]["资金投入"]
    assert (sheet["F5"].value, sheet["F5"].number_format) == (90000, '"约"#,##0')
    assert sheet["F5"].comment.text == "原文：九万多元\n范围：≥9万元、<10万元"
    assert (sheet["F4"].number_format, sheet["F4"].comment) == ("#,##0.00", None)
    assert sheet["F7"].number_format == '"约"#,##0.00'
    # 3000.5 + 90000 = 93000.5 at least, 3000.5 + 100000 = 103000.5 at most.
    assert sheet["F7"].comment.text == "范围：9.3万元～10.3万元"


def test_a_blank_cell_stays_blank_and_never_becomes_zero(merged_books) -> None:
    assert merged_books[1]["资金投入"]["F6"].value is None


def test_stocks_and_amounts_of_mixed_measure_units_are_not_added(merged_books) -> None:
    money, volunteers = merged_books[1]["资金投入"], merged_books[1]["志愿服务"]
    assert money.cell(7, place_of(MONEY, "完成数量")).value == "—"
    assert volunteers.cell(5, place_of(VOLUNTEERS, "期末注册志愿者数")).value == "—"
    assert volunteers.cell(5, place_of(VOLUNTEERS, "参与人次")).value == 30
    assert volunteers.cell(5, place_of(VOLUNTEERS, "服务时长")).value == "未填"


def test_header_filter_and_print_area_cover_the_rows(merged_books) -> None:
    sheet = merged_books[0]["资金投入"]
    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == "A3:L6"
    assert sheet.print_area == "'资金投入'!$A$1:$L$7"
    assert sheet.print_title_rows == "$1:$3"


def test_every_row_is_led_back_to_its_file(merged_books) -> None:
    lines = list(merged_books[1]["出处"].iter_rows(min_row=3, values_only=True))
    assert len(lines) == 4
    assert lines[1] == (
        "资金投入", 5, "城西社区", "2023年3月", None, "城西社区.xlsx", "资金投入", 4, 7,
    )  # fmt: skip


def test_a_kind_without_rows_says_so_and_has_no_total() -> None:
    sheet = both(merged_workbook({MONEY: []}, "2023年3月汇总表"))[1]["资金投入"]
    assert sheet["A2"].value.startswith("本期没有数据行")
    assert sheet.max_row == 3


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_of_a_unit_never_becomes_a_formula(text: str) -> None:
    rows = [row(text, texts={"项目名称": text, "备注": text}, 金额=exact(1))]
    book = both(merged_workbook({MONEY: rows}, text))[0]
    formulas = [c.value for sheet in book for r in sheet for c in r if c.data_type == "f"]
    assert formulas == ["=SUM(F4:F4)"]
    assert book["资金投入"]["C4"].value == text


def test_more_rows_than_a_sheet_holds_are_refused_in_words(monkeypatch) -> None:
    monkeypatch.setattr(merged, "_MOST_ROWS", 2)
    with pytest.raises(UserError, match="分次导出"):
        merged_workbook({MONEY: [row("城东社区")] * 3}, "全年")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 2)), min_size=1, max_size=12))
def test_totals_equal_the_rows_whatever_they_are(amounts: list[float]) -> None:
    rows = [row("城东社区", 金额=exact(amount)) for amount in amounts]
    sheet = both(merged_workbook({MONEY: rows}, "汇总表"))[1]["资金投入"]
    shown = [sheet.cell(line, 6).value for line in range(4, 4 + len(rows))]
    assert sheet.cell(4 + len(rows), 6).value == pytest.approx(sum(amounts), abs=1e-3)
    assert shown == pytest.approx(amounts)


# --- sections ------------------------------------------------------------------------------

SECTION = Section(
    key="standing",
    title="志愿服务时长落后序时 18 个百分点",
    lead="序时得分 · 数据截至3月",
    table=Table(
        (
            Column("单位"), Column("金额", "money"), Column("投入（万元）", "money"),
            Column("人次", "count"), Column("得分", "score"), Column("完整度", "rate"),
            Column("整改率（%）", "percent"), Column("时长（小时）", "hours"), Column("当前值", "number"),
        ),
        (
            ("城东社区", 135_000.0, 12_345.0, 1234, 84.675, 0.8, 66.666, 12.25, 12.5),
            ("城西社区", None, "未报", 0, float("nan"), 1.0, 100.0, 3.0, 24.0),
        ),
    ),
    notes=("约数按所写的数计入。",),
    source="来源：各单位3月月报（58/60家）",
)  # fmt: skip


@pytest.fixture(scope="module")
def table_sheet():
    return both(tables_workbook([SECTION], "3月表格"))[1].worksheets[0]


def test_money_is_written_in_wan_with_the_full_value(table_sheet) -> None:
    assert [table_sheet["B3"].value, table_sheet["C3"].value] == ["金额（万元）", "投入（万元）"]
    assert [table_sheet["B4"].value, table_sheet["C4"].value] == [13.5, 1.2345]
    assert table_sheet["C4"].number_format == "#,##0.00"


def test_values_keep_their_decimals_and_the_format_rounds(table_sheet) -> None:
    cells = {cell.column_letter: (cell.value, cell.number_format) for cell in table_sheet[4]}
    assert cells["D"] == (1234, "#,##0")
    assert cells["E"] == (84.675, "#,##0.00")
    assert cells["F"] == (0.8, "0.00%")
    assert cells["G"] == (66.666, '#,##0.00"%"')
    assert cells["H"] == (12.25, "#,##0.0")
    assert cells["I"] == (12.5, "#,##0.00")
    assert table_sheet["I5"].number_format == "#,##0"


def test_missing_values_and_states_are_words_and_zero_is_zero(table_sheet) -> None:
    assert [cell.value for cell in table_sheet[5]][1:5] == ["—", "未报", 0, "—"]


def test_title_lead_notes_and_source_stand_around_the_table(table_sheet) -> None:
    assert table_sheet.title == SECTION.title
    assert [table_sheet["A1"].value, table_sheet["A2"].value] == [SECTION.title, SECTION.lead]
    assert [table_sheet["A7"].value, table_sheet["A8"].value] == [*SECTION.notes, SECTION.source]
    assert (table_sheet.freeze_panes, table_sheet.auto_filter.ref) == ("B4", "A3:I5")


def test_a_section_without_rows_says_why() -> None:
    empty = Section("late", "没有迟报单位", empty="3月各单位均按时报送。")
    assert both(tables_workbook([empty], "表"))[1].worksheets[0]["A3"].value == empty.empty
    assert both(tables_workbook([], "表"))[1]["说明"]["A1"].value == "没有可以导出的内容。"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_of_a_section_never_becomes_a_formula(text: str) -> None:
    table = Table((Column(text), Column(text, "money")), ((text, text),))
    content = tables_workbook([Section("k", text, text, table, notes=(text,), source=text)], text)
    sheet = both(content)[0].worksheets[0]
    assert {cell.data_type for line in sheet for cell in line} <= {"s", "n"}
    assert sheet["A4"].value == text


def test_sheet_names_are_cut_cleaned_and_told_apart() -> None:
    long = "志愿服务时长落后序时十八个百分点需要各社区在年底之前加快补上进度"
    assert sheet_names(["a/b", "A:B", "'x'", "", long, long, "History"]) == [
        "a b", "A B(2)", "x", "表", long[:31], long[:28] + "(2)", "History(2)",
    ]  # fmt: skip


@given(st.lists(st.text(max_size=50), max_size=8))
def test_any_titles_give_allowed_unique_sheet_names(titles: list[str]) -> None:
    names = sheet_names(titles)
    assert len({name.lower() for name in names}) == len(titles)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(set(name) & set("[]:*?/\\") for name in names)
