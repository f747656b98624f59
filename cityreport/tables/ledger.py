"""Hand-over from ``intake`` to ``store``: ledger rows, reports and whole files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cityreport.period import Month
from cityreport.tables.corrections import UNCORRECTED, Corrections
from cityreport.tables.recognition import Recognition
from cityreport.tables.rows import (
    CellQuantity,
    CellText,
    LedgerRow,
    ReportKey,
    by_report,
    reports_of,
)
from cityreport.tables.workbook import Finding

__all__ = [
    "CellQuantity",
    "CellText",
    "EmptyReport",
    "FileReading",
    "LedgerRow",
    "ReportKey",
    "Submission",
    "TableReading",
    "by_report",
]


@dataclass(frozen=True, slots=True)
class EmptyReport:
    """A sheet that says 本月无 (零报告) for one key, and the cell that says so."""

    key: ReportKey
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """One recognised table of a sheet (an entry of ``sheets`` in the JSON of ``check``).

    ``rows_read`` counts data rows, faulty ones included; ``totals`` are nominal sums in stored
    units over all of them. ``columns`` are header cell → canonical column, ``recognition`` tells
    more. ``left_out`` names the report of each row a person left out knowingly.
    """

    sheet: str
    kind: str
    header_cell: str
    columns: Mapping[str, str]
    units: tuple[str, ...]
    months: tuple[Month, ...]
    rows_read: int
    totals: Mapping[str, float]
    rows: Sequence[LedgerRow] = ()
    empty_reports: tuple[EmptyReport, ...] = ()
    faulty_rows: frozenset[int] = frozenset()
    left_out: tuple[ReportKey, ...] = ()
    recognition: Recognition | None = None

    def reports(self) -> Mapping[ReportKey, int]:
        """The reports of the rows, and how many rows each has."""
        return reports_of(self.rows)


@dataclass(frozen=True)
class FileReading:
    """Everything intake understood of one file, and everything it has to say about it.

    ``corrections`` are what a person said before it was read; ``content`` stays the original.
    """

    file: str
    sha256: str
    readable: bool
    tables: tuple[TableReading, ...] = ()
    findings: tuple[Finding, ...] = ()
    content: bytes = field(default=b"", repr=False)
    corrections: Corrections = UNCORRECTED

    @property
    def has_errors(self) -> bool:
        """Whether any finding blocks the commit."""
        return any(finding.severity == "error" for finding in self.findings)

    def keys(self) -> tuple[ReportKey, ...]:
        """The report keys the file would commit, sorted."""
        return self._keys

    @cached_property
    def _keys(self) -> tuple[ReportKey, ...]:
        keys = {key for table in self.tables for key in table.reports()}
        keys |= {empty.key for table in self.tables for empty in table.empty_reports}
        return tuple(sorted(keys))


@dataclass(frozen=True, slots=True)
class Submission:
    """What one commit writes: the file, its rows, who sent it and when it was received.

    ``corrections`` are what a person changed in it before, cells included.
    """

    reading: FileReading
    by: str
    received: date
    add: bool = False
    sample: bool = False
    corrections: Corrections = UNCORRECTED
