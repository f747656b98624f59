"""「从这批文件建立单位名册」: the names found, the types guessed, one table to confirm."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from cityreport.period import Month
from cityreport.roster import Unit
from cityreport.roster.model import KNOWN_TYPES, fold_name
from cityreport.tables.ledger import FileReading
from cityreport.ui import cache, link
from cityreport.ui.uploading import person

_SHORTEST_ALIAS = 3
_MOST_ROWS, _ROW_PIXELS = 18, 35
"""Every unit and the empty row for a new one in sight, as far as the screen reaches."""
_KEEP, _NAME, _TYPE, _ALIASES = "列入名册", "单位名称", "单位类型", "别名"


def confirm_roster(named: Sequence[Unit], readings: Sequence[FileReading]) -> None:
    """The table to confirm, and the button that makes the roster of it.

    The first month of the files is offered as the one from which the units report: months before
    would count as owed.
    """
    found = joined(named)
    with st.container(border=True):
        st.subheader("单位名册还是空的：从这批文件建立单位名册", anchor=False)
        if not found:
            st.info(
                "这批文件里没有认出单位名称。请在“单位名册”页上传名册，或换一批写明填报单位的表。"
            )
            link("roster")
            return
        st.caption(
            f"从文件里找到 {len(found)} 家单位，类型按名称结尾推断，像是简称的已放进别名。请逐行核对：改正名称和类型，"
            "去掉不是单位的行，缺的可在表末补上；同一单位只留一行，其他写法填进别名。"
            "人口、职工数等基数以后在“单位名册”里补。"
        )
        table = _editor(found)
        units, faults = confirmed(table)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            start = _ask_start(readings)
            by = person.ask("登记人", "roster-by")
        hindrance = "".join(faults) or ("" if by else "请先填写登记人。")
        pressed = st.button(
            f"建立名册（{len(units)} 家单位）", type="primary", disabled=bool(hindrance),
            key="roster-confirm",
        )  # fmt: skip
        if hindrance:
            st.caption(hindrance)
        if pressed and not hindrance:
            cache.store().save_units([replace(unit, start=start) for unit in units], by)
            st.rerun()


def _ask_start(readings: Sequence[FileReading]) -> Month | None:
    """The month from which all these units have to report, None for no limit."""
    months = {month for one in readings for table in one.tables for month in table.months}
    first = min(months, default=None)
    before = [first.shift(-back) for back in range(1, first.number)] if first else []
    options: list[Month | None] = [None, *sorted({*months, *before})]
    return st.selectbox(
        "启用月份", options, index=options.index(first), key=f"roster-start-{first}", width=200,
        format_func=lambda one: f"从{one.label}起要报" if one else "不限，本年各月都要报",
        help="这个月以前不算未报。默认是这批文件里最早的月份；个别单位不同的，以后在“单位名册”里改。",
    )  # fmt: skip


def _editor(found: Sequence[Unit]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            _KEEP: [True] * len(found),
            _NAME: [unit.name for unit in found],
            _TYPE: [unit.unit_type for unit in found],
            _ALIASES: ["；".join(unit.aliases) for unit in found],
        }
    )
    return st.data_editor(
        frame, key="roster-editor", hide_index=True, num_rows="dynamic",
        height=_ROW_PIXELS * (min(len(found), _MOST_ROWS) + 2),
        column_config={
            _KEEP: st.column_config.CheckboxColumn(_KEEP, default=True, width="small"),
            _NAME: st.column_config.TextColumn(_NAME, required=True, width="large"),
            _TYPE: st.column_config.SelectboxColumn(_TYPE, options=list(KNOWN_TYPES), required=True),
            _ALIASES: st.column_config.TextColumn(_ALIASES, help="同一单位的其他写法，用；隔开"),
        },
    )  # fmt: skip


def joined(found: Sequence[Unit]) -> list[Unit]:
    """The units, a name that only one longer name of the same type ends with made its alias.

    城市管理局 beside 云汐市城市管理局 is proposed as one unit; the person confirms it.
    """
    full: dict[str, str] = {}
    for short in found:
        longer = [
            unit for unit in found
            if unit is not short and unit.name.endswith(short.name)
            and unit.unit_type == short.unit_type
        ]  # fmt: skip
        if len(longer) == 1 and len(short.name) >= _SHORTEST_ALIAS:
            full[short.name] = longer[0].name
    return [
        replace(
            unit, aliases=(*unit.aliases, *(s for s, name in full.items() if name == unit.name))
        )
        for unit in found
        if unit.name not in full
    ]


def confirmed(table: pd.DataFrame) -> tuple[list[Unit], list[str]]:
    """The units of the confirmed table with codes counted up, and what is wrong with it in words."""
    units: list[Unit] = []
    untyped: list[str] = []
    for row in table.to_dict("records"):
        name = _text(row[_NAME])
        if not row[_KEEP] or not name:
            continue
        aliases = tuple(a.strip() for a in _text(row[_ALIASES]).replace(";", "；").split("；"))
        unit_type = _text(row[_TYPE])
        if not unit_type:
            untyped.append(name)
        code = f"U{len(units) + 1:03d}"
        units.append(Unit(code, name, unit_type, tuple(filter(None, aliases))))
    return units, list(_faults(units, untyped))


def _faults(units: Sequence[Unit], untyped: Sequence[str]) -> list[str]:
    faults = []
    if not units:
        faults.append("至少要有一家单位。")
    if untyped:
        faults.append(
            f"请为{'、'.join(untyped[:5])}{'等' if len(untyped) > 5 else ''}选择单位类型。"
        )
    names = [fold_name(unit.name) for unit in units]
    twice = [u.name for u, name in zip(units, names, strict=True) if names.count(name) > 1]
    if twice:
        faults.append(f"“{twice[0]}”有两行，请去掉一行。")
    return faults


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
