"""The table set read back: the same numbers as the evaluation, sums that add up, ready to print."""

from io import BytesIO

import numpy as np
import openpyxl
import pytest

from cityreport.exports.xlsx import tables_workbook
from cityreport.period import Month
from cityreport.report.exchange import table_set
from cityreport.report.exchange.scores import units_by_dimension, units_by_type
from cityreport.scores import weights_of
from cityreport.tables.section import Column, Section, Table

NAMES = ["总体情况", "按测评项目", "各项指标", "各类单位得分", "单位×测评项目", "差距清单",
         "各单位差距", "整改台账", "报送情况"]  # fmt: skip
HEADER = 3


@pytest.fixture(scope="module")
def sheets(meeting):
    return table_set(meeting, [])


@pytest.fixture(scope="module")
def book(sheets):
    content = tables_workbook([one.section for one in sheets], "表", [one.name for one in sheets])
    return openpyxl.load_workbook(BytesIO(content))


def test_the_sheets_stand_in_the_order_offices_read_them(book):
    assert book.sheetnames == NAMES


def test_every_cell_is_the_sections_value_in_full(sheets, book):
    checked = 0
    for sheet, shown in zip(sheets, book.worksheets, strict=True):
        table = sheet.section.table
        for number, row in (
            enumerate(table.rows, start=HEADER + 1) if not sheet.section.empty else ()
        ):
            for place, value in enumerate(row, start=1):
                cell = shown.cell(number, place).value
                if isinstance(value, int | float):
                    assert cell == pytest.approx(value, rel=1e-14)
                else:
                    assert cell == (value or (None if value == "" else "—"))
                checked += 1
    assert checked > 1500


def test_rates_and_points_carry_their_number_formats(book):
    sheet = book["各类单位得分"]
    assert [sheet.cell(4, place).number_format for place in (3, 4, 5)] == [
        "#,##0.00", "#,##0.00", "0.00%",
    ]  # fmt: skip


def test_points_share_and_score_of_a_unit_are_those_of_the_evaluation(evaluation):
    scored, ranks = evaluation.scored("paced"), evaluation.ranking(12)
    weights = weights_of(evaluation.values.indicators)
    rows = units_by_type(evaluation, 12, "paced").table.rows
    assert {row[1] for row in rows} == {unit.name for unit in evaluation.values.units}
    for row in rows:
        n = evaluation.values.unit_number(row[1])
        judged = ~np.isnan(scored.attainment[n, :, 11]) & (weights > 0)
        if row[7] == "未报":
            assert row[2:5] == (None, None, None)
            continue
        assert row[2] == pytest.approx(weights[judged].sum())
        assert row[3] == pytest.approx((weights * np.nan_to_num(scored.attainment[n, :, 11])).sum())
        assert row[4] * 100 == pytest.approx(scored.score[n, 11])
        assert row[6] == (int(ranks.rank[n]) or "不排名")


def test_the_matrix_adds_up_across_and_down(evaluation):
    table = units_by_dimension(evaluation, 12, "paced").table
    parts = slice(2, len(table.columns) - 3)
    units = [row for row in table.rows if row[1] not in ("小计", "")]
    subtotals = [row for row in table.rows if row[1] == "小计"]
    (total,) = [row for row in table.rows if row[0] == "合计"]
    for row in (*units, *subtotals, total):
        known = [part for part in row[parts] if isinstance(part, float)]
        if row[-3] is not None:
            assert sum(known) == pytest.approx(row[-3])
            assert row[-1] == pytest.approx(row[-3] / row[-2])
    for place in range(2, len(table.columns) - 1):
        whole = sum(row[place] for row in units if isinstance(row[place], float))
        assert sum(row[place] or 0 for row in subtotals) == pytest.approx(whole)
        assert total[place] == pytest.approx(whole)


def test_a_unit_that_sent_nothing_reads_not_reported_and_not_zero(evaluation):
    rows = {row[1]: row for row in units_by_dimension(evaluation, 12, "paced").table.rows}
    silent = rows["某幼儿园（汇报四）"]
    assert set(silent[2:-3]) == {"未报"}
    assert silent[-3:] == (None, None, None)


def test_every_gap_of_every_unit_is_listed(evaluation, sheets):
    found = evaluation.unit_gaps(12, "paced")
    (section,) = [one.section for one in sheets if one.name == "各单位差距"]
    assert [(row[0], row[1], row[5]) for row in section.table.rows] == [
        (gap.unit, gap.indicator.code, gap.points_lost) for gap in found
    ]


def test_without_a_register_the_sheet_says_so(book):
    said = [cell.value for row in book["整改台账"].iter_rows() for cell in row if cell.value]
    assert "截至2023年12月没有单位报送过问题整改台账。" in said


def test_a_sheet_without_rows_is_as_wide_as_its_sentences(book):
    sheet = book["整改台账"]
    both = sheet.column_dimensions["A"]  # a run of columns of one width is kept as one
    assert (both.min, both.max, both.width > 40) == (1, 2, True)
    assert {"A1:B1", "A2:B2", "A3:B3"} <= {str(one) for one in sheet.merged_cells.ranges}


def test_the_register_is_listed_case_by_case_with_where_it_stands(store, meeting):
    problems = store.register("问题整改台账", Month(2023, 12))
    sheets = {one.name: one.section for one in table_set(meeting, problems)}
    table = sheets["整改台账"].table
    assert len(table.rows) == len(problems) > 0
    assert [row[-1] for row in table.rows] == [
        f"{one.file} · {one.sheet} · 第{one.row}行" for one in problems
    ]


def test_sheets_are_ready_to_print_on_a4(sheets, book):
    for sheet, shown in zip(sheets, book.worksheets, strict=True):
        assert (shown.page_setup.paperSize, shown.page_setup.orientation) == (9, "landscape")
        assert (shown.page_setup.fitToWidth or 1, shown.page_setup.fitToHeight) == (1, 0)
        assert shown.print_title_rows == "$1:$3"
        assert shown.print_area.startswith(f"'{shown.title}'!$A$1:$")
        if not sheet.section.empty:
            assert shown.freeze_panes == "B4"


def test_sample_data_are_named_on_every_sheet(book):
    assert all(shown["A2"].value.startswith("示例数据") for shown in book.worksheets)


def test_sums_stand_out(book):
    sheet = book["单位×测评项目"]
    bold = {
        sheet.cell(row, 2).value for row in range(4, sheet.max_row) if sheet.cell(row, 2).font.b
    }
    assert bold - {None} == {"小计"}


def test_no_text_becomes_a_formula_or_turns_the_line():
    texts = (
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "甲\x00乙",
        "\u202egnp.moc",
        "<b>",
        "两\n行",
        "长" * 40_000,
    )
    table = Table((Column("=A1"), Column("说明")), tuple((text, text) for text in texts))
    section = Section("x", "=HYPERLINK(1)", lead="=2", table=table, notes=("=3",), source="@4")
    book = openpyxl.load_workbook(BytesIO(tables_workbook([section], "=5", ["=6"])))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    said = [cell.value for cell in cells]
    assert {"=1+1", "甲 乙", "gnp.moc", "两\n行", "=HYPERLINK(1)"} <= set(said)
