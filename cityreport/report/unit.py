"""一单位一表: all that is known of one unit."""

from dataclasses import replace

import numpy as np

from cityreport.evaluation import State, View
from cityreport.pipeline import Evaluation
from cityreport.report import provenance
from cityreport.report.doubts import left_out_notes
from cityreport.report.picked import counted
from cityreport.report.ranking import band_words, movement, nothing_reported, reason_without_rank
from cityreport.report.reporting import sent_figure
from cityreport.report.wording import (
    VIEW_HELP,
    VIEW_WORDS,
    composite_word,
    indicator_title,
    number_format,
    rate_or_none,
    source_line,
    status_word,
    written_value,
)
from cityreport.roster.model import BASE_FIGURES
from cityreport.scores import target_to_date
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Cell, Chart, Column, Headline, Section, Series, Table

REPORT_BADGE = "示例·来自公开汇报"


def headlines(evaluation: Evaluation, name: str, month: int, view: View) -> tuple[Headline, ...]:
    """Reporting, pace, completeness, score and rank of one unit; the words where there is none."""
    n, at = evaluation.values.unit_number(name), month - 1
    scored = evaluation.scored(view)
    rows = [row for row in evaluation.completeness(month).rows if row.unit == name]
    reported = sum(row.reported for row in rows)
    reason = reason_without_rank(evaluation, n, month, view)
    below = f"{scored.scored[n, at]} 项中 {scored.below_pace[n, at]} 项未达序时"
    coverage = float(scored.coverage[n, at])
    score = "未报" if nothing_reported(evaluation, name, month) else "数据不足"
    whole = Figure(evaluation.year, month, unit=name, view=view)
    sent = sent_figure(evaluation, month, None, name) if rows else None
    return (
        Headline(
            "本月报送",
            f"{reported}/{len(rows)} 张" if rows else "不需报送",
            "已报/应报",
            figure=sent,
        ),
        Headline(
            "对照测评标准",
            below if scored.scored[n, at] else "尚无可计分的指标",
            figure=replace(whole, view="paced"),
        ),
        Headline(
            "数据完整度", rate_or_none(coverage), "有数据的分值 ÷ 纳入监测的分值", figure=whole
        ),
        Headline(
            composite_word(evaluation),
            score if reason else write(float(scored.score[n, at]), "score"),
            reason or VIEW_WORDS[view],
            VIEW_HELP[view],
            whole,
        ),
        _rank_headline(evaluation, n, month, view),
    )


def profile(evaluation: Evaluation, name: str) -> Section:
    """What the roster says of a unit, base figures as written."""
    unit = evaluation.roster.units[evaluation.values.unit_number(name)]
    rows: list[tuple[Cell, ...]] = [
        ("单位类型", unit.unit_type), ("上级单位", unit.parent or NONE),
        *((f"{name}（{measure}）", unit.base[name].raw if name in unit.base else "未填")
          for name, measure in BASE_FIGURES.items()),
        ("应报表种", "、".join(unit.kinds)), ("备注", unit.remark or NONE),
    ]  # fmt: skip
    badges = (REPORT_BADGE,) if unit.remark.startswith(REPORT_BADGE) else ()
    return Section(
        key="profile",
        title=f"{unit.name} · {unit.unit_type}",
        lead="单位名册中的登记，基数照原文",
        table=Table((Column("项目"), Column("内容")), tuple(rows)),
        badges=badges,
        source="来源：单位名册",
    )


def indicators(evaluation: Evaluation, name: str, month: int, view: View) -> Section:
    """Every indicator that applies to the unit, with value, target, points and status."""
    values, at = evaluation.values, month - 1
    n = values.unit_number(name)
    scored, paced = evaluation.scored(view), evaluation.scored("paced")
    due = target_to_date(values, "paced")
    rows: list[tuple[Cell, ...]] = []
    figures: list[tuple[Figure | None, ...]] = []
    for i, indicator in enumerate(values.indicators):
        state = int(values.state[n, i, at])
        if state in (State.NOT_FOR_TYPE, State.NOT_MONITORED):
            continue
        form = number_format(indicator)
        attained, points = float(scored.attainment[n, i, at]), float(scored.points[n, i, at])
        rows.append((
            indicator.dimension, indicator_title(indicator), indicator.weight,
            written_value(values, n, i, month), _written(float(due[n, i, at]), form),
            _written(float(values.target[n, i]), form), _known(attained), _known(points),
            status_word(
                state, float(paced.paced_attainment[n, i, at]), evaluation.settings.status_cuts,
                shown_only=indicator.direction == "none",
            ),
            f"{values.months_reported[n, i, at]}/{month}",
        ))  # fmt: skip
        figures.append((
            Figure(evaluation.year, month, unit=name, indicator=indicator.code, view=view),
        ))  # fmt: skip
    unwatched = int((values.state[n, :, at] == State.NOT_MONITORED).sum())
    return Section(
        key="indicators",
        title=f"适用指标 {len(rows)} 项，另有未纳入监测 {unwatched} 项",
        lead=f"{VIEW_WORDS[view]} · 已报月数为本年已报该表的月数",
        table=Table(
            (Column("测评项目"), Column("指标"), Column("分值", "number"), Column("当前值"),
             Column("本月应达到"), Column("全年目标"), Column("得分率", "rate"), Column("得分", "score"),
             Column("状态"), Column("已报月数")),
            tuple(rows),
            tuple(figures),
        ),
        notes=left_out_notes(evaluation, month, [name]),
        source=source_line(evaluation, month),
        empty="" if rows else "没有适用并纳入监测的指标。",
    )  # fmt: skip


