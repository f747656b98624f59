"""Tables on screen: numbers written by ``style``, sorted by value, safe to carry into Excel."""

import re
from collections.abc import Callable, Collection
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from cityreport import style
from cityreport.tables.section import Cell, Column, Table
from cityreport.ui import drill, ease, wrapping

_MOST_ROWS = 24
_ROW, _HEAD = 35, 38
_PINNED_FROM = 7
_EM, _PADDING, _NARROW = 13, 18, 0.56
_SHORT, _LONGEST, _ROOM = 8.0, 26.0, 120.0
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^(约 )?[+\-]?[\d,.]+%?(/\d+)?$")
_AMOUNT = re.compile(r"^(约 )?[+\-×]?[\d,.]+%?(/\d+)?( [^\d\s]{1,5})?$")
_NO_AMOUNTS = (*style.STATUSES, "不需提速")
"""Words that may stand among written numbers."""


def show(table: Table, *, key: str, leading: bool = False) -> None:
    """The table in full up to two dozen rows, scrolling beyond; the sentence 没有数据 when empty.

    With ``leading`` a click on a row that is a figure opens what stands behind it.
    """
    if table.empty:
        st.caption("没有数据。")
        return
    numeric = [_is_numeric(table, place) for place in range(len(table.columns))]
    frame = pd.DataFrame(
        {
            column.title: _values(table, place, numeric[place])
            for place, column in enumerate(table.columns)
        }
    )
    st.dataframe(
        _written(frame, table, numeric),
        hide_index=True,
        placeholder=style.NONE,
        height="content" if len(table.rows) <= _MOST_ROWS else _HEAD + _MOST_ROWS * _ROW,
        column_config=_config(table, numeric),
        row_height=wrapping.row_height(table) if table.wrapped else None,
        **(drill.on_table(key, table) if leading else {"key": key}),
    )
    if len(table.rows) > _MOST_ROWS:
        ease.printed((f"共 {len(table.rows)} 行，纸上只印屏幕上看得见的行；全部见表格文件。",))


def _is_numeric(table: Table, place: int) -> bool:
    """Whether the column holds numbers (and gaps) only; words among them make it a text column."""
    if table.columns[place].format == "text":
        return False
    cells = [row[place] for row in table.rows]
    return all(cell is None or isinstance(cell, int | float) for cell in cells)


def _reads_as_numbers(table: Table, place: int) -> bool:
    """Whether a column of texts holds written numbers, with a state here and there."""
    return table.columns[place].format != "text" or _all_cells(
        table, place, lambda text: bool(_AMOUNT.match(text)), among=_NO_AMOUNTS
    )


def _all_cells(
    table: Table, place: int, fits: Callable[[str], bool], among: Collection[str] = ()
) -> bool:
    """Whether every filled cell of a column fits or is one of some words, and any does fit."""
    texts = [str(row[place]) for row in table.rows if row[place] not in (None, "", style.NONE)]
    return any(map(fits, texts)) and all(fits(text) or text in among for text in texts)


def _values(table: Table, place: int, numeric: bool) -> pd.Series:
    cells = [row[place] for row in table.rows]
    if numeric:
        return pd.Series(cells, dtype="float64")
    return pd.Series([_text(cell, table.columns[place]) for cell in cells], dtype="str")


def _text(cell: Cell, column: Column) -> str:
    """A cell as text: states with their shape, numbers as written, no formula for a spreadsheet."""
    if cell is None:
        return style.NONE
    if isinstance(cell, str) and cell in style.STATUSES:
        return style.STATUSES[cell].label
    text = style.write(cell, column.format) if not isinstance(cell, str) else cell
    if _FORMULA.match(text) and not _NUMBER.match(text):
        return f"'{text}"
    return text


def _written(
    frame: pd.DataFrame, table: Table, numeric: list[bool]
) -> "pd.io.formats.style.Styler":
    """The frame with numbers shown as ``style`` writes them and states on their colour."""
    styler = frame.style.format(
        {
            column.title: partial(style.write, form=column.format)
            for column, is_number in zip(table.columns, numeric, strict=True)
            if is_number
        }
    )
    states = [
        column.title
        for place, column in enumerate(table.columns)
        if _all_cells(table, place, lambda text: text in style.STATUSES)
    ]
    return styler.map(_fill, subset=pd.Index(states)) if states else styler


def _fill(text: object) -> str:
    status = style.STATUSES.get(str(text).partition(" ")[2])
    if status is None:
        return ""
    return f"background-color: {status.colour}; color: {status.text_colour}"


def _config(table: Table, numeric: list[bool]) -> dict[str, ColumnConfig]:
    pinned = len(table.columns) >= _PINNED_FROM and not table.wrapped
    wrapped = wrapping.widths(table) if table.wrapped else {}
    return {
        column.title: st.column_config.Column(
            width=wrapped.get(place) or (None if numeric[place] else _wide_enough(table, place)),
            pinned=True if pinned and place == 0 else None,
            alignment="right" if numeric[place] or _reads_as_numbers(table, place) else None,
        )
        for place, column in enumerate(table.columns)
    }


def _wide_enough(table: Table, place: int) -> int | None:
    """The width of a column of longer texts: the browser looks at the first rows only."""
    texts = [_text(row[place], table.columns[place]) for row in table.rows]
    longest = max(map(_ems, texts), default=0.0)
    if longest < _SHORT:
        return None
    allowed = max(_LONGEST, _ROOM / len(table.columns))
    return round(min(longest, allowed) * _EM) + _PADDING


def _ems(text: str) -> float:
    return sum(_NARROW if sign.isascii() else 1.0 for sign in text)
