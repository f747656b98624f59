"""A deck as a .pptx: cover, contents, one slide a section, with what the speaker reads."""

from collections.abc import Sequence
from io import BytesIO

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

from cityreport import style
from cityreport.exports.legible import legible
from cityreport.exports.pptx.base import empty_presentation, layout_for, title_of
from cityreport.exports.pptx.charts import add_chart
from cityreport.exports.pptx.frame import Page, add_slide, add_text, mark_sample
from cityreport.exports.pptx.grids import add_heat, add_table, add_tiles
from cityreport.exports.pptx.look import (
    HUGE,
    LEAD,
    SMALL,
    SURE,
    TEXT,
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
from cityreport.report.deck import Deck, Slide
from cityreport.report.deck.fitting import LONGEST_TITLE, short
from cityreport.report.remarks import remarks_of
from cityreport.report.wording import SELF_ASSESSED
from cityreport.tables.section import Headline, Section

CONTENTS = "目录"
_NOTHING = "这份议程还没有内容。在“投屏”里选择要讲的内容，再生成幻灯片。"
_FIGURE_SIZES = (HUGE, 44, 36, 30, 24, 20)
_ACROSS = 3
_MOST_REMARKS = 2
"""On the slide; all of them are in the notes."""
_GAP, _PADDING, _RULE = 200_000, 160_000, 50_000
_SOURCES = "出处"


def presentation(deck: Deck, master: bytes | None = None) -> bytes:
    """The deck as a .pptx, on the house's master or the office's own (checked beforehand)."""
    made = empty_presentation(master)
    made.core_properties.title = legible(f"{deck.title} {deck.month}")
    made.core_properties.author = legible(deck.office)
    made.core_properties.language = "zh-CN"
    page = Page.of(made, sample=deck.sample)
    _cover(made, page, deck)
    if deck.slides:
        _contents(made, page, deck)
    else:
        slide, box = add_slide(made, page, deck.title, "", "")
        _sentence(slide, _NOTHING, box)
    for one in deck.slides:
        _slide(made, page, one)
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def _cover(made: Native, page: Page, deck: Deck) -> None:
    slide = made.slides.add_slide(layout_for(made, cover=True))
    title = title_of(slide)
    for one in list(slide.placeholders):
        if title is None or one.shape_id != title.shape_id:
            one._element.getparent().remove(one._element)
    if title is None:
        title = slide.shapes.add_textbox(0, 0, 1, 1)
    wide = page.width - 2 * page.head.left
    title.left, title.top = page.head.left, page.height * 30 // 100
    title.width, title.height = wide, page.height * 20 // 100
    size = next((s for s in (48, 44, 36, 30) if lines_of(deck.title, s, wide) == 1), 24)
    write(frame_of(title, anchor=MSO_ANCHOR.BOTTOM), deck.title, size, bold=True)
    _rule(slide, Box(page.head.left, page.height * 515 // 1000, page.width // 6, _RULE))
    box = Box(page.head.left, page.height * 53 // 100, wide, page.height * 20 // 100)
    below = add_text(slide, box)
    write(below, deck.month, TITLE, style.PRIMARY)
    write(below, f"{deck.office}　{deck.day}", TEXT, style.QUIET, first=False)
    foot = add_text(slide, Box(page.head.left, page.foot, wide, height_of(1, SMALL)))
    write(foot, SELF_ASSESSED, LEAD, style.QUIET)
    if page.sample:
        mark_sample(slide, page)


def _rule(slide: Native, box: Box) -> None:
    """A short blue line under the meeting's name."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(style.PRIMARY)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _contents(made: Native, page: Page, deck: Deck) -> None:
    slide, box = add_slide(made, page, CONTENTS, deck.left_out, "")
    names = [one.name for one in deck.slides]
    columns = 1 + (len(names) > 8) + (len(names) > 24)
    rows = -(-len(names) // columns)
    size = next(
        (s for s in (TEXT, 18, SMALL, 14, 12) if rows * height_of(1, s) * 1.25 < box.height), 10
    )
    wide = box.width // columns
    for column in range(columns):
        part = names[column * rows : (column + 1) * rows]
        frame = add_text(slide, Box(box.left + column * wide, box.top, wide - _GAP, box.height))
        for place, name in enumerate(part):
            write(frame, f"{column * rows + place + 1}. {name}", size, first=place == 0)
            frame.paragraphs[-1].line_spacing = 1.2


def _slide(made: Native, page: Page, one: Slide) -> None:
    section = one.section
    lead = "　".join([*section.badges, *([section.lead] if section.lead else [])])
    slide, box = add_slide(made, page, section.title, lead, section.source)
    box = _remarks(slide, section, box)
    if section.empty:
        _sentence(slide, section.empty, box)
    elif one.figures:
        _figures(slide, one.figures, box)
    elif section.chart is not None and section.chart.kind == "heat":
        add_heat(slide, section.chart, box)
    elif section.chart is not None and section.chart.kind == "tiles":
        add_tiles(slide, section.chart, box)
    elif section.chart is not None:
        add_chart(slide, section.chart, box, legible(section.title))
    elif section.table is not None and section.table.rows:
        add_table(slide, section.table, box)
    else:
        _sentence(slide, "这一项没有可以显示的内容。", box)
    _write_notes(slide, one)


def _remarks(slide: Native, section: Section, box: Box) -> Box:
    """The 批注 at the foot of the figure, as many as leave it room; what is left for the figure."""
    said = [short(remark, LONGEST_TITLE) for remark in remarks_of(section)[:_MOST_REMARKS]]
    if not said:
        return box
    lines = sum(lines_of(remark, LEAD, box.width) for remark in said)
    room = height_of(lines, LEAD)
    left = Box(box.left, box.top, box.width, box.height - room)
    frame = add_text(slide, Box(box.left, box.top + left.height, box.width, room))
    for place, remark in enumerate(said):
        write(frame, remark, LEAD, style.PRIMARY, first=place == 0)
    return left


def _sentence(slide: Native, text: str, box: Box) -> None:
    """Why there is nothing to show, in place of an empty frame."""
    room = Box(box.left, box.top + box.height // 4, box.width, box.height // 3)
    write(add_text(slide, room, MSO_ANCHOR.MIDDLE), text, TEXT, style.QUIET, align=PP_ALIGN.CENTER)


def _figures(slide: Native, figures: Sequence[Headline], box: Box) -> None:
    """Each headline figure on a card: what it is, the number, what it compares to."""
    across = min(len(figures), 2 if len(figures) == 4 else _ACROSS)
    rows = -(-len(figures) // across)
    wide = (box.width - _GAP * (across - 1)) // across
    high = (box.height - _GAP * (rows - 1)) // rows
    for place, figure in enumerate(figures):
        row, column = divmod(place, across)
        left, top = box.left + column * (wide + _GAP), box.top + row * (high + _GAP)
        _card(slide, figure, Box(left, top, wide, high))


def _card(slide: Native, figure: Headline, box: Box) -> None:
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, box.left, box.top, box.width, box.height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = colour(style.GROUND)
    shape.line.color.rgb = colour(style.LINE)
    shape.shadow.inherit = False
    shape.name = legible(figure.label)
    frame = frame_of(shape, anchor=MSO_ANCHOR.MIDDLE)
    frame.margin_left = frame.margin_right = _PADDING
    room = int((box.width - 2 * _PADDING) * SURE)
    size = next(
        (s for s in _FIGURE_SIZES if lines_of(figure.text, s, room) == 1), _FIGURE_SIZES[-1]
    )
    write(frame, figure.label, TEXT, style.QUIET)
    write(frame, figure.text, size, style.PRIMARY, bold=True, first=False)
    if figure.note:
        write(frame, figure.note, SMALL, style.QUIET, first=False)


def _write_notes(slide: Native, one: Slide) -> None:
    """The speaker's text: method and notes, then where the figures come from."""
    said = [*one.notes, *([_SOURCES, *one.sources] if one.sources else [])]
    frame = slide.notes_slide.notes_text_frame
    for place, line in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = legible(line)
        style_font(run.font, 12)
