"""Files to cells: what is read, what is refused in words, and that the program survives both."""

import os
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import Workbook

from cityreport.workbook import expand, expand_bytes, iter_files, read_files
from cityreport.workbook.process import ReadingProcess
from cityreport.workbook.protocol import decode, encode, sheet_from_json, sheet_to_json

KEPT = Path(__file__).parent / "workbooks"
SHEET = "xl/worksheets/sheet1.xml"


def saved(workbook):
    stream = BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def book(cells, title="Sheet"):
    workbook = Workbook()
    workbook.active.title = title
    for name, value in cells.items():
        workbook.active[name] = value
    return saved(workbook)


def with_part(content, part, change):
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


def with_rows(content, rows):
    return with_part(
        content, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")
    )


def zipped(members):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def read(content, name="报表.xlsx", **limits):
    [workbook] = read_files([(name, content)], **limits)
    return workbook


def sheet_of(content, name="报表.xlsx"):
    workbook = read(content, name)
    assert workbook.readable, workbook.findings
    return workbook.sheets[0]


def refusal_of(content, name="报表.xlsx", **limits):
    workbook = read(content, name, **limits)
    assert not workbook.readable
    assert workbook.sheets == ()
    [finding] = workbook.findings
    assert finding.severity == "error"
    assert name in finding.message
    assert finding.suggestion
    return finding


# What is read


def test_cells_stand_at_their_addresses_with_their_types():
    sheet = sheet_of(
        book(
            {
                "B2": "单位",
                "C2": 3.0,
                "B3": 1.5,
                "C3": True,
                "B4": date(2023, 3, 1),
                "C4": time(1, 30),
                "B5": timedelta(hours=26),
                "C5": "00012",
            }
        )
    )
    assert sheet.rows == (
        (None, None, None),
        (None, "单位", 3),
        (None, 1.5, True),
        (None, date(2023, 3, 1), time(1, 30)),
        (None, timedelta(hours=26), "00012"),
    )
    assert isinstance(sheet.value(1, 2), int)


def test_the_file_is_fingerprinted_and_keeps_its_folder():
    content = book({"A1": 1})
    workbook = read(content, "三月/瀛东社区.xlsx")
    assert (workbook.file, workbook.folder) == ("三月/瀛东社区.xlsx", "三月")
    assert workbook.content == content
    assert workbook.format == "xlsx"
    assert len(workbook.sha256) == 64
    assert workbook.findings == ()


def test_only_the_first_cell_of_a_merge_carries_the_value():
    workbook = Workbook()
    workbook.active["A1"] = "标题"
    workbook.active.merge_cells("A1:C2")
    sheet = sheet_of(saved(workbook))
    assert sheet.rows == (("标题",),)
    assert sheet.merged == ((0, 0, 1, 2),)


def test_error_cells_are_listed_and_empty_in_the_rows():
    sheet = sheet_of(book({"A1": "金额", "A2": "#REF!", "B2": 5, "A3": "#DIV/0!"}))
    assert sheet.error_cells == {(1, 0): "#REF!", (2, 0): "#DIV/0!"}
    assert sheet.rows == (("金额", None), (None, 5))


def test_formulas_without_a_cached_value_are_listed():
    sheet = sheet_of(book({"A1": 1, "A2": "=SUM(A1:A1)"}))
    assert sheet.uncached == {(1, 0)}


def test_formulas_with_a_cached_value_are_read():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_formula("A1", "=1+1", None, 2)
    sheet = sheet_of(stream.getvalue())
    assert sheet.value(0, 0) == 2
    assert sheet.uncached == frozenset()


def test_hidden_sheets_rows_and_columns_are_read_and_said():
    workbook = Workbook()
    workbook.active.append([1, 2])
    workbook.active.append([3, 4])
    workbook.active.row_dimensions[2].hidden = True
    workbook.active.column_dimensions["B"].hidden = True
    workbook.create_sheet("隐藏").sheet_state = "hidden"
    [shown, hidden] = read(saved(workbook)).sheets
    assert shown.rows == ((1, 2), (3, 4))
    assert (shown.hidden, shown.hidden_rows, shown.hidden_columns) == (False, {1}, {1})
    assert (hidden.name, hidden.hidden, hidden.rows) == ("隐藏", True, ())


