"""A document, block by block, as a Word file."""

import io
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise, zip_longest

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from cityreport.exports.docx import layout
from cityreport.exports.docx.pages import first_section, next_section, text_width
from cityreport.exports.docx.styles import put_styles
from cityreport.exports.docx.tables import table_xml
from cityreport.exports.docx.text import line_break_xml, plain, run_xml, runs_xml
from cityreport.tables.document import Annex, Block, Document, Grid, Heading, Paragraph

_SPACES = nsdecls("w")
_MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (a fixed time: the same document is the same file)
_LARGEST, _SMALLEST = 44.0, 22.0
_KEPT = "<w:keepNext/>"
_SHORT_LINES = 3
_DATE_AWAY, _NARROW_SIGN, _SCRIPTS_APART = 4, 0.5, 0.25


def document_bytes(document: Document) -> bytes:
    """The document as a .docx by GB/T 9704-2012: A4, 22 lines × 28 characters, real styles."""
    word = docx.Document()
    put_styles(word)
    first_section(word, document.mark)
    _describe(word, document)
    _Writer(word).write(document)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title, properties.author = (
        plain(document.title)[:255],
        plain(document.signed_by)[:255],
    )
    properties.comments, properties.keywords = "", plain(document.kind)
    properties.created = properties.modified = _MADE


class _Writer:
    """Puts blocks at the end of a Word document."""

    def __init__(self, word: WordDocument) -> None:
        self._word = word
        self._ids = {look.name: word.styles[look.name].style_id for look in layout.LOOKS}
        self._width = text_width(landscape=False)

    def write(self, document: Document) -> None:
        """The whole document: head, text, list of annexes, signature, annexes."""
        self._head(document)
        self._blocks(document.blocks, signed=True)
        self._annex_list(document.annexes)
        self._signature(document)
        for number, annex in enumerate(document.annexes, start=1):
            self._annex(annex, number if len(document.annexes) > 1 else 0)

    def _head(self, document: Document) -> None:
        if document.letterhead:
            name = document.letterhead.name
            self._line(layout.LETTERHEAD, run_xml(name, size=_fitting(name)))
            self._line(layout.NUMBER, runs_xml((document.letterhead.number,)))
        self._title(document)
        if document.addressees.text:
            self._line(layout.ADDRESSEES, runs_xml((document.addressees,)))

    def _title(self, document: Document) -> None:
        """The title on one line where it fits, else broken where its words allow it."""
        room = layout.TITLE_CHARACTERS - _gaps(document.title)
        fits = _length(document.title) <= room
        lines = (document.title,) if fits else document.title_lines
        self._line(layout.TITLE, line_break_xml().join(map(run_xml, lines)))

    def _blocks(self, blocks: Sequence[Block], *, signed: bool = False) -> None:
        """The blocks in order; of a text that is ``signed`` the end stays with the signature."""
        for block, after in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Heading):
                self._line(f"Heading {block.level}", run_xml(block.text))
            elif isinstance(block, Paragraph):
                # Else heading and sentence stay at the foot of the page while their table goes on;
                # some programs take a long text along whole, which can stand there alone.
                leads = isinstance(after, Grid) and _is_short(block)
                self._paragraph(block, _KEPT if leads or (signed and after is None) else "")
            else:
                self._table(block)

    def _paragraph(self, block: Paragraph, properties: str) -> None:
        name = layout.NOTE if block.quiet else layout.ITEM if block.level else layout.BODY
        self._line(name, runs_xml(block.runs), properties)

    def _table(self, grid: Grid) -> None:
        if grid.title:
            self._line(layout.TABLE_TITLE, run_xml(grid.title))
        self._append(table_xml(grid, self._width, self._ids, _SPACES))

    def _annex_list(self, annexes: Sequence[Annex]) -> None:
        if not annexes:
            return
        self._line(layout.BODY, "", _KEPT)
        if len(annexes) == 1:
            self._line(layout.LIST_OF_ANNEXES, run_xml(f"附件：{annexes[0].title}"))
            return
        for number, annex in enumerate(annexes, start=1):
            lead = "附件：" if number == 1 else "　　　"
            self._line(layout.LIST_OF_ANNEXES, run_xml(f"{lead}{number}.{annex.title}"))

    def _signature(self, document: Document) -> None:
        """The name centred over the date, which stands four characters from the right."""
        away = _DATE_AWAY + (_length(document.signed_on) - _length(document.signed_by)) / 2
        self._line(layout.SIGNED_BY, run_xml(document.signed_by), _indent_right(max(0.0, away)))
        self._line(layout.SIGNED_ON, run_xml(document.signed_on))

    def _annex(self, annex: Annex, number: int) -> None:
        next_section(self._word, landscape=annex.landscape)
        self._width = text_width(landscape=annex.landscape)
        self._line(layout.ANNEX, run_xml(f"附件{number or ''}"))
        self._line(layout.ANNEX_TITLE, run_xml(annex.title))
        self._blocks(annex.blocks)

    def _line(self, name: str, runs: str, properties: str = "") -> None:
        style = f'<w:pPr><w:pStyle w:val="{self._ids[name]}"/>{properties}</w:pPr>'
        self._append(f"<w:p {_SPACES}>{style}{runs}</w:p>")

    def _append(self, xml: str) -> None:
        # The last element of a body describes the section; text goes before it.
        self._word.element.body.sectPr.addprevious(parse_xml(xml))


def _fitting(name: str) -> float:
    """The letter size at which a letterhead stands on one line, within bounds."""
    room = layout.TEXT_WIDTH / layout.TWIPS_A_POINT
    return max(_SMALLEST, min(_LARGEST, room / max(1.0, _length(name)) * 0.95))


def _indent_right(characters: float) -> str:
    twips = round(characters * layout.TEXT_SIZE * layout.TWIPS_A_POINT)
    return f'<w:ind w:rightChars="{round(characters * 100)}" w:right="{twips}"/>'


def _is_short(block: Paragraph) -> bool:
    written = sum(_length(run.text) for run in block.runs)
    return written <= _SHORT_LINES * layout.CHARACTERS


def _gaps(text: str) -> float:
    """The full-width characters that a program leaves between letters of two scripts."""
    pairs = pairwise(text)
    return _SCRIPTS_APART * sum(one.isascii() != other.isascii() for one, other in pairs)


def _length(text: str) -> float:
    """The width in full-width characters."""
    return sum(_NARROW_SIGN if sign.isascii() else 1.0 for sign in text)
