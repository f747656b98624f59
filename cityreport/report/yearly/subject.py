"""Whose year a report tells: one unit or the city, up to a month, with the rows that count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cityreport.period import MONTHS_A_YEAR
from cityreport.pipeline import CITY, Evaluation
from cityreport.report.sums import Scope, scope_of, unit_names
from cityreport.report.writing import Part, blank, of_rows, paragraph, word
from cityreport.sheets import KINDS
from cityreport.tables.document import Paragraph
from cityreport.tables.stored import StoredRow

MOST_ITEMS = 30
"""More single items of one kind make no sentence; the 汇总表 has them all."""

Rows = Mapping[str, Sequence[StoredRow]]
"""Sheet kind → the rows that count: of a register the latest, of the others those of the year."""


@dataclass(frozen=True)
class Subject:
    """One unit (``unit``) or the city, in the evaluated year up to ``month`` (1–12)."""

    evaluation: Evaluation
    rows: Rows
    month: int
    unit: str | None = None

    @property
    def who(self) -> str:
        """How the paper speaks of it."""
        return "本单位" if self.unit else CITY

    @property
    def span(self) -> str:
        """The time told of: 2023年, or 2023年1至7月 while the year runs."""
        year = f"{self.evaluation.year}年"
        if self.month == MONTHS_A_YEAR:
            return year
        return f"{year}1至{self.month}月" if self.month > 1 else f"{year}1月"

    @cached_property
    def scope(self) -> Scope:
        """The units that are added up."""
        return scope_of(self.evaluation, self.month, None, self.unit)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of these units."""
        return unit_names(self.evaluation, self.scope)

    def of(self, kind: str) -> list[StoredRow]:
        """The rows of a kind, those left out as a summary of others not among them."""
        left_out = self.evaluation.left_out
        return [
            row
            for row in self.rows.get(kind, ())
            if row.unit in self.names and (row.unit, row.month.number, kind) not in left_out
        ]

    @cached_property
    def came(self) -> Mapping[str, frozenset[str]]:
        """Which units sent which kind up to the month, 本月无 included."""
        sent = self.evaluation.sent.reports
        sent = sent[(sent["month"] <= self.month) & sent["unit"].isin(self.names)]
        found: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
        for kind, unit in zip(sent["kind"].astype(str), sent["unit"].astype(str), strict=True):
            found.setdefault(kind, set()).add(unit)
        return {kind: frozenset(units) for kind, units in found.items()}

    def nothing(self, kind: str, wanted: str) -> Paragraph:
        """The sentence where a kind has no rows, and what the writer may add."""
        if self.came[kind]:
            return paragraph(f"{self.span}{self.who}报送的{kind}表均为“本月无”。")
        return paragraph(f"{self.span}{self.who}没有报送{kind}（未报）。", blank(wanted))

    def senders(self, kind: str) -> str:
        """How many units a city's figures come from, as an aside; "" for one unit."""
        if self.unit:
            return ""
        return (
            f"（{len(self.came[kind])}家单位报送，{len(self.names) - len(self.came[kind])}家未报）"
        )


def by_name(
    subject: Subject, rows: Sequence[StoredRow], named: str, column: str, measure_unit: str
) -> list[list[Part]]:
    """A unit's rows of the same name added up: name and figure, at most so many."""
    if subject.unit is None:
        return []
    groups: dict[str, list[StoredRow]] = {}
    for row in rows:
        if column in row.quantities:
            groups.setdefault(word(row, named) or f"未写{named}的", []).append(row)
    found: list[list[Part]] = [
        [name, of_rows(group, column, measure_unit, name)]
        for name, group in list(groups.items())[:MOST_ITEMS]
    ]
    if len(groups) > MOST_ITEMS:
        found.append([f"其余{len(groups) - MOST_ITEMS}项见汇总表"])
    return found
