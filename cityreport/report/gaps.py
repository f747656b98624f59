"""差距清单: what costs points, how much is missing, who makes it, what changed (method.md 9)."""

from cityreport.evaluation import View
from cityreport.gaps import Gap, group_gaps
from cityreport.period import MONTHS_A_YEAR
from cityreport.pipeline import CITY, Evaluation
from cityreport.report import causes
from cityreport.report.attention import amount, shortfall_unit, speed_up, still_needed
from cityreport.report.standing import group_of, of_the_score
from cityreport.report.wording import (
    VIEW_WORDS,
    count,
    coverage_sentence,
    not_monitored,
    source_line,
)
from cityreport.style import NONE, write
from cityreport.tables.figure import Figure
from cityreport.tables.section import (
    Cell,
    Chart,
    Column,
    Format,
    Headline,
    Section,
    Series,
    Table,
)

SHOWN_MAKERS = 15
MOST_LINES = 300
"""More lines nobody reads on a screen; the costliest come first."""


def headlines(
    evaluation: Evaluation, month: int, unit_type: str | None, view: View
) -> tuple[Headline, ...]:
    """Points lost, gaps, indicators without data and those not watched."""
    group = group_of(evaluation, unit_type, view)
    found = group_gaps(evaluation.values, group, month)
    silent = _silent(evaluation, month, unit_type)
    unwatched = not_monitored(group, evaluation.values, month)
    whole = Figure(evaluation.year, month, unit_type=unit_type or "", view=view)
    lost = sum(gap.points_lost for gap in found)
    return (
        Headline("失分指标", f"{len(found)} 项", "有数据但没有得满分的指标", figure=whole),
        Headline("共失分", f"{write(lost, 'score')} 分",
                 f"{VIEW_WORDS[view]} · {of_the_score(evaluation, group, month, lost)}",
                 "失分＝分值×（1－得分率），各指标相加。", whole),
        Headline("未报", f"{count(len(silent))} 处", "单位×指标，另列，不算差距"),
        Headline("未纳入监测", f"{len(unwatched)} 项", "没有单位报送所需的表"),
    )  # fmt: skip


def gap_list(evaluation: Evaluation, month: int, unit_type: str | None, view: View) -> Section:
    """All gaps of the city or a type, costliest first, with the pace they need."""
    group = group_of(evaluation, unit_type, view)
    found = group_gaps(evaluation.values, group, month)
    return Section(
        key="gap-list",
        title=_list_title(found, month),
        lead=f"{VIEW_WORDS[view]} · 缺口对照全年目标 · {coverage_sentence(group, month)}",
        table=Table(
            (
                Column("测评项目"), Column("指标"), Column("分值", "number"), Column("失分（分）", "score"),
                Column("缺口"), Column("余下每月需"), Column("近三月月均"), Column("需提速"),
                Column("责任单位"), Column("完成时限"), Column("原因"),
            ),
            tuple((*_line(gap), causes.of_group(evaluation, gap.indicator.code, unit_type)) for gap in found),
            tuple((_figure(evaluation, gap, month, unit_type, view),) for gap in found),
        ),
        source=source_line(evaluation, month, unit_type=unit_type),
        help="比率类指标的缺口是分子还差多少；近三月月均取最近三个有数的月份；需提速＝余下每月需÷近三月月均。"
             "期末数、越少越好的指标和近三月为 0 的指标算不出速度。",
        empty="" if found else "有数据的指标都已达到目标。",
    )  # fmt: skip


def _list_title(found: list[Gap], month: int) -> str:
    """How many cost points, and how many of those with a known pace are too slow (B24)."""
    if not found:
        return "没有失分的指标"
    if month == MONTHS_A_YEAR:
        return f"全年结束，{len(found)} 项指标没有得满分"
    paces = [gap.speed_up for gap in found if gap.speed_up is not None]
    if not paces:
        return f"{len(found)} 项指标失分，都算不出近期速度"
    slow = sum(pace > 1 for pace in paces)
    said = f"能算速度的 {len(paces)} 项中 {slow} 项按近期速度完不成全年目标"
    return f"{len(found)} 项指标失分；{said}"


