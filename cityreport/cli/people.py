"""``account``: who may log in, from the command line; the first 管理 account is made here."""

import argparse
import getpass
import os
import sys

from cityreport.cli import session
from cityreport.errors import UserError
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.tables.people import Account, Role

BY = "命令行"


def account_add(options: argparse.Namespace) -> int:
    """Makes an account; without ``--no-password`` the password is asked for twice."""
    store, role = session.open_store(), Role.named(options.role)
    password = None if options.no_password else _new_password(options)
    made = people.add_account(store, options.name, role, password, BY, session.now())
    return _said(f"已建立账号：{made.name}，权限“{made.role.word}”。")


def account_list(options: argparse.Namespace) -> int:
    """Lists the accounts with role and state."""
    store = session.open_store()
    rows = [_row(store, one) for one in store.accounts()]
    if options.json:
        session.print_json({"accounts": rows})
    else:
        session.write_rows(rows, "table", None, "账号")
    return 0


def account_role(options: argparse.Namespace) -> int:
    """Gives an account another role; it holds at once, also in an open page."""
    store, found = _found(options)
    store.set_role(found, Role.named(options.role), BY, session.now())
    return _said(f"{found.name} 的权限已改为“{options.role}”。")


def account_password(options: argparse.Namespace) -> int:
    """Gives an account another password, which ends its logins."""
    store, found = _found(options)
    people.set_password(store, found, _new_password(options), BY, session.now())
    return _said(f"{found.name} 的密码已重设，原来的登录已全部退出。")


def account_disable(options: argparse.Namespace) -> int:
    """Switches an account off, which ends its logins."""
    store, found = _found(options)
    store.set_active(found, BY, session.now(), active=False)
    return _said(f"{found.name} 已停用，原来的登录已全部退出。")


def account_enable(options: argparse.Namespace) -> int:
    """Switches an account on again."""
    store, found = _found(options)
    store.set_active(found, BY, session.now(), active=True)
    return _said(f"{found.name} 已启用。")


def account_unlock(options: argparse.Namespace) -> int:
    """Lets somebody try again who guessed wrong too often."""
    store, found = _found(options)
    people.unlock(store, found, BY, session.now())
    return _said(f"{found.name} 已解除锁定，可以重新登录。")


def _found(options: argparse.Namespace) -> tuple[Store, Account]:
    store = session.open_store()
    return store, people.account_of(store, options.name)


def _new_password(options: argparse.Namespace) -> str:
    """From the first line of standard input, or typed twice unseen."""
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty() and os.name != "nt":
        raise UserError("这里不能输入密码：请在终端里运行，或用 --password-stdin 从标准输入给出。")
    first = getpass.getpass("新密码（输入时不显示）：")
    if getpass.getpass("再输一遍：") != first:
        raise UserError("两次输入的密码不一样，没有保存。")
    return first


def _row(store: Store, one: Account) -> dict[str, object]:
    locked = people.locked_for(store, one, session.now())
    state = "停用" if not one.active else f"锁定 {locked} 分钟" if locked else "正常"
    zone = session.now().tzinfo
    last = one.last_login.astimezone(zone) if one.last_login else None
    return {
        "姓名": one.name,
        "权限": one.role.word,
        "状态": state,
        "登录方式": "密码" if one.has_password else "统一账号",
        "上次登录": f"{last:%Y-%m-%d %H:%M}" if last else "从未",
    }


def _said(words: str) -> int:
    print(words, file=sys.stderr)
    return 0
