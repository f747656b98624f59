"""People in the store, on both engines: accounts, sessions, tries, who did what."""

from datetime import UTC, datetime, timedelta

import pytest

from cityreport import accounts
from cityreport.accounts import SessionRules
from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.pipeline import people
from cityreport.store import Store, visits
from cityreport.tables.people import Role

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
RULES = SessionRules()
PASSWORD = "云汐河边的第三盏路灯"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """How slow a hash is does not matter here."""
    monkeypatch.setattr(accounts, "hash_password", lambda password: f"hash of {password}")
    monkeypatch.setattr(
        accounts, "verify_password", lambda kept, password: kept == f"hash of {password}"
    )
    monkeypatch.setattr(accounts, "wants_rehash", lambda kept: False)


@pytest.fixture
def peopled(store: Store) -> Store:
    people.add_account(store, "赵主任", Role.MANAGE, PASSWORD, "命令行", AT)
    people.add_account(store, "王芳", Role.ENTER, PASSWORD, "赵主任", AT)
    return store


def token_of(store: Store, name: str, at: datetime = AT) -> str:
    done = people.log_in(store, name, PASSWORD, at)
    assert isinstance(done, people.LoggedIn)
    return done.token


def refusal(store: Store, name: str, password: str, at: datetime = AT) -> str:
    done = people.log_in(store, name, password, at)
    assert isinstance(done, people.Refused)
    return done.sentence


def test_an_account_comes_back_as_it_was_made(peopled: Store):
    first, second = peopled.accounts()
    assert (first.name, first.role, first.active) == ("赵主任", Role.MANAGE, True)
    assert (second.name, second.role, second.created_by) == ("王芳", Role.ENTER, "赵主任")
    assert second.created_at == AT
    assert second.last_login is None
    assert peopled.has_accounts()
    assert people.has_manager(peopled)


def test_a_store_without_accounts_says_so(store: Store):
    assert not store.has_accounts()
    assert not people.has_manager(store)
    with pytest.raises(UserError, match=r"没有名为“王芳”的账号。$"):
        people.account_of(store, "王芳")


def test_the_first_account_manages(store: Store):
    with pytest.raises(UserError, match="第一个账号必须是“管理”"):
        people.add_account(store, "王芳", Role.ENTER, PASSWORD, "命令行", AT)
    assert store.accounts() == []
    assert store.audit(10, actions=frozenset({"add account"})) == []


@pytest.mark.parametrize("name", ["王芳", " 王芳 "])
def test_a_name_is_given_once(peopled: Store, name: str):
    with pytest.raises(UserError, match="已经有名为“王芳”的账号"):
        people.add_account(peopled, name, Role.VIEW, PASSWORD, "赵主任", AT)


def test_the_last_who_manages_can_be_neither_switched_off_nor_demoted(peopled: Store):
    last = people.account_of(peopled, "赵主任")
    with pytest.raises(UserError, match="最后一个能用的“管理”账号"):
        peopled.set_role(last, Role.ENTER, "赵主任", AT)
    with pytest.raises(UserError, match="最后一个能用的“管理”账号"):
        peopled.set_active(last, "赵主任", AT, active=False)
    peopled.set_role(people.account_of(peopled, "王芳"), Role.MANAGE, "赵主任", AT)
    peopled.set_active(last, "王芳", AT, active=False)
    assert [one.active for one in peopled.accounts()] == [False, True]


def test_people_raise_no_revision_and_changes_of_figures_do(peopled: Store):
    before = peopled.revision()
    token = token_of(peopled, "王芳")
    people.visit(peopled, token, AT + timedelta(hours=1), RULES)
    people.log_out(peopled, token, AT)
    peopled.set_role(people.account_of(peopled, "王芳"), Role.VIEW, "赵主任", AT)
    assert peopled.revision() == before
    peopled.lock(Month(2026, 1), "赵主任")
    assert peopled.revision() == before + 1


# --- coming in and staying -----------------------------------------------------------------


def test_a_login_holds_until_it_is_ended_and_leaves_its_time(peopled: Store):
    token = token_of(peopled, "王芳")
    account = people.visit(peopled, token, AT + timedelta(minutes=1), RULES)
    assert account is not None
    assert (account.name, account.last_login) == ("王芳", AT)
    people.log_out(peopled, token, AT)
    assert people.visit(peopled, token, AT, RULES) is None
    people.log_out(peopled, token, AT)  # a second time: nothing happens


