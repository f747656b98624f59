"""How long a filter click takes on every page, for a city of 1,000 units × 36 months, in Chromium.

From the click to the end of the script run and the last change on screen, with the server's
processor time and the bytes it sent. Every click asks for something not yet looked at; the floor
is a page with one selectbox and nothing else, and 总览 with everything already computed.
Run: ``PYTHONPATH=. python benchmarks/pages.py [--store build/city.db] [page …]``.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from urllib.request import urlopen

import city
from playwright.sync_api import Page, sync_playwright

from cityreport.store import Store
from cityreport.ui import registry

CLICKS = 5
MONTHS = tuple(f"2023年{number}月" for number in (11, 9, 7, 5, 3, 12))
KINDS = (*city.TYPES, "街道")
UNITS = tuple(f"单位{number:04d}" for number in (0, 123, 456, 789, 80, 999))
"""Of different types: a page that offers the units of one type has some of them only."""
FLOOR = """import streamlit as st
st.selectbox("月份", [f"2023年{n}月" for n in range(12, 0, -1)], key="month")
"""
_TICKS = os.sysconf("SC_CLK_TCK")
_SOCKET = """
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", () => { window.ran = true; });
    }
  };
"""
_WATCH = """() => {
  window.begun = 0; window.touched = 0; window.ran = false;
  addEventListener("keydown", (one) => {
    if (one.key === "Enter") { window.begun = performance.now(); window.ran = false; }
  }, true);
  const touch = () => { window.touched = performance.now(); };
  new MutationObserver(touch).observe(
    document, {childList: true, subtree: true, characterData: true, attributes: true});
}"""
_STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
_IDLE = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return window.ran && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton], .stProgress")
    && performance.now() - window.touched > 300;
}"""


@dataclass
class Server:
    """The dashboard's server as its users start it."""

    process: subprocess.Popen[bytes]
    url: str

    def processor(self) -> float:
        """Seconds of processor time it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self, which: str) -> int:
        """Megabytes it holds (``VmRSS``) or held at most (``VmHWM``)."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(which))


@dataclass
class Clicks:
    """What clicks on one filter took: milliseconds, processor milliseconds and bytes."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def line(self, page: str, what: str) -> str:
        """A line of the table."""
        worst = sorted(self.wall)[min(len(self.wall) - 1, round(0.95 * len(self.wall)))]
        return (
            f"| {page} | {what} | {median(self.wall):.0f} | {worst:.0f} "
            f"| {median(self.processor):.0f} | {median(self.sent) / 1000:.0f} |"
        )


class Visitor:
    """One browser window on a server, that clicks and waits."""

    def __init__(self, page: Page, server: Server) -> None:
        self._page, self._server, self._received = page, server, 0
        page.add_init_script(_SOCKET)
        page.on("websocket", lambda one: one.on("framereceived", self._count))

    def open(self, address: str) -> None:
        """Go to a page and wait until it is drawn."""
        self._page.goto(f"{self._server.url}/{address}")
        self._page.evaluate(_WATCH)
        self._page.wait_for_selector(_STILL, timeout=120_000)
        self._page.evaluate("() => { window.ran = true; window.touched = performance.now(); }")
        self._page.wait_for_function(_IDLE, timeout=120_000)

    def has(self, key: str) -> bool:
        """Whether the page has that filter."""
        return self._page.locator(f".st-key-{key} input").count() > 0

    def choose(self, key: str, option: str, clicks: Clicks) -> None:
        """Choose an option of a selectbox and note what it took; nothing where it is not offered."""
        box = self._page.locator(f".st-key-{key} input").first
        box.click()
        box.fill(option)
        if not self._page.get_by_role("option", name=option, exact=True).count():
            self._page.keyboard.press("Escape")
            return
        received, used = self._received, self._server.processor()
        self._page.keyboard.press("Enter")
        self._page.wait_for_function(_IDLE, timeout=120_000, polling=50)
        clicks.wall.append(self._page.evaluate("window.touched - window.begun"))
        clicks.processor.append((self._server.processor() - used) * 1000)
        clicks.sent.append(self._received - received)

    def _count(self, frame: bytes | str) -> None:
        self._received += len(frame)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, default=Path("build/city.db"))
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--months", type=int, default=36)
    parser.add_argument("pages", nargs="*", help="keys of pages; all without any")
    options = parser.parse_args()
    if not options.store.exists():
        city.build(options.store, options.units, options.months)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        shutil.copy(options.store, home / "city.db")
        (home / "floor.py").write_text(FLOOR, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        print("| page | filter | median ms | p95 ms | server CPU ms | KB sent |\n|" + "---|" * 6)
        with served(home, home / "floor.py") as server:
            visitor = Visitor(browser.new_page(), server)
            measure(visitor, "", "floor: one selectbox", ("month",))
        with served(home) as server:
            measure_pages(Visitor(browser.new_page(), server), options.pages)
            measure_cold(Visitor(browser.new_page(), server), home, options.units)
            print(f"\nserver: {server.memory('VmRSS')} MB now, {server.memory('VmHWM')} MB at most")


def measure_pages(visitor: Visitor, wanted: list[str]) -> None:
    """A line for each filter of each page."""
    for page in registry.built():
        if not wanted or page.key in wanted:
            measure(visitor, page.address, page.title, ("month", "type", "unit"))
    visitor.open("")
    again = Clicks()
    for month in MONTHS[:CLICKS]:
        visitor.choose("month", month, Clicks())
    for month in MONTHS[:CLICKS]:
        visitor.choose("month", month, again)
    print(again.line("floor: 总览 again", "月份"), flush=True)


def measure(visitor: Visitor, address: str, title: str, filters: tuple[str, ...]) -> None:
    """Five clicks on each of the filters."""
    visitor.open(address)
    options = {"month": ("月份", MONTHS), "type": ("类型", KINDS), "unit": ("单位", UNITS)}
    for key in filters:
        name, offered = options[key]
        if visitor.has(key):
            clicks = Clicks()
            for option in offered:
                if len(clicks.wall) < CLICKS:
                    visitor.choose(key, option, clicks)
            if clicks.wall:
                print(clicks.line(title, name), flush=True)


def measure_cold(visitor: Visitor, home: Path, units: int) -> None:
    """The first click after a commit, when the year is evaluated anew."""
    store = Store.open(f"sqlite:///{home / 'city.db'}")
    for address, title in (("", "总览"), ("ranking", "单位排名"), ("doubts", "待核实数据")):
        visitor.open(address)
        clicks = Clicks()
        for turn in range(3):
            city.corrected(store, units - 1 - turn, address)
            visitor.choose("month", MONTHS[turn], clicks)
        print(clicks.line(f"after a commit: {title}", "月份"), flush=True)
    store.close()


@contextmanager
def served(home: Path, script: Path | None = None) -> Iterator[Server]:
    """The server on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "cityreport.ui.server", "--port", port]
    places = {
        "CITYREPORT_HOME": str(home),
        "CITYREPORT_DATABASE_URL": f"sqlite:///{home / 'city.db'}",
    }
    process = subprocess.Popen(
        command + (["--script", str(script)] if script else []), env={**os.environ, **places}
    )
    server = Server(process, f"http://127.0.0.1:{port}")
    try:
        _wait(server.url)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(url: str) -> None:
    until = perf_counter() + 60
    while perf_counter() < until:
        try:
            with urlopen(f"{url}/health", timeout=5):
                return
        except OSError:
            sleep(0.2)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main()
