"""The layout of official papers by GB/T 9704-2012, in millimetres, points and twips."""

from dataclasses import dataclass
from math import floor
from typing import Literal

PAGE = (210.0, 297.0)
TOP, BOTTOM, LEFT, RIGHT = 37.0, 35.0, 28.0, 26.0
LINES, CHARACTERS = 22, 28
TWIPS_A_POINT, MM_A_INCH, POINTS_A_INCH = 20, 25.4, 72
FOOTER = 23.0
"""From the paper's edge to the page number, which stands 7 mm under the text."""
TEXT_SIZE = 16.0
_CHARACTER_UNITS = 4096

Align = Literal["left", "center", "right", "both"]


def twips(millimetres: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(millimetres / MM_A_INCH * POINTS_A_INCH * TWIPS_A_POINT)


TEXT_WIDTH, TEXT_HEIGHT = twips(PAGE[0] - LEFT - RIGHT), twips(PAGE[1] - TOP - BOTTOM)
LINE_PITCH = TEXT_HEIGHT // LINES
"""Twips from line to line: 22 of them fit between the margins."""
CHARACTER_SPACE = floor((TEXT_WIDTH / CHARACTERS / TWIPS_A_POINT - TEXT_SIZE) * _CHARACTER_UNITS)
"""What a character of 16 pt gives up so that 28 fit, in 4096ths of a point: the page's grid."""
LETTER_SPACE = floor((TEXT_WIDTH / CHARACTERS) - TEXT_SIZE * TWIPS_A_POINT)
"""The same in twips, in the styles themselves: LibreOffice puts a character that is wider than its
place in the grid into two, so that the styles do without the grid."""


@dataclass(frozen=True, slots=True)
class Font:
    """An East-Asian typeface: its name and the one to take where it is not installed."""

    name: str
    instead: str
    family: Literal["roman", "swiss", "modern", "script"]


TITLE_FONT = Font("方正小标宋简体", "宋体", "script")
HEADING_FONT = Font("黑体", "SimHei", "modern")
SUBHEADING_FONT = Font("楷体_GB2312", "楷体", "modern")
TEXT_FONT = Font("仿宋_GB2312", "仿宋", "modern")
NUMBER_FONT = Font("宋体", "SimSun", "roman")
FONTS = (TITLE_FONT, HEADING_FONT, SUBHEADING_FONT, TEXT_FONT, NUMBER_FONT)
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style: typeface, size in points, line height in twips, indents in characters."""

    name: str
    font: Font
    size: float
    align: Align = "both"
    line: int = LINE_PITCH
    first_line: int = 0
    left: float = 0
    right: float = 0
    before: int = 0
    after: int = 0
    colour: str = ""
    bold: bool = False
    keep_next: bool = False
    rule: bool = False
    based_on: str = "Normal"


LETTERHEAD, NUMBER = "发文机关标志", "发文字号"
TITLE, ADDRESSEES, BODY, ITEM = "Title", "主送机关", "Body Text", "公文条款"
SIGNED_BY, SIGNED_ON, LIST_OF_ANNEXES = "发文机关署名", "成文日期", "附件说明"
ANNEX, ANNEX_TITLE = "附件序号", "附件标题"
TABLE_TITLE, HEAD_CELL, CELL, NOTE = "表题", "表头", "表格文字", "表注"
PAGE_NUMBER, MARK = "Footer", "Header"
_RED = "C00000"
_TITLE_LINE, _CELL_LINE = 660, 340
TITLE_SIZE = 22.0
TITLE_CHARACTERS = int(TEXT_WIDTH / TWIPS_A_POINT / TITLE_SIZE)
"""So many characters of a title fit on a line."""

LOOKS: tuple[Look, ...] = (
    Look("Normal", TEXT_FONT, TEXT_SIZE),
    Look(BODY, TEXT_FONT, TEXT_SIZE, first_line=2),
    Look(ITEM, TEXT_FONT, TEXT_SIZE, first_line=2),
    Look(TITLE, TITLE_FONT, TITLE_SIZE, "center", _TITLE_LINE, after=LINE_PITCH),
    Look("Heading 1", HEADING_FONT, TEXT_SIZE, first_line=2, keep_next=True),
    Look("Heading 2", SUBHEADING_FONT, TEXT_SIZE, first_line=2, keep_next=True),
    Look("Heading 3", TEXT_FONT, TEXT_SIZE, first_line=2, keep_next=True),
    Look("Heading 4", TEXT_FONT, TEXT_SIZE, first_line=2, keep_next=True),
    Look(ADDRESSEES, TEXT_FONT, TEXT_SIZE, "left"),
    Look(SIGNED_BY, TEXT_FONT, TEXT_SIZE, "right", before=2 * LINE_PITCH, keep_next=True),
    Look(SIGNED_ON, TEXT_FONT, TEXT_SIZE, "right", right=4),
    Look(LIST_OF_ANNEXES, TEXT_FONT, TEXT_SIZE, "left", first_line=2, keep_next=True),
    Look(ANNEX, HEADING_FONT, TEXT_SIZE, "left"),
    Look(ANNEX_TITLE, TITLE_FONT, TITLE_SIZE, "center", _TITLE_LINE, before=200, after=200),
    Look(LETTERHEAD, TITLE_FONT, 44, "center", 1200, before=600, after=400, colour=_RED),
    Look(NUMBER, TEXT_FONT, TEXT_SIZE, "center", after=LINE_PITCH, colour="", rule=True),
    Look(TABLE_TITLE, HEADING_FONT, 14, "center", 480, before=120, keep_next=True),
    Look(HEAD_CELL, HEADING_FONT, 10.5, "center", _CELL_LINE),
    Look(CELL, TEXT_FONT, 10.5, "left", _CELL_LINE),
    Look(NOTE, TEXT_FONT, 10.5, "left", _CELL_LINE, before=60, after=120),
    Look(PAGE_NUMBER, NUMBER_FONT, 14, "right", 360),
    Look(MARK, HEADING_FONT, 14, "right", 360, colour=_RED),
)
