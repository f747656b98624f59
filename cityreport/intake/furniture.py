"""Which cells of a sheet are accounted for: read, named by a finding, or furniture (C17).

Furniture are titles, headers, labels of totals, notes and signatures, numbering. A number is
furniture only where it can be nothing else: part of a month, a date, a telephone, a numbering.
"""

import re
from collections.abc import Iterable, Sequence

from cityreport.intake.blocks import Block
from cityreport.intake.captions import captions
from cityreport.intake.fitting import Fit
from cityreport.intake.grid import Grid, fold, is_figure
from cityreport.intake.lines import Line
from cityreport.roster.model import Roster
from cityreport.tables.workbook import Address

_NUMBERING = re.compile(
    r"[(]?[a-z]{0,3}[\d.\-]+[)、.]?|[(]?[〇零一二三四五六七八九十百]+[)、.]?|[①-⑳★*※√]"
)
_SIGNED_NUMBERS = re.compile(r"日期|时间|电话|手机|联系")
_PARTS_OF_DAY = ("年", "月", "日", "号")
_READ = ("data", "total", "subtotal", "cumulative")
"""Rows that are read column by column."""


def used_cells(grid: Grid, block: Block, fit: Fit, body: Sequence[Line]) -> frozenset[Address]:
    """The cells of the table that were read, are furniture, or are named by a finding."""
    header = range(block.header.first, block.header.last + 1)
    rows = {*header, *block.furniture}
    used = {at for row in rows for at in _in_table(grid, block, row)}
    known = _known_columns(fit)
    for line in body:
        used |= {
            at for at in _in_table(grid, block, line.row) if _settled(grid, line, at, known, fit)
        }
    return frozenset(used) | caption_furniture(grid, block.caption_cells(grid))


def caption_furniture(grid: Grid, cells: Iterable[Address]) -> frozenset[Address]:
    """The texts above a table, and the numbers there that are months, or parts of a day."""
    return frozenset(
        at
        for at in cells
        if not is_figure(grid.value(at)) or _part_of_day(grid, at) or _names_month(grid, at)
    )


def counts_something(grid: Grid) -> bool:
    """Whether a sheet without a table holds a number other than 0 that is no month, date or
    telephone, so that its 本月无 is no empty report."""
    figures = (at for at in grid.all_occupied() if is_figure(grid.value(at)))
    return any(
        fold(grid.text(at)).strip("0.") != ""
        and not _names_month(grid, at)
        and not _signs(grid, at)
        for at in figures
    )


def _names_month(grid: Grid, at: Address) -> bool:
    """Whether a number stands for a month by itself: 202303."""
    return bool(captions(grid, [at], Roster(())).months)


def _part_of_day(grid: Grid, at: Address) -> bool:
    """Whether the next cell of the row goes on with 年, 月 or 日: 2023 | 年 | 3 | 月."""
    beside = grid.in_row(at[0], at[1] + 1)
    return bool(beside) and grid.text(beside[0]).startswith(_PARTS_OF_DAY)


def _in_table(grid: Grid, block: Block, row: int) -> list[Address]:
    return grid.in_row(row, block.first_column, block.last_column)


def _known_columns(fit: Fit) -> set[int]:
    """The columns that are read, or that a finding at their header names."""
    named = {cell.column for cell in (*fit.unknown, *fit.unused)}
    return {f.index for f in fit.fields} | named | {cell.column for cell, _, _ in fit.doubled}


def _settled(grid: Grid, line: Line, at: Address, known: set[int], fit: Fit) -> bool:
    """Whether a cell of the body needs no finding of its own."""
    if line.kind == "note":
        return not is_figure(grid.value(at)) or _signs(grid, at)
    if at == line.at or (line.kind in _READ and at[1] in known):
        return True
    if at[1] in fit.numbering:
        return bool(_NUMBERING.fullmatch(fold(grid.text(at))))
    return line.kind not in _READ


def _signs(grid: Grid, at: Address) -> bool:
    """Whether a number below the table belongs to a date or telephone, where it counts nothing."""
    signed = any(_SIGNED_NUMBERS.search(grid.text(other)) for other in grid.in_row(at[0]))
    return signed or _part_of_day(grid, at)
