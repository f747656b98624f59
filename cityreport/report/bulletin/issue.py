"""One issue of the bulletin: the month it speaks of and the rows that count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report.sums import Scope, Sums, scope_of, sums_of
from cityreport.tables.stored import StoredRow

Rows = Mapping[str, Sequence[StoredRow]]
CASES = "问题整改台账"


@dataclass(frozen=True)
class Issue:
    """The month (1–12) of the evaluated year, with its inspections and open cases."""

    evaluation: Evaluation
    rows: Rows
    month: int
    today: date
    _sums: dict[str, Sums] = field(default_factory=dict, repr=False)

    @property
    def label(self) -> str:
        """The month as written: 2023年12月."""
        return f"{self.evaluation.year}年{self.month}月"

    @property
    def until(self) -> str:
        """The year so far: 1至12月."""
        return f"1至{self.month}月" if self.month > 1 else "1月"

    @property
    def day(self) -> date:
        """The last day of the month, today where it is not over: the register is judged on it."""
        return min(Month(self.evaluation.year, self.month).last_day, self.today)

    @cached_property
    def scope(self) -> Scope:
        """All units that report in the month."""
        return scope_of(self.evaluation, self.month, None, None)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each unit along the first axis."""
        return {unit.name: n for n, unit in enumerate(self.evaluation.values.units)}

    def sums(self, text: str) -> Sums:
        """A measure of all units; kept, for adding it up goes through the year's facts."""
        if text not in self._sums:
            self._sums[text] = sums_of(self.evaluation, text)
        return self._sums[text]

    def of(self, kind: str) -> list[StoredRow]:
        """The rows of a kind, those left out as a summary of others not among them."""
        left_out = self.evaluation.left_out
        return [
            row
            for row in self.rows.get(kind, ())
            if (row.unit, row.month.number, kind) not in left_out
        ]

    @cached_property
    def open_cases(self) -> list[StoredRow]:
        """The cases of the 问题整改台账 without a 完成日期."""
        return [row for row in self.of(CASES) if "完成日期" not in row.texts]


def some(names: Sequence[str], most: int = 10) -> str:
    """The names, the first of them with how many there are where they are many."""
    shown = "、".join(names[:most])
    return f"{shown}等{len(names)}家" if len(names) > most else shown
