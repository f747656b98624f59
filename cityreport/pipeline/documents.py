"""The ledger rows that documents tell of, fetched in as few questions as possible."""

from cityreport.period import Month
from cityreport.sheets import KINDS, SheetKind
from cityreport.store import Store
from cityreport.tables.stored import StoredRow

INSPECTIONS, CASES = "督查检查", "问题整改台账"


def report_rows(store: Store, until: Month, unit: str | None) -> dict[str, list[StoredRow]]:
    """The year's rows of one unit by kind; of the city without the four monthly kinds.

    Of a register the latest report up to the month.
    """
    return {
        kind.name: _to_date(store, kind, until, unit)
        for kind in KINDS
        if unit is not None or not kind.first_ring
    }


def bulletin_rows(store: Store, month: Month) -> dict[str, list[StoredRow]]:
    """The month's inspections and the cases as they stood, of all units."""
    return {
        INSPECTIONS: store.ledger(INSPECTIONS, month, month),
        CASES: store.register(CASES, month),
    }


def _to_date(store: Store, kind: SheetKind, until: Month, unit: str | None) -> list[StoredRow]:
    if kind.whole_register:
        return store.register(kind.name, until, unit)
    return store.ledger(kind.name, Month(until.year, 1), until, unit)
