"""Formats, hidden parts, wrong names, and files that are broken or hostile (Build 4 and 5)."""

from pathlib import Path

from binary_workbook import sheet as binary_sheet
from binary_workbook import xlsb as xlsb_workbook
from intake.book import ACTIVITY, MONEY

from corpus.case import OWN, bad, good, unread
from corpus.cases_layouts import BOTH, EVENTS, LISTED, PLAIN, TITLE, TWO
from corpus.formats import (
    bloated,
    changed,
    csv,
    cut,
    damaged,
    html,
    kept,
    locked,
    many_sheets,
    ods,
    page,
    raw,
    rows,
    spreadsheetml,
    with_part,
    with_styled_cell,
    without_part,
    word,
    xlsb,
    xlsx,
    zipped,
    zipped_gbk,
)

TABLE = (ACTIVITY, *LISTED)
PAGE = page(*TABLE)
WRONG = (*TABLE, ["合计", None, None, 3, 81])
SUMMED = {"创建活动.场次": 7, "创建活动.参与人次": 100}
SMALL = (Path(__file__).parents[1] / "workbooks" / "small.xls").read_bytes()


def sent(name, bullet, source, file, **expected):
    """The two activities in another format, read without a word unless ``said``."""
    return good(name, f"{bullet} {expected.pop('also', '')}", source, file=file, rows=2, totals=TWO, **expected)  # fmt: skip


def wrong(name, bullet, source, file, **expected):
    """The two activities in another format, their total wrong."""
    faults = f"wrong-total@E4 {expected.pop('too', '')}"
    return bad(name, bullet, source, faults, file=file, rows=2, totals=TWO, **expected)


