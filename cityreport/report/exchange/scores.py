"""分值, 得分, 得分率 and 名次 of the units by type, and unit × 测评项目 with 小计."""

from collections.abc import Iterator, Sequence

import numpy as np

from cityreport.evaluation import Floats, View
from cityreport.pipeline import Evaluation
from cityreport.report import vetoes
from cityreport.report.ranking import nothing_reported, reason_without_rank
from cityreport.report.wording import VIEW_WORDS, composite_word, source_line
from cityreport.scores import weights_of
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Column, Section, Table

SUBTOTAL, TOTAL, UNSENT = "小计", "合计", "未报"
_HOW = "分值为该单位有数据的计分指标的分值之和，得分＝分值×得分率相加，得分率＝得分÷分值"


def units_by_type(evaluation: Evaluation, month: int, view: View) -> Section:
    """Every unit that reports in the month, by type and rank, with what its score is a share of."""
    rows = [
        row
        for unit_type in evaluation.roster.types
        for row in sorted(_of_type(evaluation, month, view, unit_type), key=_by_rank)
    ]
    ranked = sum(isinstance(row[6], int) for row in rows)
    return Section(
        key="exchange-units",
        title=f"{len(rows)} 家单位，{ranked} 家参加排名",
        lead=f"{composite_word(evaluation)} · {VIEW_WORDS[view]} · {_HOW} · 只在同类单位内排名",
        table=Table(
            (
                Column("类型"), Column("单位"), Column("分值", "score"), Column("得分", "score"),
                Column("得分率", "rate"), Column("数据完整度", "rate"), Column("名次", "count"),
                Column("未达序时"), Column("说明"),
            ),
            tuple(rows),
            tuple(
                (Figure(evaluation.year, month, unit=str(row[1]), view=view),) for row in rows
            ),
        ),
        source=source_line(evaluation, month),
        empty="" if rows else "名册中没有本月在报的单位。",
    )  # fmt: skip


def units_by_dimension(evaluation: Evaluation, month: int, view: View) -> Section:
    """得分 of each unit in each 测评项目, with a 小计 a type and a 合计 of all."""
    names = _dimensions(evaluation, month, view)
    points, weights = points_of(evaluation, month, view)
    rows: list[tuple[Cell, ...]] = []
    members = [
        (unit_type, _members(evaluation, month, unit_type)) for unit_type in evaluation.roster.types
    ]
    for unit_type, numbers in members:
        rows.extend(_unit_row(evaluation, month, n, names, points, weights) for n in numbers)
        came = _came(evaluation, month, numbers)
        if numbers:
            rows.append((unit_type, SUBTOTAL, *_sums(evaluation, came, names, points, weights)))
    whole = [n for _, numbers in members for n in numbers]
    came = _came(evaluation, month, whole)
    total = (TOTAL, "", *_sums(evaluation, came, names, points, weights))
    return Section(
        key="exchange-dimensions",
        title=f"{len(whole)} 家单位在 {len(names)} 个测评项目的得分",
        lead=f"{composite_word(evaluation)} · {VIEW_WORDS[view]} · {_HOW} · 小计、合计为各单位相加，不含未报的单位 · “—”为没有可计分的数据",
        table=Table(
            (
                Column("类型"), Column("单位"), *(Column(f"{name}得分", "score") for name in names),
                Column("得分小计", "score"), Column("分值小计", "score"), Column("得分率", "rate"),
            ),
            (*rows, total) if names else (),
        ),
        source=source_line(evaluation, month),
        empty="" if names else "本月没有可计分的指标。上传月报，或查看其他月份。",
    )  # fmt: skip


def points_of(evaluation: Evaluation, month: int, view: View) -> tuple[Floats, Floats]:
    """得分 and 分值 of units × indicators where a unit is judged, NaN and 0 elsewhere."""
    scored, at = evaluation.scored(view), month - 1
    counted = weights_of(evaluation.values.indicators)[None, :]
    judged = ~np.isnan(scored.attainment[:, :, at]) & (counted > 0)
    return np.where(judged, scored.points[:, :, at], np.nan), np.where(judged, counted, 0.0)


def _of_type(
    evaluation: Evaluation, month: int, view: View, unit_type: str
) -> Iterator[tuple[Cell, ...]]:
    scored, ranks, at = evaluation.scored(view), evaluation.ranking(month, view), month - 1
    points, weights = points_of(evaluation, month, view)
    barred = vetoes.of_units(evaluation)
    for n in _members(evaluation, month, unit_type):
        name, rank = evaluation.values.units[n].name, int(ranks.rank[n])
        reason = reason_without_rank(evaluation, n, month, view)
        silent = nothing_reported(evaluation, name, month)
        whole, won = float(weights[n].sum()), float(np.nansum(points[n]))
        shown = whole > 0 and not silent
        coverage = float(scored.coverage[n, at])
        below = f"{scored.scored[n, at]} 项中 {scored.below_pace[n, at]} 项"
        yield (
            unit_type, name, whole if shown else None, won if shown else None,
            won / whole if shown else None, None if np.isnan(coverage) else coverage,
            rank or "不排名", UNSENT if silent else below,
            "；".join(filter(None, (barred.get(name), reason))),
        )  # fmt: skip


def _by_rank(row: tuple[Cell, ...]) -> tuple[bool, int, str]:
    rank = row[6]
    return (not isinstance(rank, int), rank if isinstance(rank, int) else 0, str(row[1]))


def _members(evaluation: Evaluation, month: int, unit_type: str) -> list[int]:
    values = evaluation.values
    return [
        n
        for n, unit in enumerate(values.units)
        if unit.unit_type == unit_type and values.active[n, month - 1]
    ]


def _came(evaluation: Evaluation, month: int, numbers: Sequence[int]) -> list[int]:
    """The units that sent anything: a silent one's missing punctuality is no 0 in a sum."""
    units = evaluation.values.units
    return [n for n in numbers if not nothing_reported(evaluation, units[n].name, month)]


def _dimensions(evaluation: Evaluation, month: int, view: View) -> list[str]:
    """The 测评项目 in which any unit is judged, in the catalogue's order."""
    _, weights = points_of(evaluation, month, view)
    judged = [bool(column.any()) for column in weights.T]
    indicators = evaluation.values.indicators
    there = {one.dimension for one, known in zip(indicators, judged, strict=True) if known}
    return [name for name in evaluation.framework.dimensions if name in there]


def _unit_row(
    evaluation: Evaluation,
    month: int,
    number: int,
    names: Sequence[str],
    points: Floats,
    weights: Floats,
) -> tuple[Cell, ...]:
    unit = evaluation.values.units[number]
    if nothing_reported(evaluation, unit.name, month):
        return (unit.unit_type, unit.name, *(UNSENT for _ in names), None, None, None)
    sums = _sums(evaluation, [number], names, points, weights)
    return (unit.unit_type, unit.name, *sums)


def _sums(
    evaluation: Evaluation,
    numbers: Sequence[int],
    names: Sequence[str],
    points: Floats,
    weights: Floats,
) -> tuple[Cell, ...]:
    """得分 of each 测评项目, of all, their 分值 and the 得分率, over some units."""
    indicators = evaluation.values.indicators
    chosen = list(numbers)
    parts: list[Cell] = []
    for name in names:
        inside = np.array([one.dimension == name for one in indicators], dtype=bool)
        known = weights[chosen][:, inside].sum() > 0
        parts.append(float(np.nansum(points[chosen][:, inside])) if known else None)
    won, whole = float(np.nansum(points[chosen])), float(weights[chosen].sum())
    share = won / whole if whole else None
    return (*parts, won if whole else None, whole or None, share)
