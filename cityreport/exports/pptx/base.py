"""The empty presentation the slides are put into: the house's, or the office's own master."""

from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from cityreport import style
from cityreport.exports.pptx.look import FONT, HEIGHT, TITLE, WIDTH, Box, Native, name_fonts

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
_SIDE = 457_200
_HEAD = Box(_SIDE, 380_000, WIDTH - 2 * _SIDE, 800_000)
_SCHEME = {
    "dk1": style.INK, "lt1": style.PAPER, "dk2": style.QUIET, "lt2": style.GROUND,
    "accent1": style.PRIMARY, "accent2": style.LIGHT, "accent3": style.PARTS[2],
    "accent4": style.STATUSES["滞后"].colour, "accent5": style.STATUSES["严重滞后"].colour,
    "accent6": style.ABSENT, "hlink": style.PRIMARY, "folHlink": style.QUIET,
}  # fmt: skip
_KEPT = ("title", "titleOnly", "blank")
"""The layouts of the house's presentation; the others of the library's template are in English."""
_NAMES = {"title": "封面", "titleOnly": "标题", "blank": "空白"}
_PLACEHOLDERS = {
    "Title": "标题", "Subtitle": "副标题", "Date": "日期", "Footer": "页脚", "Slide Number": "页码",
}  # fmt: skip


def empty_presentation(master: bytes | None = None) -> Native:
    """A presentation without slides; of the office's file its masters, layouts and size stay."""
    if master is None:
        return _house()
    presentation = Presentation(BytesIO(master))
    for entry in list(presentation.slides._sldIdLst):  # no public way to drop a slide
        presentation.part.drop_rel(entry.rId)
        presentation.slides._sldIdLst.remove(entry)
    for extension in presentation.part._element.findall(qn("p:extLst")):
        # The sections of the office's own slides are named there by their ids.
        presentation.part._element.remove(extension)
    return presentation


def layout_for(presentation: Native, *, cover: bool) -> Native:
    """The layout for the cover, or the one with a title and the least else."""
    layouts = list(presentation.slide_layouts)
    kind = "title" if cover else "titleOnly"
    named = [one for one in layouts if one._element.get("type") == kind]
    titled = [one for one in layouts if title_of(one) is not None]
    return (named or sorted(titled, key=lambda one: len(one.placeholders)) or layouts)[0]


def title_of(slide: Native) -> Native:
    """The title placeholder of a slide or layout, None without one."""
    kinds = ((one, one.placeholder_format.type) for one in slide.placeholders)
    return next((one for one, kind in kinds if kind in _TITLES), None)


def head_of(presentation: Native) -> Box:
    """Where the title of a content slide stands: as in the layout, if that leaves room below."""
    width, height = presentation.slide_width, presentation.slide_height
    title = title_of(layout_for(presentation, cover=False))
    if title is not None and title.width and title.top + title.height < height // 4:
        return Box(title.left, title.top, title.width, title.height)
    return Box(
        _HEAD.left * width // WIDTH, _HEAD.top * height // HEIGHT,
        _HEAD.width * width // WIDTH, _HEAD.height * height // HEIGHT,
    )  # fmt: skip


def _house() -> Native:
    presentation = Presentation()
    stretch = WIDTH / presentation.slide_width
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    master = presentation.slide_master
    _theme(master)
    _drop_layouts(master)
    _place_title(master, stretch)
    for layout in master.slide_layouts:
        layout.name = _NAMES[layout._element.get("type")]
        for shape in layout.placeholders:
            shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)
            _rename(shape)
        title = title_of(layout)
        if title is not None and layout._element.get("type") == "titleOnly":
            title.left, title.top, title.width, title.height = (
                _HEAD.left, _HEAD.top, _HEAD.width, _HEAD.height,
            )  # fmt: skip
    return presentation


def _drop_layouts(master: Native) -> None:
    for layout in list(master.slide_layouts):
        if layout._element.get("type") not in _KEPT:
            master.slide_layouts.remove(layout)


def _rename(shape: Native) -> None:
    """Call a placeholder in Chinese, and its prompt, which stands on the layout only."""
    english = shape.name.rpartition(" Placeholder")[0] or shape.name.rpartition(" ")[0]
    called = _PLACEHOLDERS.get(english, english)
    shape.name = called
    if called in ("标题", "副标题"):
        shape.text_frame.text = f"单击编辑{called}"


def _place_title(master: Native, stretch: float) -> None:
    for shape in master.placeholders:
        shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)
        _rename(shape)
    title = title_of(master)
    title.left, title.top, title.width, title.height = (
        _HEAD.left, _HEAD.top, _HEAD.width, _HEAD.height,
    )  # fmt: skip
    styles = master._element.find(qn("p:txStyles"))
    heading = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    heading.set("algn", "l")
    properties = heading.find(qn("a:defRPr"))
    properties.set("sz", str(Pt(TITLE).centipoints))
    properties.set("b", "1")
    for one in styles.iter(qn("a:defRPr")):
        name_fonts(one)


def _theme(master: Native) -> None:
    """Put the house's colours and fonts into the theme, so that what people add looks alike."""
    part = master.part.part_related_by(RT.THEME)
    theme = parse_xml(part.blob)
    theme.set("name", "文明城市创建")
    for name, code in _SCHEME.items():
        entry = next(theme.iter(qn(f"a:{name}")))
        for old in list(entry):
            entry.remove(old)
        etree.SubElement(entry, qn("a:srgbClr"), val=code.removeprefix("#"))
    for family in ("a:majorFont", "a:minorFont"):
        fonts = next(theme.iter(qn(family)))
        for name in ("a:latin", "a:ea"):
            fonts.find(qn(name)).set("typeface", FONT)
        for font in fonts.findall(qn("a:font")):
            if font.get("script") == "Hans":
                font.set("typeface", "微软雅黑")
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
