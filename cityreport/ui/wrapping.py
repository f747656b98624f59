"""Widths and row height of a table whose long texts go over several lines, all of it in sight."""

from math import ceil

from cityreport import style
from cityreport.tables.section import Column, Table

SCREEN = 1130
"""What a table may take on an office screen of 1366 pixels, the frame's margins off."""
_EM, _PADDING, _NARROW = 13, 18, 0.56
_SHORTEST, _LEAST_LONG = 3.2, 11.5
_LINE, _ONE_LINE, _MOST_LINES = 20, 35, 6
_FULL = 0.95
_WRAPPED = 66
"""Streamlit breaks lines in rows higher than 4 rem only."""


def widths(table: Table) -> dict[int, int]:
    """The width of each column in pixels: long texts share what the short ones leave."""
    needed = _needed(table)
    short = {place: ems for place, ems in needed.items() if ems <= _LEAST_LONG}
    long = {place: ems for place, ems in needed.items() if place not in short}
    left = (SCREEN - sum(map(_pixels, short.values()))) / _EM - len(long) * _PADDING / _EM
    whole, shares = sum(long.values()), {}
    # The shortest first: what its least width takes beyond its share, the longer ones do without.
    for place, ems in sorted(long.items(), key=lambda one: one[1]):
        shares[place] = max(_LEAST_LONG, min(ems, left * ems / whole))
        left, whole = left - shares[place], whole - ems
    return {place: _pixels(ems) for place, ems in (short | shares).items()}


def row_height(table: Table) -> int:
    """The height of every row, so that the longest text has its lines (six at most)."""
    given = widths(table)
    lines = max(
        (
            _lines(_text(row[place], column), given[place])
            for place, column in enumerate(table.columns)
            for row in table.rows
        ),
        default=1,
    )
    height = _ONE_LINE + _LINE * (min(lines, _MOST_LINES) - 1)
    return height if height == _ONE_LINE else max(height, _WRAPPED)


def _lines(text: str, pixels: int) -> int:
    """How many lines a text takes."""
    return max(1, ceil(_room_for(text) / ((pixels - _PADDING) / _EM)))


def _needed(table: Table) -> dict[int, float]:
    """How many letters of room each column needs for one line, its title included."""
    return {
        place: max([_SHORTEST, _room_for(column.title), *(_room_for(_text(row[place], column)) for row in table.rows)])
        for place, column in enumerate(table.columns)
    }  # fmt: skip


def _text(cell: object, column: Column) -> str:
    return cell if isinstance(cell, str) else style.write(cell, column.format)


def _pixels(ems: float) -> int:
    return ceil(ems * _EM) + _PADDING


def _room_for(text: str) -> float:
    """The letters of room a text needs in one line; line breaks of its own are shown as spaces.

    The browser breaks somewhat before a line is full.
    """
    return sum(_NARROW if sign.isascii() else 1.0 for sign in text) / _FULL