def unit_list(evaluation: Evaluation, month: int, unit_type: str | None, view: View) -> Section:
    """The gaps of the units, costliest first."""
    types = {unit.name: unit.unit_type for unit in evaluation.values.units}
    found = evaluation.unit_gaps(month, view, unit_type=unit_type)
    shown = found[:MOST_LINES]
    rows = tuple(
        (
            gap.unit, types.get(gap.unit or ""), *_line(gap)[1:8],
            causes.of_unit(evaluation, gap.indicator.code, gap.unit),
        )
        for gap in shown
    )  # fmt: skip
    worst = f"，失分最多的一处是{found[0].unit}的{found[0].indicator.name}" if found else ""
    return Section(
        key="unit-gaps",
        title=f"各单位共有 {count(len(found))} 处差距{worst}",
        lead=f"{VIEW_WORDS[view]} · 按失分由多到少",
        table=Table(
            (
                Column("单位"), Column("类型"), Column("指标"), Column("分值", "number"),
                Column("失分（分）", "score"), Column("缺口"), Column("余下每月需"),
                Column("近三月月均"), Column("需提速"), Column("原因"),
            ),
            rows,
            tuple((_figure(evaluation, gap, month, None, view),) for gap in shown),
        ),
        notes=_only_the_first(len(shown), len(found)),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if found else "各单位有数据的指标都已达到目标。",
    )  # fmt: skip


def _only_the_first(shown: int, found: int) -> tuple[str, ...]:
    if shown == found:
        return ()
    more = f"表中只列失分最多的 {count(shown)} 处，全部 {count(found)} 处"
    return (f"{more}：在上面选单位类型，或在“一单位一表”看某一家的全部指标。",)


def makers(evaluation: Evaluation, month: int, unit_type: str | None, code: str) -> Section:
    """Who makes an indicator's gap: each unit's share of the units' shortfalls (B26)."""
    types = {unit.name: unit.unit_type for unit in evaluation.values.units}
    costing = evaluation.unit_gaps(month, unit_type=unit_type, code=code)
    found = [gap for gap in costing if gap.shortfall > 0]
    found.sort(key=lambda gap: -gap.shortfall)
    whole = sum(gap.shortfall for gap in found)
    indicator = evaluation.framework.indicator(code)
    name = indicator.name if indicator else code
    unit = shortfall_unit(found[0]) if found else ""
    form: Format = "money" if unit == "元" else "number"
    shown_unit = {"元": "万元", "%": "个百分点"}.get(unit, unit)
    shown = found[:SHOWN_MAKERS]
    have, asked = evaluation.reporting_units(month, code, unit_type)
    return Section(
        key=f"makers-{code}",
        title=_makers_title(name, found, whole, have=have, asked=asked),
        lead=f"各单位对照本单位全年目标的缺口（{shown_unit}） · 应有数据的 {count(asked)} 家中 "
        f"{count(have)} 家有数据 · 图中最多 {SHOWN_MAKERS} 家",
        chart=Chart(
            "bar", tuple(str(gap.unit) for gap in shown),
            (Series("缺口", tuple(gap.shortfall for gap in shown)),),
            format=form, measure_unit=shown_unit, horizontal=True,
            keys=tuple(str(gap.unit) for gap in shown),
            figures=tuple(_figure(evaluation, gap, month, None, "paced") for gap in shown),
        ),
        table=Table(
            (Column("单位"), Column("类型"), Column(f"缺口（{shown_unit}）", form), Column("占比", "rate")),
            tuple(
                (gap.unit, types[gap.unit or ""], gap.shortfall, gap.shortfall / whole) for gap in found
            ),
            tuple((_figure(evaluation, gap, month, None, "paced"),) for gap in found),
        ),
        notes=_why_not_the_whole(evaluation, month, unit_type, found),
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if shown else _no_makers(have),
    )  # fmt: skip