def test_what_is_kept_of_a_token_does_not_open_anything(peopled: Store):
    token = token_of(peopled, "王芳")
    kept = accounts.digest_of(token)
    assert peopled.session(kept) is not None
    assert people.visit(peopled, kept, AT, RULES) is None
    assert people.visit(peopled, "", AT, RULES) is None


def test_an_unused_login_ends_and_a_used_one_goes_on_until_its_last_day(peopled: Store):
    unused, used = token_of(peopled, "王芳"), token_of(peopled, "王芳")
    at = AT
    for _ in range(7 * 24 // 4 - 1):
        at += timedelta(hours=4)
        assert people.visit(peopled, used, at, RULES) is not None
    assert people.visit(peopled, unused, AT + timedelta(hours=8), RULES) is None
    assert people.visit(peopled, used, AT + timedelta(days=7), RULES) is None


def test_a_lowered_role_and_a_switched_off_account_show_in_a_login_that_stands(peopled: Store):
    token, clerk = token_of(peopled, "王芳"), people.account_of(peopled, "王芳")
    peopled.set_role(clerk, Role.VIEW, "赵主任", AT)
    seen = people.visit(peopled, token, AT, RULES)
    assert seen is not None
    assert seen.role is Role.VIEW
    peopled.set_active(clerk, "赵主任", AT, active=False)
    assert people.visit(peopled, token, AT, RULES) is None
    assert refusal(peopled, "王芳", PASSWORD) == people.WRONG
    peopled.set_active(clerk, "赵主任", AT, active=True)
    assert people.visit(peopled, token, AT, RULES) is None, "the old login does not come back"


def test_a_new_password_ends_every_other_login(peopled: Store):
    here, elsewhere = token_of(peopled, "王芳"), token_of(peopled, "王芳")
    clerk = people.account_of(peopled, "王芳")
    new = "督查组周四下午三点出发"
    wrong = people.change_own_password(peopled, clerk, "不是原来的密码呀", new, AT, here)
    assert wrong == "原密码不对，请重新输入。"
    weak = people.change_own_password(peopled, clerk, PASSWORD, "1234567890", AT, here)
    assert "太容易" in weak
    same = people.change_own_password(peopled, clerk, PASSWORD, PASSWORD, AT, here)
    assert "一样" in same
    assert people.change_own_password(peopled, clerk, PASSWORD, new, AT, here) == ""
    assert people.visit(peopled, here, AT, RULES) is not None
    assert people.visit(peopled, elsewhere, AT, RULES) is None
    assert refusal(peopled, "王芳", PASSWORD) == people.WRONG
    assert isinstance(people.log_in(peopled, "王芳", new, AT), people.LoggedIn)


def test_a_reset_password_ends_every_login_and_a_lock(peopled: Store):
    token, clerk = token_of(peopled, "王芳"), people.account_of(peopled, "王芳")
    for _ in range(5):
        refusal(peopled, "王芳", "wrong")
    people.set_password(peopled, clerk, "督查组周四下午三点出发", "赵主任", AT)
    assert people.visit(peopled, token, AT, RULES) is None
    assert people.locked_for(peopled, clerk, AT) == 0
    with pytest.raises(UserError, match="至少 10"):
        people.set_password(peopled, clerk, "短", "赵主任", AT)


def test_an_account_without_password_cannot_be_logged_in_to(peopled: Store):
    people.add_account(peopled, "陈晨", Role.VIEW, None, "赵主任", AT)
    assert refusal(peopled, "陈晨", "") == people.WRONG
    assert refusal(peopled, "陈晨", "hash of ") == people.WRONG


# --- guessing ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["王芳", "没有这个人"])
def test_five_wrong_passwords_lock_a_name_whether_somebody_has_it_or_not(peopled: Store, name: str):
    said = [refusal(peopled, name, f"wrong {number}") for number in range(6)]
    assert said[:4] == [people.WRONG] * 4
    assert "请 1 分钟后再试" in said[4]
    assert said[5] == said[4]
    later = AT + timedelta(seconds=61)
    assert "请 2 分钟后再试" in refusal(peopled, name, "wrong", later)


def test_while_locked_the_right_password_does_not_open_and_no_hash_is_looked_at(
    peopled: Store, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(5):
        refusal(peopled, "王芳", "wrong")
    looked: list[str] = []
    monkeypatch.setattr(accounts, "verify_password", lambda *given: looked.append("") or True)
    assert "锁定" in refusal(peopled, "王芳", PASSWORD)
    assert looked == []


@pytest.mark.parametrize("name", ["王芳", "没有这个人"])
def test_every_try_looks_at_one_hash_whether_somebody_has_the_name_or_not(
    peopled: Store, name: str, monkeypatch: pytest.MonkeyPatch
):
    looked: list[str] = []
    monkeypatch.setattr(
        accounts, "verify_password", lambda kept, password: bool(looked.append(password))
    )
    refusal(peopled, name, "wrong")
    assert looked == ["wrong"]


def test_a_login_forgets_the_wrong_tries_before_it(peopled: Store):
    for _ in range(4):
        refusal(peopled, "王芳", "wrong")
    token_of(peopled, "王芳")
    assert [refusal(peopled, "王芳", "wrong") for _ in range(4)] == [people.WRONG] * 4


def test_who_manages_unlocks(peopled: Store):
    clerk = people.account_of(peopled, "王芳")
    for _ in range(5):
        refusal(peopled, "王芳", "wrong")
    assert people.locked_for(peopled, clerk, AT) == 1
    people.unlock(peopled, clerk, "赵主任", AT)
    assert people.locked_for(peopled, clerk, AT) == 0
    token_of(peopled, "王芳")


def test_what_was_tried_long_ago_is_swept_out(peopled: Store):
    refusal(peopled, "谁也不是", "wrong", AT - timedelta(days=3))
    refusal(peopled, "又一个人", "wrong", AT)
    with peopled._reading() as connection:
        assert visits.tries(connection, accounts.name_key("谁也不是")).failures == 0


# --- who did what --------------------------------------------------------------------------


def test_logins_failures_and_changes_stand_with_the_changes_of_figures(peopled: Store):
    peopled.lock(Month(2026, 1), "王芳")
    token = token_of(peopled, "王芳", AT + timedelta(minutes=1))
    for minute in range(2, 7):
        refusal(peopled, "王芳", "wrong", AT + timedelta(minutes=minute))
    people.log_out(peopled, token, AT + timedelta(minutes=8))
    last = AT + timedelta(minutes=9)
    peopled.set_role(people.account_of(peopled, "王芳"), Role.VIEW, "赵主任", last)
    own = [one.action for one in peopled.audit(50, by="王芳") if one.action != "lock month"]
    assert own == ["log out", "lock out", *["fail to log in"] * 5, "log in"]
    assert [one.action for one in peopled.audit(50, by="王芳", actions=frozenset({"lock month"}))]
    [changed] = peopled.audit(50, actions=frozenset({"set role"}))
    assert (changed.by, changed.about, changed.at) == ("赵主任", "王芳：录入 → 查看", last)
    assert len(peopled.audit(3)) == 3
    assert {"赵主任", "王芳", "命令行"} <= set(peopled.actors())


def test_a_name_nobody_has_is_not_written_down(peopled: Store):
    refusal(peopled, "my secret password", "wrong")
    assert not any("secret" in repr(entry) for entry in peopled.audit(50))


# --- restore -------------------------------------------------------------------------------


def test_a_restore_keeps_the_people_there_are_and_brings_back_no_login(peopled: Store, tmp_path):
    token = token_of(peopled, "王芳")
    backup = tmp_path / "copy.db"
    peopled.copy_into(backup)
    peopled.set_active(people.account_of(peopled, "王芳"), "赵主任", AT, active=False)
    other = Store.open(f"sqlite:///{backup}")
    try:
        peopled.take_over(other, "赵主任", AT)
    finally:
        other.close()
    assert [one.active for one in peopled.accounts()] == [True, False]
    assert people.visit(peopled, token, AT, RULES) is None


def test_an_empty_store_takes_the_people_of_a_backup_but_not_their_logins(peopled: Store, tmp_path):
    token = token_of(peopled, "王芳")
    backup = tmp_path / "copy.db"
    peopled.copy_into(backup)
    fresh, other = (Store.open(f"sqlite:///{file}") for file in (tmp_path / "new.db", backup))
    try:
        fresh.take_over(other, "命令行", AT)
        assert [one.name for one in fresh.accounts()] == ["赵主任", "王芳"]
        assert people.visit(fresh, token, AT, RULES) is None
    finally:
        fresh.close()
        other.close()
