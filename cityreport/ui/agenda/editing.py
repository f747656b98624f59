"""The rows of an agenda: their order, their titles, what is added, and saving it."""

from collections.abc import Callable

import streamlit as st

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.report.deck import Deck, Slide
from cityreport.tables.agenda import Agenda
from cityreport.tables.section import Section
from cityreport.ui import behind, blocks, cache, clock, meeting, outcome
from cityreport.ui.agenda import adding, choosing, draft
from cityreport.ui.agenda.draft import Draft, Row
from cityreport.ui.uploading import person

_ADD_THEM = "要讲的，请在“添加内容”里选“单位 · 单位排名（表）”，再选单位类型。"


def edit(month: Month, deck: Deck) -> None:
    """Everything that can be done to the agenda in hand; ``deck`` is what it shows now."""
    held = draft.current(Agenda(deck.title))
    outcome.show("agenda")
    with st.container(border=True, gap="small"):
        st.subheader(f"议程：{blocks.plain(held.name)}（{len(held.rows)} 页）", anchor=False)
        st.caption("标题空着时用数据写成的结论（框里灰字）；写了就用写的。")
        for row, slide in zip(held.rows, deck.slides, strict=True):
            _row(held, row, slide)
        if deck.left_out:
            st.caption(blocks.plain(f"{deck.left_out}{_ADD_THEM}"))
        adding.add(month, held)
    _save(held)


def _row(held: Draft, row: Row, slide: Slide) -> None:
    number = row.number
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(blocks.plain(slide.name), width=250)
        st.text_input(
            blocks.plain(f"{slide.name}的标题"), value=row.item.title, key=row.title_key, max_chars=120,
            placeholder=slide.section.empty or slide.section.title, label_visibility="collapsed",
        )  # fmt: skip
        _small("上移", number, lambda: draft.keep(held.moved(number, -1)))
        _small("下移", number, lambda: draft.keep(held.moved(number, 1)))
        _small("移除", number, lambda: draft.keep(held.without(number)))
        if slide.whole is not None and slide.whole.figures:
            _sources(slide.whole, number)


def _sources(section: Section, number: int) -> None:
    """The cells and 出处码 of what the slide shows, which do not stand on the slide itself."""
    if st.button("出处", type="tertiary", key=f"agenda-sources-{number}"):
        behind.sources_dialog(section)


def _small(label: str, number: int, does: Callable[[], None]) -> None:
    st.button(label, type="tertiary", key=f"agenda-{label}-{number}", on_click=does)


def _save(held: Draft) -> None:
    if not cache.may("save_agenda"):
        return
    saved = held.name in meeting.saved_agendas()
    with st.expander("保存这份议程，下次开会接着用", icon=":material/save:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                "议程名称", value=held.name, key="agenda-name", max_chars=40
            ).strip()
            by = person.ask("保存人", "agenda-by")
            wanted = st.button("保存议程", disabled=not (name and by), key="agenda-save")
            dropped = st.button("删除议程", disabled=not (saved and by), key="agenda-drop")
        st.caption("同名的会被替换。保存的是内容、顺序和标题，不含月份：下个月打开就是下个月的数。")
    if wanted:
        agenda = Agenda(name, held.agenda.items)
        _change(
            lambda: cache.store().save_agenda(agenda, by, clock.now()), f"已保存：{name}。", name
        )
    if dropped:
        _change(
            lambda: cache.store().drop_agenda(held.name, by, clock.now()), f"已删除：{held.name}。"
        )


def _change(does: Callable[[], None], told: str, then: str = "") -> None:
    try:
        does()
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    draft.forget()
    choosing.choose_next(then)
    outcome.announce("agenda", told)