def _why_not_the_whole(
    evaluation: Evaluation, month: int, unit_type: str | None, found: list[Gap]
) -> tuple[str, ...]:
    """Why the units' gaps do not add up to the pooled one, where they could (B26)."""
    if not found or found[0].indicator.direction != "up" or found[0].indicator.rule == "yes_no":
        return ()
    indicator, unit = found[0].indicator, shortfall_unit(found[0])
    pooled = group_gaps(evaluation.values, group_of(evaluation, unit_type, "paced"), month)
    city = sum(gap.shortfall for gap in pooled if gap.indicator.code == indicator.code)
    parts = sum(gap.shortfall for gap in found)
    told = (still_needed(parts, unit), still_needed(city, unit))
    if told[0] == told[1]:
        return ()
    why = (
        "有的单位超过了自己的目标，超出的部分在合计里抵了缺口"
        if parts > city
        else "没有失分的单位离全年目标还差的部分只算在合计里"
    )
    return (f"各单位的缺口相加是 {told[0]}，{unit_type or CITY}合计的缺口是 {told[1]}：{why}。",)


def _no_makers(have: int) -> str:
    return (
        "有数据的单位在这项指标上没有缺口。" if have else "没有单位有这项指标的数据，看不出缺口。"
    )


def _makers_title(name: str, found: list[Gap], whole: float, *, have: int, asked: int) -> str:
    """Where some sent nothing the claim is about the others only."""
    if not have:
        return f"{name}还没有数据"
    all_told = have == asked
    known = "" if all_told else "有数据的单位中，"
    if not found:
        return f"{known}{name}没有缺口"
    if len(found) == 1:
        return f"{known}{name}的缺口{'都' if all_told else '只'}在{found[0].unit}"
    share = write(found[0].shortfall / whole, "rate")
    return f"{known}{name}的缺口在 {count(len(found))} 家：{found[0].unit}最多，占 {share}"


def _figure(
    evaluation: Evaluation, gap: Gap, month: int, unit_type: str | None, view: View
) -> Figure:
    """The indicator whose gap it is, of the unit or the roll-up."""
    return Figure(
        evaluation.year, month, unit=gap.unit or "", unit_type=unit_type or "",
        indicator=gap.indicator.code, view=view,
    )  # fmt: skip


def silent(evaluation: Evaluation, month: int, unit_type: str | None) -> Section:
    """What should have been sent and was not: a list of its own, by unit."""
    by_unit: dict[str, list[str]] = {}
    for unit, name in _silent(evaluation, month, unit_type):
        by_unit.setdefault(unit, []).append(name)
    return Section(
        key="silent",
        title=f"{count(len(by_unit))} 家单位有指标未报" if by_unit else "应有的数据都已报送",
        lead="纳入监测、今年还没有报过任何一个月的指标；不按 0 计，不算差距",
        table=Table(
            (Column("单位"), Column("未报指标数", "count"), Column("指标")),
            tuple((unit, len(names), "、".join(names)) for unit, names in by_unit.items()),
            tuple((Figure(evaluation.year, month, unit=unit),) for unit in by_unit),
            wrapped=True,
        ),
        leads_only=True,
        source=source_line(evaluation, month, unit_type=unit_type),
        empty="" if by_unit else "没有未报的指标。",
    )


def losing_indicators(evaluation: Evaluation, month: int, unit_type: str | None) -> dict[str, str]:
    """The indicators that cost points, by code, costliest first."""
    group = group_of(evaluation, unit_type, "paced")
    return {
        gap.indicator.code: f"{gap.indicator.code} {gap.indicator.name}"
        for gap in group_gaps(evaluation.values, group, month)
    }


def _silent(evaluation: Evaluation, month: int, unit_type: str | None) -> list[tuple[str, str]]:
    types = {unit.name: unit.unit_type for unit in evaluation.values.units}
    return [
        (one.unit, one.indicator.name)
        for one in evaluation.not_reported(month)
        if unit_type in (None, types[one.unit])
    ]


def _line(gap: Gap) -> tuple[Cell, ...]:
    indicator, unit = gap.indicator, shortfall_unit(gap)
    return (
        indicator.dimension, indicator.name, indicator.weight, gap.points_lost,
        still_needed(gap.shortfall, unit), still_needed(gap.needed, unit),
        amount(gap.recent, unit),
        speed_up(gap), indicator.responsible or NONE, indicator.deadline or NONE,
    )  # fmt: skip
