"""模拟测评: rounds, 项目, 点位类型, units, reasons of lost points, and what was not assessed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from cityreport.pipeline import Evaluation
from cityreport.report.assessments.figures import (
    Picks,
    figure_of,
    known,
    of_groups,
    of_round,
    of_rounds,
)
from cityreport.report.assessments.marks import (
    KIND,
    LEAD,
    NO_POINT_TYPE,
    NO_REASON,
    NOT_ASSESSED,
    Mark,
    Tally,
    grouped,
    rounds_of,
    tally,
)
from cityreport.report.picked import (
    ITEM,
    LOST,
    RATE,
    REASON,
    TYPE,
    of_row,
)
from cityreport.report.sums import scope_of, unit_names
from cityreport.report.wording import count, month_of
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Section, Series, Table

SHOWN = 20
LEAST_COMPARED = 2
_NOTHING = "所选的月份和单位没有报送过测评打分。上传模拟测评、第三方测评或考核的打分表（列有测评内容、应得分、实得分）后，这里才有内容。"


def marks(
    evaluation: Evaluation,
    year: Sequence[Mark],
    month: int,
    unit_type: str | None,
    unit: str | None,
) -> tuple[Mark, ...]:
    """Of the marks of the year those of a selection, up to a month."""
    scope = scope_of(evaluation, month, unit_type, unit)
    names = unit_names(evaluation, scope)
    return tuple(one for one in year if one.month <= month and one.unit in names)


def by_round(
    evaluation: Evaluation, found: Sequence[Mark], month: int, about: Figure | None = None
) -> Section:
    """Each round's rate, with what it is a share of."""
    names = rounds_of(found)
    sums = [tally(one for one in found if one.round == name) for name in names]
    rates = tuple(None if one.rate is None else one.rate * 100 for one in sums)
    return Section(
        key="marks-rounds",
        title=_rounds_title(names, sums),
        lead=LEAD,
        chart=Chart(
            "line", names, (Series("得分率", rates),), format="percent", measure_unit="%",
            figures=known(figure_of(about, RATE, name) for name in names),
        ) if len(names) > 1 else None,
        table=Table(
            (
                Column("期次"), Column("得分率"), Column("应得分（分）", "number"),
                Column("实得分（分）", "number"), Column("测评单位（家）", "count"),
                Column("测评项（项）", "count"), Column("未测评（项）", "count"),
                Column("未填（项）", "count"),
            ),
            tuple(
                (
                    name, one.words, one.possible or None, one.won if one.possible else None,
                    one.units, one.counted, one.not_assessed, one.blank,
                )
                for name, one in zip(names, sums, strict=True)
            ),
            of_rounds(about, names),
        ),
        source=_source(evaluation, month),
        empty="" if names else _NOTHING,
    )  # fmt: skip


def by_item(
    evaluation: Evaluation, found: Sequence[Mark], month: int, about: Figure | None = None
) -> Section:
    """Each 项目 of a round, lowest rate first."""
    sums = grouped(found, lambda one: one.dimension)
    return _bars(
        evaluation, sums, month, "marks-items", "测评项目", "项目", of_round(about, found, ITEM)
    )


def by_point_type(
    evaluation: Evaluation, found: Sequence[Mark], month: int, about: Figure | None = None
) -> Section:
    """Each 点位类型 of a round, lowest rate first."""
    sums = grouped(found, lambda one: one.point_type)
    section = _bars(
        evaluation,
        sums,
        month,
        "marks-points",
        "点位类型",
        "点位类型",
        of_round(about, found, TYPE),
    )
    if set(sums) != {NO_POINT_TYPE}:
        return section
    words = (
        "这一期的打分表没有写点位类型。在表里加一列“点位类型”（如 背街小巷），就能按点位类型比较。"
    )
    return Section(key=section.key, title="按点位类型", empty=words)


def by_unit(
    evaluation: Evaluation, found: Sequence[Mark], month: int, about: Figure | None = None
) -> Section:
    """Each unit of a round; one that was not assessed stands as 未测评."""
    sums = grouped(found, lambda one: one.unit)
    section = _bars(
        evaluation, sums, month, "marks-units", "单位", "单位", of_round(about, found, "")
    )
    rates = [one.rate for one in sums.values() if one.rate is not None]
    if len(rates) < LEAST_COMPARED:
        return section
    # No unit is called the lowest: units of different types are not ranked against each other.
    span = f"{write(min(rates), 'rate')} 到 {write(max(rates), 'rate')}"
    return replace(section, title=f"{len(rates)} 家单位得分率在 {span} 之间")


