"""The figures of 模拟测评: which marks a round, a group or a reason is added up from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cityreport.report.assessments.marks import KIND, Mark
from cityreport.report.picked import RATE, ROUND, UNASSESSED, UNSAID, picked
from cityreport.tables.figure import Figure, Picked

Picks = Callable[[str, str], Figure | None]
"""A rule and the name of a group → the figure of that group; None without a scope."""


def figure_of(about: Figure | None, rule: str, *where: str | tuple[str, str]) -> Figure | None:
    """A figure of marks: a round by its name, then the other conditions."""
    if about is None:
        return None
    said = tuple((ROUND, one) if isinstance(one, str) else one for one in where)
    return picked(about, Picked(KIND, rule, said))


def of_round(about: Figure | None, found: Sequence[Mark], condition: str) -> Picks:
    """The figures of the groups of one round; without a condition the groups are units."""
    name = found[0].round if found else ""

    def of(rule: str, group: str) -> Figure | None:
        if condition or about is None:
            return figure_of(about, rule, name, (condition, group))
        return figure_of(replace(about, unit=group, unit_type=""), rule, name)

    return of


def known(figures: Iterable[Figure | None]) -> tuple[Figure | None, ...]:
    """The figures of marks, none at all where there is no scope."""
    kept = tuple(figures)
    return kept if any(kept) else ()


def of_rounds(about: Figure | None, names: Sequence[str]) -> tuple[tuple[Figure | None, ...], ...]:
    """What stands in the cells of each round's row."""
    if about is None:
        return ()
    return tuple(
        (
            None, *(figure_of(about, RATE, name) for _ in range(5)),
            figure_of(about, UNASSESSED, name), figure_of(about, UNSAID, name),
        )
        for name in names
    )  # fmt: skip


def of_groups(picks: Picks, names: Sequence[str]) -> tuple[tuple[Figure | None, ...], ...]:
    """What stands in the cells of each group's row."""
    rows = tuple(
        (None, *(picks(RATE, name) for _ in range(5)), picks(UNASSESSED, name), picks(UNSAID, name))
        for name in names
    )
    return rows if any(any(row) for row in rows) else ()