def test_attribute_order_and_prefixes_of_the_xml_do_not_matter():
    rows = (
        b'<row hidden="1" r="3"><c t="e" r="B3"><v>#REF!</v></c><c r="C3"><f>1+1</f><v/></c>'
        b'<c t="str" r="D3"><f>""</f><v></v></c></row>'
    )
    sheet = sheet_of(with_rows(book({"A1": 1}), rows))
    assert sheet.error_cells == {(2, 1): "#REF!"}
    assert sheet.uncached == {(2, 2)}
    assert sheet.hidden_rows == {2}


def test_the_two_digit_format_of_a_month_number_is_kept():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        two_digits = workbook.add_format({"num_format": "0.00"})
        money = workbook.add_format({"num_format": "#,##0.00"})
        sheet = workbook.add_worksheet()
        sheet.write_number("A1", 2023.1, two_digits)
        sheet.write_number("A2", 2023.1)
        sheet.write_number("A3", 2023.1, money)
        sheet.write_number("A4", 135.5, two_digits)
    assert sheet_of(stream.getvalue()).number_formats == {(0, 0): "0.00"}


@pytest.mark.parametrize("name", ["small.xls", "small.ods"])
def test_older_and_open_formats_are_read(name):
    workbook = read((KEPT / name).read_bytes(), name)
    [sheet, hidden] = workbook.sheets
    assert workbook.format == name[-3:]
    assert (sheet.name, hidden.name, hidden.hidden) == ("志愿服务", "隐藏", True)
    assert sheet.value(0, 0) == "瀛东社区2023年3月"
    assert sheet.rows[1] == ("参与人次", 12, date(2023, 3, 1), timedelta(hours=26))
    assert sheet.error_cells == {(2, 0): "#DIV/0!"}
    assert sheet.merged == ((0, 0, 0, 2),)
    assert sheet.hidden_rows == {1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_as_text_in_every_usual_encoding(encoding):
    content = '单位,金额\r\n瀛东社区,"1,200"\r\n\r\n甲,00012,\r\n'.encode(encoding)
    workbook = read(content, "三月/资金投入.csv")
    [sheet] = workbook.sheets
    assert sheet.name == "资金投入"
    assert sheet.rows == (("单位", "金额"), ("瀛东社区", "1,200"), (None, None), ("甲", "00012"))
    assert workbook.findings == ()


def test_tab_separated_text_is_read():
    assert sheet_of("甲\t1\n乙\t2\n".encode(), "a.tsv").rows == (("甲", "1"), ("乙", "2"))


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [("a.xls", book({"A1": 1}), "xlsx"), ("a.xlsx", "甲,1\n乙,2\n".encode(), "csv")],
)
def test_content_decides_and_a_wrong_extension_is_only_said(name, content, found):
    workbook = read(content, name)
    assert workbook.format == found
    [finding] = workbook.findings
    assert (finding.severity, finding.code) == ("info", "wrong-extension")
    assert name in finding.message


# A value in the last corner


def test_a_cell_in_the_last_corner_is_named_and_the_table_is_read():
    cells = {"A1": "单位", "B2": 3, "C3": datetime(2023, 3, 1), "XFD1048576": " "}  # noqa: DTZ001
    sheet = sheet_of(book(cells))
    assert sheet.rows == (("单位", None, None), (None, 3, None), (None, None, date(2023, 3, 1)))
    assert sheet.strays == {(1_048_575, 16_383): " "}


def test_the_text_of_a_stray_cell_is_kept():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_string("A1", "单位")
        sheet.write_string("A2", "遗留")
        sheet.write_number("XFD1", 7)
    far = b'<row r="1048576"><c r="J1048576" t="s"><v>1</v></c></row>'
    sheet = sheet_of(with_rows(stream.getvalue(), far))
    assert sheet.rows == (("单位",), ("遗留",))
    assert sheet.strays == {(1_048_575, 9): "遗留", (0, 16_383): "7"}


def test_many_far_cells_are_no_strays_and_the_file_is_refused():
    rows = b"".join(
        b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (row, row)
        for row in range(30_000, 1_000_000, 30_000)
    )
    finding = refusal_of(with_rows(book({"A1": 1}), rows))
    assert finding.code == "used-range-too-large"
    assert "XFD990000" in finding.message


