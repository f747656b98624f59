"""Small ledgers to commit, and what the tests read of them."""

import hashlib
from datetime import UTC, date, datetime

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    EmptyReport,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)
from cityreport.tables.workbook import Finding

AT = datetime(2023, 4, 3, 9, 30, tzinfo=UTC)
MARCH = Month(2023, 3)
MONEY = "资金投入"
VOLUNTEERS = "志愿服务"
UNITS = (Unit("U1", "云溪社区", "社区", aliases=("云溪",)), Unit("U2", "云溪小学", "学校"))


def exact(value: float) -> Quantity:
    return Quantity(f"{value:g}", value, "exact", value, value)


def row(
    amount: Quantity | float | None,
    *,
    kind: str = MONEY,
    column: str = "金额",
    unit: str = "云溪社区",
    month: Month = MARCH,
    reporter: str = "",
    number: int = 4,
    **texts: str,
) -> LedgerRow:
    quantity = exact(amount) if isinstance(amount, int | float) else amount
    cells = {} if quantity is None else {column: CellQuantity(quantity, f"F{number}")}
    written = {name: CellText(text, f"C{number}") for name, text in texts.items()}
    return LedgerRow(kind, unit, month, reporter, "Sheet1", number, cells, written)


def reading(
    name: str,
    rows: tuple[LedgerRow, ...],
    empty: tuple[EmptyReport, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> FileReading:
    content = name.encode()
    kinds = dict.fromkeys([r.kind for r in rows] + [e.key.kind for e in empty])
    tables = tuple(
        TableReading(
            "Sheet1", kind, "A3", {}, (), (), 0, {},
            tuple(r for r in rows if r.kind == kind), tuple(e for e in empty if e.key.kind == kind),
        )
        for kind in kinds
    )  # fmt: skip
    sha256 = hashlib.sha256(content).hexdigest()
    return FileReading(name, sha256, True, tables, findings, content)


def send(
    store: Store,
    name: str,
    *rows: LedgerRow,
    add: bool = False,
    sample: bool = False,
    received: date = date(2023, 4, 2),
    at: datetime = AT,
) -> int:
    return store.commit(Submission(reading(name, rows), "李", received, add, sample), at)


def amounts(store: Store) -> list[float]:
    return [r.quantities["金额"].value for r in store.ledger(MONEY, MARCH, MARCH)]


def states(store: Store) -> dict[int, str]:
    return {record.id: record.scope[0].state for record in store.history()}
