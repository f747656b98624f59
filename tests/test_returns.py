"""退回单: the faults marked and explained, everything else as the unit wrote it."""

import sys
import zipfile
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation

from cityreport import pipeline, workbook
from cityreport.cli import main
from cityreport.errors import UnreadableInputError, UserError
from cityreport.period import Month
from cityreport.returns import Returned, find_office, making, marked_up, marked_up_all, office
from cityreport.roster import Roster, Unit
from cityreport.settings import OfficeSettings
from cityreport.tables.ledger import FileReading, TableReading
from cityreport.tables.workbook import Finding

KEPT = Path(__file__).parent / "workbooks"
ERROR = Finding("error", "unreadable-number", "“3O”不是数字。", "请改成数字。", "报表", "C5", "3O")
WARNING = Finding("warning", "blank-required", "服务时长没有填。", "请补填。", "报表", "D6", "")
NEEDS_OFFICE = pytest.mark.skipif(find_office() is None, reason="no LibreOffice here")


def saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def reading_of(content, *findings, name="月报.xlsx", tables=()):
    return FileReading(name, "0" * 64, True, tables, findings, content)


def returned(content, *findings, name="月报.xlsx", macros=False, with_office=None):
    [cells] = workbook.read_files([(name, content)])
    assert cells.readable, cells.findings
    file = Returned(reading_of(content, *findings, name=name), cells, date(2023, 4, 5), macros)
    return marked_up(file, office=with_office)


def opened(content, **options):
    return load_workbook(BytesIO(content), **options)


def said(content):
    """The texts of the 说明 sheet."""
    sheet = opened(content).worksheets[0]
    return [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value]


