"""The table of permissions: nothing of the store is missing in it, and it holds on the pages."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from access.conftest import AT, CLERK, LEADER, MANAGER, PASSWORD
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.report import people as words
from cityreport.store import Store
from cityreport.tables.people import Role
from cityreport.ui import access, clock, registry
from cityreport.ui.access import Actor, acting, permissions
from start import ROOT

PUBLIC = {
    name for name, _ in inspect.getmembers(Store, inspect.isfunction) if not name.startswith("_")
} | {"open"}


def test_every_method_of_the_store_stands_in_one_list():
    lists = (permissions.READS, permissions.NEEDED.keys(), permissions.GATE_ONLY)
    assert set().union(*lists) == PUBLIC
    assert sum(len(one) for one in lists) == len(PUBLIC)


def test_what_writes_is_not_among_what_is_read_freely():
    """Whatever the store does in a transaction that writes is in the table or the gate's."""
    source = inspect.getsource(inspect.getmodule(Store))
    writing = {
        name
        for kind in Store.__mro__
        for name, method in vars(kind).items()
        if name in PUBLIC and any(word in inspect.getsource(getattr(method, "__func__", method))
                                  for word in ("_writing(", "_noting(", "exclusive(", "rehearsing("))
    }  # fmt: skip
    assert "_writing(" in source
    assert len(writing) > 20
    assert writing & permissions.READS == set()


def test_nobody_gets_around_the_table():
    guarded = permissions.guarded(object(), Actor("王芳", Role.MANAGE))
    for name in (*permissions.GATE_ONLY, "_engine", "_writing", "__dict__x"):
        with pytest.raises(AttributeError):
            getattr(guarded, name)


@pytest.mark.parametrize(
    ("role", "method", "fits"),
    [
        (Role.VIEW, "history", True), (Role.VIEW, "commit", False), (Role.ENTER, "commit", True),
        (Role.ENTER, "set_settings", False), (Role.MANAGE, "set_settings", True),
        (Role.ENTER, "accounts", False), (Role.VIEW, "audit", False), (Role.ENTER, "take_over", False),
    ],
)  # fmt: skip
def test_a_role_may_do_what_the_table_says(role: Role, method: str, fits: bool):
    assert access.allowed(Actor("王芳", role), method) is fits


def test_what_is_beyond_a_role_is_said_in_words(peopled: Store):
    guarded = access.guarded(peopled, Actor(LEADER, Role.VIEW))
    assert guarded.revision() == peopled.revision()
    with pytest.raises(UserError, match="您的权限是“查看”，这项操作需要“管理”权限"):
        guarded.set_settings({"due_day": 9}, LEADER)
    assert peopled.settings() == {}


# --- on the pages --------------------------------------------------------------------------


class Browser:
    """A browser's cookies, as the page sees them."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}


@pytest.fixture
def browser_of(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Pages that come through the gate with a browser's cookies; nothing is remembered."""
    browser = Browser()
    monkeypatch.setattr(acting, "_token", lambda: browser.cookies.get(access.COOKIE, ""))
    monkeypatch.setattr(acting, "_remembered", {})
    access.gate_is_up()
    yield browser
    access.gate_is_up(up=False)
    streamlit.cache_resource.clear()


def opened(page: registry.Page) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    if page.address:
        at.switch_page(f"pages/{page.path}")
    return at.run()


def logged_in(store: Store, browser: Browser, name: str) -> str:
    done = people.log_in(store, name, PASSWORD, clock.now())
    assert isinstance(done, people.LoggedIn)
    browser.cookies[access.COOKIE] = done.token
    return done.token


def said(at: AppTest) -> list[str]:
    assert not at.exception
    return [one.value for one in (*at.error, *at.warning)]


def key_of(name: str) -> registry.Page:
    return registry.page(name)


@pytest.mark.parametrize("name", ["overview", "people"])
def test_a_page_shows_nothing_to_who_is_not_logged_in(
    peopled: Store, browser_of: Browser, name: str
):
    at = opened(key_of(name))
    assert said(at) == [access.LOG_IN_AGAIN]
    assert not at.title
    assert not at.button
    assert any("login?next=/" in one.proto.body for one in at.get("html"))


def test_a_page_says_who_is_at_work_and_how_to_leave(peopled: Store, browser_of: Browser):
    logged_in(peopled, browser_of, LEADER)
    at = opened(key_of("vetoes"))
    assert said(at) == []
    [line] = [one.proto.body for one in at.get("html") if "who-is-here" in one.proto.body]
    assert "李局（查看）" in line
    assert 'href="password"' in line
    assert 'action="logout"' in line
    assert not at.button, "who may only look finds nothing to change"