def test_rows_end_where_the_last_value_of_any_row_stands():
    [found] = read(book({"B2": 1, "C3": 2.5, "A1": "#N/A", "E5": "", "D4": "#N/A"})).sheets
    assert found.rows == ((None, None, None), (None, 1, None), (None, None, 2.5))
    assert found.error_cells == {(0, 0): "#N/A", (3, 3): "#N/A"}


# What is refused


def test_a_bomb_of_blanks_is_refused_before_parsing():
    blanks = b" " * (301 << 20)
    content = with_part(book({"A1": 1}), SHEET, lambda xml: blanks + xml)
    assert len(content) < 2 << 20
    assert refusal_of(content).code == "unpacks-too-large"


def test_a_zip_that_lies_about_its_size_is_refused():
    content = bytearray(with_part(book({"A1": 1}), SHEET, lambda xml: xml + b" " * (1 << 20)))
    entry = content.rindex(SHEET.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refusal_of(bytes(content)).code == "damaged"


def test_a_text_no_cell_can_hold_is_refused():
    text = b'<row r="2"><c r="A2" t="inlineStr"><is><t>%b</t></is></c></row>' % (b"a" * 1_000_001)
    assert refusal_of(with_rows(book({"A1": 1}), text)).code == "out-of-memory"


def test_thousands_of_sheets_are_refused():
    sheet = b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>'
    many = b"".join(sheet % (number, number) for number in range(2, 3002))
    content = with_part(
        book({"A1": 1}),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"</sheets>", many.replace(b"r:id", b"id") + b"</sheets>"),
    )
    finding = refusal_of(content)
    assert finding.code == "too-many-sheets"
    assert "3001" in finding.message


@pytest.mark.parametrize("padding", [b"", b"<!--" + b"x" * 5000 + b"-->"])
def test_entity_declarations_are_refused(padding):
    bomb = padding + b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    content = with_part(
        book({"A1": 1}), SHEET, lambda xml: xml.replace(b"<worksheet", bomb + b"<worksheet", 1)
    )
    assert refusal_of(content).code == "forbidden-xml"


def test_a_truncated_workbook_is_refused():
    content = book({"A1": "单位"})
    assert refusal_of(content[: len(content) // 2]).code == "truncated"


def test_a_damaged_workbook_names_the_damaged_part():
    content = bytearray(book({"A1": "单位"}))
    content[content.index(SHEET.encode()) + len(SHEET) + 10] ^= 0xFF
    finding = refusal_of(bytes(content))
    assert finding.code == "damaged"
    assert SHEET in finding.message


def test_a_directory_that_points_before_the_file_is_refused():
    content = bytearray(book({"A1": "单位"}))
    end = content.rindex(b"PK\x05\x06")
    begin = int.from_bytes(content[end + 16 : end + 20], "little")
    content[end + 16 : end + 20] = (begin + 8).to_bytes(4, "little")
    assert refusal_of(bytes(content)).code == "damaged"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"hello", "not-a-workbook"),
        (b"\xff\xd8\xff\xe0JFIF", "not-a-workbook"),
        (b"\x89PNG\r\n\x1a\n", "not-a-workbook"),
        (b"%PDF-1.7", "not-a-workbook"),
        (b"\x00\x01\x02\x03" * 50, "not-a-workbook"),
        (zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "unreadable-workbook"),
        (zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "not-a-workbook"),
        (zipped({"a.xlsx": b"x"}), "archive"),
        (b"Rar!\x1a\x07\x00", "archive"),
        (b"<html><p>1</p></html>", "html-without-table"),
        (b"<html><frameset><frame src='a'></frameset></html>", "html-frames"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "unreadable-workbook"),
        (b'<?xml version="1.0"?><note/>', "not-a-workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "truncated"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"),
            "password-protected",
        ),
        (b"a,b\n\xff\xff,\xff\n", "unknown-encoding"),
        (with_part(book({"A1": 1}), SHEET, lambda xml: xml[:-40]), "unreadable-workbook"),
        ((KEPT / "small.xls").read_bytes()[:3000], "truncated"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_gets_its_own_sentence(content, code):
    assert refusal_of(content).code == code


def test_a_file_over_the_upload_limit_is_refused_with_both_sizes():
    finding = refusal_of(b"x" * (3 << 20), max_upload_mb=2)
    assert finding.code == "too-large"
    assert "3.0 MB" in finding.message
    assert "2 MB" in finding.message


# The reading process


GOOD = book({"A1": "好"})


def test_one_bad_file_does_not_touch_the_others():
    files = [("好1.xlsx", GOOD), ("坏.xlsx", GOOD[:200]), ("好2.xlsx", GOOD)]
    assert [workbook.readable for workbook in read_files(files)] == [True, False, True]


def test_a_file_that_takes_too_long_is_stopped_and_the_next_one_read():
    with ReadingProcess(timeout=30) as process:
        assert "sheets" in process.ask("a.xlsx", GOOD)
    finding = refusal_of(GOOD, timeout=0.001)
    assert finding.code == "timeout"
    assert "0.001 秒" in finding.message
    assert read(GOOD).readable


def test_a_reading_process_that_dies_is_replaced():
    with ReadingProcess(timeout=30) as process:
        process.ask("a.xlsx", GOOD)
        child = process._child
        child.kill()
        assert "sheets" in process.ask("b.xlsx", GOOD)
        assert process._child is not child


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="no order of processes to be asked")
def test_a_reading_process_lets_the_program_go_first():
    with ReadingProcess(timeout=30) as process:
        process.ask("a.xlsx", GOOD)
        lower = os.getpriority(os.PRIO_PROCESS, process._child.pid)
        assert lower > os.getpriority(os.PRIO_PROCESS, 0)


