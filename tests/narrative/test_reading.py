"""Documents in, text out: docx, text in any usual encoding, old Word where LibreOffice is."""

import zipfile
from io import BytesIO

import docx
import pytest

from cityreport.confined.office import convert, find_office
from cityreport.errors import UnreadableInputError
from cityreport.workbook import pasted, read_prose
from start import ROOT

SENTENCE = "社区投入近2万元。"


def document(*paragraphs):
    made, stream = docx.Document(), BytesIO()
    for text in paragraphs:
        made.add_paragraph(text)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "路灯", "24盏"
    made.save(stream)
    return stream.getvalue()


def test_a_word_document_is_read_with_its_tables():
    prose = read_prose("汇报.docx", document("标题", SENTENCE))
    assert prose.text.split("\n") == ["标题", SENTENCE, "路灯|24盏"]


def test_table_cells_that_are_sentences_are_lines_of_their_own():
    made, stream = docx.Document(), BytesIO()
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = (
        "三月份",
        "开展“学雷锋”志愿服务活动2次，参与30人次",
    )
    made.save(stream)
    lines = read_prose("汇报.docx", stream.getvalue()).text.split("\n")
    assert lines == ["三月份", "开展“学雷锋”志愿服务活动2次，参与30人次"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_its_encoding(encoding):
    assert read_prose("汇报.txt", SENTENCE.encode(encoding)).text == SENTENCE


def test_pasted_text_is_a_document_too():
    prose = pasted(SENTENCE, "粘贴.txt")
    assert (prose.file, prose.text, prose.content) == ("粘贴.txt", SENTENCE, SENTENCE.encode())


@pytest.mark.skipif(find_office() is None, reason="no LibreOffice here")
def test_an_old_word_file_is_read_through_libreoffice():
    made = convert({0: (".docx", document(SENTENCE))}, find_office(), ("doc:MS Word 97", ".doc"))
    assert SENTENCE in read_prose("汇报.wps", made[0]).text


def test_an_old_word_file_without_libreoffice_is_a_sentence(monkeypatch):
    monkeypatch.setattr("cityreport.workbook.prose.find_office", lambda: None)
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    with pytest.raises(UnreadableInputError, match="另存为 docx"):
        read_prose("汇报.doc", old)


def bomb():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("word/document.xml", b" " * (301 << 20))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "空文件"), ("空白.txt", b"  \n", "没有文字"), ("图.docx", b"\x89PNG\r\n\x1a\n\0", "图片"),
        ("坏.docx", b"PK\x03\x04xxxx", "不完整"), ("乱.txt", b"\xff\xfa\xfb\x81", "编码"), ("册.xlsx", None, "电子表格"),
        ("长.txt", b"a" * 300_001, "超过上限"), ("文.pdf", b"%PDF-1.4", "PDF"),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_in_words(name, content, words):
    content = (ROOT / "data" / "units.xlsx").read_bytes() if content is None else content
    with pytest.raises(UnreadableInputError, match=words):
        read_prose(name, content)


def test_a_bomb_and_declared_entities_are_refused():
    with pytest.raises(UnreadableInputError, match="300 MB"):
        read_prose("炸弹.docx", bomb())
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(UnreadableInputError, match="实体声明"):
        read_prose("实体.docx", stream.getvalue())