READ = (
    sent("xlsx", "4-xlsx", xlsx(PAGE), "上报.xlsx"),
    wrong("xlsx-wrong-total", "4-xlsx", rows(*WRONG), "上报.xlsx"),
    sent("xlsm-with-macros", "4-xlsm", with_part(xlsx(PAGE), "xl/vbaProject.bin", b"x"), "上报.xlsm", said=("has-macros",)),
    wrong("xlsm-wrong-total", "4-xlsm", with_part(rows(*WRONG), "xl/vbaProject.bin", b"x"), "上报.xlsm", too="has-macros"),
    sent("xls-of-an-office", "4-xls", kept("plain.xls"), "上报.xls"),
    wrong("xls-wrong-total", "4-xls", kept("wrong_total.xls"), "上报.xls"),
    good("xls-consolidated-with-merged-units", "4-xls 1-merged-units 3-subtotal", kept("consolidated.xls"), file="上报.xls", rows=3,
         totals=SUMMED, units=BOTH),
    bad("xls-error-cell", "4-xls 4-errors", kept("error_cell.xls"), "error-cell@E3", file="上报.xls", rows=2,
        totals={"创建活动.场次": 3, "创建活动.参与人次": 30}),
    bad("xls-without-a-report", "4-xls C7 D2", raw(SMALL), "nothing-recognised unrecognised-sheet@志愿服务 unrecognised-sheet@隐藏",
        file="小.xls", units=(), months=()),
    sent("et-as-xls-by-another-name", "4-et", kept("plain.et"), "上报.et"),
    wrong("et-wrong-total", "4-et", kept("wrong_total.et"), "上报.et"),
    sent("xlsb", "4-xlsb", xlsb(PAGE), "上报.xlsb"),
    wrong("xlsb-wrong-total", "4-xlsb", xlsb(page(*WRONG)), "上报.xlsb"),
    good("xlsb-merged-units", "4-xlsb 1-merged-units", xlsb(page(["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]],
         [None, *EVENTS[1]], merged=("A3:A4",))), file="上报.xlsb", rows=2, totals=TWO),
    sent("ods", "4-ods", ods(PAGE), "上报.ods"),
    good("ods-of-an-office", "4-ods 1-merged-units", kept("consolidated.ods"), file="上报.ods", rows=3, totals=SUMMED, units=BOTH),
    bad("ods-unknown-unit", "4-ods C4", kept("unknown_unit.ods"), "unknown-unit@A2", file="上报.ods", rows=1, units=()),
    sent("csv-utf8", "4-csv-utf8", csv(*TABLE), "上报.csv", also="C18"),
    wrong("csv-utf8-wrong-total", "4-csv-utf8", csv(*WRONG), "上报.csv"),
    sent("csv-with-bom", "4-csv-bom", csv(*TABLE, encoding="utf-8-sig"), "上报.csv"),
    wrong("csv-with-bom-wrong-total", "4-csv-bom", csv(*WRONG, encoding="utf-8-sig"), "上报.csv"),
    sent("csv-gb18030", "4-csv-gb", csv(*TABLE, encoding="gb18030"), "上报.csv"),
    wrong("csv-gb18030-wrong-total", "4-csv-gb", csv(*WRONG, encoding="gb18030"), "上报.csv"),
    sent("csv-with-tabs-in-utf16", "4-csv-utf8", csv(*TABLE, encoding="utf-16", separator="\t"), "上报.csv"),
    bad("csv-stray-counted-as-in-excel", "C18 C17", csv(ACTIVITY, LISTED[0], [*LISTED[1], None, "看这里"]), "stray-cell@G3",
        file="上报.csv", rows=2, totals=TWO),
    sent("html-saved-as-xls", "4-html", html(PAGE, encoding="gbk"), "上报.xls", said=("wrong-extension",), also="C32 4-content"),
    good("html-of-an-office", "4-html 1-merged-units", kept("consolidated.html"), file="上报.html", rows=3, totals=SUMMED, units=BOTH),
    good("html-with-merged-header", "4-html 1-header-rows",
         html(page(["检查级别", "督查情况", None, None], [None, "检查次数", "问题数", "已整改"], ["市", 1, 3, 2], merged=("A1:A2", "B1:D1")),
              above="<p>东河社区2023年3月督查检查</p>"),
         file="上报.html", rows=1, totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2}),
    wrong("html-wrong-total", "4-html", html(page(*WRONG)), "上报.html"),
    sent("xml-table-of-2003", "4-xml", spreadsheetml(PAGE), "上报.xml"),
    wrong("xml-table-wrong-total", "4-xml", spreadsheetml(page(*WRONG)), "上报.xml"),
    sent("docx-under-its-title", "4-docx", word("东河社区2023年3月创建活动月报表", page(PLAIN, *EVENTS)), "上报.docx"),
    good("docx-with-merged-units", "4-docx 1-merged-units",
         word("2023年3月创建活动汇总表", page(["单位", *PLAIN], ["东河社区", *EVENTS[0]], [None, *EVENTS[1]], merged=("A2:A3",))),
         file="上报.docx", rows=2, totals=TWO),
    wrong("docx-wrong-total", "4-docx", word(page(*WRONG)), "上报.docx"),
    bad("docx-without-a-table", "4-no-table 4-docx", word("三月份，我社区开展活动三场。"), "document-without-table", file="总结.docx",
        units=(), months=(), read=False),
    sent("zip-with-utf8-names", "4-zip-utf8", zipped({"三月/东河.xlsx": xlsx(PAGE)}), "包.zip", also="C15"),
    sent("zip-with-gbk-names", "4-zip-gbk", zipped_gbk({"三月/东河.xlsx": xlsx(PAGE)}), "包.zip"),
    wrong("zip-with-gbk-names-wrong-total", "4-zip-gbk", zipped_gbk({"三月/东河.xlsx": rows(*WRONG)}), "包.zip"),
    unread("zip-in-a-zip", "4-zip-utf8 C15", zipped({"里.zip": zipped({"a.xlsx": xlsx(PAGE)})}), "archive", file="包.zip"),
    bad("zip-with-a-photo-only", "4-zip-utf8 4-no-table C15", zipped({"照片.jpg": b"\xff\xd8\xff"}), "not-a-table", file="包.zip", read=False,
        units=(), months=()),
    sent("xlsx-named-xls", "4-content C32", xlsx(PAGE), "上报.xls", said=("wrong-extension",)),
    sent("csv-named-xls", "4-content C32", csv(*TABLE), "上报.xls", said=("wrong-extension",)),
    unread("photo-named-xlsx", "4-content 4-no-table C32", raw(b"\x89PNG\r\n\x1a\n" + b"x" * 99), "not-a-workbook", file="上报.xlsx"),
    sent("table-in-a-zip-named-album", "4-no-table", zipped({"照片.xlsx": xlsx(PAGE)}), "相册.zip"),
    good("formulas-with-cached-values", "4-errors 4-uncached", kept("formulas.xlsx"), rows=3, totals=SUMMED),
    bad("error-cell", "4-errors C8", rows(ACTIVITY, LISTED[0], [*LISTED[1][:4], "#REF!"]), "error-cell@E3", rows=2,
        totals={"创建活动.场次": 3, "创建活动.参与人次": 30}),
    bad("formula-without-a-value", "4-uncached C8", rows(ACTIVITY, LISTED[0], [*LISTED[1][:4], "=25*2"]), "uncached-formula@E3", rows=2,
        totals={"创建活动.场次": 3, "创建活动.参与人次": 30}),
    bad("total-that-is-an-error-cell", "4-errors C8", rows(*TABLE, ["合计", None, None, 3, "#DIV/0!"]), "error-cell@E4", rows=2, totals=TWO),
    good("hidden-sheet-and-row-are-read", "4-hidden C6", kept("hidden.xls"), file="上报.xls", rows=3, totals={**TWO, "资金投入.金额": 900},
         said=("hidden-rows@创建活动!A3", "hidden-sheet@资金投入")),
    good("hidden-column-is-read", "4-hidden", rows(*TABLE, hidden_columns=("E",)), rows=2, totals=TWO),
    bad("hidden-row-makes-the-total-wrong", "4-hidden C6", rows(*TABLE, ["合计", None, None, 1, 30], hidden_rows=(3,)),
        "wrong-total@D4 wrong-total@E4 hidden-rows@A3", rows=2, totals=TWO),
)  # fmt: skip


