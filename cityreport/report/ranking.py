"""单位排名: the units of one type, ranked, with how firm the rank is."""

import numpy as np

from cityreport.evaluation import View
from cityreport.pipeline import Evaluation
from cityreport.report import vetoes
from cityreport.report.wording import VIEW_WORDS, composite_word, count, rate_or_none, source_line
from cityreport.scores import weights_of
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Section, Series, Table

MOST_ROWS = 60
"""More rows of a figure cannot be looked through; the table lists all units."""
CAUTION = "名次带：把各指标分值随机上下浮动 20% 重算 500 次，名次大多落在这个范围；差距在名次带内的，不宜据此断言优劣。"


def ranking(evaluation: Evaluation, month: int, unit_type: str, view: View) -> Section:
    """The table of one unit type: rank, movement, score, completeness, band, reason."""
    rows = _rows(evaluation, month, unit_type, view)
    ranked = [row for row in rows if row[0] is not None]
    return Section(
        key="ranking",
        title=_title(unit_type, ranked, len(rows)),
        lead=f"{composite_word(evaluation)} · {VIEW_WORDS[view]} · 只在同类单位内排名",
        table=Table(
            (Column("名次", "count"), Column("单位"), Column("得分", "score"), Column("位次升降"),
             Column("名次带"), Column("数据完整度", "rate"), Column("未达序时"), Column("说明")),
            tuple(rows),
            tuple((Figure(evaluation.year, month, unit=str(row[1]), view=view),) for row in rows),
        ),
        notes=(CAUTION,),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="得分按四舍五入到两位小数排名，同分同名次；数据完整度不足的单位列在下面并说明原因。",
        empty="" if rows else f"名册中没有{unit_type}。",
    )  # fmt: skip