def indicator_choices(evaluation: Evaluation, name: str, month: int) -> dict[str, str]:
    """The indicators that apply to the unit and are watched, by code, for choosing one."""
    n, absent = evaluation.values.unit_number(name), (State.NOT_FOR_TYPE, State.NOT_MONITORED)
    return {
        one.code: f"{one.code} {one.name}"
        for i, one in enumerate(evaluation.values.indicators)
        if evaluation.values.state[n, i, month - 1] not in absent
    }


def working(evaluation: Evaluation, name: str, month: int, view: View, code: str) -> Section:
    """How one indicator's points of the unit come about, step by step."""
    figure = Figure(evaluation.year, month, unit=name, indicator=code, view=view)
    return provenance.working(evaluation, figure)


def timeline(evaluation: Evaluation, name: str, month: int) -> Section:
    """Which sheet came for which month, on time or late."""
    kinds = evaluation.roster.units[evaluation.values.unit_number(name)].kinds
    months = tuple(f"{number}月" for number in range(1, month + 1))
    states = {
        kind: [_sheet_state(evaluation, name, kind, m) for m in range(1, month + 1)]
        for kind in kinds
    }
    series = tuple(
        Series(kind, tuple(1.0 for _ in months), texts=tuple(words))
        for kind, words in states.items()
    )
    owing = sum(word == "未报" for words in states.values() for word in words)
    fields = {
        kind: tuple(
            counted(Figure(evaluation.year, m, unit=name, only_month=m), kind)
            for m in range(1, month + 1)
        )
        for kind in kinds
    }
    return Section(
        key="timeline",
        title=f"今年欠报 {owing} 张表" if owing else "今年应报的表都已报送",
        lead="按表种和月份 · ✓ 已报 · 迟 迟报 · 未 未报 · 点一格看这张表登记的各行",
        chart=Chart(
            "tiles", months, series, figures=tuple(one for row in fields.values() for one in row)
        ),
        table=Table(
            (Column("表种"), *(Column(name) for name in months)),
            tuple((kind, *words) for kind, words in states.items()),
            tuple((None, *row) for row in fields.values()),
        ),
        leads_only=True,
        source=source_line(evaluation, month),
        empty="" if kinds else "名册中没有为该单位设应报表种。",
    )


def score_trend(evaluation: Evaluation, name: str, month: int, view: View) -> Section:
    """The unit's score by month beside its type's."""
    n = evaluation.values.unit_number(name)
    scored = evaluation.scored(view)
    unit_type = evaluation.values.units[n].unit_type
    of_type = evaluation.of_type(unit_type, view).scored
    own = tuple(
        _known(float(s)) if e else None
        for s, e in zip(scored.score[n, :month], scored.enough[n, :month], strict=True)
    )
    other = tuple(
        _known(float(s)) if e else None
        for s, e in zip(of_type.score[0, :month], of_type.enough[0, :month], strict=True)
    )
    months = tuple(f"{number}月" for number in range(1, month + 1))
    figures = tuple(
        Figure(evaluation.year, number, unit=name, view=view) for number in range(1, month + 1)
    )
    return Section(
        key="score-trend",
        title=f"{VIEW_WORDS[view]}走势",
        lead=f"{composite_word(evaluation)} · 浅色为{unit_type}合计",
        chart=Chart(
            "line", months, (Series(name, own), Series(f"{unit_type}合计", other, "compare")),
            format="score", measure_unit="分", figures=figures,
        ),
        table=Table(
            (Column("月份"), Column(f"{name}（分）", "score"), Column(f"{unit_type}合计（分）", "score")),
            tuple(zip(months, own, other, strict=True)),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month),
        empty="" if any(s is not None for s in own) else "各月数据都不足，不出得分走势。",
    )  # fmt: skip


def _rank_headline(evaluation: Evaluation, n: int, month: int, view: View) -> Headline:
    ranks = evaluation.ranking(month, view)
    before = int(evaluation.ranking(month - 1, view).rank[n]) if month > 1 else 0
    rank, unit_type = int(ranks.rank[n]), evaluation.values.units[n].unit_type
    if not rank:
        return Headline(f"{unit_type}名次", "不参加排名", "数据完整度不足的单位不排名")
    note = f"{movement(before, rank)}，名次带{band_words(ranks.band(n))}"
    whole = Figure(evaluation.year, month, unit=evaluation.values.units[n].name, view=view)
    shown = f"第 {rank} 名/{ranks.ranked_in_type[n]}"
    return Headline(f"{unit_type}名次", shown, note, figure=whole)


def _sheet_state(evaluation: Evaluation, name: str, kind: str, month: int) -> str:
    for row in evaluation.completeness(month).rows:
        if row.unit == name and row.kind == kind:
            if not row.reported:
                return "未报"
            return "迟报" if row.late else "按时" if row.on_time else "已报"
    return "不需报"


def _written(value: float, form: str) -> str:
    return NONE if np.isnan(value) else write(value, form)  # type: ignore[arg-type]


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
