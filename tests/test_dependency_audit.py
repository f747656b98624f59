"""The audit of packages: what it says of an answer, and of none."""

import json
import socket

import dependency_audit as audit

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


def test_without_any_answer_it_says_so_and_passes():
    for nothing in ("", answer(), answer(UNKNOWN)):
        sound, said = audit.verdict(nothing, {})
        assert sound
        assert said.startswith("没有核对已知漏洞")


def test_every_accepted_hole_has_a_reason():
    assert all(len(reason) > 20 for reason in audit.accepted().values())


def test_an_index_that_never_answers_is_given_up(tmp_path):
    """A listener that accepts and is silent, as a firewall does."""
    pins = tmp_path / "pins.txt"
    pins.write_text("idna==3.20\n", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        said = audit.asked(pins, 1.5, "--vulnerability-service", "osv", "--osv-url", address)
    assert said == ""
