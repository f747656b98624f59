"""Real tables on a slide: figures in columns, heat maps and reporting tiles as coloured cells."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lxml import etree
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn

from cityreport import style
from cityreport.charts.canvas import shorten
from cityreport.exports.legible import legible
from cityreport.exports.pptx.look import (
    LEAD,
    SMALL,
    Box,
    Native,
    colour,
    frame_of,
    height_of,
    lines_of,
    signs_in,
    style_font,
    write,
)
from cityreport.exports.pptx.spread import SIDE, column_widths
from cityreport.tables.section import Cell, Chart, Column, Series, Table

_SIZES = (20, 18, 16, 14, 13, 12)
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's table style without lines and fills."""
_ABOVE = 40_000
_FULL, _LOOSE = 0.97, 1.5
"""Rows of a short table stand this much wider apart."""
_SHORTEST = 8
"""Signs of a number at most: a text as short as this is never cut."""
_DARK_FROM = 0.72
_ROW_NAME = 0.26


@dataclass(frozen=True, slots=True)
class Look:
    """How one cell is written: its text, where, on what ground."""

    text: str
    align: PP_ALIGN = PP_ALIGN.LEFT
    ground: str = style.PAPER
    ink: str = style.INK
    bold: bool = False
    hatched: bool = False
    sign: str = ""
    sign_ink: str = style.INK


