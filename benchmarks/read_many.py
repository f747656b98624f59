"""1,000 workbooks of four sheets × 40 rows: loading them, against only reading them with others.

Processor seconds of this process and its children, and wall time: on a busy machine only the first
can be compared. pandas with openpyxl reads 50 of them, scaled to all; the others are measured
before and after, since a virtual machine is not always equally fast: what its host takes away is
told. What a load spends is told apart by the processor time of the thread that does it.
Run: ``PYTHONPATH=. python benchmarks/read_many.py [count]``.
"""

import gc
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.workbooks_of_units import roster, workbooks
from cityreport import pipeline, workbook
from cityreport.store import Store

_TODAY = date(2024, 1, 31)
_SLOW = 50
Files = list[tuple[str, bytes]]


_Thing = TypeVar("_Thing")


@dataclass(frozen=True)
class Cost:
    """Seconds a file: of all processors, and by the clock."""

    cpu: float
    wall: float


def main(count: int) -> None:
    """Measure each way and print it beside the others."""
    gc.set_threshold(100_000, 20, 100)  # as ``python -m cityreport`` does
    files = workbooks(Path(tempfile.gettempdir()) / "cityreport-bench")[:count]
    _calamine(files[:20])
    slow = files[:_SLOW]
    print(
        f"{count} workbooks; load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    )
    spent: Counter[str] = Counter()

    def others() -> tuple[Cost, Cost]:
        return (
            _measured("python-calamine, reading only", count, lambda: _calamine(files)),
            _measured("pandas + openpyxl, reading only (50)", len(slow), lambda: _pandas(slow)),
        )

    before = others()
    ours = {
        name: _measured(name, count, act)
        for name, act in (
            ("workbook.read_files", lambda: _consume(workbook.iter_files(files))),
            ("load", lambda: _load(files, spent)),
        )
    }
    after = others()
    floor, pandas = (_mean(*two) for two in zip(before, after, strict=True))
    for name, cost in ours.items():
        for what, other in (("calamine", floor), ("pandas", pandas)):
            print(
                f"{name}: {cost.wall / other.wall:6.3f} × {what} by the clock"
                f" ({cost.cpu / other.cpu:.2f} of processor time)"
            )
    for part, seconds in spent.items():
        print(f"  of it {part:36s} {seconds / count * 1e3:6.2f} ms CPU")
    for name, who in (
        ("this process", resource.RUSAGE_SELF),
        ("a child", resource.RUSAGE_CHILDREN),
    ):
        print(f"most memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


def _mean(one: Cost, other: Cost) -> Cost:
    return Cost((one.cpu + other.cpu) / 2, (one.wall + other.wall) / 2)


def _measured(name: str, count: int, act: Callable[[], None]) -> Cost:
    """Print one line; what a file costs."""
    before, start, stolen = os.times(), time.perf_counter(), _stolen()
    act()
    wall, after = time.perf_counter() - start, os.times()
    lost = (_stolen() - stolen) / (wall * (os.cpu_count() or 1))
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user + after.children_system
        - before.children_user - before.children_system
    )  # fmt: skip
    cost = Cost((own + children) / count, wall / count)
    print(
        f"{name:38s} {cost.cpu * 1e3:6.2f} ms CPU a file (children {children / count * 1e3:5.2f}),"
        f" {cost.wall * 1e3:6.2f} ms wall, {lost:.0%} of the processors taken away",
        flush=True,
    )
    return cost


def _stolen() -> float:
    """Seconds that the host of a virtual machine gave to others, of all processors."""
    words = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    return int(words[8]) / os.sysconf("SC_CLK_TCK")


def _calamine(files: Files) -> None:
    for _, content in files:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _pandas(files: Files) -> None:
    for _, content in files:
        pd.read_excel(BytesIO(content), sheet_name=None, header=None, engine="openpyxl")


def _load(files: Files, spent: Counter[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        store.save_units(list(roster().units), "bench")
        before = os.times()
        readings = pipeline.iter_readings(files, store.roster(), _TODAY)
        choices = pipeline.LoadChoices("bench", _TODAY, datetime(2024, 1, 31, tzinfo=UTC))
        start = time.thread_time()
        taken = _timed("taking over what the children say", readings, spent)
        for result in pipeline.ingest(store, taken, choices):
            if result.submission is None:
                raise SystemExit(f"not loaded: {result.findings}")
        spent["store"] = time.thread_time() - start - sum(spent.values())
        store.close()
        after = os.times()
        spent["reading and intake, in children"] = (
            after.children_user + after.children_system
            - before.children_user - before.children_system
        )  # fmt: skip
        own = after.user + after.system - before.user - before.system
        others = sum(spent.values()) - spent["reading and intake, in children"]
        spent["threads that talk to the children"] = own - others


def _timed(name: str, things: Iterable[_Thing], spent: Counter[str]) -> Iterator[_Thing]:
    """The things, the time of this thread for making them added up."""
    before = time.thread_time()
    for thing in things:
        spent[name] += time.thread_time() - before
        yield thing
        before = time.thread_time()


def _consume(things: object) -> None:
    for _ in things:  # type: ignore[attr-defined]
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
