"""The layout by GB/T 9704-2012 and hostile text, read from the XML of the file."""

import io
import zipfile
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from method.world import found, sheet, unit

from cityreport.exports.docx import document_bytes
from cityreport.exports.docx.layout import CHARACTERS, LETTER_SPACE, LINES, TEXT_SIZE, twips
from cityreport.exports.docx.text import plain, run_xml
from cityreport.quantities import Quantity
from cityreport.report.bulletin import bulletin
from cityreport.report.sources import with_sources
from cityreport.report.writing import LONGEST, as_written, from_sheet, money
from cityreport.report.yearly import yearly
from cityreport.tables.document import (
    Annex,
    Document,
    Grid,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    number_words,
    with_numbers,
)
from cityreport.tables.section import Column, Table
from documents.papers import TODAY, evaluated, every_text, opened, row

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GRID = Grid(
    "表", Table((Column("单位"), Column("得分", "score")), (("甲", 91.239), ("乙", None))), (2, 1)
)
PAPER = Document(
    "通报", ("关于工作的", "通报"), Run("各单位："),
    with_numbers((Heading(1, "情况"), Heading(2, "报送"), Paragraph((Run("正文。"),)), GRID)),
    "创建办", "2024年1月8日", Letterhead("创建办督查通报", Run("〔2024〕1号")),
    (Annex("名单", (GRID,)), Annex("清单", (GRID,), landscape=True)),
)  # fmt: skip


@pytest.fixture(scope="module")
def word():
    return opened(document_bytes(PAPER))


def eastern(style) -> str:
    return style.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))


def test_a4_with_the_margins_of_the_standard(word):
    first = word.sections[0]
    size = (first.page_width.mm, first.page_height.mm)
    edges = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert size == pytest.approx((210, 297), abs=0.1)
    assert [edge.mm for edge in edges] == pytest.approx([37, 35, 28, 26], abs=0.1)


def test_the_grid_holds_22_lines_of_28_characters(word):
    grid = word.sections[0]._sectPr.find(qn("w:docGrid"))
    pitch, space = int(grid.get(qn("w:linePitch"))), int(grid.get(qn("w:charSpace")))
    assert grid.get(qn("w:type")) == "linesAndChars"
    # 225 mm = 12756 twips, 156 mm = 8844 twips; a character is 16 pt plus space/4096 pt wide
    assert twips(225) // pitch == LINES
    assert int(8844 // ((16 + space / 4096) * 20)) == CHARACTERS
    assert int(8844 // (TEXT_SIZE * 20 + LETTER_SPACE)) == CHARACTERS


def test_body_text_is_fangsong_16_with_exact_lines_and_two_characters_in(word):
    body, normal = word.styles["Body Text"], word.styles["Normal"]
    assert eastern(body) == eastern(normal) == "仿宋_GB2312"
    assert body.font.size.pt == 16
    assert 28 <= body.paragraph_format.line_spacing.pt <= 29
    indent = body.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    assert body.paragraph_format.first_line_indent.pt == 32


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16), ("Heading 2", "楷体_GB2312", 16),
     ("Heading 3", "仿宋_GB2312", 16), ("Heading 4", "仿宋_GB2312", 16), ("发文机关标志", "方正小标宋简体", 44),
     ("Footer", "宋体", 14)],
)  # fmt: skip
def test_typefaces_by_level(word, name, font, size):
    style = word.styles[name]
    assert (eastern(style), style.font.size.pt, style.font.bold) == (font, size, False)


def test_every_typeface_has_a_substitute_in_the_file():
    with zipfile.ZipFile(io.BytesIO(document_bytes(PAPER))) as package:
        fonts = etree.fromstring(package.read("word/fontTable.xml"))
    named = {one.get(f"{W}name"): one.find(f"{W}altName") for one in fonts}
    for font in ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312"):
        assert named[font].get(f"{W}val")


def test_page_numbers_have_dashes_odd_at_the_right_even_at_the_left(word):
    section = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, align in ((section.footer, 2), (section.even_page_footer, 0)):
        (line,) = footer.paragraphs
        assert line.text == "— 1 —"
        assert "PAGE" in line._p.xml
        assert line.alignment == align


