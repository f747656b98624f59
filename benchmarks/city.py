"""A store of a large city to measure on: 1,000 units of six types × 36 months × 4 sheet kinds.

Every report has three to five rows of plausible amounts; some units send nothing, some late, a
few amounts are a hundred times too large. The last month comes as one file per unit, the others
as two files of all units: in time and late. ``PYTHONPATH=. python benchmarks/city.py build/city.db``
"""

import hashlib
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.sheets import KINDS, Column, SheetKind
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)

LAST = Month(2023, 12)
TYPES = ("社区", "村", "学校", "机关", "企业")
STREET = 40
"""Every fortieth unit is the street above the 39 after it."""
SILENT, LATE, ODD, BLANK = 0.04, 0.06, 0.002, 0.25
_WHOLE = {
    "已整改数": "发现问题数",
    "按期整改数": "已整改数",
    "逾期未整改数": "发现问题数",
    "反复问题数": "已整改数",
}
_LARGE = {"元": 60_000, "小时": 90, "人次": 45, "人": 120, "分": 95, "份": 300}


def unit_list(count: int) -> list[Unit]:
    """The roster of the city."""
    people = {"常住人口": _quantity(3000.0), "年度资金计划": _quantity(900_000.0)}
    return [
        Unit(
            f"U{n:04d}",
            _name(n),
            "街道" if n % STREET == 0 else TYPES[n % len(TYPES)],
            parent="" if n % STREET == 0 else _name(n - n % STREET),
            base=people,
        )
        for n in range(count)
    ]


def build(file: Path, units: int = 1000, months: int = 36) -> None:
    """Fill a new store, the newest months first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    store = Store.open(f"sqlite:///{unfinished}")
    listed = unit_list(units)
    store.save_units(listed, "bench")
    names = [unit.name for unit in listed]
    for back in range(months):
        for submission in _files(names, LAST.shift(-back), single=back == 0):
            store.commit(submission, datetime(2024, 1, 4, 9, 0, tzinfo=UTC))
    store.close()
    unfinished.rename(file)


def corrected(store: Store, number: int, seed: str = "") -> None:
    """Commit the last month of one unit anew with other amounts."""
    name = _name(number)
    reading = _reading([name], LAST, random.Random(f"corrected {seed}"))
    sha256 = hashlib.sha256(f"{name}{seed}".encode()).hexdigest()
    submission = Submission(replace(reading, sha256=sha256), "bench", date(2024, 2, 3))
    store.commit(submission, datetime(2024, 2, 3, 9, 0, tzinfo=UTC))


def _files(names: Sequence[str], month: Month, *, single: bool) -> Iterator[Submission]:
    """The files of a month with the day each was received."""
    chance = random.Random(str(month))
    lots = [chance.random() for _ in names]
    late = [name for name, lot in zip(names, lots, strict=True) if SILENT <= lot < SILENT + LATE]
    on_time = [name for name, lot in zip(names, lots, strict=True) if lot >= SILENT + LATE]
    next_month = month.shift(1)
    for group, day in ((on_time, 3), (late, 9)):
        for some in filter(None, [[name] for name in group] if single else [group]):
            received = date(next_month.year, next_month.number, day)
            yield Submission(_reading(some, month, chance), "bench", received)


def _reading(names: list[str], month: Month, chance: random.Random) -> FileReading:
    kinds = [kind for kind in KINDS if kind.first_ring]
    tables = tuple(_table(kind, names, month, chance) for kind in kinds)
    file = f"{names[0]}{month.label}月报.xlsx"
    sha256 = hashlib.sha256(f"{file}{len(names)}".encode()).hexdigest()
    return FileReading(file, sha256, True, tables, content=b"x" * 8_000)


def _table(kind: SheetKind, names: list[str], month: Month, chance: random.Random) -> TableReading:
    rows: list[LedgerRow] = []
    for name in names:
        for _ in range(chance.randint(3, 5)):
            rows.append(_row(kind, name, month, 4 + len(rows), chance))
    return TableReading(
        kind.name, kind.name, "A3", {}, tuple(names), (month,), len(rows), {}, tuple(rows)
    )


def _row(kind: SheetKind, unit: str, month: Month, row: int, chance: random.Random) -> LedgerRow:
    quantities: dict[str, CellQuantity] = {}
    for place, column in enumerate(kind.measures):
        if column.required or chance.random() > BLANK:
            value = _amount(column, unit, month, quantities, chance)
            quantities[column.name] = CellQuantity(_quantity(value), f"{chr(68 + place)}{row}")
    texts = {
        column.name: CellText(chance.choice(column.choices), f"C{row}")
        for column in kind.dimensions
        if column.choices
    }
    return LedgerRow(kind.name, unit, month, "", kind.name, row, quantities, texts)


def _amount(
    column: Column,
    unit: str,
    month: Month,
    known: Mapping[str, CellQuantity],
    chance: random.Random,
) -> float:
    """A stock grows month by month, a part is at most its whole, a few amounts are odd."""
    most = _LARGE.get(column.measure_unit, 12)
    if column.role == "stock":
        return float(most + crc32(f"{unit}{column.name}".encode()) % most + month.number)
    whole = known.get(_WHOLE.get(column.name, ""))
    if whole is not None:
        return float(chance.randint(0, int(whole.quantity.value or 0)))
    return float(chance.randint(1, most) * (100 if chance.random() < ODD else 1))


def _quantity(value: float) -> Quantity:
    return Quantity(f"{value:g}", value, "exact", value, value)


def _name(number: int) -> str:
    return f"单位{number:04d}"


if __name__ == "__main__":
    build(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:]))
