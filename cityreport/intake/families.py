"""A parent whose figures are those of its children added: perhaps a summary (method.md 13)."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from cityreport.intake.messages import say
from cityreport.period import Month
from cityreport.roster.model import Roster
from cityreport.sheets import BY_NAME
from cityreport.tables.ledger import LedgerRow, TableReading
from cityreport.tables.workbook import Finding

_FEWEST = 2
"""Units from which one can be the sum of others."""
Sums = Mapping[str, float]
"""Column name → sum of its nominal values."""


def sums_of_children(tables: Iterable[TableReading], roster: Roster) -> list[Finding]:
    """A warning for each unit and month whose every flow equals the sum over its children in the
    same file (at least two of them)."""
    tables = list(tables)
    if len({key.unit for table in tables for key in table.reports()}) < _FEWEST:
        return []
    sums: dict[tuple[str, Month, str], dict[str, list[float]]] = defaultdict(dict)
    first: dict[tuple[str, Month, str], LedgerRow] = {}
    for row in (row for table in tables for row in table.rows):
        key = (row.kind, row.month, row.unit)
        first.setdefault(key, row)
        for column, cell in row.quantities.items():
            if _is_flow(row.kind, column):
                sums[key].setdefault(column, []).append(cell.quantity.value)
    added = {key: {c: math.fsum(v) for c, v in columns.items()} for key, columns in sums.items()}
    return [_asked(first[key]) for key in added if _is_summary(key, added, roster)]


def _is_flow(kind: str, name: str) -> bool:
    column = BY_NAME[kind].column(name)
    return column is not None and column.role == "flow"


def _is_summary(
    key: tuple[str, Month, str], added: Mapping[tuple[str, Month, str], Sums], roster: Roster
) -> bool:
    kind, month, unit = key
    present = [
        added[(kind, month, child.name)]
        for child in roster.children(unit)
        if (kind, month, child.name) in added
    ]
    if len(present) < 2 or not any(added[key].values()):
        return False
    columns = {column for child in present for column in child} | set(added[key])
    return all(
        math.isclose(
            added[key].get(column, 0.0),
            math.fsum(child.get(column, 0.0) for child in present),
            rel_tol=1e-9,
        )
        for column in columns
    )


def _asked(row: LedgerRow) -> Finding:
    month = row.month.label
    return say("sum-of-children", f"A{row.row}", unit=row.unit, month=month).on(row.sheet)
