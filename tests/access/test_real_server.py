"""The installed server with accounts: closed over HTTP and websocket, open after the login."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import httpx2
import pytest
from conftest import Server, running_server
from playwright.sync_api import Page, expect
from streamlit import config
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

import start
from access.conftest import CLERK, LEADER, MANAGER, PASSWORD
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.ui import registry, server
from cityreport.ui.access import COOKIE

CLOSED = [
    "/_stcore/health", "/_stcore/host-config", "/_stcore/script-health-check", "/media/x.xlsx",
    "/_stcore/upload_file/session/file", "/static/js/index.js", "/static/../app.py", "/favicon.png",
    "/component/x", "/_stcore/bidi-components/x", "/auth/login", "/oauth2callback", "/manifest.json",
]  # fmt: skip


@pytest.fixture(scope="module")
def peopled_server(people_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose store knows three people."""
    folder = tmp_path_factory.mktemp("peopled-server")
    (folder / "store").mkdir()
    shutil.copyfile(people_file, folder / "store" / "cityreport.db")
    with running_server(folder) as running:
        yield running


@pytest.fixture
def client(peopled_server: Server) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=peopled_server.url, trust_env=False) as opened:
        yield opened


def log_in(client: httpx2.Client, name: str, **headers: str) -> httpx2.Response:
    form = {"name": name, "password": PASSWORD, "next": "/"}
    own = {"origin": str(client.base_url).rstrip("/")}
    return client.post("/login", data=form, headers={**own, **headers})


def stream(peopled_server: Server, cookie: str = "", origin: str = "") -> bytes:
    """The first frame of Streamlit's socket, or the status of its refusal."""
    address = peopled_server.url.replace("http://", "ws://") + "/_stcore/stream"
    headers = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
    try:
        with connect(
            address, additional_headers=headers, subprotocols=["streamlit"], proxy=None,
            origin=origin or None, open_timeout=20,
        ) as socket:  # fmt: skip
            socket.send(b"\x5a\x00")
            return b"open"
    except InvalidStatus as refused:
        return str(refused.response.status_code).encode()


def test_everything_is_closed_and_open_after_the_login(
    client: httpx2.Client, peopled_server: Server
):
    page = {"accept": "text/html"}
    for known in registry.built():
        answer = client.get(f"/{known.address}", headers=page)
        assert (answer.status_code, known.key) == (303, known.key)
        assert answer.headers["location"].startswith("/login")
    assert {client.get(path).status_code for path in CLOSED} == {401}
    assert (
        client.put("/_stcore/upload_file/s/f", headers={"origin": peopled_server.url}).status_code
        == 401
    )
    assert stream(peopled_server) == b"403"
    assert stream(peopled_server, cookie="x" * 43) == b"403"

    token = log_in(client, CLERK).cookies[COOKIE]
    assert {
        client.get(f"/{one.address}", headers=page).status_code for one in registry.built()
    } == {200}
    assert client.get("/_stcore/host-config").status_code == 200
    assert stream(peopled_server, cookie=token) == b"open"
    assert stream(peopled_server, cookie=token, origin=peopled_server.url) == b"open"
    assert stream(peopled_server, cookie=token, origin="http://evil.example") == b"403"


def test_the_login_page_keeps_its_own_strict_policy(client: httpx2.Client):
    answer = client.get("/login")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    others = {name: value for name, value in server.HEADERS.items() if "Content-Sec" not in name}
    assert {name: answer.headers[name] for name in others} == others


def test_behind_a_proxy_that_speaks_https_the_cookie_is_secure(client: httpx2.Client):
    cookie = log_in(client, LEADER, **{"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert "Secure" in cookie
    assert "Secure" not in log_in(client, LEADER).headers["set-cookie"]


def test_who_may_only_look_uploads_nothing(client: httpx2.Client, peopled_server: Server):
    log_in(client, LEADER)
    own = {"origin": peopled_server.url}
    refused = client.put("/_stcore/upload_file/s/f", headers=own, files={"file": b"x"})
    assert (refused.status_code, "需要“录入”权限" in refused.text) == (403, True)


def test_an_account_switched_off_on_the_command_line_is_out_of_the_running_server(
    client: httpx2.Client, peopled_server: Server
):
    log_in(client, LEADER)
    assert client.get("/_stcore/host-config").status_code == 200
    peopled_server.cli("account", "disable", LEADER)
    assert client.get("/_stcore/host-config").status_code == 401
    store = Store.open(f"sqlite:///{peopled_server.home / 'store' / 'cityreport.db'}")
    try:
        now = store._clock()
        store.set_active(people.account_of(store, LEADER), MANAGER, now, active=True)
    finally:
        store.close()
    assert client.get("/_stcore/host-config").status_code == 401


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.2", ""])
def test_without_accounts_the_server_ends_with_a_sentence(
    home: Path, host: str, capsys: pytest.CaptureFixture[str]
):
    assert server.main([f"--host={host}", "--port", "1"]) == 2
    assert "目前还没有用户账号" in capsys.readouterr().err


def test_from_the_login_to_a_page_an_upload_and_out_again(peopled_server: Server, page: Page):
    page.goto(f"{peopled_server.url}/upload?x={quote('7月')}")
    expect(page.get_by_role("heading", name="文明城市创建工作看板")).to_be_visible()
    page.get_by_label("姓名").fill(CLERK)
    page.get_by_label("密码").fill("不是这个密码呀呀")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text(people.WRONG)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", level=1, name="上传月报")).to_be_visible()
    page.reload()
    expect(page.get_by_text("王芳（录入）")).to_be_visible()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "随便.csv", "mimeType": "text/csv", "buffer": "甲,乙\n1,2\n".encode()}
    )
    expect(page.get_by_text("随便.csv").first).to_be_visible()
    expect(page.get_by_text("没有认出").first).to_be_visible()
    page.goto(f"{peopled_server.url}/people")
    expect(page.get_by_text("“人员与备份”需要“管理”权限")).to_be_visible()
    page.goto(f"{peopled_server.url}/ranking")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("姓名")).to_be_visible()
    page.goto(f"{peopled_server.url}/ranking")
    expect(page.get_by_label("密码")).to_be_visible()


def test_the_settings_beside_the_script_are_found_before_any_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
):
    """Streamlit reads its settings once: asked for earlier, those of the working folder hold."""
    found: list[str | None] = []
    monkeypatch.setattr(config, "_main_script_path", None)
    monkeypatch.setattr(config, "set_option", lambda name, value: None)
    monkeypatch.setattr(server.PagesManager, "uses_pages_directory", None)
    monkeypatch.setattr(server.access, "gate_is_up", lambda: None)
    monkeypatch.setattr(server, "_base", lambda: found.append(config._main_script_path) or "")
    monkeypatch.setattr(server.st, "App", lambda *given, **named: named)
    server.application()
    assert set(found) == {str(start.ROOT / "app.py")}
