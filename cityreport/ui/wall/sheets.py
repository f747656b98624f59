"""The words of a sheet as markup: every text of a sheet is escaped here, nothing else is written.

The letters are those of look.md for the wall: 22 / 28 / 36 / 72 pixels on 1280 × 720.
"""

from collections.abc import Sequence
from html import escape

from cityreport import style
from cityreport.charts.canvas import width_of
from cityreport.exports.legible import legible
from cityreport.report.deck import Deck, Slide
from cityreport.report.deck.spread import wrapping, written
from cityreport.report.wording import SELF_ASSESSED
from cityreport.tables.section import Cell, Column, Headline, Section, Table

WIDTH = 1184
"""Pixels a sheet has inside its margins."""
_HEIGHT = 654
_ONE_LINE, _TWO_LINES, _LONG_LINE, _LEAD_LINE = 64, 128, 84, 106
"""Half-width letters in a line, or two, of a title, of a long title's line, of the grey line."""
_FOOT = 35
_AIR = 56
_TABLE_SIZES = ((28, 54), (24, 45), (22, 38), (20, 33))
"""Letters of a table and the height of one of its rows, in pixels, the largest first."""
_LONG_FIGURE = 10
_LONG_COVER = 32
_SAMPLE = "示例数据"
_NUMERIC = frozenset("0123456789.,%+-－约 /")


def cover(deck: Deck) -> str:
    """The first sheet: what the meeting is, which month, whose, when."""
    long = _class("long", width_of(deck.title) > _LONG_COVER)
    lines = [f"{deck.month}数据", " · ".join(one for one in (deck.office, deck.day) if one)]
    lines.append(SELF_ASSESSED)
    return (
        f'<div class="sheet-cover"><i></i><h1{long}>{_text(deck.title)}</h1>'
        f"{''.join(f'<p>{_text(line)}</p>' for line in lines)}</div>"
    )


def head(section: Section) -> str:
    """The claim and the grey line under it."""
    title = f"<h2{_class('long', _long(section))}>{_text(section.title)}</h2>"
    lead = f"<p>{_text(section.lead)}</p>" if section.lead else ""
    return f'<div class="sheet-head">{title}{lead}</div>'


def foot(source: str, place: str, *, sample: bool) -> str:
    """Where the figures come from, and which sheet of how many."""
    left = "　".join(one for one in (_SAMPLE if sample else "", source) if one)
    return f'<div class="sheet-foot"><span>{_text(left)}</span><span>自评进度　{_text(place)}</span></div>'


def body(slide: Slide, height: int) -> str:
    """The large figures, the table (in so many pixels) or the sentence of a slide; "" for a chart."""
    section = slide.section
    if section.empty:
        return f'<div class="sheet-empty">{_text(section.empty)}</div>'
    if slide.figures:
        pairs = " pairs" if len(slide.figures) in (2, 4) else ""
        return f'<div class="sheet-figures{pairs}">{"".join(map(_figure, slide.figures))}</div>'
    if section.chart is None and section.table is not None:
        return _table(section.table, height)
    return ""


def said(remarks: Sequence[str]) -> str:
    """The 批注 under a figure, "" without any."""
    lines = "".join(f"<p>{_text(remark)}</p>" for remark in remarks)
    return f'<div class="sheet-notes">{lines}</div>' if lines else ""


def room(section: Section, remarks: Sequence[str]) -> int:
    """The pixels left for the figure between head and foot."""
    lines = -(-width_of(section.title) // (_LONG_LINE if _long(section) else _ONE_LINE))
    title = max(lines, 1) * (37 if _long(section) else 47)
    lead = _lines(section.lead) * 30 + 6 if section.lead else 0
    notes = sum(_lines(remark) * 30 + 6 for remark in remarks)
    return _HEIGHT - title - lead - notes - _FOOT - _AIR


def _lines(text: str) -> int:
    return max(1, -(-width_of(text) // _LEAD_LINE))


def _long(section: Section) -> bool:
    return width_of(section.title) > _TWO_LINES


def _figure(headline: Headline) -> str:
    note = f"<small>{_text(headline.note)}</small>" if headline.note else ""
    long = _class("long", width_of(headline.text) > _LONG_FIGURE)
    return (
        f"<div><span>{_text(headline.label)}</span><b{long}>{_text(headline.text)}</b>{note}</div>"
    )


def _table(table: Table, height: int) -> str:
    numeric = [_is_numeric(table, place) for place in range(len(table.columns))]
    heads = "".join(
        f"<th{_class('number', number)}>{_text(column.title)}</th>"
        for column, number in zip(table.columns, numeric, strict=True)
    )
    looks = _cell_classes(table, numeric)
    rows = "".join(_row(row, table.columns, looks) for row in table.rows)
    look = f"sheet-table size-{_size(table, height)}"
    return f'<table class="{look}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _size(table: Table, height: int) -> int:
    """The largest letters in which every row stands on one line and all rows have room."""
    letters = sum(
        2 + max([width_of(column.title), *(_width(row[place], column) for row in table.rows)])
        for place, column in enumerate(table.columns)
    )
    fitting = (
        size
        for size, row in _TABLE_SIZES
        if letters * size / 2 <= WIDTH and row * (len(table.rows) + 1) <= height
    )
    return next(fitting, _TABLE_SIZES[-1][0])


def _width(cell: Cell, column: Column) -> int:
    return width_of(written(cell, column))


def _cell_classes(table: Table, numeric: Sequence[bool]) -> list[str]:
    """The class of each column's cells: beside a text that wraps, short words keep their line."""
    wraps = wrapping(table.columns, table.rows)
    return [
        _class("number", True) if number else _class("word", any(wraps) and not long)
        for number, long in zip(numeric, wraps, strict=True)
    ]


def _row(row: Sequence[Cell], columns: Sequence[Column], looks: Sequence[str]) -> str:
    cells = "".join(
        f"<td{look}>{_text(written(cell, column))}</td>"
        for cell, column, look in zip(row, columns, looks, strict=True)
    )
    return f"<tr>{cells}</tr>"


def _is_numeric(table: Table, place: int) -> bool:
    texts = [written(row[place], table.columns[place]) for row in table.rows]
    filled = [text for text in texts if text not in ("", style.NONE)]
    return any(filled) and all(set(text) <= _NUMERIC for text in filled)


def _class(name: str, wanted: bool) -> str:
    return f' class="{name}"' if wanted else ""


def _text(text: str) -> str:
    return escape(legible(text))
