"""年底预计: where each indicator will stand at the year's end, and the chance of its target."""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from cityreport.evaluation import Group, State
from cityreport.forecast import BackTest, Forecast, Limits, back_test, changes, forecast
from cityreport.framework import Indicator
from cityreport.period import MONTHS_A_YEAR
from cityreport.pipeline import Evaluation
from cityreport.report.standing import group_of
from cityreport.report.wording import indicator_title, number_format, source_line
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Format, Section, Series, Table

TOO_FEW = "月份不足"
_WHOLE = {"%": 100.0, "‰": 1000.0}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is forecast of one indicator of a group, and how forecasts did so far."""

    indicator: Indicator
    now: float
    target: float
    found: Forecast | None
    tested: BackTest

    @property
    def chance(self) -> float | None:
        """The chance of the annual target, None without forecast or target."""
        if self.found is None or np.isnan(self.target) or self.indicator.direction == "none":
            return None
        return self.found.chance_of(self.target, up=self.indicator.direction == "up")


def outlooks(
    evaluation: Evaluation, previous: Evaluation | None, month: int, unit_type: str | None
) -> list[Outlook]:
    """The outlook of every monitored indicator with a target, the least likely first."""
    group = group_of(evaluation, unit_type, "annual")
    before = group_of(previous, unit_type, "annual") if previous else None
    found = [
        _outlook(evaluation, group, before, previous, number, month)
        for number, indicator in enumerate(evaluation.framework.indicators)
        if group.state[number, month - 1] == State.VALUE and indicator.scored
    ]
    return sorted(found, key=lambda one: (one.chance is None, one.chance or 0.0))


def year_end(
    evaluation: Evaluation, previous: Evaluation | None, month: int, unit_type: str | None
) -> Section:
    """The table of all outlooks: now, median, 80 % interval, target, chance, back-test."""
    ended = month == MONTHS_A_YEAR
    found = [] if ended else outlooks(evaluation, previous, month, unit_type)
    rows = [_row(one) for one in found]
    known = [one for one in found if one.found is not None]
    unlikely = [one for one in known if one.chance is not None and one.chance < 0.5]
    title = f"{len(known)} 项可预计，其中 {len(unlikely)} 项达到全年目标的可能不到一半"
    return Section(
        key="year-end",
        title=title if known else "还不能预计",
        lead=f"按本年和上年各月的平均与波动推算到 12 月 · 区间有八成把握 · 截至{month}月",
        table=Table(
            (
                Column("指标"), Column("当前值"), Column("年底预计"), Column("八成区间"),
                Column("全年目标"), Column("达标可能"), Column("以往预计的检验"),
            ),
            tuple(rows),
            tuple(
                (
                    Figure(
                        evaluation.year, month, unit_type=unit_type or "",
                        indicator=one.indicator.code, view="annual",
                    ),
                )
                for one in found
            ),
        ),
        notes=(
            f"少于 6 个已报月份的写“{TOO_FEW}”。检验：用以前各月的数据预计到{month}月，看实际值有几次落在区间里。",
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="预计＝当前值＋余下月数×月均；区间用 t 分布，已计入月均本身的不确定。预计只是推算，不是结论。",
        empty="全年已结束，无需预计。请在上面选一个较早的月份。" if ended else
        "" if rows else "还没有可以预计的指标。",
    )  # fmt: skip


def fan(
    evaluation: Evaluation,
    previous: Evaluation | None,
    month: int,
    unit_type: str | None,
    code: str,
) -> Section:
    """One indicator month by month, then the fan to December."""
    group = group_of(evaluation, unit_type, "annual")
    before = group_of(previous, unit_type, "annual") if previous else None
    number = evaluation.values.indicator_number(code)
    indicator = evaluation.framework.indicators[number]
    ahead = [
        _forecast(evaluation, group, before, previous, number, month, horizon)
        for horizon in range(1, MONTHS_A_YEAR - month + 1)
    ]
    actual = [float(value) for value in group.value[number, :month]]
    target = float(group.target[number, month - 1])
    form = number_format(indicator)
    figures = tuple(
        Figure(evaluation.year, number, unit_type=unit_type or "", indicator=code, view="annual")
        for number in range(1, month + 1)
    )
    return Section(
        key=f"fan-{code}",
        title=_fan_title(indicator, ahead, target, form),
        lead=f"{indicator_title(indicator)} · 实线为已报，浅色为八成区间",
        chart=replace(
            _fan_chart(actual, ahead, target, form, indicator),
            figures=(*figures, *(None,) * (MONTHS_A_YEAR - month)),
        )
        if ahead and all(ahead)
        else None,
        table=replace(
            _fan_table(actual, ahead, form),
            figures=tuple((one,) for one in (*figures, *(None for one in ahead if one))),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if ahead and all(ahead) else f"{indicator.name}：{TOO_FEW}，不作预计。",
    )


def foreseeable(
    evaluation: Evaluation, previous: Evaluation | None, month: int, unit_type: str | None
) -> dict[str, str]:
    """The indicators with a forecast, by code, the least likely first."""
    if month == MONTHS_A_YEAR:
        return {}
    return {
        one.indicator.code: f"{one.indicator.code} {one.indicator.name}"
        for one in outlooks(evaluation, previous, month, unit_type)
        if one.found is not None
    }


def _outlook(
    evaluation: Evaluation, group: Group, before: Group | None, previous: Evaluation | None,
    number: int, month: int,
) -> Outlook:  # fmt: skip
    indicator = evaluation.framework.indicators[number]
    steps, earlier = _steps(indicator, group, before, previous, number, month)
    return Outlook(
        indicator,
        now=float(group.value[number, month - 1]),
        target=float(group.target[number, month - 1]),
        found=_forecast(evaluation, group, before, previous, number, month, MONTHS_A_YEAR - month),
        tested=back_test(group.value[number, :month], steps, earlier, _limits(indicator)),
    )


def _forecast(
    evaluation: Evaluation, group: Group, before: Group | None, previous: Evaluation | None,
    number: int, month: int, horizon: int,
) -> Forecast | None:  # fmt: skip
    indicator = evaluation.framework.indicators[number]
    steps, _ = _steps(indicator, group, before, previous, number, month)
    now = float(group.value[number, month - 1])
    return forecast(now, steps, horizon, _limits(indicator))


def _steps(
    indicator: Indicator, group: Group, before: Group | None, previous: Evaluation | None,
    number: int, month: int,
) -> tuple[np.ndarray, int]:  # fmt: skip
    """Monthly amounts (flows) or changes (stocks, ratios) of the previous year and this one."""
    own = _steps_of(indicator, group, number)[:month]
    if before is None or previous is None or previous.framework.indicator(indicator.code) is None:
        return own, 0
    there = previous.values.indicator_number(indicator.code)
    earlier = _steps_of(indicator, before, there)
    return np.concatenate([earlier, own]), len(earlier)


def _steps_of(indicator: Indicator, group: Group, number: int) -> np.ndarray:
    flow = indicator.numerator.behaviour == "flow" and not indicator.is_ratio
    return group.monthly[number] * indicator.scale if flow else changes(group.value[number])


def _limits(indicator: Indicator) -> Limits:
    """A share of a counted whole ends at 100 %; spending against a plan may go beyond."""
    beyond = indicator.denominator is None or (
        indicator.numerator.behaviour == "flow" and not indicator.denominator.from_sheet
    )
    return Limits() if beyond else Limits(0.0, _WHOLE.get(indicator.measure_unit, inf))


def _row(one: Outlook) -> tuple[Cell, ...]:
    form = number_format(one.indicator)
    tested = one.tested
    return (
        indicator_title(one.indicator), write(one.now, form),
        TOO_FEW if one.found is None else write(one.found.median, form),
        NONE if one.found is None else f"{write(one.found.lower, form)}～{write(one.found.upper, form)}",
        write(one.target, form), _odds(one.chance),
        f"{tested.trials} 次中 {tested.inside} 次落入" if tested.trials else "尚无可检验的预计",
    )  # fmt: skip


def _odds(chance: float | None) -> str:
    """A chance in words no more exact than it is: 不到 1%, 约 26%, 超过 99%."""
    if chance is None:
        return NONE
    if chance < 0.01:
        return "不到 1%"
    return "超过 99%" if chance > 0.99 else f"约 {write(chance * 100, 'count')}%"


def _fan_title(
    indicator: Indicator, ahead: list[Forecast | None], target: float, form: Format
) -> str:
    last = ahead[-1] if ahead else None
    if last is None:
        return f"{indicator.name}：{TOO_FEW}"
    text = f"{indicator.name}年底预计 {write(last.median, form)}"
    if np.isnan(target):
        return text
    chance = last.chance_of(target, up=indicator.direction == "up")
    return f"{text}，达到全年目标 {write(target, form)} 的可能{_odds(chance)}"


def _fan_chart(
    actual: list[float], ahead: list[Forecast | None], target: float, form: Format,
    indicator: Indicator,
) -> Chart:  # fmt: skip
    gone, known = len(actual), [one for one in ahead if one is not None]
    first = (None,) * (gone - 1)
    now = actual[-1]
    whole = tuple(f"{number}月" for number in range(1, MONTHS_A_YEAR + 1))
    return Chart(
        "line", whole,
        (
            Series("已报", (*actual, *(None,) * len(known))),
            Series("预计", (*first, now, *(one.median for one in known)), "compare"),
            Series("下限", (*first, now, *(one.lower for one in known)), "lower"),
            Series("八成区间", (*first, now, *(one.upper for one in known)), "upper"),
            Series("全年目标", (None if np.isnan(target) else target,) * MONTHS_A_YEAR, "target"),
        ),
        format=form, measure_unit=indicator.measure_unit,
    )  # fmt: skip


def _fan_table(actual: list[float], ahead: list[Forecast | None], form: Format) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (f"{number}月", write(value, form), NONE) for number, value in enumerate(actual, start=1)
    ]
    rows += [
        (
            f"{number}月（预计）",
            write(one.median, form),
            f"{write(one.lower, form)}～{write(one.upper, form)}",
        )
        for number, one in enumerate(ahead, start=len(actual) + 1)
        if one is not None
    ]
    return Table((Column("月份"), Column("数值"), Column("八成区间")), tuple(rows))