def test_a_reading_process_that_dies_over_a_file_is_said_for_that_file():
    abort = (sys.executable, "-c", "import sys, os; sys.stdin.buffer.read(20); os.abort()")
    with ReadingProcess(timeout=30, command=abort) as process:
        assert process.ask("a.xlsx", b"x" * (1 << 20))["refused"] == "reader-crashed"


def test_a_silent_reading_process_is_killed_in_time():
    sleep = (sys.executable, "-c", "import time; time.sleep(60)")
    with ReadingProcess(timeout=0.3, command=sleep) as process:
        assert process.ask("a.xlsx", GOOD)["refused"] == "timeout"


def test_files_are_read_one_at_a_time_and_reading_may_stop():
    reading = iter_files([("1.xlsx", GOOD), ("2.xlsx", GOOD)])
    assert next(reading).file == "1.xlsx"
    reading.close()


def test_many_files_are_read_side_by_side_in_their_order():
    numbered = [(f"{number}.xlsx", book({"A1": number})) for number in range(24)]
    files = [(name, content[:200] if name == "7.xlsx" else content) for name, content in numbered]
    read = read_files(files)
    assert [workbook.file for workbook in read] == [name for name, _ in files]
    assert [workbook.file for workbook in read if not workbook.readable] == ["7.xlsx"]
    assert [w.sheets[0].rows for w in read if w.readable] == [((n,),) for n in range(24) if n != 7]


def test_reading_many_files_may_stop():
    reading = iter_files([(f"{number}.xlsx", GOOD) for number in range(40)])
    assert next(reading).file == "0.xlsx"
    reading.close()


def test_a_sheet_survives_the_line_between_the_processes():
    sheet = sheet_of(
        book({"A1": datetime(2023, 3, 1, 8, 30), "B1": time(1, 30), "A2": "#REF!", "B2": "=1+1"})  # noqa: DTZ001
    )
    assert sheet_from_json(decode(encode(sheet_to_json(sheet)))) == sheet


# Folders and zips


def test_folders_are_read_with_subfolders_in_order(tmp_path):
    folder = tmp_path / "三月 报表"
    for name in ("乙/二.xlsx", "甲/一.xlsx", "总.csv", "甲/~$一.xlsx", "甲/照片.jpg", ".DS_Store"):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    files, settled = expand([folder])
    assert [name for name, _ in files] == [
        "三月 报表/乙/二.xlsx",
        "三月 报表/总.csv",
        "三月 报表/甲/一.xlsx",
    ]
    said = {workbook.file: workbook.findings[0].code for workbook in settled}
    assert said == {
        "三月 报表/.DS_Store": "system-file",
        "三月 报表/甲/~$一.xlsx": "system-file",
        "三月 报表/甲/照片.jpg": "not-a-table",
    }
    assert all(workbook.readable and workbook.format == "skipped" for workbook in settled)
    assert all(workbook.findings[0].severity == "info" for workbook in settled)


