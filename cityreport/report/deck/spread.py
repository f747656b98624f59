"""How the width of a table is shared among its columns, and how high its rows become."""

from collections.abc import Sequence

from cityreport import style
from cityreport.tables.section import Cell, Column
from cityreport.template.book import written_width

WALL_SIGNS = 118
"""Half-width signs in the smallest letters across a sheet on the wall; a slide holds more."""
_LINE, _ABOVE = 26, 7
"""Pixels of a line in these letters, and around the lines of a row."""
_MARGIN = 2.0
"""Half-width signs on both sides of a cell."""


def shared(wanted: Sequence[float], room: float) -> list[float]:
    """The widths: as wanted where all fit, else the widest cut alike, so that short words keep a line."""
    limit = _limit(wanted, room)
    return [min(one, limit) for one in wanted]


def written(cell: Cell, column: Column) -> str:
    """A cell as it is read: numbers as everywhere, a state with its shape before the word."""
    text = style.write(cell, column.format) if not isinstance(cell, str) else cell
    status = style.STATUSES.get(text)
    return status.label if status else text


def wrapping(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[bool]:
    """Which columns are wider than their share on the wall, so that their texts wrap."""
    wanted = _wanted(columns, rows)
    return [width < one for width, one in zip(shared(wanted, WALL_SIGNS), wanted, strict=True)]


def table_height(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> int:
    """The height (pixels) of a table on the wall in its smallest letters, texts wrapped."""
    widths = shared(_wanted(columns, rows), WALL_SIGNS)
    lines = [
        max(
            [1]
            + [
                lines_of(written(cell, column), width - _MARGIN)
                for cell, column, width in zip(row, columns, widths, strict=True)
            ]
        )
        for row in rows
    ]
    return sum(_LINE * count + _ABOVE for count in (1, *lines))


def lines_of(text: str, signs: float) -> int:
    """How many lines a text takes where so many half-width signs stand in one."""
    return max(1, -(-written_width(text) // max(2, int(signs))))


def _wanted(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """Half-width signs of the longest text of each column, with its margins."""
    return [
        _MARGIN
        + max(map(written_width, (column.title, *(written(row[at], column) for row in rows))))
        for at, column in enumerate(columns)
    ]


def _limit(wanted: Sequence[float], room: float) -> float:
    left = len(wanted)
    for one in sorted(wanted):
        if one > room / left:
            return room / left
        room, left = room - one, left - 1
    return max(wanted, default=0.0)
