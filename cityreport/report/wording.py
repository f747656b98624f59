"""The words that every section shares: source line, coverage, how an indicator is written."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from cityreport.evaluation import Group, State, Values
from cityreport.framework import Indicator
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report.terms import TERMS
from cityreport.style import NONE, status_of, write
from cityreport.tables.section import Format

SELF_ASSESSED = "本看板为创建工作自评进度，不是官方测评得分。"
VIEW_WORDS = {"paced": "序时得分", "annual": "按全年目标得分"}
VIEW_HELP = {view: f"{word}：{TERMS[word]}" for view, word in VIEW_WORDS.items()}

_FORMATS: dict[str, Format] = {
    "%": "percent", "小时": "hours", "h": "hours", "万元": "score", "分": "score",
}  # fmt: skip


def count(number: int) -> str:
    """A count in a sentence, as tables write it: 3,579."""
    return write(number, "count")


def number_format(indicator: Indicator) -> Format:
    """The number format of an indicator's value, by its measure unit."""
    return _FORMATS.get(indicator.measure_unit, "number")


def indicator_title(indicator: Indicator) -> str:
    """The indicator with its measure unit: 问题整改率（%）."""
    unit = f"（{indicator.measure_unit}）" if indicator.measure_unit else ""
    return f"{indicator.name}{unit}"


def written_value(values: Values, unit: int, indicator: int, month: int) -> str:
    """A unit's value as shown: the number (约 where it is), or the word of its state."""
    state = State(int(values.state[unit, indicator, month - 1]))
    if state is not State.VALUE:
        return state.word
    form = number_format(values.indicators[indicator])
    value = float(values.value[unit, indicator, month - 1])
    return write(value, form, bool(values.approximate[unit, indicator, month - 1]))


def group_value(group: Group, indicators: Sequence[Indicator], indicator: int, month: int) -> str:
    """A roll-up's value as shown."""
    state = State(int(group.state[indicator, month - 1]))
    if state is not State.VALUE:
        return state.word
    form = number_format(indicators[indicator])
    approximate = bool(group.approximate[indicator, month - 1])
    return write(float(group.value[indicator, month - 1]), form, approximate)


def status_word(
    state: int, paced_attainment: float, cuts: tuple[float, float, float], *, shown_only: bool
) -> str:
    """The one status word of an indicator (method.md section 8, details.md B15)."""
    if state != State.VALUE:
        return State(state).word
    if shown_only or np.isnan(paced_attainment):
        return "仅展示"
    return status_of(paced_attainment, cuts)


def source_line(
    evaluation: Evaluation,
    month: int,
    kinds: Sequence[str] = (),
    unit_type: str | None = None,
    first: int | None = None,
) -> str:
    """「来源：各单位7月月报（58/60家） 截至8月5日」 for a month of the year (details.md E2).

    Of the units of a type 「各社区」; from the month ``first`` on 「1—7月」, with the units that sent
    anything of what they owe in any of the months.
    """
    first = first or month
    sides = [evaluation.completeness(m).units(kinds, unit_type) for m in range(first, month + 1)]
    expected, reported = (set[str]().union(*side) for side in zip(*sides, strict=True))
    when = f"{month}月" if first == month else f"{first}—{month}月"
    named = "、".join(kinds) if kinds else "月报"
    line = f"来源：各{unit_type or '单位'}{when}{named}（{len(reported)}/{len(expected)}家）"
    latest = latest_received(evaluation, month)
    return f"{line} 截至{latest.month}月{latest.day}日" if latest else line


def latest_received(evaluation: Evaluation, month: int) -> date | None:
    """The day the last sheet up to a month was received, None if none was."""
    return evaluation.latest_received[month - 1]


def composite_word(evaluation: Evaluation) -> str:
    """What the composite is called until the office has confirmed its 分值 (method.md 6)."""
    return "得分" if evaluation.settings.points_confirmed else "参考得分（分值待确认）"


def coverage_sentence(group: Group, month: int) -> str:
    """数据完整度 of a roll-up in words, with what it is a share of."""
    coverage = float(group.scored.coverage[0, month - 1])
    return f"数据完整度 {rate_or_none(coverage)}"


def rate_or_none(value: float | None) -> str:
    """A fraction as a percentage, — where there is none."""
    return NONE if value is None or np.isnan(value) else write(value, "rate")


def pace_sentence(group: Group, month: int) -> str:
    """N 项中 k 项未达序时, the headline that never stands alone."""
    scored = int(group.scored.scored[0, month - 1])
    below = int(group.scored.below_pace[0, month - 1])
    return f"{scored} 项中 {below} 项未达序时" if scored else "尚无可计分的指标"


def not_monitored(group: Group, values: Values, month: int) -> list[Indicator]:
    """The scored indicators no counted unit is watched on; named, never counted."""
    state = group.state[:, month - 1]
    return [i for i, s in zip(values.indicators, state, strict=True) if s == State.NOT_MONITORED]


def month_of(evaluation: Evaluation, month: int) -> Month:
    """The month of the evaluated year with that number."""
    return Month(evaluation.year, month)
