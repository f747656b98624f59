"""How long pages take to open and filters to answer in Chromium, beside a minimal Streamlit page.

For each page of the dashboard at city size: opening it by its address, and every click of a walk
through its filters, first on selections nobody has looked at and then on the same ones again,
where each click is followed at once by the same click on the minimal page.
Beside it, in the same run and browser, ``plain_page.py`` on a server of its own with the same
options: the very same figures and tables out of finished JSON, chosen by the same filters.
Run: ``PYTHONPATH=. python -m benchmarks.pages [--store build/city.db] [--clicks 5] [page …]``.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from statistics import median

from benchmarks import city, peer
from benchmarks.browser import Took, Visitor, chromium, window
from benchmarks.peer import Step
from benchmarks.serving import served
from benchmarks.wire import Session
from cityreport.store import Store
from cityreport.ui import registry
from cityreport.ui.registry import Page

OPENINGS = 2
GOAL = 1.5
NAMES = {"open": "打开", "month": "月份", "view": "计分方式", "unit": "单位", "type": "单位类型"}
HEADER = (
    "| page | filter | new: ms | p95 | plain ms | **ratio** | again: ms | plain ms | **ratio** "
    "| server CPU ms | KB sent |\n|" + "---|" * 11
)
Samples = dict[str, list[Took]]
Measure = Callable[[Took], float]
DRAWN: Measure = attrgetter("wall")
SETTLED: Measure = attrgetter("settled")


@dataclass
class Row:
    """What one filter of one page took: ours and the peer's, on new and on known selections."""

    page: str
    filter: str
    new: list[Took]
    again: list[Took]
    plain_new: list[Took] = field(default_factory=list)
    plain_again: list[Took] = field(default_factory=list)

    def ratios(self, measure: Measure = DRAWN) -> tuple[float, float]:
        """Ours to the peer's on new selections and on known ones."""
        return (
            middle(self.new, measure) / middle(self.plain_new, measure),
            middle(self.again, measure) / middle(self.plain_again, measure),
        )

    def line(self) -> str:
        """A line of the table."""
        new, again = middle(self.new), middle(self.again)
        plain, known = middle(self.plain_new), middle(self.plain_again)
        cells = (
            self.page, self.filter, f"{new:.0f}", f"{percentile(self.new):.0f}", f"{plain:.0f}",
            _ratio(new, plain), f"{again:.0f}", f"{known:.0f}", _ratio(again, known),
            f"{median(one.processor for one in self.new):.0f}",
            f"{median(one.sent for one in self.new) / 1000:.0f}",
        )  # fmt: skip
        return f"| {' | '.join(cells)} |"


def percentile(took: Sequence[Took], share: float = 0.95) -> float:
    """The milliseconds that so many stay below."""
    ranked = sorted(one.wall for one in took)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def middle(took: Sequence[Took], measure: Measure = DRAWN) -> float:
    """The median in milliseconds; 0 for none."""
    return median(map(measure, took)) if took else 0.0


def _ratio(ours: float, plain: float) -> str:
    return f"{ours / plain:.2f}" if plain else "–"


class Bench:
    """A browser, the dashboard on a copy of a store, and the minimal page beside it."""

    def __init__(self, home: Path, stack: ExitStack) -> None:
        self.home, self._peers = home, home / "peers"
        self._peers.mkdir()
        script = self._peers / "plain.py"
        shutil.copy(Path(__file__).with_name("plain_page.py"), script)
        self._browser = stack.enter_context(chromium())
        self.ours = stack.enter_context(served(home))
        self.plain = stack.enter_context(served(home, script, PLAIN_PAGE=str(self._peers)))
        self._window, self._beside = window(self._browser), window(self._browser)

    def first_visit(self) -> Iterator[str]:
        """Lines: an empty browser on a server that just started; an empty browser later."""
        for what in ("the server just started", "a warm server"):
            context = window(self._browser)
            took = Visitor(context, self.ours).open("")
            context.close()
            yield f"总览 in a browser with an empty cache, {what}: {took.wall:.0f} ms"

    def page(self, page: Page, clicks: int) -> list[Row]:
        """The rows of one page."""
        with Session(self.ours.url, page.address) as session:
            walk = peer.steps(session.filters, clicks)
        ours, plain = Visitor(self._window, self.ours), Visitor(self._beside, self.plain)
        new = _first_walk(ours, page.address, {}, walk)
        peer.write_down(self.ours, self._peers, page.address, page.title, walk)
        theirs = _first_walk(plain, "", {"page": page.address}, walk)
        again, known = _in_turn(
            ((ours, page.address, {}), (plain, "", {"page": page.address})), walk
        )
        ours.close()
        plain.close()
        return [
            Row(page.title, NAMES[key], new[key], again[key], theirs[key], known[key])
            for key in new
        ]

    def after_commit(self, units: int) -> Iterator[str]:
        """Lines: a click while the year has to be evaluated anew."""
        store = Store.open(f"sqlite:///{self.home / 'city.db'}")
        for address, title in (("", "总览"), ("ranking", "单位排名"), ("doubts", "待核实数据")):
            visitor, took = Visitor(self._window, self.ours), []
            visitor.open(address)
            for turn in range(3):
                city.corrected(store, units - 1 - turn, address)
                took.append(visitor.choose("month", f"2023年{8 - turn}月"))
            visitor.close()
            yield (
                f"{title}, click after another unit's file was committed: {middle(took):.0f} ms,"
                f" server CPU {median(one.processor for one in took):.0f} ms"
            )
        store.close()