def test_tables_repeat_their_header_and_keep_rows_whole(word):
    for table in word.tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(one.trPr.find(qn("w:cantSplit")) is not None for one in rows)
        assert [cell.text for cell in table.rows[1].cells] == ["甲", "91.24"]
        assert table.rows[2].cells[1].text == "—"


def kept_with_next(row):
    return [one.find(qn("w:pPr")).find(qn("w:keepNext")) is not None for one in row.iter(qn("w:p"))]


@pytest.mark.parametrize(("count", "together"), [(1, True), (12, True), (13, False)])
def test_a_short_table_stays_on_one_page_and_a_long_one_breaks_between_rows(count, together):
    table = Table((Column("单位"), Column("得分", "score")), (("甲", 91.24),) * count)
    paper = replace(GRID, table=table)
    document = Document("通报", ("标题",), Run("各单位："), (paper,), "创建办", "2024年1月8日")
    head, *rows, last = opened(document_bytes(document)).tables[0]._tbl.findall(qn("w:tr"))
    assert all(kept_with_next(head))
    assert all(kept == together for row in rows for kept in kept_with_next(row))
    assert not any(kept_with_next(last))


def test_a_heading_and_its_sentence_stay_with_the_table_they_lead_to():
    blocks = (Paragraph((Run("长" * 85),)), GRID, Heading(2, "（六）机关（4家）"), Paragraph((Run("4家参加排名。"),)), GRID,
              Paragraph((Run("以上。"),)), Paragraph((Run("特此通报。"),)))  # fmt: skip
    document = Document("通报", ("标题",), Run("各单位："), blocks, "创建办", "2024年1月8日")
    kept = {
        one.text: one.paragraph_format.keep_with_next or one.style.paragraph_format.keep_with_next
        for one in opened(document_bytes(document)).paragraphs
    }
    assert kept["（六）机关（4家）"]
    assert kept["4家参加排名。"]
    assert kept[GRID.title]
    assert not kept["长" * 85]
    assert not kept["以上。"]


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        # 20 characters would fit, but a quarter of one stands between digits and characters.
        (
            ("全市", "2025年1至3月文明城市创建工作情况汇报"),
            "全市\n2025年1至3月文明城市创建工作情况汇报",
        ),
        (
            ("全市", "一二三四五六七八九十一二三四五六七八"),
            "全市一二三四五六七八九十一二三四五六七八",
        ),
    ],
)
def test_a_title_is_broken_where_its_words_end_and_not_before_its_last_sign(lines, written):
    document = Document("汇报", lines, Run(""), (), "创建办", "2024年1月8日")
    assert opened(document_bytes(document)).paragraphs[0].text == written


def test_the_end_of_the_text_stands_on_the_page_of_the_signature():
    blocks = (Paragraph((Run("正文。"),)), Paragraph((Run("特此通报。"),)))
    document = Document("通报", ("标题",), Run(""), blocks, "创建办", "2024年1月8日")
    kept = {
        one.text: one.paragraph_format.keep_with_next
        for one in opened(document_bytes(document)).paragraphs
    }
    assert kept["特此通报。"]
    assert not kept["正文。"]


def test_annexes_have_pages_of_their_own_one_of_them_turned(word):
    assert [one.orientation for one in word.sections] == [0, 0, 1]
    assert word.sections[2].page_width > word.sections[2].page_height
    assert len(word.tables) == 3
    texts = list(every_text(word))
    assert texts.index("附件：1.名单") < texts.index("创建办") < texts.index("附件1")


def test_the_date_stands_four_characters_from_the_right(word):
    indent = word.styles["成文日期"].element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:rightChars")) == "400"


def test_the_same_document_is_the_same_file():
    with zipfile.ZipFile(io.BytesIO(document_bytes(PAPER))) as one:
        first = {name: one.read(name) for name in one.namelist()}
    with zipfile.ZipFile(io.BytesIO(document_bytes(PAPER))) as other:
        assert {name: other.read(name) for name in other.namelist()} == first


# --- numbers and words ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (100, "100")],
)
def test_numbers_of_headings(number, words):
    assert number_words(number) == words


def test_numbers_begin_anew_under_each_heading():
    item = Paragraph((Run("条"),), level=3)
    blocks = with_numbers(
        (Heading(1, "甲"), item, item, Heading(2, "子"), item, Heading(1, "乙"), item)
    )
    assert [one.text for one in blocks] == [
        "一、甲",
        "1.条",
        "2.条",
        "（一）子",
        "1.条",
        "二、乙",
        "1.条",
    ]


