"""``account …``: the first 管理 account and everything after it, from the command line."""

import io
import json
from pathlib import Path

import pytest

from access.conftest import CLERK, MANAGER, PASSWORD
from cityreport.cli import main
from cityreport.pipeline import people
from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.people import Role

pytestmark = pytest.mark.usefixtures("home", "quick_hashes")


class Typed(io.StringIO):
    """Standard input that is a pipe until a test says it is a terminal."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Runs a command with a line of standard input; its status, and what it said."""

    def command(*arguments: str, line: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", Typed(f"{line}\n"))
        status = main(["account", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_an_account_is_made_listed_changed_and_switched_off(run, home: Path):
    status, _, said = run("add", MANAGER, "--role", "管理", "--password-stdin", line=PASSWORD)
    assert (status, said) == (0, "已建立账号：赵主任，权限“管理”。\n")
    assert run("add", CLERK, "--role", "录入", "--password-stdin", line=PASSWORD)[0] == 0
    assert run("role", CLERK, "查看")[0] == 0
    assert run("disable", CLERK)[0] == 0
    listed = json.loads(run("list", "--json")[1])["accounts"]
    assert [(one["姓名"], one["权限"], one["状态"]) for one in listed] == [
        (MANAGER, "管理", "正常"),
        (CLERK, "查看", "停用"),
    ]
    assert "赵主任" in run("list")[1]
    assert run("enable", CLERK)[0] == 0
    assert run("unlock", CLERK)[0] == 0
    assert run("password", CLERK, "--password-stdin", line="督查组周四下午三点出发")[0] == 0
    store = Store.open(places().database_url)
    try:
        now = store._clock()
        done = people.log_in(store, CLERK, "督查组周四下午三点出发", now)
        assert isinstance(done, people.LoggedIn)
        assert done.account.role is Role.VIEW
        assert {one.by for one in store.audit(50)} == {"命令行", CLERK}
    finally:
        store.close()


def test_what_cannot_be_done_is_said(run):
    assert (
        "第一个账号必须是“管理”"
        in run("add", CLERK, "--role", "录入", "--password-stdin", line=PASSWORD)[2]
    )
    assert (
        "太容易" in run("add", MANAGER, "--role", "管理", "--password-stdin", line="1234567890")[2]
    )
    assert run("add", MANAGER, "--role", "管理", "--password-stdin", line=PASSWORD)[0] == 0
    for arguments in (("role", MANAGER, "查看"), ("disable", MANAGER)):
        status, _, said = run(*arguments)
        assert (status, "最后一个能用的“管理”账号" in said) == (1, True)
    status, _, said = run("disable", "没有这个人")
    assert (status, said) == (1, "没有名为“没有这个人”的账号。现有：赵主任。\n")


def test_without_a_terminal_no_password_is_waited_for(run):
    status, _, said = run("add", MANAGER, "--role", "管理")
    assert (status, "--password-stdin" in said) == (1, True)


def test_a_password_typed_differently_twice_is_not_kept(run, monkeypatch: pytest.MonkeyPatch):
    typed = iter([PASSWORD, "另外一句好记的话"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    monkeypatch.setattr(Typed, "isatty", lambda self: True)
    assert "两次输入的密码不一样" in run("add", MANAGER, "--role", "管理")[2]
