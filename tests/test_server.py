"""The web server as it is installed: headers, closed doors, deep links, no other host asked."""

import json
import socket
import urllib.error
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from cityreport import __version__
from cityreport.errors import UserError
from cityreport.ui import doors, registry
from cityreport.ui import server as door

PAGES = [page for page in registry.ALL if page.exists]


def answer(url: str) -> Any:
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=10)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", "example.org"])
def test_the_server_itself_refuses_an_address_other_machines_reach(host: str):
    with pytest.raises(UserError, match="目前还没有用户账号"):
        doors.refuse_open_door(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "10.0.0.5", ""])
def test_once_somebody_manages_other_machines_may_reach_it(host: str):
    doors.refuse_open_door(host, somebody_manages=True)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_server_serves_this_machine(host: str):
    doors.refuse_open_door(host)


def test_the_server_keeps_a_log_that_begins_with_its_version(server):
    written = (server.home / "logs" / "cityreport.log").read_text("utf-8")
    assert f" INFO cityreport.ui.server version {__version__} started" in written.splitlines()[0]


def test_health_names_the_application(server):
    with answer(f"{server.url}/health") as reply:
        assert json.load(reply)["application"] == "cityreport"


@pytest.mark.parametrize("path", ["/", "/ranking", "/health", "/_stcore/health"])
def test_every_answer_carries_the_security_headers(server, path: str):
    with answer(server.url + path) as reply:
        assert {name: reply.headers[name] for name in door.HEADERS} == door.HEADERS
        assert reply.headers["Server"] is None


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_what_nobody_needs_is_closed(server, path: str):
    with pytest.raises(urllib.error.HTTPError) as refused:
        answer(server.url + path)
    assert refused.value.code == 404
    refused.value.close()


@pytest.mark.parametrize("address", ["", "upload", "unit"])
def test_a_deep_link_on_an_empty_store_shows_the_page_in_its_frame(
    server, page: Page, address: str
):
    wanted = next(known for known in PAGES if known.address == address)
    page.goto(f"{server.url}/{address}")
    expect(page.get_by_role("heading", level=1, name=wanted.title, exact=True)).to_be_visible()
    expect(page.get_by_text("不是官方测评得分").first).to_be_visible()
    expect(
        page.get_by_test_id("stTopNavLink").or_(page.get_by_test_id("stTopNavSection")).first
    ).to_be_visible()


def test_the_first_visitor_of_a_fresh_server_may_come_by_deep_link(fresh_server, page: Page):
    """Streamlit would run the bare page file if it lay straight in pages/ (house.md section 2)."""
    page.goto(f"{fresh_server.url}/ranking")
    expect(page.get_by_role("heading", level=1, name="单位排名")).to_be_visible()
    expect(page.get_by_text("不是官方测评得分").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_page_of_another_site_gets_no_session(server):
    """Streamlit checks the Host of a socket, so a name rebound to 127.0.0.1 stays outside."""
    host, port = server.url.removeprefix("http://").split(":")
    request = (
        "GET /_stcore/stream HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(request.encode())
        status = line.recv(200).split(b"\r\n")[0]
    assert b" 403 " in status


def test_a_fault_of_the_frame_is_told_in_words():
    def frame_fails() -> None:
        from cityreport.ui.server import _show_fault

        _show_fault(RuntimeError("broken"))

    at = AppTest.from_function(frame_fails).run()
    assert at.error[0].value.startswith("页面出错了，已保存的数据不受影响。")
