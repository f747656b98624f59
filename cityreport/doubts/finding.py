"""All rules over the months of all units, in the order of the roster."""

from collections.abc import Sequence

from cityreport.doubts.copying import copied
from cityreport.doubts.families import summaries_of_children
from cityreport.doubts.figures import Figures
from cityreport.doubts.logic import differing_stocks, people, to_date
from cityreport.doubts.model import CODES, Doubt
from cityreport.doubts.ratios import RatioPair, half_ratios
from cityreport.doubts.spread import of_months, of_sequences
from cityreport.tables.observations import Observations


def find(
    figures: Figures, years: Sequence[Observations], pairs: Sequence[RatioPair] = ()
) -> tuple[Doubt, ...]:
    """Every doubt about the last of the years, by unit (as in the roster) and month.

    ``figures`` are those of ``years``; of several doubts about one value the first of ``CODES``
    is asked.
    """
    found = (
        *of_months(figures),
        *of_sequences(figures),
        *copied(figures, years),
        *summaries_of_children(figures),
        *to_date(figures),
        *half_ratios(figures, pairs),
        *people(figures),
        *differing_stocks(figures),
    )
    order = list(CODES)
    known = [doubt for doubt in found if doubt.unit in figures.unit_places]
    known.sort(
        key=lambda d: (figures.unit_places[d.unit], d.month, order.index(d.code), d.kind, d.column)
    )
    return tuple(_explained(known))


def _explained(found: Sequence[Doubt]) -> list[Doubt]:
    """Without the spread of a value whose size another doubt explains already."""
    explained = {
        (doubt.unit, doubt.month, doubt.kind, doubt.column)
        for doubt in found
        if doubt.code in ("measure-unit", "cumulative")
    }
    summaries = {(d.unit, d.month, d.kind) for d in found if d.code == "sum-of-children"}
    return [
        doubt
        for doubt in found
        if doubt.code != "spread"
        or (
            (doubt.unit, doubt.month, doubt.kind, doubt.column) not in explained
            and (doubt.unit, doubt.month, doubt.kind) not in summaries
        )
    ]
