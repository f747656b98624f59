"""测算: what would be, if a value or a target were another (method.md section 9).

The assumed figures are put where the reported ones stand; everything after that is scored by the
functions that score what was reported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import isfinite
from typing import Literal

import numpy as np

from cityreport.errors import UserError
from cityreport.evaluation import Floats, State, Values
from cityreport.framework import Indicator

What = Literal["value", "target"]
_ASSUMABLE = (State.VALUE, State.MISSING, State.BLANK)
_CHANGED = ("value", "lower", "upper", "numerator", "target", "state", "approximate")


@dataclass(frozen=True, slots=True)
class Assumed:
    """One assumption: a unit's (None: the city's) value to date or annual target of an indicator.

    ``amount`` is in the indicator's measure unit. A value of the city moves the values of all
    units in proportion; a target of the city is that of every unit.
    """

    unit: str | None
    code: str
    what: What
    amount: float


def assume(
    values: Values, wanted: Iterable[Assumed], month: int, city: Mapping[str, float]
) -> tuple[Values, tuple[str, ...]]:
    """The values with the assumptions in them at a month (1–12), and why others were refused.

    ``city`` are the city's values by code. What was given stays untouched; a later assumption
    holds over an earlier one.
    """
    changed = replace(values, **{name: getattr(values, name).copy() for name in _CHANGED})
    refused = []
    for one in wanted:
        try:
            _put(changed, one, month, city)
        except UserError as reason:
            refused.append(str(reason))
    return changed, tuple(refused)


def _put(values: Values, one: Assumed, month: int, city: Mapping[str, float]) -> None:
    if not isfinite(one.amount):
        raise UserError("测算的数不是数字，没有算进去。")
    number = _indicator_number(values, one.code)
    indicator = values.indicators[number]
    if one.what == "target":
        _check_target(indicator, one.amount)
        values.target[_units(values, one.unit), number] = one.amount
        return
    if one.amount < 0:
        raise UserError(f"{indicator.name}：测算的值不能小于 0，没有算进去。")
    if one.unit is None:
        _scale(values, number, month, _factor(indicator, one.amount, city.get(one.code)))
    else:
        _set(values, _unit_number(values, one.unit), number, month, one.amount)


def _indicator_number(values: Values, code: str) -> int:
    try:
        return values.indicator_number(code)
    except KeyError:
        raise UserError(f"测评标准目录里没有编码为“{code}”的指标，没有算进去。") from None


def _unit_number(values: Values, unit: str) -> int:
    try:
        return values.unit_number(unit)
    except KeyError:
        raise UserError(f"单位名册里没有“{unit}”这家单位，没有算进去。") from None


def _units(values: Values, unit: str | None) -> slice | int:
    return slice(None) if unit is None else _unit_number(values, unit)


def _check_target(indicator: Indicator, target: float) -> None:
    if indicator.rule != "rate":
        words = "只有“完成率”的指标可以改目标，这项的界限写在规则参数里"
        raise UserError(f"{indicator.name}：{words}，没有算进去。")
    if target < 0 or (target == 0 and indicator.direction == "up"):
        bound = "大于 0" if indicator.direction == "up" else "不小于 0"
        raise UserError(f"{indicator.name}：目标应{bound}，没有算进去。")
    zero = indicator.parameters.zero_line
    sign = 1 if indicator.direction == "up" else -1
    if zero is not None and (target - zero) * sign <= 0:
        side = "大于" if sign == 1 else "小于"
        raise UserError(f"{indicator.name}：目标应{side}零线 {zero:g}，没有算进去。")


def _set(values: Values, unit: int, number: int, month: int, amount: float) -> None:
    at, indicator = (unit, number, month - 1), values.indicators[number]
    state = State(int(values.state[at]))
    who = f"{values.units[unit].name}的{indicator.name}"
    if state not in _ASSUMABLE:
        raise UserError(f"{who}：{state.word}，不能测算，没有算进去。")
    below = float(values.denominator[at])
    if indicator.is_ratio and not below > 0:
        raise UserError(f"{who}：没有分母，不能按比率测算，没有算进去。")
    stored = amount / indicator.scale
    values.numerator[at] = stored * below if indicator.is_ratio else stored
    for place in (values.value, values.lower, values.upper):
        place[at] = amount
    values.approximate[at] = False
    values.state[at] = State.VALUE


def _factor(indicator: Indicator, amount: float, now: float | None) -> float:
    if now is None or not isfinite(now):
        raise UserError(f"全市的{indicator.name}：现在没有数据，请改单位的值，没有算进去。")
    if now == 0:
        words = "现值是 0，各单位没有比例可循，请改单位的值"
        raise UserError(f"全市的{indicator.name}：{words}，没有算进去。")
    return amount / now


def _scale(values: Values, number: int, month: int, factor: float) -> None:
    at = month - 1
    there = values.state[:, number, at] == State.VALUE
    for place in (values.value, values.lower, values.upper, values.numerator):
        column: Floats = place[:, number, at]
        place[:, number, at] = np.where(there, column * factor, column)
