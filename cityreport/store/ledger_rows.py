"""The rows that count: with all their cells, with some columns only, or added up."""

from collections.abc import Collection, Sequence

from cityreport.period import Month
from cityreport.store import ledger, listed, totals
from cityreport.store.connected import Connected
from cityreport.tables.stored import KindTotal, ListedRow, StoredRow


class LedgerRows(Connected):
    """The part of the store that reads the ledger row by row."""

    def ledger(
        self, kind: str, first: Month, last: Month, unit: str | None = None
    ) -> list[StoredRow]:
        """The rows of a kind that count, ``first`` to ``last`` inclusive, of one unit or all.

        Ordered by unit (as in the roster), month, submission and sheet order.
        """
        with self._reading() as connection:
            return ledger.ledger(connection, kind, first, last, unit)

    def ledger_rows(
        self,
        first: Month,
        last: Month,
        kinds: Collection[str] | None = None,
        units: Collection[str] | None = None,
    ) -> dict[str, list[StoredRow]]:
        """The rows that count by sheet kind, of some kinds and units or all, in ``ledger``'s order.

        Only kinds that have any; of a register a longer period has the latest one.
        """
        with self._reading() as connection:
            return ledger.of_kinds(connection, first, last, kinds, units)

    def register(self, kind: str, until: Month, unit: str | None = None) -> list[StoredRow]:
        """A register (台账) at the end of a month, of one unit or all: the year's latest report."""
        with self._reading() as connection:
            return ledger.register(connection, kind, until, unit)

    def listed(self, kind: str, until: Month, columns: Sequence[str]) -> list[ListedRow]:
        """Some columns of all units' rows of the year up to a month; of a register the latest."""
        with self._reading() as connection:
            return listed.listed(connection, kind, until, columns)

    def first_rows(
        self, kind: str, first: Month, last: Month, unit_type: str | None, most: int
    ) -> list[StoredRow]:
        """The first rows of a kind that count, at most so many, of a unit type or of all units."""
        with self._reading() as connection:
            return ledger.beginning(connection, kind, first, last, unit_type, most)

    def ledger_totals(
        self, first: Month, last: Month, unit_type: str | None = None
    ) -> dict[str, KindTotal]:
        """What the rows that count come to by sheet kind and column, added up by the database."""
        with self._reading() as connection:
            return totals.ledger_totals(connection, first, last, unit_type)
