"""测评进度: how much of the gap of a base month has been closed since (method.md section 9)."""

import numpy as np

from cityreport.evaluation import Floats
from cityreport.gaps import closed_share
from cityreport.pipeline import Evaluation
from cityreport.report.standing import group_of
from cityreport.report.wording import coverage_sentence, source_line
from cityreport.scores import reaches, weights_of
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Section, Series, Table

MET, LOST_AGAIN = "基期已达标", "基期已达标，现已回落"
SHOWN = 20


def gap_closed(evaluation: Evaluation, month: int, base: int, unit_type: str | None) -> Section:
    """Each scored indicator's gap in the base month and the share of it closed by now."""
    group = group_of(evaluation, unit_type, "annual")
    attained = group.scored.attainment[0]
    before, now = attained[:, base - 1], attained[:, month - 1]
    share, weight = closed_share(before, now), weights_of(evaluation.framework.indicators)
    numbers = [
        int(number)
        for number in np.flatnonzero(weight > 0)
        if not (np.isnan(before[number]) and np.isnan(now[number]))
    ]
    rows = [_row(evaluation, number, (before, now, share)) for number in numbers]
    figures = {
        row: Figure(
            evaluation.year,
            month,
            unit_type=unit_type or "",
            view="annual",
            indicator=evaluation.framework.indicators[number].code,
        )
        for row, number in zip(rows, numbers, strict=True)
    }
    judged = [row for row in rows if isinstance(row[4], float)]
    judged.sort(key=lambda row: float(row[4] or 0.0))
    whole = total_closed(before, now, weight)
    return Section(
        key="gap-closed",
        title=_title(base, whole, judged),
        lead=f"补上的比例＝（现在得分率－基期得分率）÷（1－基期得分率），都按全年目标 · 基期{base}月 · {coverage_sentence(group, month)}",
        chart=Chart(
            "bar", tuple(str(row[0]) for row in judged[:SHOWN]),
            (Series("补上的比例", tuple(float(row[4] or 0.0) * 100 for row in judged[:SHOWN])),),
            format="percent", measure_unit="%", horizontal=True,
            figures=tuple(figures[row] for row in judged[:SHOWN]),
        ) if judged else None,
        table=Table(
            (
                Column("指标"), Column("分值", "number"), Column(f"得分率（{base}月）", "rate"),
                Column(f"得分率（{month}月）", "rate"), Column("补上的比例", "rate"),
                Column("说明"),
            ),
            tuple(rows),
            tuple((figures[row],) for row in rows),
        ),
        notes=_notes(rows),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="负数表示差距比基期还大。全市的比例按分值加权：各指标（得分率之差×分值）之和÷（基期失分之和），只算两个月都有数据的指标。",
        empty="" if rows else f"{base}月和{month}月都没有可计分的指标。",
    )  # fmt: skip


def total_closed(before: Floats, now: Floats, weight: Floats) -> float | None:
    """The share closed over all indicators with data in both months, weighted by 分值."""
    both = ~np.isnan(before) & ~np.isnan(now)
    missing = float((weight * (1 - before))[both].sum())
    if missing <= 0:
        return None
    return float((weight * (now - before))[both].sum()) / missing


def _row(
    evaluation: Evaluation, number: int, figures: tuple[Floats, Floats, Floats]
) -> tuple[Cell, ...]:
    indicator = evaluation.framework.indicators[number]
    before, now, share = (None if np.isnan(one[number]) else float(one[number]) for one in figures)
    return indicator.name, indicator.weight, before, now, share, _words(before, now, share)


def _words(before: float | None, now: float | None, share: float | None) -> str:
    if before is None:
        return "基期没有数据，不比"
    if now is None:
        return "现在没有数据，不比"
    if share is None:
        return MET if reaches(np.array([now]), 1.0)[0] else LOST_AGAIN
    return "差距扩大" if share < 0 else "已补齐" if now >= 1 else ""


def _title(base: int, whole: float | None, judged: list[tuple[Cell, ...]]) -> str:
    if whole is None:
        return f"{base}月没有差距可补"
    grown = sum(float(row[4] or 0.0) < 0 for row in judged)
    more = f"，{grown} 项差距扩大" if grown else ""
    if whole < 0:
        return f"与{base}月相比，差距扩大了 {write(-whole, 'rate')}{more}"
    return f"{base}月以来补上了差距的 {write(whole, 'rate')}{more}"


def _notes(rows: list[tuple[Cell, ...]]) -> tuple[str, ...]:
    met = [str(row[0]) for row in rows if str(row[5]).startswith(MET)]
    new = [str(row[0]) for row in rows if str(row[5]).endswith("不比")]
    said = []
    if met:
        said.append(f"基期已达标、不算比例的 {len(met)} 项：{'、'.join(met)}。")
    if new:
        said.append(f"两个月中只有一个月有数据、不比的 {len(new)} 项：{'、'.join(new)}。")
    return tuple(said)