@pytest.mark.parametrize(
    ("quantity", "unit", "words"),
    [
        (
            Quantity("九万多元", 90_000, "at_least", 90_000, 100_000),
            "元",
            "约9万元（原文“九万多元”）",
        ),
        (Quantity("3000元", 3_000, "exact", 3_000, 3_000), "元", "0.3万元"),
        (Quantity("800", 800, "exact", 800, 800), "元", "800元"),
        (Quantity("约300㎡", 300, "about", 270, 330), "㎡", "约300平方米"),
        (Quantity("6次", 6, "exact", 6, 6), "场", "6次"),
        (Quantity("6", 6, "exact", 6, 6), "场", "6场"),
        (Quantity("1,234", 1_234, "exact", 1_234, 1_234), "份", "1,234份"),
    ],
)
def test_amounts_keep_about_and_the_words_of_the_sheet(quantity, unit, words):
    assert as_written(quantity, unit) == words


def test_money_is_in_wan_and_small_amounts_in_yuan():
    assert (money(135_000, approximate=True), money(0), money(999)) == (
        "约13.5万元",
        "0万元",
        "999元",
    )


# --- hostile text --------------------------------------------------------------------------

HOSTILE = (
    "<w:p>&amp;]]></w:t>", "=cmd|'/c calc'!A1", "\x00\x08\x0b甲\x1f\ufffe\uffff", "\u202eتخريب\u202c 甲",
    "长" * 5_000, "a" * 5_000, "一行\n二行\r\n三行\t四", "{{x}} {% y %} ${z}"
)  # fmt: skip


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_any_text_is_a_run_that_xml_can_hold(text):
    xml = run_xml(text).replace("<w:r>", f'<w:r xmlns:w="{W[1:-1]}">', 1)
    (found_text,) = etree.fromstring(xml.encode()).iter(f"{W}t")
    assert (found_text.text or "") == plain(text)


def test_directions_and_control_signs_go_letters_stay():
    assert plain("a\u202eb\u2066c\x07d\u0085") == "abcd"
    assert plain("السلام 甲😀") == "السلام 甲😀"


def test_very_long_cells_are_cut_with_their_length_said():
    assert from_sheet("长" * 5_000) == "长" * LONGEST + "……（原文共5000字，已略）"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_from_sheets_breaks_no_document(text):
    name = f"甲{text}"
    city = evaluated(
        [replace(unit("甲"), name=name, code="甲")],
        found(name, 1, 10, 9),
        sheet(name, 1, "资金投入", [{"金额": 1000.0, "投入类别": text, "资金来源": text}]),
    )
    rows = {
        "督查检查": [row("督查检查", name, 检查级别="市", 检查内容=text, 发现问题数=10, 已整改数=9)],
        "问题整改台账": [row("问题整改台账", name, 标准类别=text, 问题描述=text, 责任单位=text)],
        "资金投入": [row("资金投入", name, 项目名称=text, 金额=Quantity(text, 1000, "about", 900, 1100))],
        "实事项目": [row("实事项目", name, 项目名称=text, 成果名称=text, 计量单位=text, 数量=3)],
        "荣誉表彰": [row("荣誉表彰", name, 名称=text, 级别=text, 等次=text)],
        "工作机制": [row("工作机制", name, 机制项=text, 是否建立="是")],
        "下步计划": [row("下步计划", name, 事项=text, 责任单位=text, 完成时限=text)],
        "需协调事项": [row("需协调事项", name, 事项=text, 需协调单位=text)],
    }  # fmt: skip
    papers = (
        bulletin(city, rows, 1, TODAY, number=text, sample=True),
        yearly(city, rows, 1, TODAY, unit=name),
        yearly(city, rows, 1, TODAY),
    )
    for paper in papers:
        word = opened(document_bytes(with_sources(paper, city)))
        told = "".join(every_text(word))
        assert (
            plain(text)[:50].strip() in " ".join(told.split())
            or plain(from_sheet(text))[:50] in told
        )
        assert not any(sign in told for sign in "\x00\x08\u202e\ufffe")
        assert "四、" in told
