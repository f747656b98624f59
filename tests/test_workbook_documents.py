"""HTML and XML saved as xls, and tables in Word documents: to cells as Excel would show them."""

from datetime import date, time
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement

from cityreport import intake
from cityreport.tables.workbook import SKIPPED
from cityreport.workbook import expand_bytes, read_files
from tests.intake.book import ROSTER, TODAY

TABLE = (
    "<p>东河社区2023年3月志愿服务月报表</p>"
    "<table><tr><td rowspan=2>单位</td><td colspan='2'>参与</td></tr>"
    "<tr><td>人次</td><td>时长&nbsp;(小时)</td></tr>"
    "<tr><td>东河<b>社</b>区</td><td>12</td><td>3<br>0</td></tr></table>"
)
ROWS = (
    ("东河社区2023年3月志愿服务月报表", None, None),
    ("单位", "参与", None),
    (None, "人次", "时长 (小时)"),
    ("东河社区", "12", "3\n0"),
)


def read(content, name="报表.xls"):
    [workbook] = read_files([(name, content)])
    return workbook


def sheets(content, name="报表.xls"):
    workbook = read(content, name)
    assert workbook.readable, workbook.findings
    return workbook.sheets


def refused(content, name="报表.xls"):
    workbook = read(content, name)
    assert not workbook.readable
    return workbook.findings[0].code


def html(body, encoding="utf-8", declared=None):
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared or encoding}">'
    return f"<html><head>{head}<title>x</title></head><body>{body}</body></html>".encode(encoding)


# HTML


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", "utf-8"), ("gbk", "gb2312"), ("gb18030", "GBK"), ("utf-8", "gb2312"), ("gbk", "utf-8"), ("utf-16", "unicode")],
)  # fmt: skip
def test_a_web_page_saved_as_xls_is_read_as_excel_shows_it(encoding, declared):
    workbook = read(html(TABLE, encoding, declared))
    [sheet] = workbook.sheets
    assert (workbook.format, sheet.name) == ("html", "报表")
    assert sheet.rows == ROWS
    assert sheet.merged == ((1, 0, 2, 0), (1, 1, 1, 2))
    assert [finding.code for finding in workbook.findings] == ["wrong-extension"]


def test_a_page_without_head_is_read():
    assert sheets(b"<table><tr><th>a<td>1</table>")[0].rows == (("a", "1"),)


def test_tables_follow_one_another_with_the_texts_between_them():
    body = "<h1>甲表</h1><table><tr><td>1</table><div>填表人：张三</div>乙表<table><tr><td>2</table><table><tr><td>3</table>"
    [sheet] = sheets(html(body))
    assert sheet.rows == (
        ("甲表",), ("1",), ("填表人：张三",), ("乙表",), ("2",), (None,), ("3",),
    )  # fmt: skip


def test_a_table_inside_a_layout_table_is_read_once_and_its_title_kept():
    inner = "<table><tr><td>单位</td><td>场次</td></tr><tr><td>甲</td><td>1</td></tr></table>"
    body = f"<table><tr><td>甲社区月报</td></tr><tr><td>{inner}</td></tr></table>"
    [sheet] = sheets(html(body))
    values = [value for row in sheet.rows for value in row if value is not None]
    assert values == ["甲社区月报", "单位", "场次", "甲", "1"]


def test_a_layout_table_without_words_of_its_own_leaves_no_rows():
    inner = "<table><tr><td>单位</td></tr></table>"
    assert sheets(html(f"<table><tr><td>{inner}</td></tr></table>"))[0].rows == (("单位",),)


def test_the_number_behind_a_rounded_one_is_read_and_dates_stay_as_shown():
    body = "<table><tr><td x:num='1234.567'>1,234.57</td><td x:num='44986'>2023年3月</td><td x:num>5</td></tr></table>"
    assert sheets(html(body))[0].rows == ((1234.567, "2023年3月", "5"),)


