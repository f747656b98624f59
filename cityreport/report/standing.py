"""总览: where the city (or one unit type) stands, on one screen."""

from dataclasses import replace
from datetime import date

import numpy as np

from cityreport.evaluation import Group, Scored, View, pace
from cityreport.pipeline import Evaluation
from cityreport.report.office import days_to_assessment
from cityreport.report.reporting import sent_figure
from cityreport.report.wording import (
    VIEW_HELP,
    VIEW_WORDS,
    composite_word,
    count,
    coverage_sentence,
    pace_sentence,
    rate_or_none,
    source_line,
    status_word,
)
from cityreport.scores import weights_of
from cityreport.style import LEVELS, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Column, Headline, Section, Series, Table


def group_of(evaluation: Evaluation, unit_type: str | None, view: View) -> Group:
    """The roll-up a selection means: one unit type, or the city."""
    return evaluation.of_type(unit_type, view) if unit_type else evaluation.city(view)


def headlines(
    evaluation: Evaluation,
    month: int,
    unit_type: str | None,
    view: View,
    today: date | None = None,
) -> tuple[Headline, ...]:
    """Pace, reporting, completeness and score; the score never first while unconfirmed.

    With ``today`` also the days to the assessment, where the office has set its day.
    """
    group = group_of(evaluation, unit_type, view)
    whole = Figure(evaluation.year, month, unit_type=unit_type or "", view=view)
    composite = replace(_composite(evaluation, group, month, unit_type), figure=whole)
    others = (
        Headline(
            "对照测评标准", pace_sentence(group, month),
            help="按序时目标判断：得分率不到 100% 的指标为未达序时。", figure=replace(whole, view="paced"),
        ),
        _reporting(evaluation, month, unit_type),
        Headline(
            "数据完整度", rate_or_none(float(group.scored.coverage[0, month - 1])),
            "有数据的分值 ÷ 纳入监测的分值", "纳入监测且本期适用的指标中，有数据的分值所占比例。", whole,
        ),
    )  # fmt: skip
    shown = (composite, *others) if evaluation.settings.points_confirmed else (*others, composite)
    days = days_to_assessment(evaluation.settings, today) if today else None
    return (*shown, days) if days else shown


