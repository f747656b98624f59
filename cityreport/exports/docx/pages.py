"""Pages: A4 with the margins, the grid of 22 lines × 28 characters, page numbers and the mark."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Twips

from cityreport.exports.docx import layout
from cityreport.exports.docx.text import field_xml, run_xml


def first_section(word: WordDocument, mark: str) -> None:
    """Lay out the document's first pages, with their page numbers and the mark."""
    word.settings.odd_and_even_pages_header_footer = True
    section = word.sections[0]
    _lay_out(section, landscape=False)
    _number(section.footer, word, WD_ALIGN_PARAGRAPH.RIGHT, "right")
    _number(section.even_page_footer, word, WD_ALIGN_PARAGRAPH.LEFT, "left")
    if mark:
        for header in (section.header, section.even_page_header):
            _line(header, word, layout.MARK).append(_xml(run_xml(mark)))


def next_section(word: WordDocument, *, landscape: bool) -> None:
    """Begin new pages, upright or across; page numbers and the mark go on."""
    _lay_out(word.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)


def text_width(*, landscape: bool) -> int:
    """The width of the text in twips."""
    return layout.TEXT_HEIGHT if landscape else layout.TEXT_WIDTH


def _lay_out(section: Any, *, landscape: bool) -> None:  # noqa: ANN401  (python-docx has no types)
    width, height = reversed(layout.PAGE) if landscape else layout.PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    # Turned pages are bound at the same edge, so that their margins turn with them.
    top, right, bottom, left = layout.TOP, layout.RIGHT, layout.BOTTOM, layout.LEFT
    if landscape:
        top, right, bottom, left = left, top, right, bottom
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(min(layout.FOOTER, bottom - 12))
    _set_grid(section._sectPr)


def _set_grid(properties: Any) -> None:  # noqa: ANN401
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(parse_xml(
        f'<w:docGrid {nsdecls("w")} w:type="linesAndChars" w:linePitch="{layout.LINE_PITCH}" '
        f'w:charSpace="{layout.CHARACTER_SPACE}"/>'
    ))  # fmt: skip


def _number(footer: Any, word: WordDocument, align: Any, side: str) -> None:  # noqa: ANN401
    """— 1 —, one character in from the outer edge."""
    line = _line(footer, word, layout.PAGE_NUMBER)
    shape = footer.paragraphs[0].paragraph_format
    shape.alignment = align
    setattr(shape, f"{side}_indent", Twips(14 * layout.TWIPS_A_POINT))
    for piece in (run_xml("— "), *_pieces(field_xml("PAGE")), run_xml(" —")):
        line.append(_xml(piece))


def _line(part: Any, word: WordDocument, name: str) -> Any:  # noqa: ANN401
    part.is_linked_to_previous = False
    paragraph = part.paragraphs[0]
    paragraph.style = word.styles[name]
    return paragraph._p


def _pieces(xml: str) -> list[str]:
    return [f"{piece}</w:r>" for piece in xml.split("</w:r>") if piece]


def _xml(run: str) -> Any:  # noqa: ANN401
    return parse_xml(run.replace("<w:r>", f"<w:r {nsdecls('w')}>", 1))