def far_cell():
    return xlsb_workbook({"a": binary_sheet({0: {0: 1.0}, 1_048_575: {16_383: 1.0}})})


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
BROKEN = (
    unread("zero-bytes", "5-limits", raw(b""), "empty-file"),
    unread("truncated-xlsx", "5-crc", cut(xlsx(PAGE)), "truncated"),
    unread("truncated-xls", "5-crc", lambda: SMALL[:3000], "truncated", file="a.xls"),
    unread("flipped-byte", "5-crc", damaged(xlsx(PAGE)), "damaged"),
    good("whole-and-checked", "5-crc 5-limits 5-child 5-password", xlsx(page(*TABLE, name="创建活动")), rows=2, totals=TWO),
    unread("sheet-part-missing", "5-crc", without_part(xlsx(PAGE), "xl/worksheets/sheet1.xml"), "unreadable-workbook"),
    unread("password", "5-password", locked(xlsx(PAGE)), "password-protected"),
    unread("entity-bomb", "5-limits 5-hostile", changed(xlsx(PAGE), "xl/worksheets/sheet1.xml", b"<worksheet", ENTITIES), "forbidden-xml"),
    unread("zip-bomb", "5-limits C22", bloated(xlsx(PAGE), 301), "unpacks-too-large"),
    unread("thousands-of-sheets", "5-limits C22", many_sheets(2001), "too-many-sheets"),
    unread("xlsb-cell-in-the-last-corner", "5-limits C22 4-xlsb", far_cell, "used-range-too-large", file="上报.xlsb"),
    unread("pdf", "4-no-table 5-hostile", raw(b"%PDF-1.7 ..."), "not-a-workbook", file="上报.pdf"),
    unread("rar", "4-no-table", raw(b"Rar!\x1a\x07\x00"), "archive", file="包.rar"),
    unread("plain-words", "4-no-table", raw("今天天气很好".encode()), "not-a-workbook", file="说明.txt"),
    unread("unknown-encoding", "4-csv-gb", raw(b"a,b\n\xff\xff,\xff\n"), "unknown-encoding", file="a.csv"),
    unread("web-page-without-a-table", "4-html 4-no-table", raw(b"<html><p>1</p></html>"), "html-without-table", file="a.html"),
    good("hostile-texts-are-texts", "5-hostile",
         rows(TITLE, [*PLAIN, "备注"], ["<script>alert(1)</script>", 1, 30, "'; DROP TABLE rows; --"], ["../../etc/passwd", 2, 50, "@SUM(1)"]),
         rows=2, totals=TWO),
    bad("hostile-unit-name", "5-hostile C4", rows(ACTIVITY, ["<img src=x onerror=1>", "2023年3月", *EVENTS[0]]), "unknown-unit@A2", rows=1,
        units=()),
    good("format-in-the-last-corner-is-nothing", "5-limits C22", with_styled_cell(rows(*TABLE), "XFD1048576"), rows=2, totals=TWO),
    good("one-sheet-per-month", "5-limits C22 1-sheet-per-unit",
         xlsx(*(page(ACTIVITY, [*OWN[:1], f"2023年{n}月", "讲堂", 1, 30], name=f"{n}月") for n in range(1, 13))), rows=12,
         totals={"创建活动.场次": 12, "创建活动.参与人次": 360}, months=tuple(f"2023-{n:02}" for n in range(1, 13))),
    bad("zip-with-words-only", "C15", zipped({"说明.txt": b"x"}), "not-a-table", file="包.zip", units=(), months=(), read=False),
    good("money-in-a-zip", "C15 4-zip-utf8", zipped({"资金.xlsx": xlsx(page(MONEY, [*OWN, "路灯", "财政拨款", 900]))}), file="包.zip", rows=1,
         totals={"资金投入.金额": 900}),
)  # fmt: skip

CASES = (*READ, *BROKEN)