def test_a_page_beyond_the_role_says_so_and_shows_nothing(peopled: Store, browser_of: Browser):
    logged_in(peopled, browser_of, LEADER)
    for name, needed in (("upload", "录入"), ("people", "管理"), ("office", "管理")):
        at = opened(key_of(name))
        [sentence] = said(at)
        assert f"需要“{needed}”权限，您的权限是“查看”" in sentence
        assert not at.title
        assert not at.get("file_uploader")


def test_an_open_page_closes_with_its_login_and_follows_its_role(
    peopled: Store, browser_of: Browser
):
    token = logged_in(peopled, browser_of, CLERK)
    at = opened(key_of("upload"))
    assert [title.value for title in at.title] == ["上传月报"]
    peopled.set_role(people.account_of(peopled, CLERK), Role.VIEW, MANAGER, AT)
    assert "需要“录入”权限" in said(at.run())[0]
    people.log_out(peopled, token, clock.now())
    assert said(at.run()) == [access.LOG_IN_AGAIN]
    assert not at.title


def test_the_name_of_the_account_stands_where_a_name_was_asked_for(
    peopled: Store, browser_of: Browser
):
    logged_in(peopled, browser_of, MANAGER)
    at = opened(key_of("vetoes"))
    assert [box.label for box in at.text_input if box.label in ("勾选人", "修改人")] == []
    at.text_input(key="veto-new").set_value("连续两次省测末位").run()
    at.button(key="veto-add").click().run()
    assert said(at) == []
    assert [one.by for one in peopled.audit(1, actions=frozenset({"change veto list"}))] == [
        MANAGER
    ]


def test_pages_that_no_gate_guards_refuse_once_there_are_accounts(
    peopled: Store, browser_of: Browser
):
    logged_in(peopled, browser_of, MANAGER)
    access.gate_is_up(up=False)
    at = opened(key_of("overview"))
    assert said(at) == [acting.WITHOUT_GATE]
    assert not at.title


def test_work_behind_a_page_may_read_and_not_write(peopled: Store, browser_of: Browser):
    """A download is made in a thread of its own, which knows no browser."""
    assert acting.at_work(peopled, "x") == Actor("", Role.VIEW)


# --- 人员与备份 ----------------------------------------------------------------------------


def test_every_action_the_store_writes_down_has_words():
    found: set[str] = set()
    for file in (ROOT / "cityreport").rglob("*.py"):
        text = file.read_text("utf-8")
        found |= set(re.findall(r'(?:_writing|_noting|note_failure)\(\s*"([a-z ]+)"', text))
        found |= set(re.findall(r'^(?:RECYCLING|RESTORING) = "([a-z ]+)"', text, re.M))
    found |= {"enable account", "disable account"}
    assert found == set(words.DONE)


def test_who_manages_adds_changes_and_switches_off(peopled: Store, browser_of: Browser):
    logged_in(peopled, browser_of, MANAGER)
    at = opened(key_of("people"))
    assert "3 个账号" in [one.value for one in at.subheader]
    at.text_input(key="people-name-3").set_value("陈晨")
    at.selectbox(key="people-role").set_value("录入")
    for part in ("password", "again"):
        at.text_input(key=f"people-add-3-{part}").set_value("督查组周四下午三点出发")
    at.button(key="people-save").click().run()
    assert said(at) == []
    assert "已增加账号：陈晨" in at.success[0].value
    made = people.account_of(peopled, "陈晨")
    assert (made.role, made.created_by) == (Role.ENTER, MANAGER)
    at.selectbox(key="people-which-4").set_value(made.id).run()
    at.selectbox(key=f"people-role-{made.id}").set_value("查看").run()
    at.button(key="people-role-save").click().run()
    at.button(key="people-switch").click().run()
    changed = people.account_of(peopled, "陈晨")
    assert (changed.role, changed.active) == (Role.VIEW, False)
    shown = at.dataframe[-1].value
    assert list(shown["做了什么"][:3]) == ["停用账号", "改变权限", "增加账号"]
    assert set(shown["谁"][:3]) == {MANAGER}
    at.selectbox(key="audit-kind").set_value("登录").run()
    assert set(at.dataframe[-1].value["做了什么"]) == {"登录"}


def test_the_last_who_manages_stays(peopled: Store, browser_of: Browser):
    logged_in(peopled, browser_of, MANAGER)
    at = opened(key_of("people"))
    at.button(key="people-switch").click().run()
    assert "最后一个能用的“管理”账号" in said(at)[0]
    assert people.account_of(peopled, MANAGER).active


def test_without_accounts_the_page_says_what_that_means(home: Path, browser_of: Browser):
    at = opened(key_of("people"))
    assert any("还没有用户账号" in one.value for one in (*at.info, *at.caption, *at.markdown))
    assert at.selectbox(key="people-role").options == ["管理"]
