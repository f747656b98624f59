"""One more item for an agenda: what it is, and what it is about."""

from dataclasses import replace

import streamlit as st

from cityreport.period import Month
from cityreport.report.deck import CATALOGUE, Entry, choices
from cityreport.report.wording import VIEW_WORDS
from cityreport.tables.agenda import AgendaItem
from cityreport.ui import cache, clock, meeting
from cityreport.ui.agenda import draft
from cityreport.ui.agenda.draft import Draft
from cityreport.ui.selection import ALL_TYPES, ALL_UNITS

_BY_LABEL = {f"{entry.group} · {entry.title}": entry for entry in CATALOGUE.values()}


def add(month: Month, held: Draft) -> None:
    """The row under an agenda that adds to it."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        label = st.selectbox(
            "添加内容", list(_BY_LABEL), key="agenda-entry", width=330, filter_mode="contains"
        )
        entry = _BY_LABEL[str(label)]
        item = _asked(month, entry)
        lacking = [need for need in entry.needs if not getattr(item, need)]
        st.button(
            "添加", icon=":material/add:", key="agenda-add", disabled=bool(lacking),
            on_click=lambda: draft.keep(held.added((item,))),
        )  # fmt: skip


def _asked(month: Month, entry: Entry) -> AgendaItem:
    """The item with what its entry takes, asked one after the other."""
    item = AgendaItem(entry.key)
    for name in entry.takes:
        item = _ASKS[name](month, entry, item)
    return item


def _ask_type(month: Month, entry: Entry, item: AgendaItem) -> AgendaItem:
    types = cache.evaluation(month.year).roster.types
    first = [] if "unit_type" in entry.needs else [ALL_TYPES]
    label = st.selectbox("单位类型", [*first, *types], key=f"agenda-type-{entry.key}", width=140)
    return replace(item, unit_type="" if label in (ALL_TYPES, None) else str(label))


def _ask_unit(month: Month, entry: Entry, item: AgendaItem) -> AgendaItem:
    names = [
        unit.name
        for unit in cache.evaluation(month.year).roster.units
        if unit.active(month) and item.unit_type in ("", unit.unit_type)
    ]
    first = [] if "unit" in entry.needs else [ALL_UNITS]
    label = st.selectbox(
        "单位", [*first, *names], key=f"agenda-unit-{entry.key}", width=240, filter_mode="contains"
    )
    return replace(item, unit="" if label in (ALL_UNITS, None) else str(label))


def _ask_choice(month: Month, entry: Entry, item: AgendaItem) -> AgendaItem:
    offered = choices(entry, meeting.gathered(month, clock.today()), item)
    if not offered:
        st.caption("这个月没有可选的指标。", width="content")
        return item
    label = st.selectbox(
        "测评项目或指标", list(offered), key=f"agenda-choice-{entry.key}", width=300,
        format_func=lambda one: offered.get(one, one), filter_mode="contains",
    )  # fmt: skip
    return replace(item, choice=str(label or ""))


def _ask_view(month: Month, entry: Entry, item: AgendaItem) -> AgendaItem:
    words = {word: view for view, word in VIEW_WORDS.items()}
    label = st.selectbox("计分方式", list(words), key=f"agenda-view-{entry.key}", width=170)
    return replace(item, view="annual" if label == VIEW_WORDS["annual"] else "paced")


_ASKS = {"unit_type": _ask_type, "unit": _ask_unit, "choice": _ask_choice, "view": _ask_view}
"""How each ``Choice`` of an entry is asked for."""