def rich_workbook():
    """A workbook with everything clerks do to a sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报表"
    sheet.merge_cells("A1:D1")
    sheet["A1"] = "云溪社区2023年3月志愿服务月报表"
    sheet["A1"].font = Font("黑体", size=18, bold=True, color="FFC00000")
    sheet["A1"].alignment = Alignment(horizontal="center", wrap_text=True)
    for column, head in enumerate(("单位", "活动名称", "参与人次", "服务时长(小时)"), start=1):
        cell = sheet.cell(3, column, head)
        cell.fill = PatternFill("solid", fgColor="FFD9E1F2")
        cell.border = Border(bottom=Side(style="double", color="FF0000FF"))
    sheet.append(["云溪社区", "清洁家园", 30, 61.5])
    sheet.append(["云溪社区", "文明劝导", "3O", 12])
    sheet.append(["云溪社区", "宣讲", 15, None])
    sheet.append(["合计", None, "=SUM(C4:C6)", "=SUM(D4:D6)"])
    sheet["D4"].number_format = '#,##0.00"小时"'
    sheet["B4"] = CellRichText("清洁", TextBlock(InlineFont(b=True), "家园"))
    sheet["B9"] = "=HYPERLINK"
    sheet["B9"].data_type = "s"
    sheet["A10"] = datetime(2023, 3, 31, 8, 30)  # noqa: DTZ001
    sheet["A10"].number_format = "yyyy-mm-dd hh:mm"
    sheet["B10"] = time(1, 30)
    sheet["C10"] = True
    sheet["D10"] = "  前后有空格\n换行  "
    sheet["D10"].protection = Protection(locked=False)
    sheet["B5"].comment = Comment("请核对", "李")
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["D"].hidden = True
    sheet.row_dimensions[3].height = 41
    sheet.row_dimensions[6].hidden = True
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    choice = DataValidation("list", formula1='"清洁家园,宣讲"')
    choice.add("B4:B6")
    sheet.add_data_validation(choice)
    rule = CellIsRule(operator="lessThan", formula=["10"], font=Font(color="FF9C0006"))
    sheet.conditional_formatting.add("C4:C6", rule)
    hidden = book.create_sheet("底稿")
    hidden["A1"] = "='报表'!C7"
    hidden.sheet_state = "hidden"
    return saved(book)


def looks(cell):
    parts = (cell.font, cell.fill, cell.border, cell.alignment, cell.protection)
    return cell.value, cell.data_type, cell.number_format, *map(repr, parts)


def test_every_untouched_cell_keeps_value_formula_and_format():
    content = rich_workbook()
    before = opened(content, rich_text=True)
    after = opened(returned(content, ERROR, WARNING), rich_text=True)
    assert after.sheetnames == ["说明", "报表", "底稿"]
    touched = {("报表", "C5"), ("报表", "D6")}
    compared = 0
    for sheet in before.worksheets:
        again = after[sheet.title]
        assert again.dimensions == sheet.dimensions
        for row in sheet.iter_rows():
            for cell in row:
                if (sheet.title, cell.coordinate) in touched:
                    continue
                assert looks(again[cell.coordinate]) == looks(cell), cell.coordinate
                compared += 1
    assert compared == 10 * 4 - 2 + 1
    assert after["报表"]["B5"].comment.text == "请核对"


def test_widths_merged_ranges_panes_choices_and_hidden_sheets_stay():
    content = rich_workbook()
    before, after = opened(content), opened(returned(content, ERROR))
    for sheet in before.worksheets:
        again = after[sheet.title]
        assert again.merged_cells.ranges == sheet.merged_cells.ranges
        assert again.freeze_panes == sheet.freeze_panes
        assert again.sheet_state == sheet.sheet_state
        assert again.print_title_rows == sheet.print_title_rows
        assert widths(again) == widths(sheet)
        assert heights(again) == heights(sheet)
    [choice] = after["报表"].data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("B4:B6", '"清洁家园,宣讲"')
    [conditional] = after["报表"].conditional_formatting
    assert str(conditional.sqref) == "C4:C6"


def widths(sheet):
    return {key: (one.width, one.hidden) for key, one in sheet.column_dimensions.items()}


def heights(sheet):
    return {key: (one.height, one.hidden) for key, one in sheet.row_dimensions.items()}


def test_a_faulty_cell_keeps_its_value_and_gets_colour_comment_and_a_line():
    content = returned(rich_workbook(), ERROR, WARNING)
    sheet = opened(content)["报表"]
    assert sheet["C5"].value == "3O"
    assert sheet["C5"].fill.fgColor.rgb != sheet["D6"].fill.fgColor.rgb
    assert sheet["C5"].comment.text == "【◆ 错误】“3O”不是数字。请改成数字。"
    assert sheet["D6"].comment.text == "【▲ 警告】服务时长没有填。请补填。"
    words = said(content)
    assert words[0] == "退回单：月报.xlsx"
    assert words[1] == "这份表有 1 处错误、1 处警告。错误必须改正，警告请核对。"
    assert words[2] == "请在 2023年4月5日前改好报回。"
    at = words.index("◆ 错误")
    assert words[at : at + 6] == ["◆ 错误", "报表", "C5", "3O", "“3O”不是数字。", "请改成数字。"]


def test_the_place_in_the_list_leads_to_the_cell():
    sheet = opened(returned(rich_workbook(), ERROR)).worksheets[0]
    [link] = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert link.location == "'报表'!C5"


def test_long_sentences_get_rows_of_their_height():
    long = Finding("error", "x", "单位名称不对。" * 20, "", "报表", "C5", "")
    sheet = opened(returned(rich_workbook(), ERROR, long)).worksheets[0]
    rows = {cell.value: cell.row for cell in sheet["F"] if cell.value}
    heights_of = [sheet.row_dimensions[rows[one.message]].height for one in (ERROR, long)]
    # 140 signs of two places on 55 places a line: 280 // 55 = 5 lines and one begun.
    assert heights_of == [15, 90]


def test_only_the_explanation_is_selected_when_the_file_is_opened():
    """Typing into several selected sheets at once would write into all of them."""
    after = opened(returned(rich_workbook(), ERROR))
    assert after.active.title == "说明"
    assert [bool(s.sheet_view.tabSelected) for s in after.worksheets] == [True, False, False]


def test_a_comment_of_the_unit_stays_in_front_of_ours():
    finding = Finding("error", "x", "写错了。", "", "报表", "B5", "")
    comment = opened(returned(rich_workbook(), finding))["报表"]["B5"].comment
    assert comment.text == "请核对\n【◆ 错误】写错了。"


def test_two_findings_on_one_cell_are_both_said_and_the_error_has_the_colour():
    also = Finding("warning", "x", "看看。", "", "报表", "C5", "")
    sheet = opened(returned(rich_workbook(), ERROR, also))["报表"]
    alone = opened(returned(rich_workbook(), ERROR))["报表"]
    assert "【▲ 警告】看看。" in sheet["C5"].comment.text
    assert "【◆ 错误】" in sheet["C5"].comment.text
    assert sheet["C5"].fill.fgColor.rgb == alone["C5"].fill.fgColor.rgb


def test_a_finding_inside_a_merged_range_marks_the_cell_that_holds_the_value():
    inside = Finding("error", "x", "单位不在名册。", "", "报表", "C1", "")
    sheet = opened(returned(rich_workbook(), inside))["报表"]
    assert sheet["A1"].comment.text == "【◆ 错误】单位不在名册。"
    assert sheet.merged_cells.ranges


def test_a_range_is_coloured_whole_and_commented_once():
    row = Finding("warning", "x", "整行重复。", "", "报表", "A5:D5", "")
    sheet = opened(returned(rich_workbook(), row))["报表"]
    coloured = {sheet[name].fill.fgColor.rgb for name in ("A5", "B5", "C5", "D5")}
    assert len(coloured) == 1
    assert sheet["A5"].comment is not None
    assert sheet["C5"].comment is None


def test_remarks_are_not_marked():
    remark = Finding("info", "x", "约数。", "", "报表", "C4", "30")
    content = returned(rich_workbook(), remark)
    assert opened(content)["报表"]["C4"].comment is None
    assert "这份表没有查出问题，不需要修改。" in said(content)


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)"])
def test_texts_of_the_explanation_are_never_formulas(text):
    finding = Finding("error", "x", text, text, "报表", "C5", text)
    cells = [
        cell for row in opened(returned(rich_workbook(), finding)).worksheets[0].iter_rows()
        for cell in row if cell.value == text
    ]  # fmt: skip
    assert [cell.data_type for cell in cells] == ["s", "s", "s"]


def test_control_characters_in_a_finding_do_no_harm():
    finding = Finding("error", "x", "乱\x00码\x0b。", "", "报表", "C5", "\x01")
    assert "乱码。" in said(returned(rich_workbook(), finding))


def test_results_of_formulas_are_kept_beside_the_formulas():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("报表")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_formula("A1", "=1/3", None, 1 / 3)
        sheet.write_formula("A2", '="东"&"河<&>"', None, "东河<&>")
        sheet.write_formula("A3", "=1=1", None, True)
        sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
        sheet.write_formula("A5", "=DATE(2023,3,31)", day, 45016)
        sheet.write("B1", "3O")
    finding = Finding("error", "x", "不是数字。", "", "报表", "B1", "3O")
    content = returned(stream.getvalue(), finding)
    formulas, results = opened(content)["报表"], opened(content, data_only=True)["报表"]
    assert [formulas[f"A{n}"].value for n in range(1, 6)] == [
        "=1/3", '="东"&"河<&>"', "=1=1", "=1/0", "=DATE(2023,3,31)",
    ]  # fmt: skip
    assert results["A1"].value == 1 / 3
    assert results["A2"].value == "东河<&>"
    assert results["A3"].value is True
    assert results["A4"].value == "#DIV/0!"
    assert results["A5"].value == datetime(2023, 3, 31)  # noqa: DTZ001
    assert opened(content).calculation.fullCalcOnLoad


def test_what_the_library_cannot_keep_is_named():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("报表")
        sheet.write("A1", "3O")
        sheet.insert_textbox("C3", "请盖章")
        sheet.add_sparkline("B1", {"range": "报表!A1:A3"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=报表!$A$1:$A$3"})
        sheet.insert_chart("E5", chart)
    [line] = [text for text in said(returned(stream.getvalue(), ERROR)) if "没有保留" in text]
    assert "图形、文本框" in line
    assert "迷你图" in line
    assert "图表的部分格式" in line


def test_nothing_is_said_to_be_lost_where_nothing_is():
    assert not any("没有保留" in text for text in said(returned(rich_workbook(), ERROR)))


def with_macros():
    """The workbook as xlsm, as Excel would save it with a module."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(rich_workbook())) as before,
        zipfile.ZipFile(stream, "w") as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            after.writestr(name, data)
        after.writestr("xl/vbaProject.bin", b"module")
    return stream.getvalue()


