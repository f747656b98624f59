"""HTML saved as xls: what Excel would show of the page (sheets.md section 2).

Texts and tables follow one another down one sheet, so a title above a table stays its title.
"""

import email.policy
import re
from email import message_from_bytes
from pathlib import PurePosixPath

from lxml import etree

from cityreport.tables.workbook import CellValue, SheetCells
from cityreport.workbook.canvas import MAX_SPAN, Canvas
from cityreport.workbook.refusals import RefusalError

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?", re.ASCII)
_UNSEEN = frozenset(("head", "script", "style", "xml", "title", "template", "noscript"))
_INLINE = frozenset(
    (
        "a",
        "b",
        "i",
        "u",
        "s",
        "em",
        "strong",
        "font",
        "span",
        "sub",
        "sup",
        "small",
        "label",
        "nobr",
    )
)
_CHINESE = frozenset(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936"))


def read_webpage(name: str, content: bytes) -> list[SheetCells]:
    """One sheet for the page, or for each page of a web archive that holds a table."""
    stem = PurePosixPath(name).stem or "网页"
    pages = _archived(content) if _is_archive(content) else [_decoded(content, "")]
    names = [found.strip() for page in pages for found in _SHEET_NAME.findall(page)]
    sheets = [page for page in map(_laid_out, pages) if page is not None]
    if not sheets:
        framed = any("<frameset" in page.lower() for page in pages)
        raise RefusalError("html-frames" if framed else "html-without-table")
    if len(names) < len(sheets):
        names = [stem] if len(sheets) == 1 else [f"表{n}" for n in range(1, len(sheets) + 1)]
    return [page.sheet(title) for page, title in zip(sheets, names, strict=False)]


def _is_archive(content: bytes) -> bool:
    return content.lstrip()[:13].lower() == b"mime-version:"


def _archived(content: bytes) -> list[str]:
    """The pages of a web archive (mht) in order."""
    message = message_from_bytes(content, policy=email.policy.default)
    parts = (part for part in message.walk() if part.get_content_type() == "text/html")
    return [
        _decoded(bytes(part.get_payload(decode=True) or b""), part.get_content_charset() or "")
        for part in parts
    ]


def _decoded(content: bytes, charset: str) -> str:
    """The text by mark, by what is declared, else UTF-8 or GB18030, whichever holds."""
    declared = _CHARSET.search(content[:4096])
    said = charset or (declared[1].decode() if declared else "")
    wanted = "gb18030" if said.lower() in _CHINESE else said
    marked = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    for encoding in filter(None, (marked, wanted, "utf-8-sig", "gb18030")):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    raise RefusalError("unknown-encoding")


def _laid_out(page: str) -> Canvas | None:
    """The page as cells, None when there is no table in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    text = re.sub(r"<\?xml[^>]*>", "", page[:200]) + page[200:]
    try:
        root = etree.fromstring(text.encode(errors="replace"), parser)
    except etree.LxmlError as error:
        raise RefusalError("unreadable-workbook") from error
    if root is None or next(root.iter("table"), None) is None:
        return None
    flow = _Flow()
    flow.walk(root)
    flow.flush()
    return flow.canvas


class _Flow:
    """Goes through the page from the top and writes rows."""

    def __init__(self) -> None:
        self.canvas = Canvas()
        self._row = 0
        self._after_table = False
        self._text: list[str] = []

    def walk(self, element: etree._Element) -> None:
        """Add what the element holds, tables as such, everything else as lines of text."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag == "table":
            self.flush()
            self._add_table(element)
            return
        if tag in _UNSEEN or not tag:
            return
        if tag not in _INLINE:
            self.flush()
        self._text.append(element.text or "")
        for child in element:
            self.walk(child)
            self._text.append(child.tail or "")
        if tag not in _INLINE:
            self.flush()

    def flush(self) -> None:
        """Write the text gathered so far as a row of its own."""
        line = " ".join("".join(self._text).split())
        self._text.clear()
        if line:
            self.canvas.put((self._row, 0), line)
            self._row += 1
            self._after_table = False

    def _add_table(self, table: etree._Element) -> None:
        """The rows of the table, then the tables inside its cells."""
        start = self._row + (1 if self._after_table else 0)
        for caption in table.iterchildren("caption"):
            self.canvas.put((start, 0), _text_of(caption))
            start += 1
        rows = [row for row in table.iter("tr") if _table_around(row) is table]
        if any(_text_of(cell) for row in rows for cell in _cells(row)):
            self._place(rows, start)
            self._row, self._after_table = start + len(rows), True
        elif start in {row + 1 for row, _ in self.canvas.cells}:
            self._row = start
        for inner in table.iter("table"):
            if inner is not table and _table_around(inner) is table:
                self._add_table(inner)

    def _place(self, rows: list[etree._Element], start: int) -> None:
        busy: dict[int, int] = {}  # column → the first row a merged cell above leaves free
        for row, element in enumerate(rows, start):
            if _HIDDEN.search(element.get("style", "")):
                self.canvas.hidden_rows.add(row)
            column = 0
            for cell in _cells(element):
                while busy.get(column, 0) > row:
                    column += 1
                right = _span(cell, "colspan", MAX_SPAN)
                down = _span(cell, "rowspan", start + len(rows) - row)
                self.canvas.put((row, column), _value(cell))
                self.canvas.merge((row, column), down, right)
                busy.update(dict.fromkeys(range(column, column + right), row + down))
                column += right


def _table_around(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors("table"), None)


def _cells(row: etree._Element) -> list[etree._Element]:
    return list(row.iterchildren("td", "th"))


def _span(cell: etree._Element, name: str, most: int) -> int:
    """How many rows or columns a cell covers; 0 rows means all that follow."""
    written = cell.get(name, "1").strip()
    if not (written.isascii() and written.isdecimal()) or len(written) > 9:
        return 1
    span = int(written)
    return max(min(span or (most if name == "rowspan" else 1), most), 1)


def _value(cell: etree._Element) -> CellValue:
    """The cell's text; the number behind it where Excel wrote more digits than it showed."""
    text = _text_of(cell)
    exact = cell.get("x:num", "")
    if not (
        _PLAIN_NUMBER.fullmatch(text) and re.fullmatch(r"-?\d+(?:\.\d+)?(?:E[+-]?\d{1,3})?", exact)
    ):
        return text
    number = float(exact)
    return int(number) if number.is_integer() else number


def _text_of(element: etree._Element) -> str:
    """The text of a cell without the tables in it; lines as the page breaks them."""
    lines = "".join(_pieces(element)).split("\n")
    kept = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in kept if line)


def _pieces(element: etree._Element) -> list[str]:
    pieces = [_flat(element.text)]
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in ("br", "p", "div", "li"):
            pieces.append("\n")
        if tag and tag != "table" and tag not in _UNSEEN:
            pieces += _pieces(child)
        if tag in ("p", "div", "li"):
            pieces.append("\n")
        pieces.append(_flat(child.tail))
    return pieces


def _flat(text: str | None) -> str:
    """Text between tags: its own line breaks mean nothing."""
    return (text or "").replace("\r", " ").replace("\n", " ")
