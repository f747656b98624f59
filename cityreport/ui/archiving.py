"""会议留档 on screen: keeping what is shown, and what was kept held against today's figures."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial

import streamlit as st

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import deck as decks
from cityreport.report import kept as copies
from cityreport.report import terms
from cityreport.report.deck import Deck
from cityreport.report.kept import Resent, Restated
from cityreport.tables.agenda import Agenda
from cityreport.tables.meetings import Document, KeptMeeting, NewMeeting
from cityreport.tables.stored import SubmissionRecord
from cityreport.ui import blocks, cache, clock, outcome
from cityreport.ui.frame import link
from cityreport.ui.uploading import person

_EARLIER = "earlier"
Makers = Mapping[str, Callable[[], bytes]]
"""The documents that can be kept by file name, each made when it is wanted."""


def keep(month: Month, deck: Deck, earlier: int | None, makers: Makers) -> None:
    """The form that keeps a meeting: the deck with all numbers, and the documents ticked."""
    if outcome.show("archive"):
        link("archive", "查看会议留档")
    if not cache.may("keep_meeting"):
        return
    with st.container(border=True):
        st.subheader("会议留档", anchor=False, help=terms.explained("会议留档"))
        st.caption(
            "把这份议程的每一页、每一个数和勾选的文件原样存起来。以后旧月份重新报送，会提示哪些展示过的数变了。"
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                "会议名称", value=deck.title, key="kept-name", max_chars=60
            ).strip()
            held = st.date_input("会议日期", clock.today(), key="kept-held", width=170)
            by = person.ask("留档人", "kept-by")
        files = st.multiselect("连同这些文件", list(makers), key="kept-files")
        pressed = st.button(
            "留档", type="primary", icon=":material/inventory:", key="kept-save",
            disabled=not (name and by and deck.slides),
        )  # fmt: skip
    if not pressed or not isinstance(held, date):
        return
    try:
        with st.spinner("正在留档……"):
            documents = tuple(Document(file, makers[file]()) for file in files)
            shown = {**copies.deck_json(deck), _EARLIER: earlier}
            meeting = NewMeeting(name, held, month, cache.revision()[1], shown, documents)
            cache.store().keep_meeting(meeting, by, clock.now())
    except UserError as refused:
        st.error(blocks.plain(str(refused)))
        return
    outcome.announce("archive", f"已留档：{name}，{len(deck.slides) + 1} 页，{len(files)} 个文件。")


def meetings() -> tuple[KeptMeeting, ...]:
    """The kept meetings, the newest first."""
    return tuple(cache.store().kept_meetings())


def reasons(kept: KeptMeeting) -> tuple[Resent, ...]:
    """What was reported for the shown months after the copy was made."""
    changed = cache.build(_changed, kept.month.year, kept.month, kept.at)
    return copies.resent_since(changed, kept, clock.now().tzinfo)


def changes(kept: KeptMeeting) -> tuple[Restated, ...]:
    """The figures of a copy that read otherwise now; the year is evaluated for it."""
    return cache.build(_changes, kept.month.year, kept.id)


def corrected(known: tuple[KeptMeeting, ...]) -> dict[int, int]:
    """How many figures changed, by meeting; only copies whose months were reported on again."""
    return {one.id: len(changes(one)) for one in known if reasons(one)}


def _changed(_evaluation: Evaluation, month: Month, at: datetime) -> list[SubmissionRecord]:
    return cache.store().changed_since(at, month)


def _changes(evaluation: Evaluation, number: int) -> tuple[Restated, ...]:
    [kept] = [one for one in cache.store().kept_meetings() if one.id == number]
    then = copies.deck_from(kept.shown)
    earlier = kept.shown.get(_EARLIER)
    meeting = decks.gather(
        cache.store(), evaluation, kept.month.number, kept.held,
        earlier=earlier if isinstance(earlier, int) else None, read=cache.listed_of_kind,
    )  # fmt: skip
    agenda = Agenda(then.title, tuple(slide.item for slide in then.slides))
    return copies.restated(then, decks.deck(meeting, agenda))


def opened(known: tuple[KeptMeeting, ...]) -> KeptMeeting | None:
    """The meeting chosen from the list, None without any."""
    names = {one.id: f"{one.held:%Y-%m-%d} {one.name}" for one in known}
    number = st.selectbox(
        "打开一次会议", list(names), format_func=lambda one: names.get(one, ""), key="kept-meeting",
        width=420, filter_mode="contains",
    )  # fmt: skip
    return next((one for one in known if one.id == number), None)


def documents(kept: KeptMeeting) -> None:
    """The kept documents, as they were."""
    for name in kept.files:
        st.download_button(
            blocks.plain(name), data=partial(cache.store().kept_document, kept.id, name),
            file_name=name, on_click="ignore", icon=":material/download:",
            key=f"kept-file-{kept.id}-{name}",
        )  # fmt: skip


def notice(kept: KeptMeeting) -> None:
    """数据更正提示 of one copy: the figures, and the sentences to read out."""
    found, because = changes(kept), reasons(kept)
    blocks.show(copies.corrections(kept, found, because))
    if found:
        st.caption("可在下次会上宣读，点右上角复制：")
        st.code(copies.sentences(kept, found, because), language=None, wrap_lines=True)