def test_macros_stay_in_an_xlsm_and_are_named_when_it_becomes_xlsx():
    kept = returned(with_macros(), ERROR, name="月报.xlsm", macros=True)
    dropped = returned(with_macros(), ERROR, name="月报.xlsm")
    with zipfile.ZipFile(BytesIO(kept)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"module"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
    with zipfile.ZipFile(BytesIO(dropped)) as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert b"macroEnabled" not in archive.read("[Content_Types].xml")
    assert any("宏没有保留" in text for text in said(dropped))
    assert not any("宏没有保留" in text for text in said(kept))
    read_back = opened(kept, keep_vba=True)
    assert read_back["报表"]["C5"].comment is not None
    read_back.vba_archive.close()  # the library leaves it open


def test_a_sheet_already_called_so_keeps_its_name():
    book = Workbook()
    book.worksheets[0].title = "说明"
    book.worksheets[0]["A1"] = "填表说明"
    names = opened(returned(saved(book), ERROR)).sheetnames
    assert names == ["说明（退回2）", "说明"]


def test_a_csv_comes_back_as_values_and_says_so():
    text = "单位,活动名称,参与人次\r\n云溪社区,=1+1,3O\r\n".encode("gb18030")
    finding = Finding("error", "x", "不是数字。", "", "月报", "C2", "3O")
    content = returned(text, finding, name="月报.csv")
    sheet = opened(content).worksheets[1]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s")
    assert sheet["C2"].comment.text == "【◆ 错误】不是数字。"
    assert any("csv" in text and "只带回了" in text for text in said(content))


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_without_libreoffice_an_older_format_comes_back_as_values(name):
    content = (KEPT / name).read_bytes()
    [cells] = workbook.read_files([(name, content)])
    finding = Finding("error", "x", "不对。", "", cells.sheets[0].name, "A1", "")
    made = opened(returned(content, finding, name=name))
    assert made.sheetnames[1:] == [sheet.name for sheet in cells.sheets]
    again = workbook.read_files([("退回.xlsx", returned(content, finding, name=name))])[0]
    assert again.sheets[1].rows == cells.sheets[0].rows
    assert made.worksheets[1]["A1"].comment.text == "【◆ 错误】不对。"


@NEEDS_OFFICE
@pytest.mark.slow
def test_libreoffice_converts_older_formats_all_at_once():
    files = []
    for name in ("small.xls", "small.ods"):
        content = (KEPT / name).read_bytes()
        [cells] = workbook.read_files([(name, content)])
        finding = Finding("error", "x", "不对。", "", cells.sheets[0].name, "A1", "")
        files.append(Returned(reading_of(content, finding, name=name), cells))
    for file, content in zip(files, marked_up_all(files, office=find_office()), strict=True):
        assert any("LibreOffice" in text for text in said(content))
        again = workbook.read_files([("退回.xlsx", content)])[0]
        assert again.sheets[1].rows == file.cells.sheets[0].rows
        assert opened(content).worksheets[1]["A1"].comment.text == "【◆ 错误】不对。"


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for LibreOffice")
def test_a_libreoffice_that_hangs_is_stopped_and_the_values_are_sent(tmp_path):
    stand_in = tmp_path / "soffice"
    stand_in.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    stand_in.chmod(0o755)
    began = datetime.now(UTC)
    assert office.converted({0: ("xls", b"x")}, stand_in, seconds=0.2) == {}
    assert (datetime.now(UTC) - began).total_seconds() < 20


def test_a_workbook_the_library_cannot_open_comes_back_as_values():
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(rich_workbook())) as before,
        zipfile.ZipFile(stream, "w") as after,
    ):
        for name in before.namelist():
            broken = name == "xl/styles.xml"
            after.writestr(name, b"<styleSheet/" if broken else before.read(name))
    [cells] = workbook.read_files([("月报.xlsx", rich_workbook())])
    file = Returned(reading_of(b"", ERROR), replace_content(cells, stream.getvalue()))
    content = marked_up(file)
    assert any("无法在原样上标注" in text for text in said(content))
    assert opened(content)["报表"]["C5"].comment is not None


