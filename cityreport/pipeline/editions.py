"""The editions of the catalogue side by side: the same year judged by another one."""

from dataclasses import dataclass, replace

from cityreport import framework as catalogue
from cityreport import indicators, quality
from cityreport.framework import Framework
from cityreport.pipeline.evaluation import Evaluation
from cityreport.pipeline.office import shipped_framework
from cityreport.roster import Roster
from cityreport.store import Store

SHIPPED = 0
"""Stands for the edition that comes with the program where an edition's id is asked for."""


@dataclass(frozen=True, slots=True)
class KnownEdition:
    """An edition that can be judged by: its id in the store (``SHIPPED`` for the program's)."""

    id: int
    label: str
    in_force: bool


def known_editions(store: Store, roster: Roster) -> tuple[KnownEdition, ...]:
    """Every edition that still reads without fault, the shipped one first."""
    kept = [
        KnownEdition(one.id, f"{one.name}（{one.at:%Y-%m-%d} 第{number}次载入）", one.in_force)
        for number, one in enumerate(store.editions(), start=1)
        if catalogue.parse_framework(one.sheet, one.file, roster)[0] is not None
    ]
    shipped = shipped_framework(roster).edition
    first = KnownEdition(SHIPPED, f"{shipped}（随程序）", not any(one.in_force for one in kept))
    return (first, *kept)


def framework_of(store: Store, roster: Roster, number: int) -> Framework:
    """The catalogue of that edition; KeyError when there is none or it no longer reads."""
    if number == SHIPPED:
        return shipped_framework(roster)
    for one in store.editions():
        if one.id == number:
            found, _ = catalogue.parse_framework(one.sheet, one.file, roster)
            if found is not None:
                return found
    raise KeyError(number)


def under(evaluation: Evaluation, framework: Framework) -> Evaluation:
    """The same reports judged by another edition, everything computed anew."""
    system = quality.system_measures(evaluation.sent, evaluation.roster.units, evaluation.settings)
    values = indicators.values(evaluation.observations, framework, evaluation.roster, system)
    return replace(
        evaluation, framework=framework, values=values, _groups={}, _scored={}, _ranked={}
    )
