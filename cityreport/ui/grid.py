"""Tables on screen: numbers written by ``style``, sorted by value, safe to carry into Excel."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from cityreport import style
from cityreport.report import terms
from cityreport.tables.section import Cell, Column, Table
from cityreport.ui import cache, drill, ease, wrapping

_MOST_ROWS = 24
_ROW, _HEAD = 35, 38
_PINNED_FROM, _PAGE, _FIGURE = 7, 1180, "10,000.00"
"""Tables of so many columns are looked at; so many pixels a page has for one; a figure's width."""
_EM, _PADDING, _NARROW = 13, 18, 0.56
_SHORT, _LONGEST, _ROOM = 8.0, 26.0, 120.0
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^(约 )?[+\-−]?[\d,.]+%?(/\d+)?$")
_AMOUNT = re.compile(r"^(约 )?[+\-−×]?[\d,.]+%?(/\d+)?( [^\d\s]{1,5})?$")
_NO_AMOUNTS = (*style.STATUSES, "不需提速", "月份不足")
"""Words that may stand among written numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class _Prepared:
    """A table as Streamlit takes it; made once, shown to many."""

    frame: "pd.DataFrame | pd.io.formats.style.Styler"
    columns: dict[str, ColumnConfig]
    row_height: int | None


def show(table: Table, *, key: str, leading: bool = False) -> None:
    """The table in full up to two dozen rows, scrolling beyond; the sentence 没有数据 when empty.

    With ``leading`` a click on a row that is a figure opens what stands behind it.
    """
    if table.empty:
        st.caption("没有数据。")
        return
    ready = cache.prepared(key, table, _prepared)
    st.dataframe(
        ready.frame,
        hide_index=True,
        placeholder=style.NONE,
        height="content" if len(table.rows) <= _MOST_ROWS else _HEAD + _MOST_ROWS * _ROW,
        column_config=ready.columns,
        row_height=ready.row_height,
        **(drill.on_table(key, table) if leading else {"key": key}),
    )
    if len(table.rows) > _MOST_ROWS:
        ease.printed((f"共 {len(table.rows)} 行，纸上只印屏幕上看得见的行；全部见表格文件。",))


def _prepared(table: Table) -> _Prepared:
    places = range(len(table.columns))
    numeric = [_is_numeric(table, place) for place in places]
    texts = {place: _texts(table, place) for place in places if not numeric[place]}
    frame = pd.DataFrame(
        {
            column.title: pd.Series(texts[place], dtype="str")
            if place in texts
            else pd.Series([row[place] for row in table.rows], dtype="float64")
            for place, column in enumerate(table.columns)
        }
    )
    return _Prepared(
        _written(frame, table, numeric),
        _config(table, numeric, texts),
        wrapping.row_height(table) if table.wrapped else None,
    )


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


def _texts(table: Table, place: int) -> list[str]:
    return [_text(row[place], table.columns[place]) for row in table.rows]


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
) -> "pd.DataFrame | pd.io.formats.style.Styler":
    """The frame with numbers shown as ``style`` writes them and states on their colour; the bare
    frame where it has neither."""
    fills = _fills(table)
    if not any(numeric) and not fills:
        return frame
    shown = frame.assign(
        **{
            column.title: pd.Series(
                [style.write(row[place], column.format) for row in table.rows], dtype="str"
            )
            for place, column in enumerate(table.columns)
            if numeric[place]
        }
    )
    styler = frame.style
    # pandas and Streamlit would go through every cell three times at every showing, for all
    # sessions at once on what they keep in the object: half of what a page of 1,000 rows takes.
    # What it comes to is known.
    told = {"cellstyle": fills}
    styler.__dict__.update(_compute=lambda: styler, _translate=lambda *_: told)
    frame.__dict__.update(astype=lambda *_: shown)
    return styler


def _fills(table: Table) -> list[dict[str, Any]]:
    """The colours of columns that hold states only, each with the cells that have it."""
    cells: dict[str, list[str]] = {}
    for place in range(len(table.columns)):
        if _all_cells(table, place, lambda text: text in style.STATUSES):
            for number, row in enumerate(table.rows):
                cells.setdefault(str(row[place]), []).append(f"row{number}_col{place}")
    return [
        {
            "props": [("background-color", known.colour), ("color", known.text_colour)],
            "selectors": ids,
        }
        for state, ids in cells.items()
        if (known := style.STATUSES.get(state)) is not None
    ]


def _pins(table: Table, longest: dict[int, float]) -> bool:
    """Whether the first column stays in sight: where the others do not all fit beside it.

    Streamlit greys a pinned column, though it names the row.
    """
    if len(table.columns) < _PINNED_FROM or table.wrapped:
        return False
    ems = (
        max(_ems(column.title), longest.get(place, _ems(_FIGURE)))
        for place, column in enumerate(table.columns)
    )
    return sum(min(one, _LONGEST) * _EM + _PADDING for one in ems) > _PAGE


def _config(
    table: Table, numeric: list[bool], texts: dict[int, list[str]]
) -> dict[str, ColumnConfig]:
    longest = {place: max(map(_ems, set(said))) for place, said in texts.items()}
    pinned = _pins(table, longest)
    wrapped = wrapping.widths(table) if table.wrapped else {}
    return {
        column.title: st.column_config.Column(
            width=wrapped.get(place) or _wide_enough(longest.get(place, 0.0), len(table.columns)),
            pinned=True if pinned and place == 0 else None,
            help=terms.explained(column.title) or None,
            alignment="right" if numeric[place] or _reads_as_numbers(table, place) else None,
        )
        for place, column in enumerate(table.columns)
    }


def _wide_enough(longest: float, columns: int) -> int | None:
    """The width of a column of longer texts: the browser looks at the first rows only."""
    if longest < _SHORT:
        return None
    allowed = max(_LONGEST, _ROOM / columns)
    return round(min(longest, allowed) * _EM) + _PADDING


def _ems(text: str) -> float:
    narrow = len(text.encode("ascii", "ignore"))
    return len(text) - narrow * (1 - _NARROW)