def replace_content(cells, content):
    return type(cells)(
        cells.file, cells.sha256, cells.sheets, cells.folder, cells.format, cells.findings,
        cells.readable, content,
    )  # fmt: skip


def test_a_workbook_too_much_for_the_process_leaves_at_least_the_explanation(monkeypatch):
    sleep = (sys.executable, "-c", "import time; time.sleep(60)")
    real, asked = making._ask, []

    def ask(process, wanted, content):
        asked.append(bool(content))
        return None if content else real(process, wanted, content)

    monkeypatch.setattr(making, "_ask", ask)
    content = returned(rich_workbook(), ERROR)
    assert asked == [True, True, False]
    assert opened(content).sheetnames == ["说明"]
    assert "C5" in said(content)
    assert any("没有附在后面" in text for text in said(content))
    monkeypatch.undo()
    monkeypatch.setattr(making, "_COMMAND", sleep)
    monkeypatch.setattr(making, "TIMEOUT", 0.2)
    with pytest.raises(UnreadableInputError, match="没有做成"):
        returned(rich_workbook(), ERROR)


def test_an_unreadable_file_is_refused_in_words():
    broken = rich_workbook()[:300]
    reading = FileReading(
        "坏.xlsx", "0" * 64, False, (), (Finding("error", "truncated", "“坏.xlsx”不完整。"),)
    )
    with pytest.raises(UnreadableInputError, match="不完整"):
        pipeline.marked_up(reading, "坏.xlsx", broken)


