"""What every test stands on: a home of its own, and for browser tests a real server and Chromium."""

import atexit
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

import start
from cityreport.pipeline import LoadChoices, load_samples
from cityreport.store import Store

# How long an example takes says nothing on a busy machine.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--no-first-run",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]
PATIENCE = 20_000
"""Milliseconds to wait for what is expected: the machine may be busy."""
PICTURES = start.ROOT / "test-results"
TESTS = Path(__file__).parent


# --- a home of its own ---------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _never_the_office_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the settings of this machine or touches ``data/store``."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("CITYREPORT_")]:
            patch.delenv(name)
        patch.setenv("CITYREPORT_HOME", str(tmp_path_factory.mktemp("session-home")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _packages_searched_once() -> Iterator[None]:
    """Every ``AppTest`` looks through all installed packages for components: once is enough."""
    with pytest.MonkeyPatch.context() as patch:
        if "streamlit.testing" in sys.modules:
            from streamlit.components.v2 import manifest_scanner

            search = cache(manifest_scanner.scan_component_manifests)
            patch.setattr(manifest_scanner, "scan_component_manifests", search)
        yield


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty ``CITYREPORT_HOME`` for one test."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("CITYREPORT_HOME", str(folder))
    return folder


@pytest.fixture
def store_url(home: Path) -> str:
    """The address of the not yet existing store in `home`."""
    (home / "store").mkdir()
    return f"sqlite:///{home / 'store' / 'cityreport.db'}"


# --- the sample city -----------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample_city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ``CITYREPORT_HOME`` with the sample city, loaded once a session: to read, not to write."""
    folder = tmp_path_factory.mktemp("sample-city")
    opened = Store.open(f"sqlite:///{folder / 'store' / 'cityreport.db'}")
    at = datetime(2024, 1, 10, 9, tzinfo=UTC)
    load_samples(opened, LoadChoices("示例", at.date(), at, sample=True))
    opened.close()
    return folder


@pytest.fixture
def sample_home(home: Path, sample_city: Path) -> Path:
    """A ``CITYREPORT_HOME`` of one test with a sample city of its own."""
    shutil.copytree(sample_city / "store", home / "store")
    return home


@pytest.fixture
def reading_samples(sample_city: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The session's sample city as ``CITYREPORT_HOME``: nothing may be written into it."""
    monkeypatch.setenv("CITYREPORT_HOME", str(sample_city))
    return sample_city


# --- a real server -------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A running dashboard on a store of its own."""

    url: str
    home: Path
    log: Path

    def cli(self, *arguments: str | Path) -> str:
        """What ``python -m cityreport …`` prints when it works on this server's store."""
        done = subprocess.run(
            [sys.executable, "-m", "cityreport", *arguments],
            cwd=start.ROOT,
            env=environment(self.home),
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def environment(home: Path) -> dict[str, str]:
    """The environment of a process that works in `home`."""
    return start.environment(CITYREPORT_HOME=str(home))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Nursery:
    """Forks servers from a process that has imported what they need, see ``nursery.py``."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "nursery"],
            cwd=start.ROOT,
            env=start.environment(PYTHONPATH=os.pathsep.join((str(start.ROOT), str(TESTS)))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._asking = threading.Lock()

    def born(self, **wanted: object) -> "Forked":
        """A new server on ``port`` in ``home`` that writes its ``log``."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._asking:
            self._process.stdin.write(json.dumps(wanted, default=str) + "\n")
            self._process.stdin.flush()
            return Forked(int(self._process.stdout.readline()))

    def close(self) -> None:
        """Let the process end; its servers are ended one by one before."""
        self._process.communicate()


@dataclass(frozen=True)
class Forked:
    """A server whose parent is the nursery, with what is asked of a ``Popen``."""

    pid: int

    def poll(self) -> int | None:
        """None while it runs; how it ended is known to the nursery only."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 1
        return None

    def end(self) -> None:
        """Ask it to end and wait until it has."""
        os.kill(self.pid, signal.SIGTERM)
        until = time.monotonic() + 20
        while self.poll() is None:
            assert time.monotonic() < until, "the server does not end"
            time.sleep(0.02)


@cache
def nursery() -> Nursery:
    """The one of this test process."""
    made = Nursery()
    atexit.register(made.close)
    return made


@contextmanager
def running_server(home: Path, port: int | None = None) -> Iterator[Server]:
    """A server on a port of its own; fails at the end when a page of it raised."""
    home.mkdir(exist_ok=True)
    port = port or free_port()
    server = Server(f"http://127.0.0.1:{port}", home, home / "server.log")
    process = nursery().born(port=port, home=home, log=server.log)
    try:
        try:
            start.wait_until_healthy(process, server.url)
        except start.Refusal as refusal:
            raise AssertionError(server.log.read_text("utf-8", errors="replace")) from refusal
        yield server
    finally:
        process.end()
    said = server.log.read_text("utf-8", errors="replace")
    assert "Traceback" not in said, said


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the tests of a module."""
    with running_server(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture(scope="module")
def sample_server(sample_city: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server with the sample city for the tests of a module that only look."""
    folder = tmp_path_factory.mktemp("sample-server")
    shutil.copytree(sample_city / "store", folder / "store")
    with running_server(folder) as running:
        yield running


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Server]:
    """A server of one test, which nobody has visited yet."""
    with running_server(tmp_path / "server") as running:
        yield running


# --- a real browser ------------------------------------------------------------------------


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one the test is skipped, in CI it fails."""
    found = start.find_browser()
    if found is None:
        (pytest.fail if start.in_ci() else pytest.skip)(start.no_browser_sentence())
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A headless Chromium for the tests of a module."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield running
        running.close()


def office_window(browser: Browser) -> Page:
    """A new window; all windows of a browser share what it has fetched of Streamlit's script."""
    if not browser.contexts:
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": 1366, "height": 768},
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
    return browser.contexts[0].new_page()


def shut(window: Page) -> None:
    """Close a window; the next one finds nothing that was remembered in it."""
    if window.url.startswith("http"):
        window.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
    window.context.clear_cookies()
    window.close()


@contextmanager
def watched_window(browser: Browser) -> Iterator[Page]:
    """A window in which no other host is asked and no script fails: asserted when it closes."""
    opened = office_window(browser)
    foreign: list[str] = []
    faults: list[str] = []
    opened.on("request", lambda sent: _note_foreign(sent.url, foreign))
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    shut(opened)
    assert foreign == []
    assert faults == []


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of an office PC: Chinese, 1366×768, no other host asked, no error in its scripts."""
    with watched_window(browser) as opened:
        yield opened
        keep_picture(opened, request.node)


def keep_picture(window: Page, node: pytest.Item) -> None:
    """Keep what a window shows at the end of a test that failed."""
    if getattr(node, "failed", False):
        PICTURES.mkdir(exist_ok=True)
        window.screenshot(path=PICTURES / f"{node.name}.png", full_page=True)


def _note_foreign(url: str, foreign: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
        foreign.append(url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Tell the fixtures that their test failed, so that they keep a picture."""
    report = yield
    if report.when == "call":
        item.failed = report.failed
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever drives a browser carries the marker ``browser``."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
