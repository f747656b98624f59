"""How long the store takes for a large city: commit per file, facts and reports of a year.

1,000 units × 36 months × 4 sheet kinds, three ledger rows a sheet. The last month comes as one
file per unit, the others as one file of all units. The floor is what the sqlite3 module alone needs to fetch the ungrouped cells of the same year.
Run: ``PYTHONPATH=. python benchmarks/store_facts.py [units] [months]``.
"""

import hashlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.sheets import BY_NAME, FIRST_RING, SheetKind
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)

ROWS_A_SHEET = 3
LAST = Month(2023, 12)
YEAR = LAST.year
_FLOOR = """SELECT r.unit_id, r.month, r.kind_id, q.column_id, q.value, q.lower, q.upper
FROM quantity q JOIN scope s ON s.id = q.scope_id JOIN report r ON r.id = s.report_id
WHERE s.valid AND r.month BETWEEN 202301 AND 202312"""


def main(units: int, months: int) -> None:
    """Fill a store, then print the times."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bench.db"
        store = Store.open(f"sqlite:///{file}")
        names = [f"单位{number:04d}" for number in range(units)]
        store.save_units([Unit(name, name, "社区") for name in names], "bench")
        large = [_commit(store, names, LAST.shift(-back)) for back in range(months - 1, 0, -1)]
        small = [_commit(store, [name], LAST) for name in names]
        print(f"store of {units} units × {months} months: {file.stat().st_size / 1e6:.0f} MB")
        print(f"commit, file of all units: median {median(large):.2f} s")
        print(
            f"commit, file of one unit: median {median(small) * 1e3:.1f} ms, max {max(small):.2f} s"
        )
        url = f"sqlite:///{file}"
        print(f"observations({YEAR}), cold: {_best(lambda: _cold(url)):.2f} s CPU")
        print(f"rows of facts: {len(store.observations(YEAR).facts)}")
        print(
            f"observations({YEAR}), nothing new: {_best(lambda: store.observations(YEAR)):.2f} s CPU"
        )
        renewed = _best(lambda: _one_file_later(store, names[0]))
        print(f"observations({YEAR}), with a commit before: {renewed:.2f} s CPU")
        print(f"floor, cells of {YEAR} by sqlite3: {_best(lambda: _floor(file)):.2f} s CPU")
        store.close()


AT = datetime(2023, 4, 3, 9, 0, tzinfo=UTC)


def _commit(store: Store, units: list[str], month: Month) -> float:
    tables = tuple(_table(BY_NAME[kind], units, month) for kind in FIRST_RING)
    name = f"{units[0]}{month}.xlsx"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    reading = FileReading(name, sha256, True, tables, content=b"x" * 8_000)
    submission = Submission(reading, "bench", date(2023, 4, 3))
    return _timed(lambda: store.commit(submission, AT))


def _table(kind: SheetKind, units: list[str], month: Month) -> TableReading:
    rows = tuple(
        _row(kind, unit, month, 4 + place) for unit in units for place in range(ROWS_A_SHEET)
    )
    name = kind.name
    return TableReading(name, name, "A3", {}, tuple(units), (month,), len(rows), {}, rows)


def _row(kind: SheetKind, unit: str, month: Month, row: int) -> LedgerRow:
    quantities = {
        column.name: CellQuantity(Quantity("12", 12.0, "exact", 12.0, 12.0), f"F{row}")
        for column in kind.measures[:4]
    }
    texts = {
        column.name: CellText(column.choices[row % len(column.choices)], f"C{row}")
        for column in kind.dimensions
        if column.choices
    }
    return LedgerRow(kind.name, unit, month, "", kind.name, row, quantities, texts)


def _floor(file: Path) -> int:
    connection = sqlite3.connect(file)
    try:
        return len(connection.execute(_FLOOR).fetchall())
    finally:
        connection.close()


def _cold(url: str) -> None:
    store = Store.open(url)
    store.observations(YEAR)
    store.close()


def _one_file_later(store: Store, unit: str) -> None:
    _commit(store, [unit], LAST)
    store.observations(YEAR)


def _timed(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def _best(action: Callable[[], object]) -> float:
    """Seconds of processor time, which other work on the machine disturbs least."""

    def once() -> float:
        begin = time.process_time()
        action()
        return time.process_time() - begin

    return min(once() for _ in range(3))


if __name__ == "__main__":
    main(*(int(argument) for argument in (sys.argv[1:] or ("1000", "36"))))
