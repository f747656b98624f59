"""计算说明: the working of a figure step by step, formula in words, numbers filled in (product E4).

Every result comes from the functions that compute the pages; this only writes them side by side.
"""

from collections.abc import Iterator
from math import isnan

from cityreport.evaluation import State
from cityreport.framework import Indicator, parse_measure
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import written
from cityreport.report.breakdowns import monthly
from cityreport.report.provenance.cells import Rows
from cityreport.report.provenance.facts import Facts, facts_of, scope_of_figure, sum_of
from cityreport.report.provenance.picked_words import working_picked
from cityreport.report.provenance.rules import RULE_WORDS, attainment_formula, target_words
from cityreport.report.provenance.scores import Score, score_of
from cityreport.report.provenance.words import (
    brief,
    indicator_value,
    rule,
    stored,
    stored_unit,
    title,
    value,
    whose,
)
from cityreport.report.sums import sums_of
from cityreport.report.wording import VIEW_WORDS, number_format, source_line, status_word
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Column, Section, Table

Step = tuple[str, str, str]


def working(evaluation: Evaluation, figure: Figure, rows: Rows | None = None) -> Section:
    """The steps from what was reported to the figure, and for an indicator on to its points.

    Picked rows are looked up in ``rows``.
    """
    if figure.picked and rows:
        return working_picked(rows, evaluation, figure, title(evaluation, figure, rows))
    steps, figures = _steps(evaluation, figure)
    known = evaluation.framework.indicator(figure.indicator)
    return Section(
        key="working",
        title=title(evaluation, figure),
        lead=_lead(evaluation, figure),
        table=Table((Column("步骤"), Column("数值"), Column("怎么来的")), steps, figures),
        notes=(known.remark,) if known and known.remark else (),
        source=source_line(evaluation, figure.month),
        empty="" if steps else f"{title(evaluation, figure)}，没有可计算的数。",
        figure=figure,
    )


def _steps(
    evaluation: Evaluation, figure: Figure
) -> tuple[tuple[Step, ...], tuple[tuple[Figure | None, ...], ...]]:
    """The steps, and where a step is a figure of its own, which."""
    if figure.picked:
        return (), ()
    if figure.is_score:
        known = score_of(evaluation, figure)
        parts = tuple(_part_step(*part[:3]) for part in known.parts)
        behind = tuple((part[3],) for part in known.parts)
        whole = tuple(_whole_steps(known, figure.dimension)) if known.parts else ()
        return (*parts, *whole), (*behind, *((None,) for _ in whole))
    if figure.indicator:
        return tuple(_indicator_steps(evaluation, figure)), ()
    return tuple(_sum_steps(evaluation, figure)), ()


def _lead(evaluation: Evaluation, figure: Figure) -> str:
    known = evaluation.framework.indicator(figure.indicator)
    if figure.picked:
        return whose(figure)
    if figure.is_score:
        return f"{whose(figure)} · {VIEW_WORDS[figure.view]} · 点一行看这项指标怎么算"
    if known is None:
        return f"{whose(figure)} · {rule(parse_measure(figure.measure))}"
    return (
        f"{known.code} · {RULE_WORDS[known.rule]} · {VIEW_WORDS[figure.view]} · "
        f"来源 {known.source or '未注明'}"
    )


def _indicator_steps(evaluation: Evaluation, figure: Figure) -> Iterator[Step]:
    facts = facts_of(evaluation, figure)
    yield from _parts(facts)
    if facts.state is not State.VALUE:
        yield "当前值", facts.state.word, _why(facts)
        return
    yield "当前值", indicator_value(facts), _value_formula(facts)
    if isnan(facts.attainment):
        yield "得分", "不计分", _not_scored(facts)
        return
    yield from _judged(evaluation, figure, facts)


def _parts(facts: Facts) -> Iterator[Step]:
    one, below = facts.indicator.numerator, facts.indicator.denominator
    many = f"；{len(facts.units)} 家单位相加" if len(facts.units) > 1 else ""
    if not isnan(facts.numerator):
        name = "分子" if below else "合计"
        yield name, stored(facts.numerator, one), f"{brief(one)}：{rule(one)}{many}"
    if below and not isnan(facts.denominator):
        yield "分母", stored(facts.denominator, below), f"{brief(below)}：{rule(below)}{many}"


def _value_formula(facts: Facts) -> str:
    one, below = facts.indicator.numerator, facts.indicator.denominator
    top, scale = write(facts.numerator, "number"), facts.indicator.scale
    if below is None:
        same = scale == 1
        return "就是上面的合计" if same else f"{top} {stored_unit(one)} × {write_scale(scale)}"
    times = "" if scale == 1 else f" × {write_scale(scale)}"
    return f"{top} ÷ {write(facts.denominator, 'number')}{times}"


def write_scale(scale: float) -> str:
    """A factor between measure units in full: 100, 0.0001."""
    return f"{scale:.10f}".rstrip("0").rstrip(".")


