"""Formats and features that no ordinary writer makes: xlsb, et, passwords, 1904, very hidden."""

import struct
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import msoffcrypto.format.ooxml
import olefile
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from cityreport.workbook import read_files
from cityreport.workbook.plain import scan_plain
from cityreport.workbook.stream import stream_sheet
from tests.binary_workbook import sheet, xlsb

SMALL_XLS = (Path(__file__).parent / "workbooks" / "small.xls").read_bytes()
PART = "xl/worksheets/sheet1.xml"


def saved(workbook):
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(content, name="报表.xlsx"):
    [workbook] = read_files([(name, content)])
    return workbook


# xlsb


def test_a_binary_workbook_is_read_with_what_stands_beside_its_values():
    rows = {
        0: {0: "东河社区2023年3月"},
        2: {0: "参与人次", 1: 12.0, 2: 3.5, 3: True},
        3: {0: "#REF!", 1: 7.0},
    }
    first = sheet(rows, merged=[(0, 0, 0, 3)], hidden_rows=[2], hidden_columns=[1])
    workbook = read(xlsb({"志愿服务": first, "字典": sheet({})}, hidden=["字典"]), "报表.xlsb")
    [shown, hidden] = workbook.sheets
    assert (workbook.format, workbook.findings) == ("xlsb", ())
    assert shown.rows == (
        ("东河社区2023年3月", None, None, None),
        (None, None, None, None),
        ("参与人次", 12, 3.5, True),
        (None, 7, None, None),
    )
    assert shown.error_cells == {(3, 0): "#REF!"}
    assert shown.merged == ((0, 0, 0, 3),)
    assert (shown.hidden_rows, shown.hidden_columns) == ({2}, {1})
    assert (hidden.name, hidden.hidden, hidden.rows) == ("字典", True, ())


def test_a_binary_workbook_with_a_cell_in_the_last_corner_is_refused():
    workbook = read(xlsb({"a": sheet({0: {0: 1.0}, 1_048_575: {16_383: 1.0}})}), "a.xlsb")
    [finding] = workbook.findings
    assert (workbook.readable, finding.code) == (False, "used-range-too-large")
    assert "XFD1048576" in finding.message


def test_a_binary_workbook_cut_inside_a_record_is_answered():
    whole = sheet({0: {0: "单位", 1: 5.0}})
    for length in range(0, len(whole), 7):
        workbook = read(xlsb({"a": whole[:length]}), "a.xlsb")
        assert workbook.readable or workbook.findings[0].suggestion


# et


def test_a_wps_workbook_is_read_like_the_xls_it_is():
    workbook = read(SMALL_XLS, "三月.et")
    assert (workbook.format, workbook.findings) == ("xls", ())
    assert workbook.sheets == read(SMALL_XLS, "三月.xls").sheets


# Passwords


def test_a_workbook_with_a_password_is_named_as_such():
    workbook = Workbook()
    workbook.active["A1"] = "单位"
    stream = BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(BytesIO(saved(workbook))).encrypt("机密", stream)
    assert stream.getvalue().startswith(b"\xd0\xcf\x11\xe0")
    [finding] = read(stream.getvalue()).findings
    assert finding.code == "password-protected"


def test_an_old_workbook_with_a_password_is_named_as_such():
    """The record after the first one becomes FilePass, which marks an encrypted xls."""
    stream = BytesIO(SMALL_XLS)
    with olefile.OleFileIO(stream, write_mode=True) as file:
        content = bytearray(file.openstream("Workbook").read())
        (length,) = struct.unpack_from("<H", content, 2)
        struct.pack_into("<H", content, 4 + length, 0x2F)
        struct.pack_into("<H", content, 8 + length, 1)
        file.write_stream("Workbook", bytes(content))
    [finding] = read(stream.getvalue(), "a.xls").findings
    assert finding.code == "password-protected"


# Dates since 1904, very hidden sheets, error cells


def test_dates_counted_from_1904_are_the_days_meant():
    """Day 43,524 since 1904-01-01 is 2023-03-01; counted from 1900 it would be 2019-02-28."""
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.active["A1"] = datetime(2023, 3, 1)  # noqa: DTZ001
    content = saved(workbook)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert b"<v>43524</v>" in archive.read(PART)
    assert read(content).sheets[0].rows == ((date(2023, 3, 1),),)


def test_a_very_hidden_sheet_is_read_and_said():
    workbook = Workbook()
    other = workbook.create_sheet("深藏")
    other["A1"] = 5
    other.sheet_state = "veryHidden"
    found = read(saved(workbook)).sheets[1]
    assert (found.name, found.hidden, found.rows) == ("深藏", True, ((5,),))


def test_error_cells_of_an_old_workbook_are_named_and_not_zero():
    [found, _] = read(SMALL_XLS, "a.xls").sheets
    assert found.error_cells == {(2, 0): "#DIV/0!"}
    assert found.value(2, 0) is None


# The short way for plain sheets says what the long one says


