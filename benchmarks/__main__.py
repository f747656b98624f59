"""Everything at 1×, 10× and 100× of a small city, each beside its floor or peer in the same run.

The steps are in ``steps.py``. The table is printed and written to ``benchmarks/results/`` with
the date and the machine class.
Run: ``PYTHONPATH=. python -m benchmarks [--only load,pages] [--sizes 1,10] [--pages overview,gaps]``.
"""

import argparse
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import streamlit

from benchmarks import steps
from benchmarks.steps import Measured
from cityreport.ui import registry

SIZES = (1, 10, 100)
SHOWN = ("overview", "merged", "gaps", "ranking")
"""Pages measured unless others are asked for; ``all`` for every page."""
RESULTS = Path(__file__).with_name("results")
STEPS = ("load", "evaluate", "documents", "pages")


def machine() -> str:
    """The class of the machine: cores, memory, load, versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at the start, "
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Streamlit {streamlit.__version__}"
    )


def measured(step: str, size: int, keys: Sequence[str], clicks: int) -> Iterator[Measured]:
    """What a step takes at a size."""
    plain: dict[str, Callable[[int], Iterator[Measured]]] = {
        "load": steps.load, "evaluate": steps.evaluate, "documents": steps.papers,
    }  # fmt: skip
    return plain[step](size) if step in plain else steps.shown(size, keys, clicks)


def table(found: Sequence[Measured]) -> str:
    """A row a measurement, the sizes side by side, the last column what ten times the data cost."""
    sizes = sorted({one.size for one in found})
    titles = [f"{size}× ({size * steps.SMALL} units) s" for size in sizes]
    lines = [
        f"| | beside | {' | '.join(titles)} | ten times the data |",
        "|" + "---|" * (len(sizes) + 3),
    ]
    for what, beside in dict.fromkeys((one.what, one.beside) for one in found):
        of_size = {one.size: one for one in found if (one.what, one.beside) == (what, beside)}
        cells = [_beside(of_size.get(size)) for size in sizes]
        lines.append(f"| {what} | {beside} | {' | '.join(cells)} | {_growth(of_size)} |")
    return "\n".join(lines)


def _beside(one: Measured | None) -> str:
    if one is None:
        return "–"
    ratio = f" = **{one.seconds / one.floor:.2f}×**" if one.floor else ""
    return f"{one.seconds:.2f} / {one.floor:.2f}{ratio}"


def _growth(of_size: dict[int, Measured]) -> str:
    """How many times as long the largest size took as the one a tenth of it."""
    largest = max(of_size)
    smaller = of_size.get(largest // 10)
    if smaller is None or not smaller.seconds:
        return "–"
    return f"{of_size[largest].seconds / smaller.seconds:.1f}×"


def main() -> None:
    """Measure, print and write down."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--only", default=",".join(STEPS), help="of load,evaluate,documents,pages")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--pages", default=",".join(SHOWN), help="keys of pages, or all")
    parser.add_argument("--clicks", type=int, default=3)
    options = parser.parse_args()
    keys = options.pages.split(",")
    if options.pages == "all":
        keys = [page.key for page in registry.built()]
    on, started, found = machine(), perf_counter(), list[Measured]()
    for step in options.only.split(","):
        for size in map(int, options.sizes.split(",")):
            for one in measured(step, size, keys, options.clicks):
                found.append(one)
                print(f"{one.size:4d}× {one.what}: {_beside(one)} ({one.beside})", flush=True)
    written = _write(on, perf_counter() - started, table(found))
    print(f"\n{table(found)}\n\nwritten to {written}")


def _write(on: str, seconds: float, found: str) -> Path:
    now = datetime.now(UTC)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{now:%Y-%m-%d-%H%M}.md"
    words = (
        f"# Measured on {now:%Y-%m-%d}\n\n{on}. The run took {seconds / 60:.0f} minutes. Ours /"
        " beside = ratio; processor seconds of this process and its children, for pages seconds"
        " on the screen from the click to the last change (median).\n\n"
    )
    file.write_text(f"{words}{found}\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    main()