def test_hidden_rows_of_a_page_are_read_and_said():
    body = "<table><tr><td>1</td></tr><tr style='display: none'><td>2</td></tr></table>"
    [sheet] = sheets(html(body))
    assert sheet.rows == (("1",), ("2",))
    assert sheet.hidden_rows == {1}


def test_the_sheet_name_excel_wrote_into_the_page_is_kept():
    island = "<!--[if gte mso 9]><xml><x:Name>志愿服务</x:Name></xml><![endif]-->"
    assert sheets(html(island + TABLE))[0].name == "志愿服务"


def test_a_web_archive_gives_one_sheet_a_page():
    names = "<xml><x:Name>资金</x:Name><x:Name>志愿</x:Name></xml><frameset></frameset>"
    pages = [names, "<table><tr><td>1</table>", "<table><tr><td>金额</table>"]
    parts = "".join(
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html>{page}</html>\r\n"
        for page in pages
    )
    archive = (
        f"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{parts}--x--"
    )
    found = sheets(archive.encode())
    assert [(sheet.name, sheet.rows) for sheet in found] == [
        ("资金", (("1",),)),
        ("志愿", (("金额",),)),
    ]


@pytest.mark.parametrize("span", ["0", "99999999999999", "-3", "二", ""])
def test_a_senseless_span_does_no_harm(span):
    body = (
        f"<table><tr><td rowspan='{span}' colspan='{span}'>1</td></tr><tr><td>2</td></tr></table>"
    )
    [sheet] = sheets(html(body))
    assert {"1", "2"} <= {value for row in sheet.rows for value in row}


def test_entities_declared_in_a_page_are_not_expanded():
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    page = f"{bomb}<html><table><tr><td>&b;&b;</td></tr></table></html>"
    assert "aaaa" not in str(sheets(page.encode())[0].rows)


def test_a_page_nested_without_end_is_answered():
    assert read(b"<html><table>" + b"<tr><td><table>" * 20_000).findings


# SpreadsheetML 2003


def spreadsheet(rows, options="", encoding="utf-8"):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
        ' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="志愿服务"><Table>{rows}</Table>{options}</Worksheet></Workbook>'
    ).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_an_xml_table_of_2003_is_read_with_types_and_places(encoding):
    rows = (
        '<Column/><Column ss:Hidden="1"/>'
        '<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell>'
        '<Cell><Data ss:Type="Number">3.0</Data></Cell></Row>'
        '<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1.5</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">2023-03-01T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="DateTime">1899-12-31T01:30:00.000</Data></Cell></Row>'
        '<Row><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell>'
        '<Cell ss:Formula="=1+1"/><Cell><Data ss:Type="Boolean">1</Data></Cell>'
        '<Cell><Data ss:Type="Number">多</Data></Cell></Row>'
    )
    workbook = read(spreadsheet(rows, encoding=encoding))
    [sheet] = workbook.sheets
    assert (workbook.format, sheet.name) == ("xml", "志愿服务")
    assert sheet.rows == (
        ("标题", None, 3, None),
        (None, None, None, None),
        (None, None, None, None),
        (None, 1.5, date(2023, 3, 1), time(1, 30)),
        (None, None, True, "多"),
    )
    assert sheet.merged == ((0, 0, 1, 1),)
    assert sheet.error_cells == {(4, 0): "#DIV/0!"}
    assert sheet.uncached == {(4, 1)}
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {1})


def test_a_hidden_sheet_of_an_xml_table_is_said():
    options = "<x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible></x:WorksheetOptions>"
    assert sheets(spreadsheet("", options))[0].hidden


def test_an_xml_table_with_entities_is_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Workbook'
    assert refused(spreadsheet("").replace(b"<Workbook", bomb, 1)) == "forbidden-xml"


def test_an_xml_table_with_far_too_large_a_range_is_refused():
    cell = '<Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell>'
    assert refused(spreadsheet(f'<Row ss:Index="1048576">{cell}</Row>')) == "used-range-too-large"


# Word


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(document, rows):
    table = document.add_table(len(rows), len(rows[0]))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            table.cell(row, column).text = value
    return table


