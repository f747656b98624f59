"""1,000 workbooks of four sheets × 40 rows: reading and loading them, each against the floor.

CPU seconds of this process and its children, and wall time: on a busy machine only the first can
be compared. pandas with openpyxl reads 50 of them, scaled to all.
Run: ``PYTHONPATH=. python benchmarks/read_many.py [count]``.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks.workbooks_of_units import roster, workbooks
from cityreport import intake, pipeline, workbook
from cityreport.store import Store

_TODAY = date(2024, 1, 31)
_SLOW = 50
Files = list[tuple[str, bytes]]


def main(count: int) -> None:
    """Measure each way and print it beside the floor."""
    files = workbooks(Path(tempfile.gettempdir()) / "cityreport-bench")[:count]
    _calamine(files[:20])
    slow = files[:_SLOW]
    floor = _measured("python-calamine alone", count, lambda: _calamine(files))
    pandas = _measured("pandas.read_excel, openpyxl (50, scaled)", len(slow), lambda: _pandas(slow))
    _measured("workbook.read_files", count, lambda: _consume(workbook.iter_files(files)), floor)
    _measured("workbook + intake", count, lambda: _read(files), floor, pandas)
    _measured("load: workbook + intake + store", count, lambda: _load(files), floor, pandas)
    for name, who in (
        ("this process", resource.RUSAGE_SELF),
        ("a child", resource.RUSAGE_CHILDREN),
    ):
        print(f"most memory, {name}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


def _measured(
    name: str, count: int, act: Callable[[], None], floor: float = 0, pandas: float = 0
) -> float:
    """Print one line; the CPU seconds a file."""
    before, start = os.times(), time.perf_counter()
    act()
    wall, after = time.perf_counter() - start, os.times()
    own = after.user + after.system - before.user - before.system
    children = (
        after.children_user + after.children_system
        - before.children_user - before.children_system
    )  # fmt: skip
    each = (own + children) / count
    beside = f" = {each / floor:4.1f} × calamine" if floor else ""
    beside += f", {each / pandas:4.2f} × pandas" if pandas else ""
    print(
        f"{name:42s} {each * 1e3:6.2f} ms CPU a file (children {children / count * 1e3:5.2f}),"
        f" {wall / count * 1e3:6.2f} ms wall{beside}",
        flush=True,
    )
    return each


def _calamine(files: Files) -> None:
    for _, content in files:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            for name in book.sheet_names:
                book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _pandas(files: Files) -> None:
    for _, content in files:
        pd.read_excel(BytesIO(content), sheet_name=None, header=None, engine="openpyxl")


def _read(files: Files) -> None:
    units = roster()
    _consume(intake.read(cells, units, _TODAY) for cells in workbook.iter_files(files))


def _load(files: Files) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        store.save_units(list(roster().units), "bench")
        readings = pipeline.read(workbook.iter_files(files), store.roster(), _TODAY)
        choices = pipeline.LoadChoices("bench", _TODAY, datetime(2024, 1, 31, tzinfo=UTC))
        for result in pipeline.ingest(store, readings, choices):
            if result.submission is None:
                raise SystemExit(f"not loaded: {result.findings}")
        store.close()


def _consume(things: object) -> None:
    for _ in things:  # type: ignore[attr-defined]
        pass


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
