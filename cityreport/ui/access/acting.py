"""Who is at work in the browser session that a page runs for."""

import time
from dataclasses import dataclass
from datetime import timedelta

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from cityreport.accounts import SessionRules
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.people import Role
from cityreport.ui import clock

COOKIE = "cityreport_session"
LOG_IN_AGAIN = "请先登录：还没有登录，或登录已失效（已退出、超过时间，或账号有变动）。"
WITHOUT_GATE = (
    "这里已经建立了用户账号，但看板不是用 start.py 启动的，登录不起作用。"
    "请关闭它，改用 python start.py 启动。"
)


class LoginNeededError(UserError):
    """Nobody is logged in where somebody has to be."""


_REMEMBERED_SECONDS = 1.0
_REMEMBERED_AT_MOST = 2000


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is at work; ``name`` is "" while nobody has an account and everything is open."""

    name: str
    role: Role


_ANYBODY = Actor("", Role.MANAGE)
_NOBODY_ASKING = Actor("", Role.VIEW)


@dataclass(slots=True)
class _Gate:
    up: bool = False


_gate = _Gate()
_remembered: dict[tuple[str, str], tuple[float, Actor | None]] = {}


def gate_is_up(*, up: bool = True) -> None:
    """Say that every request of this process comes through the gate."""
    _gate.up = up


def session_rules() -> SessionRules:
    """How long a login lasts here."""
    known = places()
    return SessionRules(timedelta(hours=known.session_hours), timedelta(days=known.session_days))


def at_work(store: Store, address: str, *, afresh: bool = False) -> Actor | None:
    """Who is at work, None for nobody who is logged in; UserError where no gate checks it.

    Asked of the store, at most once a second for all that one run of a page does; ``afresh``
    always. Work that goes on behind a page (a download being made) may read.
    """
    running = get_script_run_ctx() is not None
    key = (address, _token() if running else "-")
    known = _remembered.get(key)
    now = time.monotonic()
    if not afresh and known is not None and now - known[0] < _REMEMBERED_SECONDS:
        return known[1]
    found = _asked(store, key[1], running=running)
    if len(_remembered) > _REMEMBERED_AT_MOST:
        _remembered.clear()
    _remembered[key] = (now, found)
    return found


def _asked(store: Store, token: str, *, running: bool) -> Actor | None:
    if not store.has_accounts():
        return _ANYBODY
    if not running:
        return _NOBODY_ASKING
    if not _gate.up:
        raise UserError(WITHOUT_GATE)
    account = people.visit(store, token, clock.now(), session_rules())
    return None if account is None else Actor(account.name, account.role)


def _token() -> str:
    return st.context.cookies.get(COOKIE, "")
