"""The audit of packages: what it says of an answer, and of none."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import dependency_audit as audit
import pytest

CLEAN = {"name": "idna", "version": "3.20", "vulns": []}
HOLE = {
    "name": "lxml",
    "version": "4.6.0",
    "vulns": [
        {"id": "PYSEC-2021-852", "fix_versions": ["4.6.5"], "aliases": ["CVE-2021-43818"]},
    ],
}
UNKNOWN = {"name": "own", "skip_reason": "Dependency not found on PyPI"}


def answer(*packages: dict) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_packages_without_known_holes_pass_and_are_counted():
    assert audit.verdict(answer(CLEAN, UNKNOWN), {}) == (
        True,
        "核对了 1 个软件包，另有 1 个查不到，没有已知漏洞。",
    )


def test_a_known_hole_fails_with_its_id_and_the_way_out():
    assert audit.verdict(answer(CLEAN, HOLE), {}) == (
        False,
        "lxml 4.6.0 有已知漏洞 PYSEC-2021-852：请升级到 4.6.5。",
    )


def test_a_hole_is_accepted_under_any_of_its_names():
    sound, _ = audit.verdict(answer(HOLE), {"CVE-2021-43818": "no stranger's HTML is cleaned"})
    assert sound


def test_without_any_answer_it_says_that_nothing_was_checked():
    for nothing in ("", answer(), answer(UNKNOWN)):
        sound, said = audit.verdict(nothing, {})
        assert sound is None
        assert said.startswith("没有核对已知漏洞")


def test_every_accepted_hole_has_a_reason():
    assert all(len(reason) > 20 for reason in audit.accepted().values())


def test_an_index_that_never_answers_is_given_up(tmp_path, monkeypatch):
    """A listener that accepts and is silent, as a firewall does."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    pins = tmp_path / "pins.txt"
    pins.write_text("idna==3.20\n", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        said = audit.asked(pins, 1.5, "--vulnerability-service", "osv", "--osv-url", address)
    assert said == ""


class _Advisories(BaseHTTPRequestHandler):
    """A stand-in for the public collection of advisories: lxml has one hole, nothing else any."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        found = {"vulns": [ADVISORY]} if asked["package"]["name"] == "lxml" else {}
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


ADVISORY = {
    "id": "PYSEC-2021-852",
    "aliases": ["CVE-2021-43818"],
    "summary": "planted",
    "published": "2021-12-13T18:15:00Z",
    "affected": [
        {
            "package": {"name": "lxml", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "4.6.5"}]}],
        }
    ],
}


@pytest.fixture
def advisories() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Advisories) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
        server.shutdown()


def test_the_answer_of_the_real_program_is_understood(tmp_path, advisories, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    pins = tmp_path / "pins.txt"
    pins.write_text("idna==3.20\nlxml==4.6.0\n", "utf-8")
    said = audit.asked(pins, 30, "--vulnerability-service", "osv", "--osv-url", advisories)
    assert audit.verdict(said, {}) == (
        False,
        "lxml 4.6.0 有已知漏洞 PYSEC-2021-852：请升级到 4.6.5。",
    )
    assert audit.verdict(said, {"CVE-2021-43818": "planted by this test"}) == (
        True,
        "核对了 2 个软件包，没有已知漏洞。",
    )
