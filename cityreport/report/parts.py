"""A flow to date split by a category column: its parts, and the cells behind them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cityreport.evaluation import State
from cityreport.framework import parse_measure
from cityreport.pipeline import Evaluation
from cityreport.report.sums import Amount, Scope
from cityreport.sheets import BY_NAME


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a sum that one category of a column has, and its cells."""

    name: str
    amount: Amount
    cells: int
    inexact: int


def parts_of(
    evaluation: Evaluation,
    text: str,
    dimension: str,
    scope: Scope,
    name: Callable[[str], str] = str,
) -> tuple[Part, ...]:
    """A flow to date split by a category column, largest first; ``name`` names a cell's text."""
    facts = _facts(evaluation, text, scope)
    named = _names(facts, text, dimension, name)
    parts = [_part(str(key), *row) for key, *row in _totals(facts, [named])]
    return tuple(sorted(parts, key=lambda part: -part.amount.value))


def parts_by_month(
    evaluation: Evaluation,
    text: str,
    dimension: str,
    scope: Scope,
    name: Callable[[str], str] = str,
) -> dict[str, dict[int, Amount]]:
    """A flow split by a category column and by month: category → month → amount."""
    facts = _facts(evaluation, text, scope)
    found: dict[str, dict[int, Amount]] = {}
    named = _names(facts, text, dimension, name)
    for (key, month), *row in _totals(facts, [named, "month"]):
        found.setdefault(str(key), {})[int(month)] = _part(str(key), *row).amount
    return found


def cells_of(evaluation: Evaluation, text: str, scope: Scope) -> tuple[int, int]:
    """How many cells stand behind a sum to date, and how many of them are approximate."""
    facts = _facts(evaluation, text, scope)
    return int(facts["filled"].sum()), int(facts["approximate"].sum())


def _facts(evaluation: Evaluation, text: str, scope: Scope) -> pd.DataFrame:
    """The facts of a measure that its filters let pass; a blank cell passes ``≠`` only (E7)."""
    measure = parse_measure(text)
    facts = evaluation.observations.facts_of(measure.source, measure.column)
    names = [evaluation.values.units[number].name for number in scope.numbers]
    kept = (facts["month"] <= scope.month) & facts["unit"].isin(names)
    for condition in measure.filters:
        among = facts[_place(measure.source, condition.column)].isin(condition.values)
        kept &= ~among if condition.negated else among
    return facts[kept]


def _place(kind: str, dimension: str) -> str:
    names = [column.name for column in BY_NAME[kind].dimensions]
    return f"dim{names.index(dimension) + 1}"


def _names(
    facts: pd.DataFrame, text: str, dimension: str, name: Callable[[str], str]
) -> "pd.Series[str]":
    """What each fact's category is called; there are few categories and many facts."""
    cells = facts[_place(parse_measure(text).source, dimension)].astype("category").cat
    names = np.array([*(name(str(cell)) for cell in cells.categories), name("")], dtype=object)
    return pd.Series(names[cells.codes], index=facts.index, name="name")  # code -1: a blank cell


def _totals(facts: pd.DataFrame, by: list[Any]) -> Iterator[tuple[Any, ...]]:
    """The key of each group of facts, then its sums; all groups are added up at once."""
    summed = ["value", "lower", "upper", "filled", "approximate"]
    return facts.groupby(by, sort=False)[summed].sum().itertuples(name=None)


def _part(name: str, value: float, lower: float, upper: float, filled: int, inexact: int) -> Part:
    return Part(name, Amount(value, lower, upper, inexact > 0, State.VALUE), filled, inexact)