def _first_walk(
    visitor: Visitor, address: str, query: dict[str, str], walk: Sequence[Step]
) -> Samples:
    """Opening the page by its address, and a walk over selections nobody has looked at."""
    visitor.open(address, query)  # the browser has Streamlit's own files from here on
    found: Samples = {"open": [visitor.open(address, query)]}
    for key, option in walk:
        found.setdefault(key, []).append(visitor.choose(key, option))
    return found


def _in_turn(
    visits: Sequence[tuple[Visitor, str, dict[str, str]]], walk: Sequence[Step]
) -> list[Samples]:
    """The same openings and walk again, each click on one page right after that on the other: the
    host is not as fast in one minute as in the next."""
    found: list[Samples] = [{"open": []} for _ in visits]
    for _ in range(OPENINGS):
        for (visitor, address, query), samples in zip(visits, found, strict=True):
            samples["open"].append(visitor.open(address, query))
    for key, option in walk:
        for (visitor, _, _), samples in zip(visits, found, strict=True):
            samples.setdefault(key, []).append(visitor.choose(key, option))
    return found


@contextmanager
def bench(store: Path) -> Iterator[Bench]:
    """All servers and the browser on a copy of a store, until the block ends."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        shutil.copy(store, Path(folder) / "city.db")
        yield Bench(Path(folder), stack)


def measure(store: Path, keys: Sequence[str], clicks: int, units: int) -> Iterator[Row | str]:
    """Rows of the pages (all without keys) as they are measured, and lines of words."""
    with bench(store) as one:
        yield from one.first_visit()
        for page in registry.built():
            if not keys or page.key in keys:
                yield from one.page(page, clicks)
        if not keys:
            yield from one.after_commit(units)
        yield f"server: {one.ours.memory()} MB now, {one.ours.memory('VmHWM')} MB at most"
        yield from (f"server's log: {line}" for line in one.ours.complaints()[:20])


def summary(rows: Sequence[Row]) -> str:
    """How many filters keep the goal, on new selections and on known ones."""
    clicked = [row for row in rows if row.filter != NAMES["open"]]
    said = []
    for place, what in enumerate(("new", "known")):
        kept, settled = (
            sum(row.ratios(measure)[place] <= GOAL for row in clicked)
            for measure in (DRAWN, SETTLED)
        )
        worst = sorted(clicked, key=lambda row: -row.ratios()[place])[:5]
        named = "; ".join(f"{row.page} {row.filter} {row.ratios()[place]:.2f}" for row in worst)
        said.append(
            f"{what} selections: {kept} of {len(clicked)} filters within {GOAL} × plain"
            f" ({settled} with what tables say to screen readers); highest: {named}"
        )
    return "\n".join(said)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, default=Path("build/city.db"))
    parser.add_argument("--units", type=int, default=1000)
    parser.add_argument("--clicks", type=int, default=5)
    parser.add_argument("pages", nargs="*", help="keys of pages; all without any")
    options = parser.parse_args()
    if not options.store.exists():
        city.build(options.store, options.units)
    rows: list[Row] = []
    print(HEADER, flush=True)
    for found in measure(options.store, options.pages, options.clicks, options.units):
        if isinstance(found, Row):
            rows.append(found)
        print(found.line() if isinstance(found, Row) else f"<!-- {found} -->", flush=True)
    print(f"\n{summary(rows)}")


if __name__ == "__main__":
    main()