# --- through the doors -----------------------------------------------------------------------

SHEET = (
    ("云溪社区2023年3月志愿服务月报表",),
    ("单位", "活动名称", "服务类别", "参与人次", "服务时长(小时)"),
    ("云溪社区", "楼道清扫", "清洁家园", 30, 60),
    ("云溪社区", "上门理发", "关爱帮扶", 20, "3O"),
)
ROSTER = Roster((Unit("U1", "云溪社区", "社区"),))


def faulty_workbook(rows=SHEET):
    book = Workbook()
    book.worksheets[0].title = "志愿服务"
    for row in rows:
        book.worksheets[0].append(row)
    return saved(book)


def understood(content, name="云溪3月.xlsx"):
    [cells] = workbook.read_files([(name, content)])
    [reading] = pipeline.read([cells], ROSTER, date(2023, 4, 1))
    return reading


def test_a_corrected_return_loads_like_the_sheet_itself():
    """The 说明 sheet stays in the file that comes back and is no report."""
    reading = understood(faulty_workbook())
    assert reading.has_errors
    book = opened(pipeline.marked_up(reading, "云溪3月.xlsx", reading.content))
    book["志愿服务"]["E4"] = 40
    again = understood(saved(book))
    assert not again.has_errors, again.findings
    [table] = again.tables
    assert table.totals == {"参与人次": 50.0, "服务时长": 100.0}
    assert not [finding for finding in again.findings if finding.severity == "warning"]


def test_the_returns_of_a_batch_lie_in_one_zip_under_names_of_their_own():
    faulty = understood(faulty_workbook())
    fine = understood(faulty_workbook(SHEET[:3]), "好.xlsx")
    at = datetime(2023, 4, 1, 9, tzinfo=UTC)
    content = pipeline.returned_zip([faulty, fine, faulty], OfficeSettings(), at)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.namelist() == ["退回单_云溪3月.xlsx", "退回单_云溪3月（2）.xlsx"]
        words = said(archive.read("退回单_云溪3月.xlsx"))
    assert "请在 2023年4月5日前改好报回。" in words
    with pytest.raises(UserError, match="没有需要退回的"):
        pipeline.returned_zip([fine], OfficeSettings(), at)


def test_the_day_it_is_due_back_is_the_due_day_of_its_month_unless_past():
    table = TableReading("表", "志愿服务", "A3", {}, (), (Month(2023, 2), Month(2023, 3)), 1, {})
    reading = reading_of(b"", tables=(table,))
    settings = OfficeSettings(due_day=5)
    assert pipeline.due_back(reading, settings, date(2023, 4, 5)) == date(2023, 4, 5)
    assert pipeline.due_back(reading, settings, date(2023, 4, 6)) is None
    assert pipeline.due_back(reading_of(b""), settings, date(2023, 4, 5)) is None


def test_the_command_writes_a_return_whatever_it_says(home, tmp_path, capsys):
    source, target = tmp_path / "云溪3月.xlsx", tmp_path / "退.xlsx"
    source.write_bytes(faulty_workbook())
    assert main(["returns", str(source), "-o", str(target), "--until", "2023-05-08"]) == 0
    assert "已写入" in capsys.readouterr().err
    assert opened(target.read_bytes()).sheetnames == ["说明", "志愿服务"]
    assert "请在 2023年5月8日前改好报回。" in said(target.read_bytes())


def test_the_command_says_what_it_cannot_read_and_writes_nothing(home, tmp_path, capsys):
    source, target = tmp_path / "坏.xlsx", tmp_path / "退.xlsx"
    source.write_bytes(rich_workbook()[:300])
    assert main(["returns", str(source), "-o", str(target)]) == 2
    assert "坏.xlsx" in capsys.readouterr().err
    assert main(["returns", str(tmp_path / "没有.xlsx"), "-o", str(target)]) == 2
    assert not target.exists()
