"""The frame around every page: configuration, navigation, faults said in words."""

import logging
from contextvars import ContextVar

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from cityreport import logbook
from cityreport.errors import UserError
from cityreport.report import terms
from cityreport.report.wording import SELF_ASSESSED
from cityreport.tables.people import Role
from cityreport.ui import access, chinese, drill, ease, registry, selection
from cityreport.ui.access import Actor
from cityreport.ui.doors import refuse_open_door
from cityreport.ui.markup import said

APPLICATION = "文明城市创建工作看板"
FAULT = (
    "页面出错了，已保存的数据不受影响。请刷新页面再试；"
    "如果再次出现，请把错误编号 **{number}** 和刚才的操作告诉维护人员（详情已写入日志）。"
)
# Written out: Streamlit fetches emoji and Material icons for the browser tab from the internet.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E"
    "%3Crect width='32' height='32' rx='6' fill='%231F5FA8'/%3E"
    "%3Cpath d='M8 24V14M16 24V8M24 24v-7' stroke='white' stroke-width='4'/%3E%3C/svg%3E"
)
BEYOND_ROLE = "“{page}”需要“{needed}”权限，您的权限是“{own}”。需要时请找管理人员调整。"
NOT_FRAMED = "请从看板首页打开本页。"

_framed: ContextVar[bool] = ContextVar("framed", default=False)
_log = logging.getLogger(__name__)


def run() -> None:
    """Draw the page the address asks for, inside the frame; called by ``app.py`` only."""
    from cityreport.ui import cache

    st.set_page_config(
        page_title=APPLICATION,
        page_icon=_ICON,
        layout="wide",
        initial_sidebar_state="collapsed",
        menu_items={"Get help": None, "Report a bug": None, "About": None},
    )
    chinese.install()
    ease.install()
    chosen = st.navigation(_navigation(_admitted().role), position="top")
    token = _framed.set(True)
    try:
        with cache.one_revision():
            _run_page(chosen)
    finally:
        _framed.reset(token)


def enter(key: str) -> registry.Page:
    """The guard, first line of every page: title, badge and the line every page carries.

    A page opened without the frame shows nothing but a sentence, whoever asks for it.
    """
    page = registry.page(key)
    if not _framed.get():
        st.error(NOT_FRAMED)
        st.stop()
    actor = _admitted(page.address)
    if actor.role < page.role:
        st.error(BEYOND_ROLE.format(page=page.title, needed=page.role.word, own=actor.role.word))
        st.stop()
    selection.begin(arrived=drill.in_view() != key)
    drill.arrive(key)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.title(
            page.title, anchor=False, width="content", help=terms.explained(page.title) or None
        )
        if _samples_shown():
            st.badge("示例", color="orange", help="正在使用示例数据，不是本市的真实情况。")
        st.caption(SELF_ASSESSED, width="content")
        if actor.name:
            st.html(access.who_is_here(actor), width="content")
    return page


def link(key: str, label: str = "", **query: str) -> None:
    """A link to another page, if it is built; ``query`` as ``selection.query`` gives it."""
    page = registry.page(key)
    if page.exists and _actor().role >= page.role:
        st.page_link(
            str(page.file), label=label or page.title, query_params=query or None, width="content"
        )


def _admitted(address: str = "") -> Actor:
    """Who is at work; without a login a sentence, the way to it, and the end of the run."""
    try:
        # However the server was started: nobody but this machine may reach it without the gate.
        refuse_open_door(str(st.get_option("server.address") or ""))
        actor = _actor(afresh=True)
    except access.LoginNeededError as error:
        st.warning(str(error))
        st.html(access.way_to_login(address))
        st.stop()
    except UserError as error:
        st.error(said(error))
        st.stop()
    return actor


def _navigation(role: Role) -> dict[str, list[StreamlitPage]]:
    """Every page; those beyond the role are not listed, but say so when they are opened."""
    return {
        section: [_streamlit_page(page, listed=role >= page.role) for page in pages]
        for section, pages in registry.menus().items()
    }


def _streamlit_page(page: registry.Page, *, listed: bool) -> StreamlitPage:
    return st.Page(
        page.file,
        title=page.title,
        icon=f":material/{page.icon}:",
        url_path=page.address or None,
        default=not page.address,
        visibility="visible" if listed else "hidden",
    )


def _run_page(page: StreamlitPage) -> None:
    try:
        page.run()
    except UserError as error:
        st.error(said(error))
    except Exception:  # noqa: BLE001 - the last line of defence: logged whole, told in words
        show_fault(_log, f"page {page.url_path or '/'} failed")


def show_fault(log: logging.Logger, what: str) -> None:
    """Log the exception being handled and give the person the number it stands under."""
    st.error(FAULT.format(number=logbook.fault(log, what)))


def _actor(*, afresh: bool = False) -> Actor:
    from cityreport.ui import cache

    return cache.actor(afresh=afresh)


def _samples_shown() -> bool:
    from cityreport.ui import cache

    return cache.has_samples()