def add_table(slide: Native, table: Table, box: Box) -> Native:
    """The table with its numbers right-aligned, in the largest letters with which it fits."""
    head = [_header(column) for column in table.columns]
    rows = [
        [_look(value, column) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    return _place(slide, [head, *rows], box)


def add_heat(slide: Native, chart: Chart, box: Box) -> Native:
    """A heat map: cells from light to dark with the number in each, hatched where nothing came."""
    values = [value for series in chart.series for value in series.values if value is not None]
    highest = max(values, default=0.0) or 1.0
    head = [Look("", ground=style.FAINT), *(_title(name) for name in chart.categories)]
    rows = [
        [
            Look(series.name),
            *(_heat_cell(chart, series, at, highest) for at in range(len(chart.categories))),
        ]
        for series in chart.series
    ]
    return _place(slide, [head, *rows], box, first=_ROW_NAME)


def add_tiles(slide: Native, chart: Chart, box: Box) -> Native:
    """Reporting tiles: the sign of each month on its colour, what the signs mean below."""
    used = {text.partition(" ")[0] for series in chart.series for text in series.texts}
    key = " · ".join(f"{tile.symbol} {word}" for word, tile in style.TILES.items() if word in used)
    head = [Look("", ground=style.FAINT), *(_title(name) for name in chart.categories)]
    rows = [
        [Look(series.name), *(_tile_cell(text) for text in series.texts)] for series in chart.series
    ]
    room = height_of(1, SMALL) + 2 * _ABOVE
    frame = _place(
        slide, [head, *rows], Box(box.left, box.top, box.width, box.height - room), first=_ROW_NAME
    )
    said = slide.shapes.add_textbox(box.left, box.top + box.height - room, box.width, room)
    write(frame_of(said), key, LEAD, style.QUIET)
    return frame


def _header(column: Column) -> Look:
    money = column.format == "money" and "万元" not in column.title
    title = f"{column.title}（万元）" if money else column.title
    align = PP_ALIGN.LEFT if column.format == "text" else PP_ALIGN.RIGHT
    return Look(title, align, style.FAINT, bold=True)


def _title(name: str) -> Look:
    return Look(name, PP_ALIGN.CENTER, style.FAINT, bold=True)


def _look(value: Cell, column: Column) -> Look:
    """A cell as written; a word in a column of numbers stands at the right like the numbers."""
    text = "" if value is None and column.format == "text" else style.write(value, column.format)
    status = style.STATUSES.get(text)
    if status is not None:
        return Look(text, sign=f"{status.shape} ", sign_ink=_dark(status))
    return Look(text, PP_ALIGN.LEFT if column.format == "text" else PP_ALIGN.RIGHT)


def _dark(status: style.Status) -> str:
    return status.colour if status.kind == "value" else style.QUIET


def _heat_cell(chart: Chart, series: Series, place: int, highest: float) -> Look:
    value = series.values[place]
    own = series.texts[place] if series.texts else ""
    if value is None:
        tile = style.TILES["未报"]
        return Look(own or style.NONE, PP_ALIGN.CENTER, tile.colour, tile.text_colour, hatched=True)
    share = max(0.0, value / highest)
    last = len(style.SEQUENCE) - 1
    ground = style.SEQUENCE[min(last, round(share * last))]
    ink = style.PAPER if share > _DARK_FROM and ground == style.SEQUENCE[-1] else style.INK
    return Look(own or style.write_mark(value, chart.format), PP_ALIGN.CENTER, ground, ink)


def _tile_cell(text: str) -> Look:
    word = text.partition(" ")[0]
    tile = style.TILES.get(word) or style.Tile(word, style.FAINT, style.INK)
    return Look(tile.symbol, PP_ALIGN.CENTER, tile.colour, tile.text_colour, hatched=tile.hatched)


def _place(
    slide: Native,
    cells: Sequence[Sequence[Look]],
    box: Box,
    first: float = 0.0,
) -> Native:
    size, widths, heights, shown = _measured(cells, box, first)
    shape = slide.shapes.add_table(
        len(shown), len(shown[0]), box.left, box.top, sum(widths), sum(heights)
    )
    shape.name = "表"
    grid = shape.table
    properties = grid._tbl.tblPr  # python-pptx has no table styles
    properties.find(qn("a:tableStyleId")).text = _PLAIN
    grid.horz_banding = False
    for place, width in enumerate(widths):
        grid.columns[place].width = width
    for number, (row, height) in enumerate(zip(shown, heights, strict=True)):
        grid.rows[number].height = height
        for place, look in enumerate(row):
            _fill(grid.cell(number, place), look, size)
    return shape


def _measured(
    cells: Sequence[Sequence[Look]], box: Box, first: float
) -> tuple[int, list[int], list[int], Sequence[Sequence[Look]]]:
    """Letter size, column widths and row heights with which the table fits its box."""
    texts = [[f"{look.sign}{look.text}" for look in row] for row in cells]
    for size in _SIZES:
        widths = column_widths(texts, size, box.width, first)
        heights = [_row_height(row, size, widths) for row in texts]
        if sum(heights) <= _FULL * box.height:
            loose = min(_LOOSE, _FULL * box.height / sum(heights))
            return size, widths, [int(height * loose) for height in heights], cells
    return _cut(cells, texts, box, first)


def _cut(
    cells: Sequence[Sequence[Look]], texts: Sequence[Sequence[str]], box: Box, first: float
) -> tuple[int, list[int], list[int], Sequence[Sequence[Look]]]:
    """Names cut to one line in the smallest letters, for what no size makes fit; numbers are not."""
    size = _SIZES[-1]
    widths = column_widths(texts, size, box.width, first)
    shown = [[_cut_look(look, size, widths[at]) for at, look in enumerate(row)] for row in cells]
    return size, widths, [height_of(1, size) + 2 * _ABOVE] * len(cells), shown


def _cut_look(look: Look, size: float, width: int) -> Look:
    room = width - 2 * SIDE
    if len(look.text) <= _SHORTEST or lines_of(f"{look.sign}{look.text}", size, room) == 1:
        return look
    return replace(look, text=shorten(look.text, max(2 * _SHORTEST, signs_in(size, room))))


def _row_height(row: Sequence[str], size: float, widths: Sequence[int]) -> int:
    lines = max(
        lines_of(text, size, width - 2 * SIDE) for text, width in zip(row, widths, strict=True)
    )
    return height_of(lines, size) + 2 * _ABOVE


def _fill(cell: Native, look: Look, size: float) -> None:
    cell.margin_left = cell.margin_right = SIDE
    cell.margin_top = cell.margin_bottom = _ABOVE
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    if look.hatched:
        cell.fill.patterned()
        cell.fill.pattern = MSO_PATTERN.LIGHT_UPWARD_DIAGONAL
        cell.fill.fore_color.rgb, cell.fill.back_color.rgb = (
            colour(style.ABSENT),
            colour(look.ground),
        )
    else:
        cell.fill.solid()
        cell.fill.fore_color.rgb = colour(look.ground)
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = look.align
    if look.sign:
        _run(paragraph, look.sign, size, look.sign_ink, bold=False)
    _run(paragraph, look.text, size, look.ink, bold=look.bold)
    _underline(cell)


def _run(paragraph: Native, text: str, size: float, ink: str, *, bold: bool) -> None:
    run = paragraph.add_run()
    run.text = legible(text) + (" " if text.endswith(" ") else "")
    style_font(run.font, size, ink, bold=bold)


def _underline(cell: Native) -> None:
    """A thin line under the cell; in the properties lines stand before the fill."""
    properties = cell._tc.get_or_add_tcPr()  # python-pptx has no cell borders
    line = etree.Element(qn("a:lnB"), w="9525")
    solid = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(solid, qn("a:srgbClr"), val=style.LINE.removeprefix("#"))
    properties.insert(0, line)