def test_each_table_of_a_document_is_a_sheet_under_its_title():
    document = docx.Document()
    document.add_paragraph("这一段是很长的文字，" * 10)
    document.add_paragraph("东河社区2023年3月创建活动月报表")
    document.add_paragraph("")
    table = filled(
        document, [["单位", "活动", ""], ["东河社区", "道德讲堂", "1"], ["", "义诊", "2"]]
    )
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(1, 0).merge(table.cell(2, 0))
    document.add_paragraph("督查检查")
    filled(document, [["单位", "检查次数"], ["西河社区", "3"]])
    workbook = read(saved(document), "月报.docx")
    assert (workbook.format, workbook.findings) == ("docx", ())
    first, second = workbook.sheets
    assert (first.name, second.name) == ("表1", "表2")
    assert first.rows == (
        ("东河社区2023年3月创建活动月报表", None, None),
        ("单位", "活动", None),
        ("东河社区", "道德讲堂", "1"),
        (None, "义诊", "2"),
    )
    assert set(first.merged) == {(1, 1, 1, 2), (2, 0, 3, 0)}
    assert second.rows == (("督查检查", None), ("单位", "检查次数"), ("西河社区", "3"))


def test_a_table_inside_a_cell_is_a_sheet_of_its_own():
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "外"
    cell.add_table(1, 1).cell(0, 0).text = "内"
    assert [sheet.rows for sheet in sheets(saved(document), "a.docx")] == [
        (("外",),), (("外",), ("内",)),
    ]  # fmt: skip


def test_inserted_words_count_and_deleted_ones_do_not():
    document = docx.Document()
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run("1")
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    inserted.append(paragraph.add_run("2")._r)
    gone = paragraph.add_run("3")._r
    gone.remove(gone.t_lst[0])
    text = OxmlElement("w:delText")
    text.text = "3"
    gone.append(text)
    deleted.append(gone)
    paragraph._p.append(inserted)
    paragraph._p.append(deleted)
    assert sheets(saved(document), "a.docx")[0].rows == (("12",),)


def test_a_document_without_a_table_is_passed_over_in_words():
    document = docx.Document()
    document.add_paragraph("三月工作总结")
    workbook = read(saved(document), "总结.docx")
    assert (workbook.format, workbook.readable, workbook.sheets) == (SKIPPED, True, ())
    assert [finding.code for finding in workbook.findings] == ["document-without-table"]


def test_a_document_is_no_archive_and_is_read_where_it_lies_in_one():
    content = saved(docx.Document())
    files, settled = expand_bytes([("三月/总结.docx", content)])
    assert ([name for name, _ in files], settled) == (["三月/总结.docx"], [])


# From there through intake


def report(cells):
    keys = intake.read(cells, ROSTER, TODAY).keys()
    return [(key.unit, str(key.month), key.kind) for key in keys]


def test_a_report_typed_into_word_is_recognised_by_the_title_above_its_table():
    document = docx.Document()
    document.add_paragraph("东河社区2023年3月创建活动月报表")
    filled(document, [["活动名称", "场次", "参与人次"], ["道德讲堂", "1", "30多人"]])
    assert report(read(saved(document), "月报.docx")) == [("东河社区", "2023-03", "创建活动")]


def test_two_tables_of_one_web_page_are_two_reports():
    tables = (
        "<p>东河社区2023年3月创建活动月报表</p><table><tr><td>活动名称<td>场次<td>参与人次</tr>"
        "<tr><td>讲堂<td>1<td>30</tr></table><p>填表人：张三</p>"
        "<p>东河社区2023年3月志愿服务月报表</p><table><tr><td>活动名称<td>参与人次<td>服务时长(小时)"
        "</tr><tr><td>清洁<td>12<td>24</tr></table>"
    )
    assert report(read(html(tables, "gbk"))) == [
        ("东河社区", "2023-03", "创建活动"),
        ("东河社区", "2023-03", "志愿服务"),
    ]
