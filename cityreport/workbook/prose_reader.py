"""From the bytes of a document to its text; runs in the reading process only."""

import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from cityreport.workbook import guard
from cityreport.workbook.refusals import RefusalError
from cityreport.workbook.sniff import file_format, is_zip

MAX_CHARACTERS = 300_000
_LONGEST_CELL, _LONGEST_FIGURE = 40, 14
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TABLES = {"xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "xml"}


def read_text(name: str, content: bytes) -> str:
    """The text of a docx or a text file in UTF-8, UTF-16 or GB18030; RefusalError for others."""
    text = _of_docx(name, content) if is_zip(content) else _of_plain(name, content)
    if not text.strip():
        raise RefusalError("no-text")
    if len(text) > MAX_CHARACTERS:
        raise RefusalError("text-too-long", count=str(len(text)), limit=str(MAX_CHARACTERS))
    return text


def _of_docx(name: str, content: bytes) -> str:
    found = file_format(name, content)
    if found != "docx":
        raise RefusalError("not-prose", what="电子表格" if found in _TABLES else "其他文件")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        guard.check_parts(archive)
    import docx
    from lxml import etree

    faults = (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError)
    try:
        body = docx.Document(BytesIO(content)).element.body
        return "\n".join(_lines(body))
    except faults as error:  # python-docx says a broken document in many ways
        raise RefusalError("unreadable-document") from error


def _lines(body: Any) -> Iterator[str]:  # noqa: ANN401  (python-docx has no types)
    """Every paragraph in order, those in tables and text boxes too, each once.

    The cells of a table row stand in one line with ``|`` between them, so that it is known for one;
    not so where a table only lays out prose. No character changes its place by it.
    """
    for row, paragraphs in groupby(_paragraphs(body), key=lambda one: one[0]):
        texts = [text for _, text in paragraphs]
        if row is not None and _is_data(texts):
            yield "|".join(one.replace("\n", " ") for one in texts)
        else:
            yield from texts


def _is_data(cells: Sequence[str]) -> bool:
    """Whether a table row holds names and figures, not sentences with figures in them."""
    lengths = [
        (len(one), _LONGEST_FIGURE if any(map(str.isdigit, one)) else _LONGEST_CELL)
        for one in cells
    ]
    return len(cells) > 1 and all(length <= most for length, most in lengths)


def _paragraphs(body: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401
    """Each paragraph with the outermost table row it stands in."""
    from docx.oxml.ns import qn

    from cityreport.workbook.document import text_of

    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    for paragraph in body.iter(qn("w:p")):
        if next(paragraph.iterancestors(fallback), None) is None:
            rows = list(paragraph.iterancestors(qn("w:tr")))
            yield (rows[-1] if rows else None), text_of(paragraph)


def _of_plain(name: str, content: bytes) -> str:
    if content.startswith(_UTF16):
        return _strictly(content, "utf-16")
    if b"\0" in content:
        raise RefusalError("not-prose", what=_said(name, content))
    if content.startswith((b"%PDF", b"{\\rtf", b"\xff\xd8\xff", b"\x89PNG", b"Rar!")):
        raise RefusalError("not-prose", what="图片、PDF 或压缩包")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030")


def _said(name: str, content: bytes) -> str:
    """What a file that is no document is: a picture, a PDF, a workbook."""
    try:
        file_format(name, content)
    except RefusalError as refusal:
        return refusal.details.get("what", "其他文件").strip()
    return "电子表格"


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusalError("unknown-text-encoding") from error