def test_zips_are_opened_one_level_deep(tmp_path):
    inner = zipped({"里.xlsx": b"x"})
    path = tmp_path / "街道.zip"
    path.write_bytes(
        zipped(
            {"三月/一.xlsx": GOOD, "里.zip": inner, "__MACOSX/三月/._一.xlsx": b"", "说明.txt": b""}
        )
    )
    files, settled = expand([path])
    assert files == [("街道.zip/三月/一.xlsx", GOOD)]
    assert {(workbook.file, workbook.readable) for workbook in settled} == {
        ("街道.zip/里.zip", False),
        ("街道.zip/__MACOSX/三月/._一.xlsx", True),
        ("街道.zip/说明.txt", True),
    }


def test_uploaded_zips_are_opened_like_those_on_disk():
    files, settled = expand_bytes([("一.xlsx", GOOD), ("包.zip", zipped({"二.xlsx": GOOD}))])
    assert [name for name, _ in files] == ["一.xlsx", "包.zip/二.xlsx"]
    assert settled == []


def test_gbk_names_in_zips_are_read():
    name = "三月/瀛东社区.xlsx"
    stand_in = "x" * len(name.encode("gb18030"))
    content = zipped({stand_in: GOOD}).replace(stand_in.encode(), name.encode("gb18030"))
    [(found, _)], _ = expand_bytes([("包.zip", content)])
    assert found == f"包.zip/{name}"


def test_a_damaged_member_does_not_spoil_the_zip():
    content = bytearray(zipped({"坏.xlsx": b"A" * 99, "好.xlsx": GOOD}))
    content[content.index(b"A" * 99)] = 0
    files, [bad] = expand_bytes([("包.zip", bytes(content))])
    assert [name for name, _ in files] == ["包.zip/好.xlsx"]
    assert (bad.file, bad.readable, bad.findings[0].code) == ("包.zip/坏.xlsx", False, "damaged")


def test_a_zip_whose_directory_points_before_it_is_refused_with_each_member():
    content = bytearray(zipped({"甲.xlsx": GOOD}))
    end = content.rindex(b"PK\x05\x06")
    begin = int.from_bytes(content[end + 16 : end + 20], "little")
    content[end + 16 : end + 20] = (begin + 8).to_bytes(4, "little")
    files, [bad] = expand_bytes([("包.zip", bytes(content))])
    assert files == []
    assert (bad.readable, bad.findings[0].code) == (False, "damaged")


def test_a_member_without_a_name_is_read_like_the_others():
    bundle = BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), GOOD)
        archive.writestr("甲.xlsx", GOOD)
    files, skipped = expand_bytes([("包.zip", bundle.getvalue())])
    assert [name for name, _ in files] == ["包.zip/", "包.zip/甲.xlsx"]
    assert skipped == []


def test_locked_and_oversized_zips_are_not_opened():
    locked = bytearray(zipped({"一.xlsx": GOOD}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    huge = bytearray(zipped({"一.xlsx": GOOD}))
    entry = huge.rindex(b"PK\x01\x02")
    huge[entry + 24 : entry + 28] = (400 << 20).to_bytes(4, "little")
    files, settled = expand_bytes([("锁.zip", bytes(locked)), ("大.zip", bytes(huge))])
    assert files == []
    assert [workbook.findings[0].code for workbook in settled] == [
        "archive-encrypted",
        "archive-too-large",
    ]


def test_a_missing_path_is_said_and_the_rest_is_read(tmp_path):
    (tmp_path / "一.xlsx").write_bytes(GOOD)
    files, [missing] = expand([tmp_path / "没有.xlsx", tmp_path / "一.xlsx"])
    assert files == [("一.xlsx", GOOD)]
    assert missing.findings[0].code == "file-not-found"
    assert not missing.readable
