"""Cut a sheet into tables: captions above, header, body; page repeats are one table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cityreport.intake.captions import says_none
from cityreport.intake.grid import Grid, fold, is_figure
from cityreport.intake.headers import HeaderRow, find_headers
from cityreport.intake.meanings import NOTHING_SAID, Meanings
from cityreport.remembered import remembered
from cityreport.sheets import KINDS
from cityreport.tables.workbook import Address

_TITLE_WORDS = tuple(fold(word) for kind in KINDS for word in (kind.name, *kind.words))
_TITLE_SIGNS = re.compile(r"月报|报表|统计表|汇总表|20\d\d年|单位:|月份:|填报方:|部门:|科室:")
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]+[)、.].{2,}")
_SIGNED = re.compile(
    r"(?:填表人|填报人|制表人?|审核人?|复核人?|经办人|统计人|统计负责人|联系人|联系电话|负责人|单位负责人|单位主要负责人|分管领导|主管领导|主要领导|领导签字|签发人"
    r"|单位盖章|单位\(盖章\)|\(盖章\)|\(公章\)|盖章|公章|填报日期|填表日期|填报时间|上报日期|制表日期|报送日期|电话)"
)
_FOOTER = re.compile(r"(?:填报|报送|上报|填表)单位(?:\([^)]*\))?:")
_NOTE = re.compile(r"(?:注|备注|说明|填表说明|填报说明|附注)[:\d一二].*|[※*★].*|\d[.、].{8,}")


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a sheet: rows of its captions, its header, rows and columns of its body.

    ``furniture`` are rows inside the body that repeat title and header of a printed page.
    """

    header: HeaderRow
    captions: tuple[int, ...]
    body: tuple[int, ...]
    first_column: int
    last_column: int
    furniture: frozenset[int] = frozenset()

    def caption_cells(self, grid: Grid) -> list[Address]:
        """The occupied cells of the captions, those straight above the table first."""
        cells = [at for row in self.captions for at in grid.in_row(row)]
        return sorted(cells, key=lambda at: not self.first_column <= at[1] <= self.last_column)


def is_signature(text: str) -> bool:
    """Whether the cell begins a signature line: 填表人, 审核人, 单位盖章, 填报日期."""
    return bool(_SIGNED.match(fold(text)))


def is_signature_label(text: str) -> bool:
    """Whether the cell is the label of a signature and nothing else: 审核人, but not 审核制度."""
    label = fold(text).split(":")[0]
    return bool(_SIGNED.fullmatch(label.split("(")[0]) or _SIGNED.fullmatch(label))


@remembered(65536)
def is_footer(text: str) -> bool:
    """Whether a cell below a table names who sent it: 填报单位(盖章):××."""
    return bool(_FOOTER.match(fold(text)))


def is_note(text: str) -> bool:
    """Whether the cell is a note below a table: 注：…, 说明：…, ※…."""
    return bool(_NOTE.match(fold(text)))


def is_section(text: str) -> bool:
    """Whether the text heads a part of a table: 一、基础设施."""
    return bool(_SECTION.fullmatch(fold(text)))


def blocks(grid: Grid, said: Meanings = NOTHING_SAID) -> tuple[Block, ...]:
    """The tables of the sheet from the top; tables side by side share their rows.

    ``said`` is what people said about its headers.
    """
    found: list[Block] = []
    for group in _by_row(find_headers(grid, said)):
        captions = _captions_above(grid, group[0].first, found)
        found = _bodies_until(grid, found, (captions[0] if captions else group[0].first))
        if _repeats_page(grid, group, captions, found):
            found = _with_repeat(found, group[0], captions)
        else:
            found += _side_by_side(grid, group, captions)
    return tuple(_bodies_until(grid, found, grid.height))


def _by_row(headers: Iterable[HeaderRow]) -> list[list[HeaderRow]]:
    groups: dict[int, list[HeaderRow]] = {}
    for header in headers:
        groups.setdefault(header.first, []).append(header)
    return list(groups.values())


def _side_by_side(grid: Grid, group: list[HeaderRow], captions: tuple[int, ...]) -> list[Block]:
    starts = [0, *(header.cells[0].column for header in group[1:])]
    ends = [start - 1 for start in starts[1:]] + [max(grid.width - 1, 0)]
    return [
        Block(header, captions, (), start, end)
        for header, start, end in zip(group, starts, ends, strict=True)
    ]


def _bodies_until(grid: Grid, found: list[Block], end: int) -> list[Block]:
    """The blocks begun last, their bodies reaching down to a row (exclusive)."""
    if not found:
        return []
    last = found[-1].header.first
    return [
        replace(block, body=tuple(range(block.header.last + 1, end)))
        if block.header.first == last
        else block
        for block in found
    ]


def _captions_above(grid: Grid, header: int, found: list[Block]) -> tuple[int, ...]:
    """The rows above a header that title it; for the first table all rows from the top."""
    if not found:
        return tuple(range(header))
    floor = found[-1].header.last
    row = header - 1
    while row > floor and _is_caption_row(grid, row):
        row -= 1
    rows = range(row + 1, header)
    titled = [r for r in rows if grid.in_row(r)]
    return tuple(range(titled[0], header)) if titled else ()


def _is_caption_row(grid: Grid, row: int) -> bool:
    cells = grid.in_row(row)
    texts = [fold(grid.text(at)) for at in cells]
    if not cells:
        return True
    if any(is_figure(grid.value(at)) for at in cells):
        return False
    if any(is_signature(text) or is_note(text) or says_none(text) for text in texts):
        return False
    spans = grid.merged(cells[0])[3] - grid.merged(cells[0])[1] >= 2
    titled = any(_TITLE_SIGNS.search(text) for text in texts)
    named = any(word in text for text in texts for word in _TITLE_WORDS)
    alone = len(cells) == 1 and (spans or named or is_section(texts[0]))
    return alone or (titled and len(cells) <= 4)


def _repeats_page(
    grid: Grid, group: list[HeaderRow], captions: tuple[int, ...], found: list[Block]
) -> bool:
    """Whether a header only repeats the table above on a new page: same header, same titles."""
    if not found:
        return False
    last = [block for block in found if block.header.first == found[-1].header.first]
    same = [block.header.texts for block in last] == [header.texts for header in group]
    before = _texts(grid, last[0].captions)
    return same and _texts(grid, captions) <= before


def _texts(grid: Grid, rows: Iterable[int]) -> set[str]:
    return {fold(grid.text(at)) for row in rows for at in grid.in_row(row)}


def _with_repeat(found: list[Block], repeat: HeaderRow, captions: tuple[int, ...]) -> list[Block]:
    """The blocks, the repeated title and header rows marked as furniture of the last ones."""
    rows = {*captions, *range(repeat.first, repeat.last + 1)}
    last = found[-1].header.first
    return [
        replace(block, furniture=block.furniture | rows) if block.header.first == last else block
        for block in found
    ]