def trend(evaluation: Evaluation, month: int, unit_type: str | None, view: View) -> Section:
    """The score of each month of the year so far, months without enough data left open."""
    group = group_of(evaluation, unit_type, view)
    scores = _shown_scores(group)[:month]
    other: View = "annual" if view == "paced" else "paced"
    compared = _shown_scores(group_of(evaluation, unit_type, other))[:month]
    months = tuple(f"{number}月" for number in range(1, month + 1))
    figures = tuple(
        Figure(evaluation.year, number, unit_type=unit_type or "", view=view)
        for number in range(1, month + 1)
    )
    return Section(
        key="trend",
        title=_trend_title(scores, VIEW_WORDS[view]),
        lead=f"{composite_word(evaluation)} · 百分制 · 逐月累计 · {coverage_sentence(group, month)}",
        chart=Chart(
            "line", months,
            (Series(VIEW_WORDS[view], scores), Series(VIEW_WORDS[other], compared, "compare")),
            format="score", measure_unit="分", figures=figures,
        ),
        table=Table(
            (Column("月份"), Column(f"{VIEW_WORDS[view]}（分）", "score"),
             Column(f"{VIEW_WORDS[other]}（分）", "score"), Column("数据完整度", "rate")),
            tuple(
                (name, scores[at], compared[at], _known(group.scored.coverage[0, at]))
                for at, name in enumerate(months)
            ),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        help=f"{VIEW_HELP['paced']}{VIEW_HELP['annual']}数据完整度不足 "
             f"{write(evaluation.settings.completeness_line, 'rate')} 的月份不出得分。",
        empty="" if any(score is not None for score in scores) else "各月数据完整度都不足，暂无得分走势。",
    )  # fmt: skip


def by_dimension(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """Each 测评项目: share of the annual points won, against the share due by now."""
    annual = group_of(evaluation, unit_type, "annual")
    paced = group_of(evaluation, unit_type, "paced")
    rows = [row for name in evaluation.framework.dimensions
            if (row := _dimension_row(evaluation, annual, paced, name, month))]  # fmt: skip
    figures = tuple(
        Figure(
            evaluation.year, month, unit_type=unit_type or "", dimension=row[0], view="annual"
        )
        for row in rows
    )  # fmt: skip
    behind = _behind([row[4] for row in rows])
    title = (
        f"{len(rows)} 个测评项目中 {behind}，差距最大的是{_worst(rows)}"
        if behind else "各测评项目都达到或基本达到序时"
    )  # fmt: skip
    return Section(
        key="dimensions",
        title=title if rows else "尚无可计分的测评项目",
        lead=f"得分率（按全年目标） · 竖线为本月应达到的序时进度 · {coverage_sentence(paced, month)}",
        chart=Chart(
            "bullet", tuple(row[0] for row in rows),
            (
                Series("得分率", tuple(row[2] for row in rows)),
                Series("序时进度", tuple(row[3] for row in rows), "pace"),
                Series("全年目标", tuple(100.0 for _ in rows), "target"),
                Series("状态", tuple(None for _ in rows), "status", tuple(row[4] for row in rows)),
            ),
            format="percent", measure_unit="%", horizontal=True, figures=figures,
        ),
        table=Table(
            (Column("测评项目"), Column("分值", "number"), Column("得分率（%）", "percent"),
             Column("序时进度（%）", "percent"), Column("状态")),
            tuple(rows),
            tuple((one,) for one in figures),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="得分率＝该项目得到的分 ÷ 该项目有数据的分值；状态按序时得分率判断。",
        empty="" if rows else "本月没有可计分的指标。上传月报，或查看其他月份。",
    )  # fmt: skip


def _behind(words: list[str]) -> str:
    """How many are behind, by the words of the status: 3 个严重滞后、1 个滞后; "" for none."""
    told = ((words.count(word), word) for word in reversed(LEVELS[2:]))
    return "、".join(f"{number} 个{word}" for number, word in told if number)


def weight_with_data(evaluation: Evaluation, scored: Scored, month: int, row: int = 0) -> float:
    """The 分值 of the indicators that are judged: what the score is a share of (method.md 6)."""
    judged = ~np.isnan(scored.attainment[row, :, month - 1])
    return float(weights_of(evaluation.framework.indicators)[judged].sum())


def of_the_score(evaluation: Evaluation, group: Group, month: int, lost: float) -> str:
    """What lost points are out of, and what they take off the score where there is one."""
    whole = weight_with_data(evaluation, group.scored, month)
    said = f"有数据的 {write(whole, 'number')} 分中"
    if not (whole and group.scored.enough[0, month - 1]):
        return said
    return f"{said}，折百分制 {write(100 * lost / whole, 'score')} 分"


def _composite(evaluation: Evaluation, group: Group, month: int, unit_type: str | None) -> Headline:
    both = {
        view: _shown_scores(group_of(evaluation, unit_type, view))[month - 1]
        for view in ("paced", "annual")
    }
    shown = both[group.scored.view]
    text = write(shown, "score") if shown is not None else "数据不足"
    other: View = "annual" if group.scored.view == "paced" else "paced"
    note = f"{VIEW_WORDS[group.scored.view]}；{VIEW_WORDS[other]} {write(both[other], 'score')}"
    return Headline(composite_word(evaluation), text, note, _composite_help(evaluation, group))


def _composite_help(evaluation: Evaluation, group: Group) -> str:
    """What the composite is a share of, in which view, and when it is not shown."""
    line = write(evaluation.settings.completeness_line, "rate")
    parts = [
        "得分＝100×各指标得分之和÷有数据指标的分值之和。", VIEW_HELP[group.scored.view],
        f"数据完整度低于 {line} 时不出得分。",
    ]  # fmt: skip
    if not evaluation.settings.points_confirmed:
        parts.append("分值还没有经本市确认，得分只作参考；在“设置 → 本市设置”里确认。")
    return "".join(parts)


def _reporting(evaluation: Evaluation, month: int, unit_type: str | None) -> Headline:
    rows = [r for r in evaluation.completeness(month).rows if unit_type in (None, r.unit_type)]
    reported = sum(row.reported for row in rows)
    rate = reported / len(rows) if rows else None
    note = f"应报 {count(len(rows))} 张，已报 {count(reported)} 张"
    return Headline(
        "报送率",
        rate_or_none(rate),
        note,
        "已报表数 ÷ 应报表数（应报表种按单位名册）。",
        sent_figure(evaluation, month, unit_type),
    )


def _shown_scores(group: Group) -> tuple[float | None, ...]:
    scored = group.scored
    pairs = zip(scored.score[0], scored.enough[0], strict=True)
    return tuple(float(score) if enough else None for score, enough in pairs)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _trend_title(scores: tuple[float | None, ...], word: str) -> str:
    known = [(number, score) for number, score in enumerate(scores, start=1) if score is not None]
    if len(known) < 2:
        return f"{word}走势"
    (first, start), (last, end) = known[0], known[-1]
    move = "上升" if end >= start else "下降"
    return f"{word}从{first}月的 {write(start, 'score')} {move}到{last}月的 {write(end, 'score')}"


def _dimension_row(
    evaluation: Evaluation, annual: Group, paced: Group, name: str, month: int
) -> tuple[str, float, float, float, str] | None:
    """Name, 分值, annual share won (%), share due (%), status; None where nothing is scored."""
    indicators = evaluation.framework.indicators
    inside = np.array([i.dimension == name for i in indicators], dtype=bool)
    won = annual.scored.attainment[0, :, month - 1]
    weight = weights_of(indicators) * inside * ~np.isnan(won)
    if not weight.sum():
        return None
    due = pace(indicators, "paced")[:, month - 1]
    won_paced = paced.scored.attainment[0, :, month - 1]
    share, share_due, share_paced = (
        float((weight * np.nan_to_num(part)).sum() / weight.sum()) for part in (won, due, won_paced)
    )
    word = status_word(0, share_paced, evaluation.settings.status_cuts, shown_only=False)
    return name, float(weights_of(indicators)[inside].sum()), share * 100, share_due * 100, word


def _worst(rows: list[tuple[str, float, float, float, str]]) -> str:
    name, _, share, due, _ = min(rows, key=lambda row: row[2] - row[3])
    return f"{name}（落后序时 {write(due - share, 'number')} 个百分点）"
