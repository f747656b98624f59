"""街道 → its communities: the units under one parent, each ranked within its own type."""

import numpy as np

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report import vetoes
from cityreport.report.ranking import movement, nothing_reported, reason_without_rank
from cityreport.report.wording import (
    VIEW_WORDS,
    composite_word,
    count,
    coverage_sentence,
    pace_sentence,
    source_line,
)
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table


def parents(evaluation: Evaluation, month: int, unit_type: str) -> tuple[str, ...]:
    """Whom a type's units answer to, or who among them has units of its own, in roster order."""
    values = evaluation.values
    types = {unit.name: unit.unit_type for unit in values.units}
    above = {
        unit.parent
        for n, unit in enumerate(values.units)
        if values.active[n, month - 1]
        and unit.parent
        and unit_type in (unit.unit_type, types.get(unit.parent))
    }
    known = [unit.name for unit in values.units if unit.name in above]
    return (*known, *sorted(above - set(known)))


def children(evaluation: Evaluation, month: int, parent: str, view: View) -> Section:
    """The units under a parent with score and rank within their types, and their roll-up."""
    values, at = evaluation.values, month - 1
    members = np.array([unit.parent == parent for unit in values.units], dtype=bool)
    shown = [int(n) for n in np.flatnonzero(members & values.active[:, at])]
    rows = sorted(
        (_row(evaluation, n, month, view) for n in shown),
        key=lambda row: (str(row[1]), row[2] is None, -(float(row[2] or 0))),
    )
    group = evaluation.group(f"{parent}下属单位", members, view)
    return Section(
        key="children",
        title=_title(parent, rows),
        lead=f"{composite_word(evaluation)} · {VIEW_WORDS[view]} · 名次为全市同类单位内的名次 · "
             f"下属单位合计：{pace_sentence(group, month)}，{coverage_sentence(group, month)}",
        table=Table(
            (Column("单位"), Column("类型"), Column("得分", "score"), Column("同类名次"),
             Column("位次升降"), Column("数据完整度", "rate"), Column("未达序时"), Column("说明")),
            tuple(rows),
            tuple((Figure(evaluation.year, month, unit=str(row[0]), view=view),) for row in rows),
        ),
        notes=(f"每张表只报本单位自己的工作，{parent}的得分不含下属单位，下属单位合计也不含{parent}。",),
        source=source_line(evaluation, month),
        empty="" if rows else f"名册中没有上级单位为{parent}的单位。",
    )  # fmt: skip


def _row(evaluation: Evaluation, n: int, month: int, view: View) -> tuple[Cell, ...]:
    unit, at = evaluation.values.units[n], month - 1
    scored, ranks = evaluation.scored(view), evaluation.ranking(month, view)
    before = int(evaluation.ranking(month - 1, view).rank[n]) if month > 1 else 0
    rank, coverage = int(ranks.rank[n]), float(scored.coverage[n, at])
    reason = reason_without_rank(evaluation, n, month, view)
    silent = nothing_reported(evaluation, unit.name, month)
    below = f"{scored.scored[n, at]} 项中 {scored.below_pace[n, at]} 项"
    return (
        unit.name, unit.unit_type, float(scored.score[n, at]) if rank else None,
        f"第 {rank} 名/{ranks.ranked_in_type[n]}" if rank else NONE, movement(before, rank or None),
        None if np.isnan(coverage) else coverage, "未报" if silent else below,
        "；".join(filter(None, (vetoes.of_units(evaluation).get(unit.name), reason))),
    )  # fmt: skip


def _title(parent: str, rows: list[tuple[Cell, ...]]) -> str:
    if not rows:
        return f"{parent}没有下属单位"
    ranked = [row for row in rows if row[2] is not None]
    if len({row[1] for row in rows}) > 1 or len(ranked) < 2:
        return f"{parent}下属 {count(len(rows))} 家单位，{count(len(ranked))} 家有得分"
    best = ranked[0]
    return f"{parent}下属 {count(len(rows))} 家单位，{best[0]}得分最高（{write(float(best[2] or 0), 'score')} 分）"
