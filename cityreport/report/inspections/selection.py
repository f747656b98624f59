"""Inspections of a selection: headlines, the funnel, by level and by month."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import cell, joined, written, written_bare
from cityreport.report.breakdowns import (
    by_months,
    figure_of,
    month_names,
    monthly,
    series_of,
    until,
)
from cityreport.report.inspections.measures import (
    COLUMNS,
    FOUND,
    KIND,
    LEVELS,
    ON_TIME,
    OUTSIDE_RULE,
    OVERDUE,
    OWN,
    RATES,
    RECTIFIED,
    VISITS,
    Named,
    count_columns,
    fraction,
    of_level,
    outside,
    why_empty,
)
from cityreport.report.sums import Amount, Rate, Scope, added, rate_of, scope_of, sums_of
from cityreport.report.wording import source_line
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Headline, Section, Series, Table

_SUFFIX = {"市": "市级", "省": "省级", "国家": "国家级"}


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> tuple[Headline, ...]:
    """Visits and problems found from outside, the three rates with n/d, and what is overdue."""
    scope = scope_of(evaluation, month, unit_type, unit)
    visits, found, overdue = (
        sums_of(evaluation, outside(name)).total(scope) for name in (VISITS, FOUND, OVERDUE)
    )
    own = sums_of(evaluation, of_level(VISITS, OWN)).total(scope)

    def figure(column: str, below: str = "") -> Figure:
        over = figure_of(evaluation, month, unit_type, unit, outside(column))
        return replace(over, below=outside(below) if below else "")

    return (
        Headline(
            f"{until(month)}接受检查", written(visits, "count", "次"),
            f"另有自查 {written(own, 'count', '次')}", "国家、省、市、区县、街道镇的检查；自查另列。",
            figure(VISITS),
        ),
        Headline("发现问题", written(found, "count", "个"), OUTSIDE_RULE, figure=figure(FOUND)),
        *(
            replace(_rate_headline(evaluation, scope, one), figure=figure(one.top, one.below))
            for one in RATES
        ),
        Headline(
            "各月逾期未整改合计", written(overdue, "count", "个"), "同一问题连续几个月逾期，每月都计",
            "超过期限仍未整改的问题，按各月月报的填报数相加；现在还有几个逾期，看当月月报或整改台账。",
            figure(OVERDUE),
        ),
    )  # fmt: skip


_NOT_ALL_THREE = (
    "已报的单位没有把发现问题数、已整改数、按期整改数三项都填齐。请在月报里补填后重新上传。"
)


def funnel(evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None) -> Section:
    """Problems found, rectified, and rectified in time, over the units that gave all three."""
    scope = scope_of(evaluation, month, unit_type, unit)
    steps = [sums_of(evaluation, outside(name)) for name in (FOUND, RECTIFIED, ON_TIME)]
    rows = [[one.of_unit(number, month) for one in steps] for number in scope.numbers]
    whole = [row for row in rows if all(amount.known for amount in row)]
    values = [added([row[step] for row in whole]).value if whole else None for step in range(3)]
    lacking = sum(row[0].known and not all(amount.known for amount in row) for row in rows)
    names = ("发现问题", "已整改", "按期整改")
    stages = tuple(outside(name) for name in (FOUND, RECTIFIED, ON_TIME))
    figures = tuple(
        replace(figure_of(evaluation, month, unit_type, unit, text), needs=stages)
        for text in stages
    )
    found = sums_of(evaluation, outside(FOUND)).total(scope)
    nothing_found = found.known and found.value == 0
    return Section(
        key="inspections-funnel",
        title=_funnel_title(scope, values),
        lead=f"{until(month)} · 个 · {OUTSIDE_RULE} · 箭头旁为占上一级的比例",
        chart=Chart(
            "funnel", names, (Series("问题", tuple(values)),), format="count", measure_unit="个",
            figures=figures,
        ),
        table=Table(
            (Column("环节"), Column("问题（个）", "count"), Column("占发现问题", "rate")),
            tuple(
                (name, value, value / values[0] if value is not None and values[0] else None)
                for name, value in zip(names, values, strict=True)
            ),
            tuple((one,) for one in figures),
        ),
        notes=(f"{lacking} 家有发现问题数但没有填齐整改数，未列入本图。",) if lacking and whole else (),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="本期外部检查没有发现问题，无需整改。" if nothing_found
        else "" if whole else _NOT_ALL_THREE if lacking else why_empty(evaluation, scope),
    )  # fmt: skip


def by_level(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Visits by level, 自查 last and apart, with problems and rates in the table."""
    scope = scope_of(evaluation, month, unit_type, unit)
    levels = [level for level in LEVELS if _has_rows(evaluation, level, scope)]
    visits = [sums_of(evaluation, of_level(VISITS, level)).total(scope) for level in levels]
    names = tuple(f"{level}（另列）" if level == OWN else level for level in levels)
    return Section(
        key="inspections-levels",
        title=_levels_title(evaluation, scope, levels, visits),
        lead=f"{until(month)} · 检查次数（次） · 自查另列，不计入整改率",
        chart=Chart(
            "bar", names,
            (Series("检查次数", tuple(one.value if one.known else None for one in visits),
                    texts=tuple(written_bare(one, "count") for one in visits)),),
            format="count", measure_unit="次", horizontal=True,
            figures=tuple(
                figure_of(evaluation, month, unit_type, unit, of_level(VISITS, level))
                for level in levels
            ),
        ),
        table=Table(
            (Column("检查级别"), *count_columns(), *(Column(named.name) for named in RATES)),
            tuple(
                (name, *_counts(evaluation, level, scope), *_level_rates(evaluation, level, scope))
                for name, level in zip(names, levels, strict=True)
            ),
            tuple(
                _level_figures(figure_of(evaluation, month, unit_type, unit, VISITS), level)
                for level in levels
            ),
        ),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="" if levels else why_empty(evaluation, scope),
    )  # fmt: skip


