"""Control totals of files and of single reports (sheets.md section 3)."""

import math
from collections.abc import Mapping, Sequence

from cityreport.quantities import Quantity, add
from cityreport.report.ledger import as_quantity, written_total
from cityreport.sheets import BY_NAME, KINDS
from cityreport.sheets import Column as SheetColumn
from cityreport.style import NONE
from cityreport.tables.ledger import FileReading, LedgerRow, ReportKey, TableReading
from cityreport.tables.stored import StoredRow

Amounts = Mapping[str, Quantity]


def control_totals(tables: Sequence[TableReading], *, registered: bool) -> str:
    """The totals of a file's data rows by kind: of the quantities every row must have (C9).

    Beside them what will be registered where it differs, if anything is (``registered``). A kind
    without such quantities has its number of rows, or 本月无.
    """
    parts = []
    for kind in KINDS:
        own = [table for table in tables if table.kind == kind.name]
        totals = (_control_total(own, column, registered=registered) for column in kind.required)
        words = [text for text in totals if text]
        if own:
            parts.append(f"{kind.name}：{'、'.join(words) or _without_totals(own)}")
    return "；".join(parts) or NONE


def _without_totals(tables: Sequence[TableReading]) -> str:
    rows = sum(table.rows_read for table in tables)
    if rows:
        return f"{rows} 行"
    return "本月无" if any(table.empty_reports for table in tables) else NONE


def _control_total(tables: Sequence[TableReading], column: SheetColumn, *, registered: bool) -> str:
    # Stocks repeat from row to row, counts without a measure unit are lamps in one row and
    # places in the next: neither adds up.
    if column.role != "flow" or not column.measure_unit:
        return ""
    found = [table.totals[column.name] for table in tables if column.name in table.totals]
    if not found:
        return ""
    kept = [
        row.quantities[column.name].quantity
        for table in tables
        for row in table.rows
        if column.name in row.quantities
    ]
    in_file, stored = math.fsum(found), add(kept) if kept else None
    if stored is not None and math.isclose(stored.value, in_file, rel_tol=1e-9, abs_tol=1e-9):
        return f"{column.name} {written_total(stored, column)}"
    whole = Quantity("", in_file, "exact", in_file, in_file)
    if not registered:
        return f"{column.name} {written_total(whole, column)}"
    less = written_total(stored, column) if stored is not None else "0"
    return f"{column.name} {written_total(whole, column)}（登记 {less}）"


def stored_amounts(row: StoredRow) -> Amounts:
    """The quantities of a stored row by column."""
    return {name: as_quantity(amount) for name, amount in row.quantities.items()}


def keyed_rows(reading: FileReading) -> dict[ReportKey, list[LedgerRow]]:
    """The rows a file has for each report, empty reports without any."""
    found: dict[ReportKey, list[LedgerRow]] = {key: [] for key in reading.keys()}  # noqa: SIM118
    for table in reading.tables:
        for row in table.rows:
            found[ReportKey(row.unit, row.month, row.kind, row.reporter)].append(row)
    return found


def new_amounts(rows: Sequence[LedgerRow]) -> list[Amounts]:
    """The quantities of each row."""
    return [{name: cell.quantity for name, cell in row.quantities.items()} for row in rows]


def sums(kind: str, rows: Sequence[Amounts]) -> dict[str, Quantity]:
    """The sums of the columns that add up, where any row has them."""
    columns = [c for c in BY_NAME[kind].measures if c.role == "flow" and c.measure_unit]
    amounts = {c.name: [row[c.name] for row in rows if c.name in row] for c in columns}
    return {name: add(found) for name, found in amounts.items() if found}


def written_sums(kind: str, sums: Mapping[str, Quantity], rows: int) -> str:
    """The sums in words; without any row the report said 本月无."""
    words = [f"{name} {written_total(total, _column(kind, name))}" for name, total in sums.items()]
    return "、".join(words) or (f"{rows} 行，没有填数" if rows else "本月无")


def change(kind: str, before: Mapping[str, Quantity], now: Mapping[str, Quantity]) -> str:
    """What a new report changes in the sums of the old one, in words."""
    parts = []
    for name in dict.fromkeys((*before, *now)):
        column = _column(kind, name)
        if name not in before or name not in now:
            parts.append(f"{name} {'新增' if name in now else '不再填报'}")
            continue
        moved = now[name].value - before[name].value
        if abs(moved) > 1e-9:
            exact = now[name].precision == before[name].precision == "exact"
            step = Quantity("", abs(moved), "exact" if exact else "about", math.nan, math.nan)
            parts.append(f"{name} {'＋' if moved > 0 else '－'}{written_total(step, column)}")
    return "、".join(parts) or "合计没有变化"


def _column(kind: str, name: str) -> SheetColumn:
    column = BY_NAME[kind].column(name)
    if column is None:
        raise KeyError(f"{kind} has no column {name}")
    return column