def dots(evaluation: Evaluation, month: int, unit_type: str, view: View) -> Section:
    """The scores of one type on a line, last month's beside them."""
    rows = [row for row in _rows(evaluation, month, unit_type, view) if row[0] is not None]
    many = len(rows) > MOST_ROWS
    shown = [*rows[: MOST_ROWS // 2], *rows[-MOST_ROWS // 2 :]] if many else rows
    fewer = f" · 单位较多，只画最前和最后各 {MOST_ROWS // 2} 家，全部见上表" if many else ""
    names = tuple(str(row[1]) for row in shown)
    before = _scores_by_name(evaluation, month - 1, view) if month > 1 else {}
    figures = tuple(Figure(evaluation.year, month, unit=name, view=view) for name in names)
    return Section(
        key="dots",
        title=_spread_title(rows),
        lead=f"{VIEW_WORDS[view]}（分）{' · 空心点为上月' if before else ''}{fewer}",
        chart=Chart(
            "dot", names,
            (
                Series("本月", tuple(_number(row[2]) for row in shown)),
                *((Series("上月", tuple(map(before.get, names)), "compare"),) if before else ()),
            ),
            format="score", measure_unit="分", horizontal=True, keys=names,
            figures=figures,
        ),
        table=Table(
            (Column("单位"), Column("本月（分）", "score"), Column("上月（分）", "score")),
            tuple(
                (name, _number(row[2]), before.get(name))
                for name, row in zip(names, shown, strict=True)
            ),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if rows else f"本月{unit_type}都没有得分：数据完整度不足。",
    )  # fmt: skip


def heat(evaluation: Evaluation, month: int, unit_type: str) -> Section:
    """Unit × 测评项目: the paced share of points won, with the number in the cell."""
    values, at = evaluation.values, month - 1
    scored = evaluation.scored("paced")
    members = [
        n for n, u in enumerate(values.units) if u.unit_type == unit_type and values.active[n, at]
    ]
    won, weight = scored.attainment[:, :, at], weights_of(values.indicators)
    judged = ~np.isnan(won) * weight
    names, columns = [], []
    for name in evaluation.framework.dimensions:
        inside = np.array([i.dimension == name for i in values.indicators], dtype=float)
        total = (judged * inside)[members].sum(axis=1)
        part = (np.nan_to_num(won) * judged * inside)[members].sum(axis=1)
        if total.any():
            names.append(name)
            columns.append(
                np.divide(part, total, out=np.full(len(members), np.nan), where=total > 0)
            )
    series = tuple(
        _heat_row(
            values.units[n].name, [float(column[row]) for column in columns],
            silent=nothing_reported(evaluation, values.units[n].name, month),
        )
        for row, n in enumerate(members)
    )  # fmt: skip
    whole = np.divide(
        (np.nan_to_num(won) * judged)[members].sum(axis=1), judged[members].sum(axis=1),
        out=np.full(len(members), np.inf), where=judged[members].any(axis=1),
    )  # fmt: skip
    lowest = sorted(np.argsort(whole, kind="stable")[:MOST_ROWS].tolist())
    fewer = (
        f" · 单位较多，只画得分率最低的 {MOST_ROWS} 家，全部见表"
        if len(members) > MOST_ROWS
        else ""
    )
    figures = tuple(
        tuple(Figure(evaluation.year, month, unit=one.name, dimension=name) for name in names)
        for one in series
    )
    table = Table(
        (Column("单位"), *(Column(f"{name}（%）", "percent") for name in names)),
        tuple((one.name, *one.values) for one in series),
        tuple((None, *row) for row in figures),
    )
    return Section(
        key="heat",
        title=f"{unit_type}各测评项目得分率",
        lead=f"序时得分率（%） · 格中为数值，无数据不着色{fewer}",
        chart=Chart(
            "heat",
            tuple(names),
            tuple(series[row] for row in lowest),
            format="percent",
            measure_unit="%",
            figures=tuple(one for row in lowest for one in figures[row]),
        ),
        table=table,
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if names and series else f"本月{unit_type}没有可计分的数据。",
    )


def _heat_row(name: str, shares: list[float], *, silent: bool) -> Series:
    """One unit's row; a unit that sent nothing reads 未报, not 0 for its missing punctuality."""
    if silent:
        return Series(name, tuple(None for _ in shares), texts=tuple("未报" for _ in shares))
    percents = tuple(None if np.isnan(share) else share * 100 for share in shares)
    texts = tuple("无数据" if p is None else write(p, "count") for p in percents)
    return Series(name, percents, texts=texts)


def _rows(evaluation: Evaluation, month: int, unit_type: str, view: View) -> list[tuple[Cell, ...]]:
    values, scored, at = evaluation.values, evaluation.scored(view), month - 1
    ranks = evaluation.ranking(month, view)
    before = evaluation.ranking(month - 1, view).rank if month > 1 else np.zeros(len(values.units))
    barred = vetoes.of_units(evaluation)
    rows: list[tuple[Cell, ...]] = []
    for n, unit in enumerate(values.units):
        if unit.unit_type != unit_type or not values.active[n, at]:
            continue
        rank = int(ranks.rank[n]) or None
        coverage = float(scored.coverage[n, at])
        rows.append((
            rank, unit.name, float(scored.score[n, at]) if rank else None,
            movement(int(before[n]), rank),
            band_words(ranks.band(n)) if rank else "—",
            None if np.isnan(coverage) else coverage,
            "未报"
            if nothing_reported(evaluation, unit.name, month)
            else f"{scored.scored[n, at]} 项中 {scored.below_pace[n, at]} 项",
            "；".join(filter(None, (
                barred.get(unit.name), reason_without_rank(evaluation, n, month, view)
            ))),
        ))  # fmt: skip
    return sorted(rows, key=lambda row: (row[0] is None, row[0] or 0, str(row[1])))


def band_words(band: tuple[int, int]) -> str:
    """A rank band in words: 第 3–6 名, or one rank where it is firm."""
    low, high = band
    return f"第 {low} 名" if low == high else f"第 {low}–{high} 名"


def movement(before: int, now: int | None) -> str:
    """The movement in rank as a word and an arrow."""
    if now is None or not before:
        return "—"
    if before == now:
        return "持平"
    return f"↑ {before - now} 位" if before > now else f"↓ {now - before} 位"


def reason_without_rank(
    evaluation: Evaluation, unit: int, month: int, view: View, *, strict: bool = False
) -> str | None:
    """Why a unit has no score or rank, None when it has one (details.md B16)."""
    scored, at = evaluation.scored(view, strict=strict), month - 1
    if scored.enough[unit, at]:
        return None
    coverage = float(scored.coverage[unit, at])
    if np.isnan(coverage):
        return "数据不足：没有纳入监测的计分指标"
    if nothing_reported(evaluation, evaluation.values.units[unit].name, month):
        return "数据不足（未报）：今年没有报送任何应报的表"
    line = write(evaluation.settings.completeness_line, "rate")
    return f"数据不足：数据完整度 {rate_or_none(coverage)}，低于 {line}，不出得分和名次"


def nothing_reported(evaluation: Evaluation, name: str, month: int) -> bool:
    """Whether a unit has sent none of the sheets asked of it in the year up to a month."""
    return evaluation.first_reports.get(name, month + 1) > month


def _scores_by_name(evaluation: Evaluation, month: int, view: View) -> dict[str, float]:
    scored = evaluation.scored(view)
    return {
        unit.name: float(scored.score[n, month - 1])
        for n, unit in enumerate(evaluation.values.units)
        if scored.enough[n, month - 1]
    }


def _title(unit_type: str, ranked: list[tuple[Cell, ...]], total: int) -> str:
    if not ranked:
        return f"{unit_type} {count(total)} 家，本月都不参加排名"
    first = "、".join(str(row[1]) for row in ranked if row[0] == 1)
    return f"{unit_type} {count(total)} 家中 {count(len(ranked))} 家参加排名，{first}第一"


def _spread_title(rows: list[tuple[Cell, ...]]) -> str:
    if len(rows) < 2:
        return "参加排名的单位不足两家"
    spread = (_number(rows[0][2]) or 0.0) - (_number(rows[-1][2]) or 0.0)
    return f"首尾相差 {write(spread, 'score')} 分"


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None