def by_month(
    evaluation: Evaluation, month: int, unit_type: str | None, unit: str | None
) -> Section:
    """Problems found and rectified in each month."""
    scope = scope_of(evaluation, month, unit_type, unit)
    found, rectified, on_time, overdue, relapsed = (
        monthly(sums_of(evaluation, outside(name)), scope) for name in COLUMNS[1:]
    )
    series = (
        *series_of("发现问题", found, "count", "compare"),
        *series_of("已整改", rectified, "count"),
    )
    some = any(one.known for one in found)
    return Section(
        key="inspections-months",
        title=_months_title(scope, found, rectified),
        lead=f"当月数 · 个 · {OUTSIDE_RULE} · 浅色为发现，深色为已整改 · 当月整改的可以是以前发现的",
        chart=Chart(
            "bar", month_names(month), series, format="count", measure_unit="个",
            figures=by_months(figure_of(evaluation, month, unit_type, unit, outside(FOUND))),
        ),
        table=Table(
            (Column("月份"), *count_columns()[1:]),
            tuple(
                (name, *(cell(one, "count") for one in row))
                for name, *row in zip(
                    month_names(month), found, rectified, on_time, overdue, relapsed, strict=True
                )
            ),
            tuple(
                (None, *row)
                for row in zip(
                    *(
                        by_months(figure_of(evaluation, month, unit_type, unit, outside(name)))
                        for name in COLUMNS[1:]
                    ),
                    strict=True,
                )
            ),
        ),
        source=source_line(evaluation, month, (KIND,), unit_type),
        empty="" if some else why_empty(evaluation, scope),
    )  # fmt: skip


def _has_rows(evaluation: Evaluation, level: str, scope: Scope) -> bool:
    rows = sums_of(evaluation, of_level(VISITS, level)).to_date.rows
    return bool(rows[scope.members, scope.month - 1].sum())


