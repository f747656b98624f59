"""What every slide has around its figure: title, grey line, source, page number, 示例."""

from dataclasses import dataclass

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from cityreport import style
from cityreport.exports.pptx.base import head_of, layout_for, title_of
from cityreport.exports.pptx.look import (
    FOOT,
    LEAD,
    SMALL,
    TITLE,
    Box,
    Native,
    colour,
    frame_of,
    height_of,
    lines_of,
    style_font,
    write,
)

SAMPLE = "示例"
_SAMPLE_SAID = "示例数据"
_TITLE_SIZES = ((TITLE, 1), (25, 1), (23, 1), (24, 2), (20, 2), (17, 3))
"""Points and the lines a title of that size may have: rather smaller than one sign over."""
_GAP = 60_000
_FOOT_HEIGHT, _FOOT_GAP = 280_000, 150_000
_BADGE = (760_000, 300_000)


@dataclass(frozen=True, slots=True)
class Page:
    """The measures of the presentation: its size and where titles stand."""

    width: int
    height: int
    head: Box
    sample: bool

    @classmethod
    def of(cls, presentation: Native, *, sample: bool) -> "Page":
        """The measures of a presentation."""
        head = head_of(presentation)
        return cls(presentation.slide_width, presentation.slide_height, head, sample)

    @property
    def foot(self) -> int:
        """Where the footer begins."""
        return self.height - _FOOT_HEIGHT - _FOOT_GAP


def add_slide(
    presentation: Native,
    page: Page,
    title: str,
    lead: str,
    source: str,
) -> tuple[Native, Box]:
    """A new slide with everything but its figure, and the room the figure has."""
    slide = presentation.slides.add_slide(layout_for(presentation, cover=False))
    write_title(slide, page.head, title)
    for shape in list(slide.placeholders):
        if shape is not slide.shapes.title and not shape.has_text_frame:
            continue
        if not shape.text_frame.text:
            shape._element.getparent().remove(shape._element)
    top = page.head.top + page.head.height + _GAP
    if lead:
        lines = min(2, lines_of(lead, LEAD, page.head.width))
        height = height_of(lines, LEAD)
        said = add_text(slide, Box(page.head.left, top, page.head.width, height))
        write(said, lead, LEAD, style.QUIET)
        top += height + _GAP
    _footer(slide, page, source)
    return slide, Box(page.head.left, top, page.head.width, page.foot - _GAP - top)


def write_title(slide: Native, head: Box, title: str) -> None:
    """The claim in the title placeholder (a text box where the master has none), as large as fits."""
    shape = title_of(slide)
    if shape is None:
        shape = slide.shapes.add_textbox(head.left, head.top, head.width, head.height)
    size = next(
        (one for one, lines in _TITLE_SIZES if lines_of(title, one, head.width) <= lines),
        _TITLE_SIZES[-1][0],
    )
    write(frame_of(shape, anchor=MSO_ANCHOR.MIDDLE), title, size, bold=True)


def add_text(slide: Native, box: Box, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> Native:
    """The text frame of a new text box."""
    shape = slide.shapes.add_textbox(box.left, box.top, box.width, box.height)
    return frame_of(shape, anchor=anchor)


def mark_sample(slide: Native, page: Page) -> None:
    """示例 in the upper right corner, as long as sample data are loaded (details.md E4)."""
    width, height = _BADGE
    shape = slide.shapes.add_shape(
        MSO_SHAPE.RECTANGLE, page.width - width - _FOOT_GAP, _GAP, width, height
    )
    look = style.STATUSES["滞后"]
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(look.colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    shape.name = SAMPLE
    frame = frame_of(shape, anchor=MSO_ANCHOR.MIDDLE)
    write(frame, SAMPLE, LEAD, look.text_colour, bold=True, align=PP_ALIGN.CENTER)


def _footer(slide: Native, page: Page, source: str) -> None:
    number_width = 700_000
    wide = page.head.width - number_width
    said = " · ".join(filter(None, (_SAMPLE_SAID if page.sample else "", source)))
    foot = add_text(slide, Box(page.head.left, page.foot, wide, _FOOT_HEIGHT), MSO_ANCHOR.MIDDLE)
    write(foot, said, FOOT, style.QUIET)
    at = Box(page.head.left + wide, page.foot, number_width, _FOOT_HEIGHT)
    frame = add_text(slide, at, MSO_ANCHOR.MIDDLE)
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT
    _number_field(paragraph, len(slide.part.package.presentation_part.presentation.slides))
    if page.sample:
        mark_sample(slide, page)


def _number_field(paragraph: Native, number: int) -> None:
    """The page number as a field, so that it stays right when slides are moved."""
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum">'
        f"<a:rPr/><a:t>{number}</a:t></a:fld>"
    )
    paragraph._p.append(field)  # python-pptx has no fields
    style_font(_FieldFont.of(field), SMALL - 2, style.QUIET)


class _FieldFont:
    """The font of a field, which python-pptx knows of runs only."""

    @staticmethod
    def of(field: Native) -> Native:
        """The font of the field's properties."""
        from pptx.oxml.ns import qn
        from pptx.text.text import Font

        return Font(field.find(qn("a:rPr")))
