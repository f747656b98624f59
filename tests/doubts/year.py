"""Years of a few units, asked for doubts."""

from collections.abc import Sequence
from dataclasses import replace

from method.world import Report, empty, observe, sheet, unit

from cityreport.doubts import Doubt, RatioPair, figures_of, find
from cityreport.roster import Unit
from cityreport.tables.observations import Observations

HERE = "云溪社区"
__all__ = ["HERE", "amounts", "asked", "doubts", "empty", "observed", "only", "sheet", "unit"]


def observed(*reports: Report, year: int = 2023, differing: Sequence[str] = ()) -> Observations:
    """The frames of a year; ``differing`` names the columns whose rows disagree."""
    frames = observe(*reports, year=year)
    marked = frames.facts["column"].isin(list(differing))
    return replace(frames, facts=frames.facts.assign(differing=marked))


def amounts(kind: str, column: str, *values: float | None, name: str = HERE) -> list[Report]:
    """A sheet of one row a month from January on; None leaves the month out."""
    return [
        sheet(name, month, kind, [{column: value}])
        for month, value in enumerate(values, start=1)
        if value is not None
    ]


def doubts(
    *reports: Report, units: Sequence[Unit] = (), pairs: Sequence[RatioPair] = (),
    before: Sequence[Report] = (), differing: Sequence[str] = (),
) -> tuple[Doubt, ...]:  # fmt: skip
    """What is asked of the reports of 2023; ``before`` are reports of 2022."""
    years = [observed(*reports, differing=differing)]
    if before:
        years.insert(0, observed(*before, year=2022))
    return find(figures_of(years, units or [unit(HERE)]), years, pairs)


def asked(found: Sequence[Doubt], code: str) -> list[int]:
    """The months in which that is asked."""
    return [doubt.month.number for doubt in found if doubt.code == code]


def only(found: Sequence[Doubt]) -> Doubt:
    """The one doubt there is."""
    assert len(found) == 1, [doubt.text for doubt in found]
    return found[0]
