"""Sections made of ledger rows, kept as ``cache.build`` keeps those of a year's sums.

The rows are read only where a section is not known yet, and kept with those of all pages, not
with every section: a large city's are tens of thousands.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from cityreport.pipeline import Evaluation
from cityreport.report.deck.meeting import Registers
from cityreport.report.materials import Rows
from cityreport.ui import cache
from cityreport.ui.selection import Selection

P = ParamSpec("P")
S = TypeVar("S")
T = TypeVar("T")


def build(
    builder: Callable[[Evaluation, Rows, int, str | None, str | None], T], chosen: Selection
) -> T:
    """What a builder of ``report`` makes of the registers and the selection."""

    @wraps(builder)
    def of_rows(
        evaluation: Evaluation, /, month: int, unit_type: str | None, unit: str | None
    ) -> T:
        return builder(
            evaluation, Registers(cache.listed_of_kind, chosen.month), month, unit_type, unit
        )

    return cache.build(of_rows, chosen.year, chosen.month.number, chosen.unit_type, chosen.unit)


def build_of(
    things: Callable[[], S],
    builder: Callable[Concatenate[S, P], T],
    chosen: Selection,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """What a builder makes of what rows of the selection stand for, and of further choices.

    ``things`` is asked only where that is not known yet.
    """

    @wraps(builder)
    def of_things(
        _evaluation: Evaluation, /, _at: tuple[object, ...], *rest: P.args, **named: P.kwargs
    ) -> T:
        return builder(things(), *rest, **named)

    at = (chosen.month.number, chosen.unit_type, chosen.unit)
    return cache.build(of_things, chosen.year, at, *args, **kwargs)
