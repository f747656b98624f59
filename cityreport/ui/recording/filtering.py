"""Which versions of which reports are shown, a page of them at a time."""

import streamlit as st

from cityreport.period import Month
from cityreport.report import records
from cityreport.sheets import KINDS
from cityreport.tables.section import Section
from cityreport.tables.stored import ReportVersion, ScopeState, VersionFilter
from cityreport.ui import cache
from cityreport.ui.clock import now

_ANY_UNIT, _ANY_MONTH, _ANY_KIND, _ANY_STATE = "全部单位", "全部月份", "全部表种", "全部状态"


def ask_filter() -> VersionFilter:
    """Unit, month, sheet kind and state to look at; any of each to begin with."""
    months = {month.label: month for month in cache.months()}
    states: dict[str, ScopeState] = {words: state for state, words in records.STATES.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        unit = _ask("单位", _ANY_UNIT, [one.name for one in cache.roster().units], 240)
        month = _ask("月份", _ANY_MONTH, list(months), 150)
        kind = _ask("表种", _ANY_KIND, [one.name for one in KINDS], 150)
        state = _ask("状态", _ANY_STATE, list(states), 150)
    return VersionFilter(
        unit, months[month] if month else None, kind, states[state] if state else None
    )


def _ask(label: str, anything: str, options: list[str], width: int) -> str | None:
    chosen = st.selectbox(
        label, [anything, *options], key=f"history-{label}", width=width,
        filter_mode="contains", label_visibility="collapsed",
    )  # fmt: skip
    return chosen if chosen in options else None


def read(wanted: VersionFilter) -> tuple[Section, tuple[ReportVersion, ...]]:
    """The page of versions asked for, as a section and as it is; asks for the page if need be."""
    store = cache.store()
    found, offset = store.versions(wanted, records.PAGE_ROWS), 0
    pages = -(-found.total // records.PAGE_ROWS)
    if pages > 1:
        number = st.number_input(
            f"第几页（共 {pages} 页）", 1, pages, key=f"history-page-{pages}-{wanted}", width=160
        )
        offset = (number - 1) * records.PAGE_ROWS
    if offset:
        found = store.versions(wanted, records.PAGE_ROWS, offset)
    zone = now().tzinfo
    if zone is None:
        raise ValueError("the office's clock has no time zone")
    chosen = _words(wanted.unit, wanted.month, wanted.kind, wanted.state)
    return records.versions(found, offset, zone, chosen), found.versions


def _words(
    unit: str | None, month: Month | None, kind: str | None, state: ScopeState | None
) -> str:
    """The filter in words: 云溪社区 · 2023年3月 · ● 有效; empty without one."""
    parts = (unit, month.label if month else None, kind, records.STATES[state] if state else None)
    return " · ".join(part for part in parts if part)
