"""Coming in, staying, going out; and the accounts themselves: the rules of ``accounts`` on a store."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cityreport import accounts
from cityreport.accounts import SessionRules
from cityreport.errors import UserError
from cityreport.store import Store
from cityreport.tables.people import Account, Role, Tries, Visit

WRONG = "姓名或密码不对，请重新输入。连续输错 5 次会暂时锁定。"


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A login: the token that stands for it and is kept nowhere else."""

    token: str
    account: Account


@dataclass(frozen=True, slots=True)
class Refused:
    """No login: the sentence to show, and for how many seconds to hold it back."""

    sentence: str
    pause: float = 0.0


def log_in(store: Store, name: str, password: str, at: datetime) -> LoggedIn | Refused:
    """A new session, or why not: the same words, work and delays for a name nobody has.

    The try is counted before the password is looked at, so that guesses at once gain nothing.
    """
    key = accounts.name_key(name)
    before = store.count_try(key, at, lambda tries: _one_more(tries, at))
    if (until := accounts.locked_until(before, at)) is not None:
        return Refused(_locked(until, at))
    known = store.credentials(key)
    account, kept = known if known is not None else (None, None)
    fits = accounts.verify_password(kept, password)
    if account is None or not fits or not account.active:
        return _failed(store, account, before, at)
    if kept is not None and accounts.wants_rehash(kept):
        store.renew_hash(account, accounts.hash_password(password))
    return start_session(store, account, at)


def log_in_known(store: Store, names: Sequence[str], at: datetime) -> LoggedIn | None:
    """A new session for somebody a provider vouches for, by the first name that has an account.

    None when nobody has, or it is switched off.
    """
    for name in names:
        known = store.credentials(accounts.name_key(name))
        if known is not None:
            return start_session(store, known[0], at) if known[0].active else None
    return None


def start_session(store: Store, account: Account, at: datetime) -> LoggedIn:
    """A new session for somebody whose identity is certain."""
    token = accounts.new_token()
    key = accounts.name_key(account.name)
    store.begin_session(accounts.digest_of(token), account, key, at)
    return LoggedIn(token, account)


def visit(store: Store, token: str, at: datetime, rules: SessionRules) -> Account | None:
    """Whose session the token is, if it holds and the account is on; its use is noted."""
    if not token:
        return None
    digest = accounts.digest_of(token)
    found = store.session(digest)
    if found is None or not _holds(found, at, rules):
        return None
    if accounts.to_be_noted(found.seen_at, at):
        store.note_session(digest, at)
    return found.account


def log_out(store: Store, token: str, at: datetime) -> None:
    """End the session of a token, whoever holds it; nothing happens when there is none."""
    digest = accounts.digest_of(token)
    found = store.session(digest)
    if found is not None:
        store.end_session(digest, found.account.name, at)


def change_own_password(
    store: Store, account: Account, old: str, new: str, at: datetime, token: str
) -> str:
    """Another password for oneself; what hinders it, in words, "" when it was done.

    The old one counts as a try like any login; every other session of the account ends.
    """
    key = accounts.name_key(account.name)
    before = store.count_try(key, at, lambda tries: _one_more(tries, at))
    if (until := accounts.locked_until(before, at)) is not None:
        return _locked(until, at)
    known = store.credentials(key)
    if known is None or not accounts.verify_password(known[1], old):
        store.note_failure("fail to log in", account.name, at)
        return "原密码不对，请重新输入。"
    store.count_try(key, at, lambda _tries: 0)
    if fault := accounts.password_fault(new, account.name):
        return fault
    if new == old:
        return "新密码和原密码一样，请换一个。"
    digest = accounts.digest_of(token)
    store.set_password(account, accounts.hash_password(new), account.name, at, staying=digest)
    return ""


def add_account(
    store: Store, name: str, role: Role, password: str | None, by: str, at: datetime
) -> Account:
    """A new account (without password: for single sign-on only); UserError in words."""
    cleaned = accounts.clean_name(name)
    if fault := accounts.name_fault(name) or _password_fault(password, cleaned):
        raise UserError(fault)
    key = accounts.name_key(name)
    kept = None if password is None else accounts.hash_password(password)
    store.add_account(cleaned, key, role, kept, by, at)
    return account_of(store, name)


def set_password(store: Store, account: Account, password: str, by: str, at: datetime) -> None:
    """Another password for somebody, who has to log in anew; UserError for a weak one."""
    if fault := accounts.password_fault(password, account.name):
        raise UserError(fault)
    store.set_password(account, accounts.hash_password(password), by, at)
    store.unlock_account(account, accounts.name_key(account.name), by, at)


def unlock(store: Store, account: Account, by: str, at: datetime) -> None:
    """Let somebody try again who was locked out."""
    store.unlock_account(account, accounts.name_key(account.name), by, at)


def account_of(store: Store, name: str) -> Account:
    """The account of that name; UserError naming those there are."""
    known = store.credentials(accounts.name_key(name))
    if known is None:
        there = "、".join(one.name for one in store.accounts())
        raise UserError(f"没有名为“{name}”的账号。" + (f"现有：{there}。" if there else ""))
    return known[0]


def locked_for(store: Store, account: Account, at: datetime) -> int:
    """For how many minutes more somebody is locked out; 0 when not."""
    tries = store.tries(accounts.name_key(account.name))
    until = accounts.locked_until(tries, at)
    return 0 if until is None else accounts.minutes_left(until, at)


def has_manager(store: Store) -> bool:
    """Whether somebody can log in and manage."""
    return any(one.active and one.role is Role.MANAGE for one in store.accounts())


def _one_more(tries: Tries, at: datetime) -> int | None:
    if accounts.locked_until(tries, at) is not None:
        return None
    return accounts.standing_failures(tries, at) + 1


def _failed(store: Store, account: Account | None, before: Tries, at: datetime) -> Refused:
    """Written down by name only where somebody has it: else it may be a password."""
    failures = accounts.standing_failures(before, at) + 1
    name = account.name if account is not None else ""
    store.note_failure("fail to log in", name, at)
    until = accounts.locked_until(Tries(failures, at), at)
    if until is None:
        return Refused(WRONG, accounts.pause_seconds(failures))
    store.note_failure("lock out", name, at)
    return Refused(_locked(until, at), accounts.pause_seconds(failures))


def _locked(until: datetime, at: datetime) -> str:
    minutes = accounts.minutes_left(until, at)
    return f"输错次数太多，已暂时锁定。请 {minutes} 分钟后再试，或请管理人员解除锁定。"


def _holds(found: Visit, at: datetime, rules: SessionRules) -> bool:
    return found.account.active and accounts.is_valid(found.began_at, found.seen_at, at, rules)


def _password_fault(password: str | None, name: str) -> str:
    return "" if password is None else accounts.password_fault(password, name)
