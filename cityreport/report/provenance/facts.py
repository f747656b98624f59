"""What is known of a figure: its value and everything the value rests on, from the evaluation."""

from dataclasses import dataclass, replace

import numpy as np

from cityreport.evaluation import Bools, Group, State
from cityreport.framework import Indicator, Measure, parse_measure
from cityreport.pipeline import Evaluation
from cityreport.report.parts import Part, parts_by_month, parts_of
from cityreport.report.provenance.naming import part_name
from cityreport.report.standing import group_of
from cityreport.report.sums import Amount, Scope, nothing, quotient, rate_of, scope_of, sums_of
from cityreport.scores import pooled_units, target_to_date
from cityreport.tables.figure import Figure


@dataclass(frozen=True, slots=True)
class Facts:
    """An indicator of a unit or roll-up at a month.

    ``value``, ``target`` and ``due`` are in the measure unit, the two parts in stored units,
    rates fractions; NaN where there is none. ``units`` are whose figures it adds up.
    """

    indicator: Indicator
    state: State
    value: float
    approximate: bool
    numerator: float
    denominator: float
    target: float
    due: float
    attainment: float
    paced: float
    points: float
    units: tuple[str, ...]
    units_judged: int


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum or rate of a topic page: its amount, and for a rate both its parts, in stored units."""

    amount: Amount
    numerator: float
    denominator: float
    units: tuple[str, ...]


def facts_of(evaluation: Evaluation, figure: Figure) -> Facts:
    """What is known of an indicator; KeyError for an unknown unit or code."""
    return _of_unit(evaluation, figure) if figure.unit else _of_group(evaluation, figure)


def sum_of(evaluation: Evaluation, figure: Figure) -> Sum:
    """The amount of a sum or rate, by the functions of the topic pages themselves."""
    scope = scope_of_figure(evaluation, figure)
    top = sums_of(evaluation, figure.measure)
    if figure.below:
        return _rate(evaluation, figure, scope)
    if figure.column:
        amount = _part(evaluation, figure, scope)
    elif figure.only_month:
        amount = top.in_month(scope, figure.only_month)
    else:
        amount = top.total(scope)
    return Sum(amount, amount.value, float("nan"), names_of(evaluation, scope.members))


def scope_of_figure(evaluation: Evaluation, figure: Figure) -> Scope:
    """Whose figures are added up; with ``needs`` only units that have those too."""
    scope = scope_of(evaluation, figure.month, figure.unit_type or None, figure.unit or None)
    members = scope.members.copy()
    for text in figure.needs:
        members &= ~np.isnan(sums_of(evaluation, text).to_date.value[:, figure.month - 1])
    return replace(scope, members=members)


def names_of(evaluation: Evaluation, members: Bools) -> tuple[str, ...]:
    """The names of some units."""
    return tuple(evaluation.values.units[int(n)].name for n in np.flatnonzero(members))


def parts(evaluation: Evaluation, figure: Figure) -> tuple[tuple[str, Measure, float], ...]:
    """What is added up for a figure: name, measure and amount of its one or two parts.

    Nothing for a score, which stands on indicators.
    """
    if figure.is_score:
        return ()
    if figure.indicator:
        facts = facts_of(evaluation, figure)
        one, below = facts.indicator.numerator, facts.indicator.denominator
        pair = (facts.numerator, facts.denominator)
    else:
        known = sum_of(evaluation, figure)
        one = parse_measure(figure.measure)
        below = parse_measure(figure.below) if figure.below else None
        pair = (known.numerator, known.denominator)
    if below is None:
        return (("合计", one, pair[0]),)
    return ("分子", one, pair[0]), ("分母", below, pair[1])


def units_of(evaluation: Evaluation, figure: Figure) -> tuple[str, ...]:
    """Whose cells stand behind a figure."""
    if figure.indicator:
        return facts_of(evaluation, figure).units
    return sum_of(evaluation, figure).units


def _of_unit(evaluation: Evaluation, figure: Figure) -> Facts:
    values, scored = evaluation.values, evaluation.scored(figure.view)
    n, i = values.unit_number(figure.unit), values.indicator_number(figure.indicator)
    at = (n, i, figure.month - 1)
    return Facts(
        indicator=values.indicators[i], state=State(int(values.state[at])),
        value=float(values.value[at]), approximate=bool(values.approximate[at]),
        numerator=float(values.numerator[at]), denominator=float(values.denominator[at]),
        target=float(values.target[n, i]),
        due=float(target_to_date(values, figure.view)[at]),
        attainment=float(scored.attainment[at]), paced=float(scored.paced_attainment[at]),
        points=float(scored.points[at]), units=(figure.unit,), units_judged=1,
    )  # fmt: skip


def _of_group(evaluation: Evaluation, figure: Figure) -> Facts:
    group = group_of(evaluation, figure.unit_type or None, figure.view)
    i = evaluation.values.indicator_number(figure.indicator)
    at = (i, figure.month - 1)
    pooled = pooled_units(evaluation.values, group.members)[:, i, figure.month - 1]
    return Facts(
        indicator=evaluation.values.indicators[i], state=State(int(group.state[at])),
        value=float(group.value[at]), approximate=bool(group.approximate[at]),
        numerator=float(group.numerator[at]), denominator=float(group.denominator[at]),
        target=float(group.target[at]), due=float(group.target_to_date[at]),
        attainment=float(group.scored.attainment[0][at]), paced=_paced(group, at),
        points=float(group.scored.points[0][at]), units=names_of(evaluation, pooled),
        units_judged=int(group.units_with_value[at]),
    )  # fmt: skip


def _paced(group: Group, at: tuple[int, int]) -> float:
    return float(group.scored.paced_attainment[0][at])


def _rate(evaluation: Evaluation, figure: Figure, scope: Scope) -> Sum:
    """A pooled rate over the units that have both parts; one unit's own rate (details.md B6)."""
    top, below = (sums_of(evaluation, text) for text in (figure.measure, figure.below))
    if figure.only_month:
        over, under = (one.in_month(scope, figure.only_month) for one in (top, below))
        units = names_of(evaluation, scope.members)
        return Sum(quotient(over, under), over.value, under.value, units)
    if not figure.unit:
        rate = rate_of(top, below, scope)
        both = scope.members & ~np.isnan(top.to_date.value[:, figure.month - 1])
        both &= below.to_date.value[:, figure.month - 1] > 0
        units = names_of(evaluation, both)
        return Sum(rate.amount, rate.numerator, rate.denominator, units)
    n = evaluation.values.unit_number(figure.unit)
    over, under = top.of_unit(n, figure.month), below.of_unit(n, figure.month)
    base = below.measure.behaviour == "base"
    return Sum(quotient(over, under, base=base), over.value, under.value, (figure.unit,))


def _part(evaluation: Evaluation, figure: Figure, scope: Scope) -> Amount:
    name = part_name(figure.column)
    if figure.only_month:
        months = parts_by_month(evaluation, figure.measure, figure.column, scope, name)
        own = months.get(figure.part, {}).get(figure.only_month)
        return own or _no_such_part(evaluation, figure, scope)
    found: tuple[Part, ...] = parts_of(evaluation, figure.measure, figure.column, scope, name)
    known = next((part.amount for part in found if part.name == figure.part), None)
    return known or _no_such_part(evaluation, figure, scope)


def _no_such_part(evaluation: Evaluation, figure: Figure, scope: Scope) -> Amount:
    """0 where sheets came without such a row, else the state of the whole."""
    sums = sums_of(evaluation, figure.measure)
    whole = sums.in_month(scope, figure.only_month) if figure.only_month else sums.total(scope)
    return Amount(0.0, 0.0, 0.0, False, State.VALUE) if whole.known else nothing(whole.state)
