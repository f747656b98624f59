"""The gate alone, before an application that says what reached it: who comes in, and how."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from access.conftest import AT, CLERK, LEADER, MANAGER, PASSWORD
from cityreport import accounts
from cityreport.errors import StoreError
from cityreport.pipeline import people
from cityreport.store import Store
from cityreport.tables.people import Role
from cityreport.ui import registry
from cityreport.ui.access import COOKIE, desk
from cityreport.ui.access.asked import safe_next
from cityreport.ui.access.gate import Gate

SITE = "http://127.0.0.1:8501"
PAGE = {"accept": "text/html,*/*"}
OWN = {"origin": SITE}
BEHIND = [
    "/_stcore/health", "/_stcore/host-config", "/_stcore/upload_file/session/file",
    "/_stcore/script-health-check", "/media/4f2c.xlsx", "/static/js/index.js", "/component/x/y.js",
    "/favicon.png", "/oauth2callback", "/auth/login",
]  # fmt: skip


async def reached(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"reached {request.method}")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("reached")
    await socket.close()


@contextmanager
def behind_gate(store: Store, *, local: bool = True, site: str = SITE) -> Iterator[TestClient]:
    methods = ["GET", "POST", "PUT", "DELETE"]
    routes = [WebSocketRoute("/{path:path}", talk), Route("/{path:path}", reached, methods=methods)]
    gate = Middleware(Gate, lambda: store, local=local)
    with TestClient(
        Starlette(routes=routes, middleware=[gate]), base_url=site, follow_redirects=False
    ) as client:
        yield client


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """The clock of the gate stands still; what comes back sets it on. Nothing is held back."""
    moment = [AT]
    monkeypatch.setattr("cityreport.ui.clock.now", lambda: moment[0])
    monkeypatch.setattr(accounts, "pause_seconds", lambda failures: 0.0)

    def later(by: timedelta) -> None:
        moment[0] += by

    return later


@pytest.fixture
def client(peopled: Store) -> Iterator[TestClient]:
    with behind_gate(peopled) as opened:
        yield opened


def log_in(client: TestClient, name: str = CLERK, password: str = PASSWORD, onward: str = "/"):
    form = {"name": name, "password": password, "next": onward}
    return client.post("/login", data=form, headers=OWN)


def comes_in(client: TestClient, path: str = "/ranking") -> bool:
    return client.get(path, headers=PAGE).text == "reached GET"


def socket_opens(client: TestClient, **headers: str) -> bool:
    cookie = f"{COOKIE}={client.cookies.get(COOKIE, '')}"
    known = {"host": SITE.removeprefix("http://"), "cookie": cookie}
    try:
        with client.websocket_connect("/_stcore/stream", headers={**known, **headers}) as socket:
            return socket.receive_text() == "reached"
    except WebSocketDisconnect:
        return False


# --- closed to who is not logged in --------------------------------------------------------


def test_every_page_leads_to_the_login_and_from_there_back(client: TestClient):
    for page in registry.ALL:
        client.cookies.clear()
        leads_to_login_and_back(client, f"/{page.address}")


def leads_to_login_and_back(client: TestClient, path: str) -> None:
    answer = client.get(path, params={"month": "2023年7月"}, headers=PAGE)
    assert answer.status_code == 303
    assert "reached" not in answer.text
    login = client.get(answer.headers["location"])
    assert login.status_code == 200
    onward = f"{path}?month={quote('2023年7月')}"
    assert f'value="{onward}"' in login.text
    assert log_in(client, onward=onward).headers["location"] == onward


def test_nothing_behind_the_pages_answers_without_a_login_and_all_of_it_after(client: TestClient):
    for path in BEHIND:
        for method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"):
            answer = client.request(method, path, headers=OWN)
            said = (path, method, answer.status_code, answer.text)
            assert said == (path, method, 401, "" if method == "HEAD" else "请先登录。")
    assert log_in(client).status_code == 303
    assert {client.get(path).text for path in BEHIND} == {"reached GET"}


def test_a_socket_opens_only_after_the_login(client: TestClient):
    assert not socket_opens(client)
    log_in(client)
    assert socket_opens(client)
    assert socket_opens(client, origin=SITE)


@pytest.mark.parametrize("path", ["/_stcore/stream", "/login", "/health", "/"])
def test_no_socket_opens_anywhere_without_a_login(client: TestClient, path: str):
    with pytest.raises(WebSocketDisconnect), client.websocket_connect(path):
        pass


def test_the_health_check_answers_everybody(client: TestClient):
    assert client.get("/health").text == "reached GET"


@pytest.mark.parametrize(
    "path", ["/health/", "/health/../ranking", "//health", "/HEALTH", "/login/x", "/login/..//",
             "/%68ealth/x", "/health%2f..%2franking", "/health;x", "/ranking/login", "/x/health"],
)  # fmt: skip
def test_no_spelling_of_an_open_path_opens_another(client: TestClient, path: str):
    assert "reached" not in client.get(path, headers=PAGE).text


SPOOFED = [
    {"x-forwarded-for": "127.0.0.1"}, {"x-forwarded-user": "admin"}, {"remote-user": "admin"},
    {"authorization": "Basic emhhbzp6aGFv"}, {"x-real-ip": "127.0.0.1"},
    {"x-original-url": "/health"}, {"x-rewrite-url": "/health"}, {"x-http-method-override": "GET"},
    {"host": "localhost"}, {"forwarded": "for=127.0.0.1"}, {"cookie": f"{COOKIE}="},
    {"cookie": f"{COOKIE}=' or 1=1 --"}, {"cookie": f"{COOKIE}=; {COOKIE}=x"},
]  # fmt: skip


def test_no_header_stands_for_a_login(client: TestClient):
    assert [headers for headers in SPOOFED if comes_in_with(client, headers)] == []


def comes_in_with(client: TestClient, headers: dict[str, str]) -> bool:
    return "reached" in client.get("/ranking", headers={**PAGE, **headers}).text


# --- logging in ----------------------------------------------------------------------------


def test_the_cookie_survives_a_refresh_and_is_kept_from_scripts(client: TestClient):
    cookie = log_in(client).headers["set-cookie"]
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/", "max-age=604800"} <= parts
    assert "secure" not in parts
    assert all(comes_in(client) for _ in range(3))


def test_over_https_the_cookie_is_secure(peopled: Store):
    with behind_gate(peopled, local=False, site="https://report.example") as client:
        form = {"name": CLERK, "password": PASSWORD}
        answer = client.post("/login", data=form, headers={"origin": "https://report.example"})
        assert "Secure" in answer.headers["set-cookie"]
        assert comes_in(client)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        (CLERK, "wrong password"),
        ("没有这个人", PASSWORD),
        ("", ""),
        (CLERK, ""),
        (MANAGER, "x" * 900),
    ],
)
def test_a_wrong_login_says_the_same_whoever_it_was(client: TestClient, name: str, password: str):
    answer = log_in(client, name, password)
    assert answer.status_code == 401
    assert people.WRONG in answer.text
    assert "set-cookie" not in answer.headers
    assert not comes_in(client)


def test_a_name_from_the_form_is_text_on_the_page(client: TestClient):
    answer = log_in(client, '"><script>alert(1)</script>', "x")
    assert "<script" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_locked_name_is_said_in_words_and_opens_again_later(client: TestClient, now):
    for _ in range(5):
        last = log_in(client, CLERK, "wrong")
    assert "请 1 分钟后再试" in last.text
    assert "锁定" in log_in(client).text
    now(timedelta(seconds=61))
    assert log_in(client).status_code == 303


def test_many_wrong_passwords_from_one_address_stop_it_whatever_the_names(client: TestClient, now):
    for number in range(desk._FREE_OF_AN_ADDRESS):
        assert log_in(client, f"张{number}", "wrong").status_code == 401
    answer = log_in(client)
    assert answer.status_code == 429
    assert "从这台电脑输错的次数太多，请 1 分钟后再试" in answer.text
    now(timedelta(seconds=61))
    assert log_in(client).status_code == 303


def test_a_form_that_is_too_long_or_has_too_many_fields_is_no_login(client: TestClient):
    long = client.post("/login", content=b"name=" + b"x" * 10_000, headers=OWN)
    many = client.post("/login", content=b"&".join(b"a=1" for _ in range(50)), headers=OWN)
    assert {long.status_code, many.status_code} == {401}


def test_who_is_logged_in_goes_on_from_the_login_page(client: TestClient):
    log_in(client)
    assert client.get("/login?next=/gaps").headers["location"] == "/gaps"


def test_a_new_login_ends_the_one_before_in_the_same_browser(client: TestClient):
    log_in(client)
    first = client.cookies[COOKIE]
    log_in(client, MANAGER)
    assert client.cookies[COOKIE] != first
    client.cookies.clear()
    assert not comes_in_with(client, {"cookie": f"{COOKIE}={first}"})


def test_the_pages_of_the_gate_run_no_script_and_load_nothing(client: TestClient):
    answer = client.get("/login")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.text
    assert 'lang="zh-CN"' in answer.text


# --- where to go after the login -----------------------------------------------------------

ELSEWHERE = [
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil",
    "/\t/evil.example", "\t//evil.example", "/\n/evil.example", " //evil.example", "javascript:alert(1)",
    "http:evil.example", "evil.example", "", "/login", "/logout", "/a\r\nSet-Cookie: x=y", "/密",
    "/login?next=//evil.example", "/" + "a" * 3000, "//[", "data:text/html,x",
]  # fmt: skip


def test_a_login_never_leads_to_another_site(client: TestClient):
    assert [wanted for wanted in ELSEWHERE if safe_next(wanted) != "/"] == []
    led = {wanted: log_in(client, onward=wanted).headers["location"] for wanted in ELSEWHERE}
    assert {wanted for wanted, where in led.items() if where != "/"} == set()


@given(st.text(max_size=60).map(lambda rest: f"/{rest}"))
def test_whatever_is_asked_for_stays_on_this_site(wanted: str):
    chosen = safe_next(wanted)
    assert chosen.startswith("/")
    assert not chosen.startswith(("//", "/\\"))
    assert all(" " < letter <= "~" for letter in chosen)


# --- forged requests -----------------------------------------------------------------------

FORGED = [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": SITE}, {"origin": "http://127.0.0.1:9999"},
    {"referer": "http://evil.example/login"}, {}, {"sec-fetch-site": "none"},
]  # fmt: skip


@pytest.mark.parametrize("headers", FORGED)
def test_what_another_site_asks_for_is_not_done(client: TestClient, headers: dict[str, str]):
    log_in(client)
    form = {"name": MANAGER, "password": PASSWORD}
    for path in ("/login", "/logout", "/password"):
        answer = client.post(path, data=form, headers=headers)
        assert answer.status_code == 403
        assert "不是从看板自己的页面发出的" in answer.text
        assert "set-cookie" not in answer.headers
    for method in ("POST", "PUT", "DELETE"):
        answer = client.request(method, "/_stcore/upload_file/s/f", headers=headers)
        assert (answer.status_code, "reached" in answer.text) == (403, False)
    assert comes_in(client)


@pytest.mark.parametrize(
    "headers", [OWN, {"sec-fetch-site": "same-origin"}, {"referer": f"{SITE}/login"}]
)
def test_a_form_of_our_own_is_heeded(client: TestClient, headers: dict[str, str]):
    form = {"name": CLERK, "password": PASSWORD}
    assert client.post("/login", data=form, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:9999", "http://["]
)
def test_a_socket_of_another_site_stays_closed(client: TestClient, origin: str):
    log_in(client)
    assert not socket_opens(client, origin=origin)


# --- a login that ends ---------------------------------------------------------------------


def test_logging_out_ends_the_login_everywhere_it_was_copied_to(client: TestClient):
    log_in(client)
    token = client.cookies[COOKIE]
    answer = client.post("/logout", headers=OWN)
    assert answer.headers["location"] == "/login"
    assert COOKIE not in client.cookies
    assert not comes_in_with(client, {"cookie": f"{COOKIE}={token}"})


def test_a_link_does_not_log_anybody_out(client: TestClient):
    log_in(client)
    client.get("/logout")
    assert comes_in(client)


def test_an_unused_login_ends(client: TestClient, now):
    log_in(client)
    now(timedelta(hours=7, minutes=59))
    assert comes_in(client)
    now(timedelta(hours=8))
    assert not comes_in(client)
    assert not socket_opens(client)


def test_a_login_in_use_ends_after_its_last_day(client: TestClient, now):
    log_in(client)
    for _ in range(27):
        now(timedelta(hours=6))
        assert comes_in(client)
    now(timedelta(hours=6))
    assert not comes_in(client)


def test_how_long_a_login_lasts_is_a_setting(
    client: TestClient, now, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CITYREPORT_SESSION_HOURS", "0.5")
    log_in(client)
    now(timedelta(minutes=31))
    assert not comes_in(client)


def test_a_switched_off_account_is_out_at_once(client: TestClient, peopled: Store):
    log_in(client)
    peopled.set_active(people.account_of(peopled, CLERK), MANAGER, AT, active=False)
    assert not comes_in(client)
    assert not socket_opens(client)


def test_a_lowered_role_uploads_no_more(client: TestClient, peopled: Store):
    log_in(client)
    path = "/_stcore/upload_file/s/f"
    assert client.put(path, headers=OWN).text == "reached PUT"
    peopled.set_role(people.account_of(peopled, CLERK), Role.VIEW, MANAGER, AT)
    refused = client.put(path, headers=OWN)
    assert refused.status_code == 403
    assert "上传文件需要“录入”权限" in refused.text
    assert comes_in(client)


def test_files_stay_in_no_cache_of_a_shared_browser(client: TestClient):
    log_in(client, LEADER)
    assert client.get("/media/x.xlsx").headers["cache-control"] == "private, no-store"
    assert "cache-control" not in client.get("/static/js/index.js").headers


# --- the own password ----------------------------------------------------------------------

NEW = "督查组周四下午三点出发"


def change(client: TestClient, old: str = PASSWORD, new: str = NEW, again: str = NEW):
    return client.post("/password", data={"old": old, "new": new, "again": again}, headers=OWN)


@pytest.mark.parametrize("name", [MANAGER, CLERK, LEADER])
def test_everybody_changes_the_own_password(client: TestClient, name: str):
    log_in(client, name)
    assert f"{name} · 权限" in client.get("/password").text
    assert "密码已修改" in change(client).text
    assert comes_in(client)
    client.cookies.clear()
    assert log_in(client, name).status_code == 401
    assert log_in(client, name, NEW).status_code == 303


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"again": "另一句好记的话呀呀"}, "两次输入"), ({"old": "wrong"}, "原密码不对"),
     ({"new": "short", "again": "short"}, "至少 10")],
)  # fmt: skip
def test_a_password_that_cannot_be_changed_says_why(
    client: TestClient, fields: dict[str, str], words: str
):
    log_in(client)
    assert words in change(client, **fields).text
    client.cookies.clear()
    assert log_in(client).status_code == 303


def test_the_password_page_needs_a_login(client: TestClient):
    assert client.get("/password", headers=PAGE).headers["location"] == "/login?next=/password"
    assert change(client).status_code == 303


# --- open and closed houses ----------------------------------------------------------------


@pytest.fixture
def nobody(store_url: str) -> Iterator[Store]:
    store = Store.open(store_url)
    yield store
    store.close()


def test_without_accounts_this_machine_comes_in_and_finds_no_login_page(nobody: Store):
    with behind_gate(nobody) as client:
        assert comes_in(client)
        assert socket_opens(client)
        assert client.get("/login").headers["location"] == "/"
        assert client.put("/_stcore/upload_file/s/f", headers=OWN).text == "reached PUT"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8501", "127.0.0.1.evil.example", "", "["]
)
def test_without_accounts_no_name_rebound_to_this_machine_comes_in(nobody: Store, host: str):
    with behind_gate(nobody) as client:
        answer = client.get("/ranking", headers={**PAGE, "host": host})
        assert answer.status_code == 403
        assert "reached" not in answer.text
        assert not socket_opens(client, host=host)


def test_without_accounts_no_page_of_another_site_opens_a_socket(nobody: Store):
    with behind_gate(nobody) as client:
        assert not socket_opens(client, origin="http://evil.example")
        assert not socket_opens(client, origin="http://127.0.0.1:9999")


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "[::1]:8501"])
def test_without_accounts_every_name_of_this_machine_comes_in(nobody: Store, host: str):
    with behind_gate(nobody) as client:
        assert client.get("/ranking", headers={**PAGE, "host": host}).text == "reached GET"


def test_the_first_account_closes_an_open_house_at_once(nobody: Store, quick_hashes: None):
    with behind_gate(nobody) as client:
        assert comes_in(client)
        people.add_account(nobody, MANAGER, Role.MANAGE, PASSWORD, "命令行", AT)
        assert not comes_in(client)
        assert not socket_opens(client)


def test_where_other_machines_reach_it_nobody_comes_in_even_without_accounts(nobody: Store):
    with behind_gate(nobody, local=False) as client:
        assert client.get("/ranking", headers=PAGE).headers["location"] == "/login?next=/ranking"
        assert not socket_opens(client)


def test_where_the_store_cannot_be_read_nobody_comes_in():
    def broken() -> Store:
        raise StoreError("数据库文件已损坏，请用最近的备份恢复。")

    routes = [Route("/{path:path}", reached)]
    app = Starlette(routes=routes, middleware=[Middleware(Gate, broken, local=True)])
    with TestClient(app, base_url=SITE) as client:
        page = client.get("/ranking", headers=PAGE)
        assert page.status_code == 503
        assert "数据库文件已损坏" in page.text
        assert client.get("/media/x").status_code == 503


def test_below_another_path_everything_is_found_there(peopled: Store):
    routes = [Route("/{path:path}", reached)]
    gate = Middleware(Gate, lambda: peopled, local=False, base="/city")
    with TestClient(
        Starlette(routes=routes, middleware=[gate]), base_url=SITE, follow_redirects=False
    ) as client:
        sent = client.get("/city/ranking", headers=PAGE).headers["location"]
        assert sent == "/city/login?next=/city/ranking"
        assert 'action="/city/login"' in client.get(sent).text
        form = {"name": CLERK, "password": PASSWORD, "next": "/city/ranking"}
        done = client.post("/city/login", data=form, headers=OWN)
        assert done.headers["location"] == "/city/ranking"
        assert comes_in(client, "/city/ranking")
        assert client.put("/city/_stcore/upload_file/s/f", headers=OWN).status_code == 405
