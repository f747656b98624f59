"""The marks of 模拟测评 for a selection, and the sections made of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Concatenate, ParamSpec

from cityreport.period import MONTHS_A_YEAR, Month
from cityreport.pipeline import Evaluation
from cityreport.report import assessments, picked
from cityreport.report.assessments import Mark
from cityreport.tables.figure import Figure
from cityreport.tables.section import Headline, Section
from cityreport.tables.stored import ListedRow
from cityreport.ui import cache, registers
from cityreport.ui.selection import Selection

P = ParamSpec("P")
Builder = Callable[[Evaluation, Sequence[Mark], int, Figure | None], Section]


@dataclass(frozen=True)
class Marks:
    """The marks of a selection, read where a section is not known yet."""

    chosen: Selection

    @property
    def rounds(self) -> tuple[str, ...]:
        """The rounds, the first assessed one first."""
        return registers.build_of(self._all, assessments.rounds_of, self.chosen)

    @property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline figures of all rounds."""
        return registers.build_of(self._all, assessments.headlines, self.chosen, self._about)

    def section(self, builder: Builder, name: str = "") -> Section:
        """What a builder makes of the marks of one round, of all rounds without a name."""
        return self._kept(builder, name, self._about)

    def left_out(self, name: str) -> Section:
        """What a round did not assess."""
        return self._kept(assessments.not_assessed, name)

    def _kept(
        self,
        builder: Callable[Concatenate[Evaluation, Sequence[Mark], int, P], Section],
        name: str,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Section:
        @wraps(builder)
        def of_round(marks: Sequence[Mark], name: str) -> Section:
            found = [one for one in marks if one.round == name] if name else marks
            evaluation = cache.evaluation(self.chosen.year)
            return builder(evaluation, found, self.chosen.month.number, *args, **kwargs)

        return registers.build_of(self._all, of_round, self.chosen, name)

    @property
    def _about(self) -> Figure:
        at = self.chosen
        return picked.scope(at.year, at.month.number, at.unit_type, at.unit)

    def _all(self) -> tuple[Mark, ...]:
        return self._found

    @cached_property
    def _found(self) -> tuple[Mark, ...]:
        at, evaluation = self.chosen, cache.evaluation(self.chosen.year)

        @wraps(assessments.marks_of)
        def of_rows(rows: Iterable[ListedRow]) -> tuple[Mark, ...]:
            return assessments.marks_of(rows, evaluation.framework)

        last = Month(at.year, MONTHS_A_YEAR)
        year = cache.made_of_kind(of_rows, assessments.KIND, last, assessments.COLUMNS)
        return assessments.marks(evaluation, year, at.month.number, at.unit_type, at.unit)
