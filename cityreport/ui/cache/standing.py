"""What stands in the store now: its revision, the office's tables, learnt words."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st

from cityreport import pipeline
from cityreport.framework import Framework
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings, places
from cityreport.store import Store
from cityreport.tables.corrections import HeaderWord
from cityreport.ui import access
from cityreport.ui.access import Actor

_asked: ContextVar[list[tuple[str, int]] | None] = ContextVar("asked", default=None)


@contextmanager
def one_revision() -> Iterator[None]:
    """Within it the store is asked for its revision once, and anew after a change of its own.

    A run of a page asks dozens of times, and all it shows is of one standing.
    """
    before = _asked.set([])
    try:
        yield
    finally:
        _asked.reset(before)


def store() -> Store:
    """The installation's store, opened once, as whoever is at work may use it.

    LoginNeededError when nobody is logged in where somebody has to be.
    """
    return access.guarded(_store(places().database_url), actor(), _ask_again)


def actor(*, afresh: bool = False) -> Actor:
    """Who is at work; ``afresh`` asks the store whatever is remembered of the last second.

    LoginNeededError when nobody is logged in where somebody has to be.
    """
    address = places().database_url
    found = access.at_work(_store(address), address, afresh=afresh)
    if found is None:
        raise access.LoginNeededError(access.LOG_IN_AGAIN)
    return found


def may(method: str) -> bool:
    """Whether whoever is at work may call that method of the store."""
    return access.allowed(actor(), method)


def revision() -> tuple[str, int]:
    """What everything computed hangs on: the store's address and revision."""
    answers = _asked.get()
    if answers:
        return answers[0]
    answer = places().database_url, store().revision()
    if answers is not None:
        answers.append(answer)
    return answer


def roster() -> Roster:
    """The roster as it stands now."""
    return _office(*revision())[0]


def framework() -> Framework:
    """The catalogue edition in force."""
    return _office(*revision())[1]


def office_settings() -> OfficeSettings:
    """The office's settings in force."""
    return _office(*revision())[2]


def header_words() -> tuple[HeaderWord, ...]:
    """What people said headers of a unit's sheets mean, their times in the office's zone."""
    return _header_words(*revision())


def is_empty() -> bool:
    """Whether the store holds neither units nor submissions."""
    address, number = revision()
    return _emptiness(address, number)[0]


def has_samples() -> bool:
    """Whether sample data are loaded."""
    address, number = revision()
    return _emptiness(address, number)[1]


def _ask_again() -> None:
    if answers := _asked.get():
        answers.clear()


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(address: str) -> Store:
    return Store.open(address)


@st.cache_resource(max_entries=2, show_spinner=False)
def _office(address: str, number: int) -> tuple[Roster, Framework, OfficeSettings]:
    opened = _store(address)
    register = opened.roster()
    return (
        register,
        pipeline.framework_in_force(opened, register),
        pipeline.settings_in_force(opened),
    )


@st.cache_resource(max_entries=2, show_spinner=False)
def _header_words(address: str, number: int) -> tuple[HeaderWord, ...]:
    return pipeline.header_words(_store(address), places().timezone)


@st.cache_resource(max_entries=4, show_spinner=False)
def _emptiness(address: str, number: int) -> tuple[bool, bool]:
    opened = _store(address)
    return opened.is_empty(), opened.has_samples()
