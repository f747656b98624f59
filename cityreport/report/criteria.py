"""测评进度: every indicator of the catalogue, with the working of its points."""

from dataclasses import replace

import numpy as np

from cityreport.evaluation import Group, State, View
from cityreport.framework import Indicator
from cityreport.pipeline import Evaluation
from cityreport.report import provenance
from cityreport.report.standing import group_of
from cityreport.report.wording import (
    VIEW_WORDS,
    count,
    coverage_sentence,
    group_value,
    indicator_title,
    number_format,
    pace_sentence,
    source_line,
    status_word,
    written_value,
)
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Section, Series, Table


def tree(evaluation: Evaluation, month: int, unit_type: str | None, view: View) -> Section:
    """All indicators by 测评项目 and 测评内容 with points, value, target and status."""
    group = group_of(evaluation, unit_type, view)
    numbers = _in_tree_order(evaluation, group, month)
    rows = [_tree_row(evaluation, group, number, month) for number in numbers]
    figures = tuple((_figure(evaluation, n, month, unit_type, view),) for n in numbers)
    return Section(
        key="tree",
        title=f"{pace_sentence(group, month)}",
        lead=f"{VIEW_WORDS[view]} · {coverage_sentence(group, month)} · “有数据单位”为有数据的家数/纳入监测的家数",
        table=Table(
            (
                Column("测评项目"), Column("测评内容"), Column("指标"), Column("分值", "number"),
                Column("当前值"), Column("本月应达到"), Column("全年目标"), Column("得分率", "rate"),
                Column("得分", "score"), Column("状态"), Column("有数据单位"), Column("责任单位"),
            ),
            tuple(rows),
            figures,
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="得分率按计分规则由当前值和目标算出，封顶 100%；得分＝分值×得分率。具体规则见“计分办法”。",
        empty="" if rows else "本类单位没有适用的指标。",
    )  # fmt: skip


def bullets(evaluation: Evaluation, month: int, unit_type: str | None, dimension: str) -> Section:
    """The scored indicators of one 测评项目 against pace and target."""
    annual = group_of(evaluation, unit_type, "annual")
    paced = group_of(evaluation, unit_type, "paced")
    numbers = [
        n for n, i in enumerate(evaluation.framework.indicators)
        if i.dimension == dimension and i.scored and annual.state[n, month - 1] == State.VALUE
    ]  # fmt: skip
    won = annual.scored.attainment[0, :, month - 1] * 100
    due = np.divide(
        paced.target_to_date[:, month - 1], paced.target[:, month - 1],
        out=np.ones(len(won)), where=paced.target[:, month - 1] > 0,
    ) * 100  # fmt: skip
    words = [_group_status(evaluation, paced, n, month) for n in numbers]
    names = tuple(evaluation.framework.indicators[n].name for n in numbers)
    behind = [name for name, word in zip(names, words, strict=True) if word in ("滞后", "严重滞后")]
    figures = tuple(_figure(evaluation, n, month, unit_type, "annual") for n in numbers)
    return Section(
        key=f"bullets-{dimension}",
        title=f"{dimension}：{'、'.join(behind[:3])}滞后" if behind else f"{dimension}：有数据的指标没有滞后",
        lead=f"得分率（%，按全年目标） · 竖线为本月应达到的序时进度 · {coverage_sentence(paced, month)}",
        chart=Chart(
            "bullet", names,
            (
                Series("得分率", tuple(float(won[n]) for n in numbers)),
                Series("序时进度", tuple(float(due[n]) for n in numbers), "pace"),
                Series("全年目标", tuple(100.0 for _ in numbers), "target"),
                Series("状态", tuple(None for _ in numbers), "status", tuple(words)),
            ),
            format="percent", measure_unit="%", horizontal=True,
            keys=tuple(evaluation.framework.indicators[n].code for n in numbers),
            figures=figures,
        ),
        table=Table(
            (
                Column("指标"), Column("得分率（%）", "percent"), Column("序时进度（%）", "percent"),
                Column("当前值"), Column("本月应达到"), Column("全年目标"), Column("状态"),
            ),
            tuple(
                (
                    name, float(won[n]), float(due[n]),
                    group_value(annual, evaluation.framework.indicators, n, month),
                    *(
                        _number_or_none(float(one.target_to_date[n, month - 1]), evaluation.framework.indicators[n])
                        for one in (paced, annual)
                    ),
                    word,
                )
                for name, n, word in zip(names, numbers, words, strict=True)
            ),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if numbers else f"“{dimension}”本月没有有数据的计分指标。",
    )  # fmt: skip


def scored_dimensions(evaluation: Evaluation, month: int, unit_type: str | None) -> tuple[str, ...]:
    """The 测评项目 with a scored value at the month, heaviest first."""
    group = group_of(evaluation, unit_type, "paced")
    judged = ~np.isnan(group.scored.attainment[0, :, month - 1])
    indicators = evaluation.framework.indicators
    names = {i.dimension for i, there in zip(indicators, judged, strict=True) if there and i.scored}
    return tuple(name for name in evaluation.framework.dimensions if name in names)


def indicator_choices(evaluation: Evaluation, month: int, unit_type: str | None) -> dict[str, str]:
    """The monitored indicators by code, for choosing one: A01 注册志愿者占常住人口比例."""
    group = group_of(evaluation, unit_type, "paced")
    absent = (State.NOT_FOR_TYPE, State.NOT_MONITORED)
    return {
        indicator.code: f"{indicator.code} {indicator.name}"
        for number, indicator in enumerate(evaluation.framework.indicators)
        if group.state[number, month - 1] not in absent
    }


def working(
    evaluation: Evaluation, month: int, unit_type: str | None, view: View, code: str
) -> Section:
    """How one indicator's points come about, step by step."""
    number = evaluation.values.indicator_number(code)
    shown = provenance.working(evaluation, _figure(evaluation, number, month, unit_type, view))
    return replace(shown, key=f"working-{code}")


def units_of_indicator(
    evaluation: Evaluation, month: int, unit_type: str | None, view: View, code: str
) -> Section:
    """One indicator unit by unit: value, target, attainment, status."""
    values, number = evaluation.values, evaluation.values.indicator_number(code)
    indicator = values.indicators[number]
    scored, paced = evaluation.scored(view), evaluation.scored("paced")
    rows: list[tuple[Cell, ...]] = []
    for n, unit in enumerate(values.units):
        state = int(values.state[n, number, month - 1])
        listed = state != State.NOT_FOR_TYPE and values.active[n, month - 1]
        if not listed or unit_type not in (None, unit.unit_type):
            continue
        attained = float(scored.attainment[n, number, month - 1])
        word = status_word(
            state, float(paced.paced_attainment[n, number, month - 1]),
            evaluation.settings.status_cuts, shown_only=indicator.direction == "none",
        )  # fmt: skip
        rows.append((
            unit.name, unit.unit_type, written_value(values, n, number, month),
            _number_or_none(float(values.target[n, number]), indicator),
            None if np.isnan(attained) else attained, word,
        ))  # fmt: skip
    rows.sort(key=lambda row: (row[4] is None, row[4] or 0.0))
    whole = _figure(evaluation, number, month, unit_type, view)
    with_value = sum(row[4] is not None for row in rows)
    return Section(
        key=f"units-{code}",
        title=f"{indicator.name}：{count(len(rows))} 家适用单位中 {count(with_value)} 家有数据",
        lead=f"{indicator_title(indicator)} · {VIEW_WORDS[view]} · 由低到高",
        table=Table(
            (Column("单位"), Column("类型"), Column(f"当前值（{indicator.measure_unit or '数'}）"),
             Column("全年目标"), Column("得分率", "rate"), Column("状态")),
            tuple(rows),
            tuple((replace(whole, unit=str(row[0]), unit_type=""),) for row in rows),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if rows else "没有适用的单位。",
    )  # fmt: skip


def unwatched(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """The indicators that no sent sheet feeds: named, not dropped, counted in nothing."""
    group = group_of(evaluation, unit_type, "paced")
    numbers = np.flatnonzero(group.state[:, month - 1] == State.NOT_MONITORED).tolist()
    indicators = evaluation.framework.indicators
    rows = tuple(
        (i.code, i.dimension, i.name, i.weight, "、".join(i.sheet_kinds) or "—")
        for i in (indicators[number] for number in numbers)
    )
    return Section(
        key="unwatched",
        title=f"未纳入监测 {len(rows)} 项",
        lead="没有单位报送这些指标所需的表，不计入得分，也不计入数据完整度",
        table=Table(
            (Column("编码"), Column("测评项目"), Column("指标"), Column("分值", "number"), Column("需要的表种")),
            rows,
            tuple((_figure(evaluation, n, month, unit_type, "paced"),) for n in numbers),
        ),
        leads_only=True,
        empty="" if rows else "所有指标都已纳入监测。",
    )  # fmt: skip


def _figure(
    evaluation: Evaluation, number: int, month: int, unit_type: str | None, view: View
) -> Figure:
    """An indicator of the city or a type, for drill-down."""
    code = evaluation.framework.indicators[number].code
    return Figure(evaluation.year, month, unit_type=unit_type or "", indicator=code, view=view)


def _in_tree_order(evaluation: Evaluation, group: Group, month: int) -> list[int]:
    order = {name: at for at, name in enumerate(evaluation.framework.dimensions)}
    indicators = evaluation.framework.indicators
    listed = [n for n in range(len(indicators)) if group.state[n, month - 1] != State.NOT_FOR_TYPE]
    return sorted(listed, key=lambda n: (order[indicators[n].dimension], indicators[n].content, n))


def _tree_row(evaluation: Evaluation, group: Group, number: int, month: int) -> tuple[Cell, ...]:
    indicator, at = evaluation.framework.indicators[number], month - 1
    attained = float(group.scored.attainment[0, number, at])
    points = float(group.scored.points[0, number, at])
    return (
        indicator.dimension, indicator.content, indicator_title(indicator), indicator.weight,
        group_value(group, evaluation.framework.indicators, number, month),
        _number_or_none(float(group.target_to_date[number, at]), indicator),
        _number_or_none(float(group.target[number, at]), indicator),
        None if np.isnan(attained) else attained, None if np.isnan(points) else points,
        _group_status(evaluation, group, number, month),
        f"{group.units_with_value[number, at]}/{group.units_counted[number, at]}",
        indicator.responsible or NONE,
    )  # fmt: skip


def _group_status(evaluation: Evaluation, group: Group, number: int, month: int) -> str:
    return status_word(
        int(group.state[number, month - 1]),
        float(group.scored.paced_attainment[0, number, month - 1]),
        evaluation.settings.status_cuts,
        shown_only=evaluation.framework.indicators[number].direction == "none",
    )


def _number_or_none(value: float, indicator: Indicator) -> str:
    return NONE if np.isnan(value) else write(value, number_format(indicator))
