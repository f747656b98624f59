"""Sizes, colours and fonts of a slide, all from the house's style, in PowerPoint's units."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from cityreport import style
from cityreport.exports.legible import legible
from cityreport.template.book import written_width

WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
"""16:9, 13.33 × 7.5 inches."""
_PIXELS_TO_POINTS = 0.75
SMALL, TEXT, TITLE, HUGE = (round(size * _PIXELS_TO_POINTS) for size in style.PRESENT_SIZES)
FOOT, LEAD, AXIS = 11, 14, SMALL
"""Points; footer and grey line are read from near by, everything else from three metres."""
FONT = style.FONTS[0]
_LETTERS = {
    "typeface": FONT,
    "panose": "020B0503020204020204",
    "pitchFamily": "34",
    "charset": "-122",
}
"""What a program needs to choose a Chinese font without serifs where the named one is missing."""
SURE = 0.92
"""Share of a line that letters may take: a font put in for a missing one runs wider."""
_LINE = 1.35
"""Line height by letter size."""


Native: TypeAlias = Any
"""An object of python-pptx or its XML, which are typed only in part."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the slide, in EMU."""

    left: int
    top: int
    width: int
    height: int


def colour(code: str) -> Native:
    """A colour of the house's style for python-pptx."""
    made: Native = RGBColor
    return made.from_string(code.removeprefix("#"))


def name_fonts(properties: Native) -> None:
    """Name the Chinese font for Latin and East-Asian letters of a run-properties element."""
    for name in ("a:latin", "a:ea", "a:cs"):
        for old in properties.findall(qn(name)):
            properties.remove(old)
    after = [properties.find(qn(name)) for name in ("a:hlinkClick", "a:hlinkMouseOver", "a:rtl")]
    place = next((list(properties).index(one) for one in after if one is not None), len(properties))
    for step, name in enumerate(("a:latin", "a:ea")):
        font = etree.Element(qn(name), attrib=_LETTERS)
        properties.insert(place + step, font)


def style_font(font: Native, size: float, code: str = style.INK, *, bold: bool = False) -> None:
    """Set size (points), colour and names of a python-pptx font, of text or of a chart."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = colour(code)
    properties = font._rPr  # python-pptx has no door for East-Asian fonts
    properties.set("lang", "zh-CN")
    properties.set("altLang", "en-US")
    name_fonts(properties)


def write(
    frame: Native,
    text: str,
    size: float,
    code: str = style.INK,
    *,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
    first: bool = True,
) -> None:
    """Write the text as one paragraph, in the frame's first one or a new one."""
    paragraph = frame.paragraphs[0] if first else frame.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text = legible(text)
    style_font(run.font, size, code, bold=bold)


def frame_of(shape: Native, *, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> Native:
    """The shape's text frame, wrapping, without inner margins, empty."""
    frame = shape.text_frame
    frame.clear()
    frame.word_wrap = True
    frame.vertical_anchor = anchor
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def signs_in(size: float, width: int) -> int:
    """The half-width signs of that size (points) that surely stand on a line of that width (EMU)."""
    return int(max(1.0, width / Pt(1) / size * 2 * SURE - 1))


def lines_of(text: str, size: float, width: int) -> int:
    """How many lines a text takes at that size (points) in that width (EMU)."""
    return max(1, -(-written_width(legible(text)) // signs_in(size, width)))


def line_room(signs: float) -> float:
    """The half-width signs to leave for a text of so many, so that ``lines_of`` counts one line."""
    return (signs + 2) / SURE


def height_of(lines: int, size: float) -> int:
    """The height (EMU) of so many lines of that size (points)."""
    return int(Pt(size * _LINE) * lines)
