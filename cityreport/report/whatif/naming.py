"""What can be assumed, what stands today, and an assumption in words."""

import numpy as np

from cityreport.evaluation import State
from cityreport.pipeline import CITY, Evaluation
from cityreport.report.wording import (
    group_value,
    indicator_title,
    number_format,
    written_value,
)
from cityreport.style import NONE, write
from cityreport.whatif import Assumed

WHAT_WORDS = {"value": "当前值", "target": "全年目标"}


def choices(evaluation: Evaluation, month: int, unit: str | None) -> dict[str, str]:
    """The scored indicators whose value can be assumed for a unit (None: the city), by code."""
    state = (
        evaluation.city().state[:, month - 1]
        if unit is None
        else evaluation.values.state[evaluation.values.unit_number(unit), :, month - 1]
    )
    known = (State.VALUE,) if unit is None else (State.VALUE, State.MISSING, State.BLANK)
    return {
        indicator.code: f"{indicator.code} {indicator_title(indicator)}"
        for indicator, one in zip(evaluation.framework.indicators, state, strict=True)
        if one in known and indicator.scored
    }


def now(evaluation: Evaluation, month: int, unit: str | None, code: str) -> str:
    """What stands today, in words: 鸢堤社区绿化（处）：现在 3，全年目标 12。"""
    number = evaluation.values.indicator_number(code)
    indicator = evaluation.framework.indicators[number]
    value, target = as_written(evaluation, month, unit, code)
    unit_words = f"（{indicator.measure_unit}）" if indicator.measure_unit else ""
    return f"{unit or CITY}{indicator.name}{unit_words}：现在 {value}，全年目标 {target}。"


def label(evaluation: Evaluation, one: Assumed) -> str:
    """An assumption in words: 鸢堤社区 A02 注册志愿者人均年服务时长 当前值改为 12."""
    indicator = evaluation.framework.indicator(one.code)
    name = f"{one.code} {indicator.name}" if indicator else one.code
    return f"{one.unit or CITY} {name} {WHAT_WORDS[one.what]}改为 {one.amount:g}"


def as_written(evaluation: Evaluation, month: int, unit: str | None, code: str) -> tuple[str, str]:
    """Value and annual target of a unit or the city as shown."""
    values = evaluation.values
    number = values.indicator_number(code)
    form = number_format(values.indicators[number])
    if unit is None:
        group = evaluation.city()
        value = group_value(group, values.indicators, number, month)
        target = float(group.target[number, month - 1])
    else:
        at = values.unit_number(unit)
        value = written_value(values, at, number, month)
        target = float(values.target[at, number])
    return value, NONE if np.isnan(target) else write(target, form)