def _judged(evaluation: Evaluation, figure: Figure, facts: Facts) -> Iterator[Step]:
    indicator, form = facts.indicator, number_format(facts.indicator)
    if not isnan(facts.target):
        yield "全年目标", write(facts.target, form), _target_source(figure, facts)
        yield "本月应达到", write(facts.due, form), target_words(figure, facts)
    yield (
        "得分率", write(facts.attainment, "rate"),
        f"{RULE_WORDS[indicator.rule]}：{attainment_formula(evaluation, figure, facts)}",
    )  # fmt: skip
    share = write(facts.attainment, "rate")
    if indicator.rule == "bonus":
        yield "加分", f"{write(facts.points, 'score')} 分", f"得分率 {share} × 上限，不计入 100 分"
        return
    weight = write(indicator.weight, "number")
    yield "分值", f"{weight} 分", "测评标准目录"
    yield "得分", f"{write(facts.points, 'score')} 分", f"分值 {weight} × 得分率 {share}"
    cuts = evaluation.settings.status_cuts
    word = status_word(facts.state, facts.paced, cuts, shown_only=indicator.direction == "none")
    lines = "、".join(write(cut, "rate") for cut in cuts)
    yield "状态", word, f"序时得分率 {write(facts.paced, 'rate')}，分界线 {lines}"


def _target_source(figure: Figure, facts: Facts) -> str:
    target = facts.indicator.target
    if not figure.unit:
        many = "各单位目标按分母加权平均" if facts.indicator.is_ratio else "各单位目标相加"
        return f"测评标准目录；{many}" if len(facts.units) > 1 else "测评标准目录"
    if figure.unit in target.by_unit:
        return "测评标准目录中本单位的目标"
    if isinstance(target.default, str):
        return f"本单位在单位名册中的{target.default}"
    return "测评标准目录"


def _why(facts: Facts) -> str:
    words = {
        State.MISSING: "本年还没有报来需要的表，不计入得分",
        State.BLANK: "表报来了，需要的格子没有填，不计入得分",
        State.NO_DENOMINATOR: "没有分母，不能算比率，不计入得分",
        State.NOT_APPLICABLE: "分母为 0，本期没有可算的，不计入得分",
        State.NOT_MONITORED: "没有单位报送需要的表，不计入得分",
        State.NOT_FOR_TYPE: "测评标准目录没有对这类单位规定",
    }
    return words[facts.state]


def _not_scored(facts: Facts) -> str:
    shown = facts.indicator.direction == "none" or facts.indicator.rule == "info"
    return "仅展示，不计分" if shown else "没有可比的目标，不计分"


def _sum_steps(evaluation: Evaluation, figure: Figure) -> Iterator[Step]:
    known = sum_of(evaluation, figure)
    one = parse_measure(figure.measure)
    if figure.below:
        below = parse_measure(figure.below)
        both = f"；两项都有数的 {len(known.units)} 家" if not figure.unit else ""
        if not isnan(known.numerator):
            yield "分子", stored(known.numerator, one), f"{brief(one)}：{rule(one)}{both}"
        if not isnan(known.denominator):
            yield "分母", stored(known.denominator, below), f"{brief(below)}：{rule(below)}{both}"
        yield "比率", value(evaluation, figure), "分子 ÷ 分母"
        return
    if one.behaviour == "flow" and not (figure.only_month or figure.column):
        yield from _months(evaluation, figure)
    part = f"，只计{figure.column}为“{figure.part}”的" if figure.column else ""
    yield "合计", value(evaluation, figure), f"{brief(one)}：{rule(one)}{part}"


def _months(evaluation: Evaluation, figure: Figure) -> Iterator[Step]:
    one = parse_measure(figure.measure)
    scope = scope_of_figure(evaluation, figure)
    amounts = monthly(sums_of(evaluation, figure.measure), scope)
    for number, amount in enumerate(amounts, start=1):
        unit = stored_unit(one) if amount.known else ""
        yield f"{number}月", written(amount, "number", unit), "当月报来的各行相加"


def _part_step(indicator: Indicator, attained: float, points: float) -> Step:
    weight = write(indicator.weight, "number")
    return (
        f"{indicator.code} {indicator.name}", f"{write(points, 'score')} 分",
        f"分值 {weight} × 得分率 {write(attained, 'rate')}",
    )  # fmt: skip


def _whole_steps(known: Score, dimension: str) -> Iterator[Step]:
    weight, points = write(known.weight, "number"), write(known.points, "score")
    yield "得分之和", f"{points} 分", f"以上 {len(known.parts)} 项相加"
    yield "分值之和", f"{weight} 分", "以上各项的分值，没有数据的不计"
    if dimension:
        yield "得分率", write(known.share, "rate"), "得分之和 ÷ 分值之和"
        return
    yield "得分", known.written, "100 × 得分之和 ÷ 分值之和"
    yield "数据完整度", write(known.coverage, "rate"), "有数据的分值 ÷ 纳入监测且本期适用的分值"
