"""The styles of official papers put into a Word document, with typefaces and their substitutes."""

from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor, Twips

from cityreport.exports.docx.layout import (
    FONTS,
    LATIN,
    LETTER_SPACE,
    LOOKS,
    TEXT_SIZE,
    TWIPS_A_POINT,
    Font,
    Look,
)

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
_BLACK = RGBColor(0, 0, 0)
_CHARACTER_PARTS = 100
_FONT_TABLE = "/word/fontTable.xml"


def put_styles(word: WordDocument) -> None:
    """Set up every style, the document's defaults and the table of typefaces."""
    _set_defaults(word)
    for look in LOOKS:
        _set_style(word, look)
    _set_font_table(word)


def _set_defaults(word: WordDocument) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults"))
    spacing = defaults.find(f".//{qn('w:spacing')}")
    spacing.attrib.clear()
    spacing.set(qn("w:after"), "0")
    language = defaults.find(f".//{qn('w:lang')}")
    language.set(qn("w:eastAsia"), "zh-CN")


def _set_style(word: WordDocument, look: Look) -> None:
    styles = word.styles
    known = look.name in styles
    style = styles[look.name] if known else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    if look.name != "Normal":
        style.base_style = styles[look.based_on]
    style.quick_style, style.hidden = True, False
    _set_letters(style, look)
    _set_paragraph(style, look)


def _set_letters(style: Any, look: Look) -> None:  # noqa: ANN401  (python-docx has no types)
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(parse_xml(
        f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" '
        f'w:eastAsia="{look.font.name}"/>'
    ))  # fmt: skip
    style.font.bold = look.bold
    style.font.size = Pt(look.size)
    if look.size == TEXT_SIZE:
        size = properties.find(qn("w:sz"))
        size.addprevious(parse_xml(f'<w:spacing {nsdecls("w")} w:val="{LETTER_SPACE}"/>'))
    style.font.color.rgb = RGBColor.from_string(look.colour) if look.colour else _BLACK


def _set_paragraph(style: Any, look: Look) -> None:  # noqa: ANN401
    properties = style.element.get_or_add_pPr()
    outline = properties.find(qn("w:outlineLvl"))
    for child in list(properties):
        properties.remove(child)
    shape = style.paragraph_format
    shape.alignment = _ALIGNMENTS[look.align]
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(look.line)
    shape.space_before, shape.space_after = Twips(look.before), Twips(look.after)
    shape.keep_with_next, shape.widow_control = look.keep_next, False
    snap = parse_xml(f'<w:snapToGrid {nsdecls("w")} w:val="0"/>')
    properties.insert_element_before(snap, "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    _set_indent(shape, look)
    if look.rule:
        properties.insert_element_before(_red_rule(), *_AFTER_BORDER)
    if outline is not None:
        properties.append(outline)


_AFTER_BORDER = (
    "w:shd", "w:tabs", "w:kinsoku", "w:spacing", "w:ind", "w:jc", "w:outlineLvl",
)  # fmt: skip


def _set_indent(shape: Any, look: Look) -> None:  # noqa: ANN401
    """Indents in characters, which follow the letter size, with twips for other programs."""
    one = round(look.size * TWIPS_A_POINT)
    shape.first_line_indent = Twips(look.first_line * one)
    shape.left_indent, shape.right_indent = (
        Twips(round(look.left * one)),
        Twips(round(look.right * one)),
    )
    indent = shape._element.pPr.find(qn("w:ind"))
    for name, characters in (
        ("firstLineChars", look.first_line), ("leftChars", look.left), ("rightChars", look.right)
    ):  # fmt: skip
        indent.set(qn(f"w:{name}"), str(round(characters * _CHARACTER_PARTS)))


def _red_rule() -> Any:  # noqa: ANN401
    return parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="18" w:space="8" w:color="C00000"/></w:pBdr>'
    )


def _set_font_table(word: WordDocument) -> None:
    """Name each typeface's substitute, so that a machine without it still shows all signs."""
    for part in word.part.package.iter_parts():
        if part.partname == _FONT_TABLE:
            part._blob = _font_table().encode()


def _font_table() -> str:
    entries = "".join(map(_font_xml, FONTS))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f"<w:fonts {nsdecls('w')}>{entries}"
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _font_xml(font: Font) -> str:
    return (
        f'<w:font w:name="{font.name}"><w:altName w:val="{font.instead}"/>'
        f'<w:charset w:val="86"/><w:family w:val="{font.family}"/><w:pitch w:val="variable"/></w:font>'
    )