VALUES = st.one_of(
    st.integers(-5, 3000),
    st.sampled_from(["东河社区", "#REF!", "a'b", "=1+1", "<hidden='1'>", 't="e"', 2023.1]),
)


@settings(max_examples=40, deadline=None)
@given(
    cells=st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 30)), VALUES, max_size=12),
    merged=st.booleans(),
    hidden=st.booleans(),
    styled=st.booleans(),
)
def test_a_plain_sheet_says_the_same_as_one_that_is_streamed(cells, merged, hidden, styled):
    workbook = Workbook()
    for (row, column), value in cells.items():
        workbook.active.cell(row, column, value)
    if merged:
        workbook.active.merge_cells("A8:C9")
    if hidden:
        workbook.active.row_dimensions[2].hidden = True
    if styled:
        workbook.active.cell(3, 3).fill = PatternFill("solid", "FFFF00")
    with zipfile.ZipFile(BytesIO(saved(workbook))) as archive:
        plain, streamed = scan_plain(archive.read(PART), ()), stream_sheet(archive, PART, {})
    if plain is None:
        return
    for name in ("error_cells", "uncached", "hidden_rows", "hidden_columns", "merged"):
        assert getattr(plain, name) == getattr(streamed, name)


def plain_xml(change=lambda xml: xml, formula=None):
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        page = workbook.add_worksheet()
        page.write_row(0, 0, ["单位", 1, 2.5])
        page.merge_range("A3:B4", "合计")
        if formula is not None:
            page.write_formula("D1", "=SUM(B1:C1)", None, formula)
    with zipfile.ZipFile(BytesIO(stream.getvalue())) as archive:
        return change(archive.read(PART))


@pytest.mark.parametrize("formula", [None, 3.5])
def test_an_ordinary_sheet_goes_the_short_way(formula):
    found = scan_plain(plain_xml(formula=formula), ())
    assert found is not None
    assert found.merged == [(2, 0, 3, 1)]


def test_what_offices_put_around_the_cells_does_not_take_the_long_way():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        page = workbook.add_worksheet()
        red = workbook.add_format({"bg_color": "#FFC7CE"})
        page.write_row(0, 0, ["单位", "场次", "人次"])
        page.write_row(1, 0, ["东河社区", 2, 80])
        page.write_formula("C3", "=SUM(C2:C2)", None, 80)
        page.merge_range("A5:C5", "填报说明")
        page.set_column(0, 2, 18)
        page.freeze_panes(1, 0)
        page.autofilter("A1:C2")
        page.filter_column("A", "x == 东河社区")
        page.set_header("&C月报")
        page.set_h_pagebreaks([40])
        page.set_v_pagebreaks([20])
        page.set_tab_color("red")
        page.data_validation("B2:B9", {"validate": "list", "source": ["1", "2"]})
        page.conditional_format("B2:B9", {"type": "3_color_scale"})
        page.conditional_format("C2:C9", {"type": "formula", "criteria": "=$C2>50", "format": red})
    with zipfile.ZipFile(BytesIO(stream.getvalue())) as archive:
        xml = archive.read(PART)
        plain, streamed = scan_plain(xml, ()), stream_sheet(archive, PART, {})
    around = (
        b"<conditionalFormatting",
        b"<cfRule",
        b"<color ",
        b"<cols>",
        b"<colBreaks",
        b"<rowBreaks",
    )
    assert all(
        element in xml for element in (*around, b"<filterColumn", b"<formula>", b"<formula1>")
    )
    assert plain is not None
    assert plain.merged == streamed.merged == [(4, 0, 4, 2)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="B1">', b'<c r="B1" t="e">'),
        (b'<c r="B1">', b'<c r="-1">'),
        (b'<c r="B1">', b'<c r="B1000">'),
        (b'<c r="B1">', b'<c t="n" r="B1">'),
        (b"<v>1</v>", b"<f/>"),
        (b"<v>1</v>", b'<f t="shared" si="0"/><v></v>'),
        (b'<c r="B1">', b"<c r='B1' t='e'>"),
        (b'<c r="B1">', b"<c>"),
        (b'<c r="B1">', b'<c  r="B1">'),
        (b'<c r="B1">', b'<c r="AAA1">'),
        (b'<c r="B1">', b'<c r="B1" s="7">'),
        (b"<v>1</v>", b"<f>1/0</f>"),
        (b"<v>1</v>", b"<f>1/0</f><v></v>"),
        (b'<row r="1"', b'<row r="1" hidden="1"'),
        (b'<row r="1"', b'<row r="1000"'),
        (b'<row r="1"', b"<row"),
        (b"<sheetData>", b"<!-- x --><sheetData>"),
        (b"UTF-8", b"GB2312"),
    ],
)
def test_anything_unusual_goes_the_long_way(old, new):
    xml = plain_xml()
    assert xml.count(old) >= 1
    assert scan_plain(xml.replace(old, new, 1), {"7"}) is None