def reasons(
    evaluation: Evaluation, found: Sequence[Mark], month: int, about: Figure | None = None
) -> Section:
    """Why points were lost, the costliest reason first; the parts add up to all lost points."""
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in found:
        if mark.lost > 0:
            groups[mark.reason or NO_REASON].append(mark)
    lost = {reason: sum(one.lost for one in own) for reason, own in groups.items()}
    whole, picks = sum(lost.values()), of_round(about, found, REASON)
    order = sorted(lost, key=lambda reason: (-lost[reason], reason))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            reason, lost[reason], lost[reason] / whole, len(groups[reason]),
            "、".join(dict.fromkeys(one.unit for one in groups[reason])),
        )
        for reason in order
    )  # fmt: skip
    return Section(
        key="marks-reasons",
        title=f"共扣 {write(whole, 'number')} 分，{order[0]}扣得最多（{write(lost[order[0]], 'number')} 分）"
        if order
        else "没有扣分",
        lead="扣分＝应得分－实得分，按打分表上写的原因归并 · 各原因相加等于全部扣分",
        chart=Chart(
            "bar", tuple(order[:SHOWN]),
            (Series("扣分", tuple(lost[reason] for reason in order[:SHOWN])),),
            format="number", measure_unit="分", horizontal=True,
            figures=known(picks(LOST, reason) for reason in order[:SHOWN]),
        ) if order else None,
        table=Table(
            (Column("扣分原因"), Column("扣分（分）", "number"), Column("占全部扣分", "rate"),
             Column("次数（次）", "count"), Column("单位")),
            rows,
            tuple((picks(LOST, reason),) for reason in order) if about else (),
        ),
        source=_source(evaluation, month),
        empty="" if order else "这一期测评过的项没有扣分。",
    )  # fmt: skip


def not_assessed(evaluation: Evaluation, found: Sequence[Mark], month: int) -> Section:
    """The units and items that a round left out, by name; they count in nothing."""
    left = [one for one in found if one.state == NOT_ASSESSED]
    own = grouped(found, lambda one: one.unit)
    whole = [name for name, one in own.items() if one.rate is None and one.not_assessed]
    units = f"，其中 {len(whole)} 家整家未测评：{'、'.join(whole)}" if whole else ""
    return Section(
        key="marks-left",
        title=f"未测评 {count(len(left))} 项{units}" if left else "没有未测评的项",
        lead="打分表上写明没有测的单位和内容 · 不按 0 分计，也不是漏填",
        table=Table(
            (Column("单位"), Column("测评内容"), Column("点位类型"), Column("状态"), Column("应得分（分）", "number"),
             Column("说明"), Column("出处")),
            tuple(
                (one.unit, one.item, one.point_type, one.state, one.possible, one.reason or NONE, one.origin)
                for one in left
            ),
            tuple((of_row(one.row),) for one in left),
        ),
        source=_source(evaluation, month),
        empty="" if left else "这一期没有写明未测评的单位和内容。",
    )  # fmt: skip


def _bars(
    evaluation: Evaluation, sums: dict[str, Tally], month: int, key: str, head: str, what: str,
    picks: Picks,
) -> Section:  # fmt: skip
    judged = {name: one for name, one in sums.items() if one.rate is not None}
    shown = list(judged)[:SHOWN]
    more = f" · 图中只画最低的 {SHOWN} 个，全部见表" if len(judged) > SHOWN else ""
    return Section(
        key=key,
        title=_lowest(judged, what),
        lead=f"{LEAD} · 由低到高{more}",
        chart=Chart(
            "bar", tuple(shown),
            (Series("得分率", tuple((judged[name].rate or 0.0) * 100 for name in shown)),),
            format="percent", measure_unit="%", horizontal=True, keys=tuple(shown),
            figures=known(picks(RATE, name) for name in shown),
        ) if judged else None,
        table=Table(
            (
                Column(head), Column("得分率"), Column("应得分（分）", "number"),
                Column("实得分（分）", "number"), Column("扣分（分）", "number"),
                Column("测评项（项）", "count"), Column("未测评（项）", "count"),
                Column("未填（项）", "count"),
            ),
            tuple(_tally_row(name, one) for name, one in sums.items()),
            of_groups(picks, tuple(sums)),
        ),
        source=_source(evaluation, month),
        empty="" if sums else _NOTHING,
    )  # fmt: skip


def _tally_row(name: str, one: Tally) -> tuple[Cell, ...]:
    figures = (one.possible, one.won, one.possible - one.won)
    shown = figures if one.possible else (None, None, None)
    return name, one.words, *shown, one.counted, one.not_assessed, one.blank


def _lowest(judged: dict[str, Tally], what: str) -> str:
    if not judged:
        return f"按{what}：没有测评过的项"
    name, one = next(iter(judged.items()))
    if len(judged) == 1:
        return f"{name}得分率 {one.words}"
    return f"{len(judged)} 个{what}中，{name}得分率最低：{one.words}"


def _rounds_title(names: Sequence[str], sums: Sequence[Tally]) -> str:
    judged = [(name, one) for name, one in zip(names, sums, strict=True) if one.rate is not None]
    if not judged:
        return "模拟测评"
    if len(judged) == 1:
        return f"{judged[0][0]}得分率 {judged[0][1].words}"
    (first, start), (last, end) = judged[0], judged[-1]
    move = "升到" if (end.rate or 0.0) >= (start.rate or 0.0) else "降到"
    return f"得分率从{first}的 {write(start.rate, 'rate')} {move}{last}的 {write(end.rate, 'rate')}"


def _source(evaluation: Evaluation, month: int) -> str:
    return f"来源：各单位{KIND}表，{evaluation.year}年1月至{month_of(evaluation, month).label}"