def _level_amount(evaluation: Evaluation, column: str, level: str, scope: Scope) -> Amount:
    """A level's sum over the units that had such an inspection; the others' 0 says nothing."""
    sums = sums_of(evaluation, of_level(column, level))
    had = scope.members & (sums.to_date.rows[:, scope.month - 1] > 0)
    return sums.total(Scope(scope.name, had, scope.month))


def _counts(evaluation: Evaluation, level: str, scope: Scope) -> tuple[Cell, ...]:
    return tuple(cell(_level_amount(evaluation, name, level, scope), "count") for name in COLUMNS)


def _level_rates(evaluation: Evaluation, level: str, scope: Scope) -> tuple[str, ...]:
    return tuple(
        _said(rate_of(
            sums_of(evaluation, of_level(named.top, level)),
            sums_of(evaluation, of_level(named.below, level)), scope,
        ))
        for named in RATES
    )  # fmt: skip


def _rate_headline(evaluation: Evaluation, scope: Scope, named: Named) -> Headline:
    rate = rate_of(
        sums_of(evaluation, outside(named.top)), sums_of(evaluation, outside(named.below)), scope
    )
    meaning = f"{named.top} ÷ {named.below}，{OUTSIDE_RULE}；只计两项都填的单位，先合计再相除。"
    if not rate.amount.known:
        return Headline(named.name, rate.amount.state.word, f"{named.top}÷{named.below}", meaning)
    parts = f"{write(rate.numerator, 'count')}/{write(rate.denominator, 'count')}"
    return Headline(
        named.name, written_bare(rate.amount, "rate"), f"{parts}（{named.top}÷{named.below}）", meaning
    )  # fmt: skip


def _level_figures(figure: Figure, level: str) -> tuple[Figure | None, ...]:
    """What stands in the cells of a level's row: counts, then rates."""
    counts = (replace(figure, measure=of_level(name, level)) for name in COLUMNS)
    rates = (
        replace(figure, measure=of_level(one.top, level), below=of_level(one.below, level))
        for one in RATES
    )
    return None, *counts, *rates


def _said(rate: Rate) -> str:
    return fraction(rate.amount, rate.numerator, rate.denominator)


def _funnel_title(scope: Scope, values: Sequence[float | None]) -> str:
    found, done, in_time = values
    if found is None or done is None or in_time is None:
        return f"{scope.name}：没有可比较的发现数和整改数"
    if not found:
        return f"{scope.name}{until(scope.month)}没有发现问题"
    said = f"发现 {write(found, 'count')} 个问题，已整改 {write(done, 'count')} 个"
    return f"{scope.name}{said}，其中按期 {write(in_time, 'count')} 个"


def _levels_title(
    evaluation: Evaluation, scope: Scope, levels: Sequence[str], visits: Sequence[Amount]
) -> str:
    said = [
        f"{_SUFFIX.get(level, level)}{joined(written(one, 'count', '次'))}"
        for level, one in zip(levels, visits, strict=True)
    ]
    if not said:
        return f"{scope.name}：没有检查记录"
    unsaid = sums_of(evaluation, outside(FOUND)).total(scope).state is State.BLANK
    return f"{scope.name}：{'，'.join(said)}{'；发现问题数未填' if unsaid else ''}"


def _months_title(scope: Scope, found: Sequence[Amount], rectified: Sequence[Amount]) -> str:
    known = [one.value for one in found if one.known]
    done = [one.value for one in rectified if one.known]
    if not known:
        return f"{scope.name}：各月都没有发现问题数"
    last, name = found[-1], f"{scope.month}月"
    said = f"{scope.name}各月共发现 {write(sum(known), 'count')} 个问题"
    said += f"，共整改 {write(sum(done), 'count')} 个" if done else ""
    return f"{said}；{name}发现{'' if not last.known else ' '}{written(last, 'count', '个')}"
