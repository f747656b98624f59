"""Thirty people and one Chromium clicking filters at once, for as long as wanted.

Each session is a websocket that speaks Streamlit's protocol (``wire.py``), on a page of its own
choice; it clicks, looks for a while, clicks again, and goes to another page now and then. A
Chromium does the same beside them. Printed: median and 95th percentile, runs that failed or
showed a fault, and the server's memory minute by minute with its slope in the second half.
Run: ``PYTHONPATH=. python -m benchmarks.sessions [--minutes 2] [--sessions 30] [--pause 3]``;
``--minutes 10`` is the soak.
"""

import argparse
import random
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import linear_regression, median
from threading import Event, Lock, Thread
from time import perf_counter

from benchmarks.browser import Visitor, chromium, window
from benchmarks.peer import FILTERS
from benchmarks.serving import Server, served
from benchmarks.wire import FailedRunError, Run, Session
from cityreport.ui import registry

PAGES = (
    "overview", "reporting", "doubts", "merged", "criteria", "gaps", "forecast", "ranking", "unit",
    "investments", "volunteers", "inspections", "activities",
)  # fmt: skip
CLICKS_A_PAGE = 6
LEAK_MB_A_MINUTE = 5.0
"""A slope above this after the warm-up is called a leak."""
_SAMPLES_A_MINUTE = 6
_LEAST_MINUTES = 2.5


@dataclass
class Tally:
    """What everybody's runs took, filled by many threads."""

    clicks: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    drawn: list[float] = field(default_factory=list)
    memory: list[tuple[float, int]] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def note(self, run: Run, *, opening: bool, page: str) -> None:
        """One run over the websocket."""
        with self._lock:
            (self.openings if opening else self.clicks).append(run.seconds)
            self.faults += [f"{page}: {fault}" for fault in run.faults]

    def fault(self, words: str) -> None:
        """A run that did not end."""
        with self._lock:
            self.faults.append(words)


class Person(Thread):
    """One session: opens a page, clicks its filters, goes to the next page."""

    def __init__(
        self, number: int, server: Server, pause: float, over: Event, tally: Tally
    ) -> None:
        super().__init__(daemon=True)
        self._chance = random.Random(number)
        self._server, self._pause, self._over, self._tally = server, pause, over, tally

    def run(self) -> None:
        """Click until it is over."""
        while not self._over.is_set():
            page = registry.page(self._chance.choice(PAGES))
            try:
                self._visit(page.address, page.key)
            except (FailedRunError, OSError, TimeoutError, KeyError) as error:
                self._tally.fault(f"{page.key}: {error!r}")

    def _visit(self, address: str, key: str) -> None:
        with Session(self._server.url, address) as session:
            self._tally.note(session.first, opening=True, page=key)
            for _ in range(CLICKS_A_PAGE):
                if self._over.wait(self._chance.expovariate(1 / self._pause)):
                    return
                chosen = pick(session, self._chance)
                self._tally.note(session.choose(*chosen), opening=False, page=key)


def pick(session: Session, chance: random.Random) -> tuple[str, str]:
    """A filter and another option of it, months of the shown year only."""
    known = {key: session.filters[key] for key in FILTERS if key in session.filters}
    key = chance.choice(sorted(known))
    year = known[key].shown.partition("年")[0] if key == "month" else ""
    options = [
        one for one in known[key].options if one != known[key].shown and one.startswith(year)
    ]
    return key, chance.choice(options or [known[key].shown])


def clerk(server: Server, over: Event, tally: Tally) -> None:
    """The Chromium among them: walks through the months of 总览 until it is over."""
    with chromium() as browser:
        visitor = Visitor(window(browser), server)
        visitor.open("")
        month = 0
        while not over.wait(1):
            month = month % 12 + 1
            tally.drawn.append(visitor.choose("month", f"2023年{month}月").wall / 1000)
            if "出错" in visitor.text():
                tally.fault("总览 in Chromium shows a fault")


def watch(server: Server, over: Event, tally: Tally, minutes: float) -> None:
    """Note the server's memory, print a line a minute, call it over when the time is up."""
    started, said = perf_counter(), 0
    print("| minute | RSS MB | clicks so far | faults |\n|---|---|---|---|", flush=True)
    while (spent := (perf_counter() - started) / 60) < minutes:
        tally.memory.append((spent, server.memory()))
        if spent >= said:
            print(
                f"| {said} | {server.memory()} | {len(tally.clicks)} | {len(tally.faults)} |",
                flush=True,
            )
            said += 1
        over.wait(60 / _SAMPLES_A_MINUTE)
    over.set()


def verdict(memory: Sequence[tuple[float, int]]) -> str:
    """Whether memory still grows in the second half of the time, in words."""
    later = memory[len(memory) // 2 :]
    if len(later) < 3 or later[-1][0] - later[0][0] < _LEAST_MINUTES:
        return "too short a run to say whether memory grows once the caches are full"
    slope = linear_regression(*zip(*later, strict=True)).slope
    grows = "GROWS" if slope > LEAK_MB_A_MINUTE else "bounded"
    return f"memory {grows}: {slope:+.1f} MB a minute in the second half"


def line(name: str, seconds: Sequence[float]) -> str:
    """Count, median, 95th percentile and worst of some times."""
    ranked = sorted(seconds) or [0.0]
    high = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    middle = median(ranked)
    return f"| {name} | {len(seconds)} | {middle:.2f} | {high:.2f} | {ranked[-1]:.2f} |"


def report(server: Server, tally: Tally, sessions: int) -> list[str]:
    """The lines that say how it went."""
    return [
        "| | runs | median s | p95 s | worst s |\n|" + "---|" * 5,
        line(f"click, {sessions} websocket sessions", tally.clicks),
        line("opening a page, the same sessions", tally.openings),
        line("click in Chromium among them, drawn", tally.drawn),
        "",
        f"faults: {len(tally.faults)}; memory {server.memory()} MB now,"
        f" {server.memory('VmHWM')} MB at most; {verdict(tally.memory)};"
        f" lines in the server's log: {len(server.complaints())}",
        *sorted(set(tally.faults))[:10],
        *server.complaints()[-5:],
    ]


def measure(store: Path, sessions: int, minutes: float, pause: float) -> list[str]:
    """Let them click on a copy of the store; the lines that say how it went."""
    over, tally = Event(), Tally()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(store, Path(folder) / "city.db")
        with served(Path(folder)) as server:
            with Session(server.url) as first:
                tally.note(first.first, opening=True, page="overview")
            people = [Person(number, server, pause, over, tally) for number in range(sessions)]
            people.append(Thread(target=clerk, args=(server, over, tally), daemon=True))
            for one in people:
                one.start()
            watch(server, over, tally, minutes)
            for one in people:
                one.join(60)
            return report(server, tally, sessions)


def main() -> None:
    """Print how it went."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, default=Path("build/city.db"))
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--pause", type=float, default=3, help="mean seconds between two clicks")
    options = parser.parse_args()
    lines = measure(options.store, options.sessions, options.minutes, options.pause)
    print("\n".join(("", *lines)))


if __name__ == "__main__":
    main()
