"""计分办法: the rules in force, written from the catalogue and the settings."""

from cityreport.framework import Framework, Indicator
from cityreport.framework.model import ROSTER_SOURCE
from cityreport.report.provenance.rules import RULE_WORDS
from cityreport.report.wording import indicator_title, number_format
from cityreport.settings import OfficeSettings
from cityreport.style import LEVELS, NONE, STATUSES, write
from cityreport.tables.section import Cell, Column, Section, Table

_DIRECTIONS = {"up": "越高越好", "down": "越低越好", "none": "仅展示"}
_ROLLUPS = {"pooled": "合并计算", "mean": "单位平均"}


def rules(settings: OfficeSettings) -> Section:
    """The general rules: states, pace, points, completeness, status, ranking (method.md)."""
    line = write(settings.completeness_line, "rate")
    rows: tuple[tuple[Cell, ...], ...] = (
        ("0 与未报", "报了 0 或“本月无”是 0；没有报送是“未报”，不当作 0；报了表但格子空着是“未填”。未报、未填不参加计算。"),
        ("约数", "九万多、近2万、约300 等照原文保存，取名义值计算并保留上下限；含约数的合计写“约”。"),
        ("指标值", "累计类：本年已报各月相加；期末类：本年最后一次报的数；比率类：分子合计÷分母合计，不对百分数求平均。"),
        ("序时目标", "目标性质为逐月累计的，本月应达到＝全年目标×已过月份÷12；随时达到的不折算。"),
        ("得分率", "按各指标的计分规则由当前值和目标算出，在 0 到 100% 之间；完成率（当前值÷目标）不封顶，另行显示。"),
        ("得分", "得分＝100×各指标得分之和÷有数据指标的分值之和。序时得分按序时目标计，按全年目标得分按全年目标计。"),
        ("数据完整度", f"有数据的分值÷纳入监测且本期适用的分值；低于 {line} 的写“数据不足”，不出得分和名次。"),
        ("纳入监测", "指标所需的表在单位的应报表种里，或单位今年报过，才纳入监测；其余写“未纳入监测”，不计分也不计完整度。"),
        ("汇总", "合并计算：各单位分子、分母分别相加后再算；单位平均：各单位得分率（封顶后）的平均，一家超额不能抵另一家的差距。"),
        ("状态", _status_words(settings)),
        ("排名", "只在同类单位内，按四舍五入到两位小数的得分排；同分同名次，其后名次顺延。"),
        ("报送率、及时率", f"应报＝在册单位×应报表种；及时＝次月 {settings.due_day} 日（含当日）前收到。"),
        ("四舍五入", "只在显示时取舍，计算过程不取舍。"),
    )  # fmt: skip
    return Section(
        key="rules",
        title="计分的总规则",
        lead="分值为本系统或本市创建办设定，不是官方测评分值",
        table=Table((Column("项目"), Column("规则")), rows),
    )


def indicator_rules(framework: Framework) -> Section:
    """How each indicator of the edition in force is computed and judged."""
    return Section(
        key="indicator-rules",
        title=f"{framework.edition}：{len(framework.indicators)} 项指标，分值合计 "
        f"{write(sum(i.weight for i in framework.indicators if i.scored), 'number')}",
        lead="分子、分母写作“表种.列名[条件]”",
        table=Table(
            (
                Column("编码"), Column("测评项目"), Column("指标"), Column("分值", "number"),
                Column("方向"), Column("计分规则"), Column("年度目标"), Column("目标性质"),
                Column("计算"), Column("汇总方式"), Column("适用单位类型"), Column("来源"),
            ),
            tuple(_row(indicator) for indicator in framework.indicators),
        ),
        source=f"来源：{framework.edition}",
    )  # fmt: skip


def catalogue(framework: Framework) -> Section:
    """The edition in force with its tasks: who leads, who acts, by when, with what material."""
    return Section(
        key="catalogue",
        title=f"{framework.edition}：{len(framework.indicators)} 项指标",
        lead="任务分解：牵头单位、责任单位、完成时限可在目录文件里填写",
        table=Table(
            (
                Column("测评项目"), Column("测评内容"), Column("编码"), Column("指标"),
                Column("分值", "number"), Column("年度目标"), Column("测评方法"), Column("牵头单位"),
                Column("责任单位"), Column("完成时限"), Column("材料要求"), Column("来源"), Column("备注"),
            ),
            tuple(
                (
                    i.dimension, i.content, i.code, indicator_title(i), i.weight, target_words(i),
                    i.method or NONE, i.lead_office or NONE, i.responsible or NONE,
                    i.deadline or NONE, i.material or NONE, i.source or NONE, i.remark or NONE,
                )
                for i in framework.indicators
            ),
        ),
        source=f"来源：{framework.edition}",
    )  # fmt: skip


def needed_figures(framework: Framework, unit_types: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The base figures that the indicators of each unit type divide by or aim at."""
    return {
        unit_type: tuple(
            dict.fromkeys(
                figure
                for indicator in framework.indicators
                if indicator.applies_to(unit_type)
                for figure in _figures(indicator)
            )
        )
        for unit_type in unit_types
    }


def target_words(indicator: Indicator) -> str:
    """The annual target with its exceptions, in words."""
    target, form = indicator.target, number_format(indicator)
    if target.default is None:
        first = NONE
    elif isinstance(target.default, str):
        first = f"各单位的{target.default}"
    else:
        first = write(target.default, form)
    exceptions = [*target.by_type.items(), *target.by_unit.items()]
    return "；".join([first, *(f"{name} {write(value, form)}" for name, value in exceptions)])


def _figures(indicator: Indicator) -> list[str]:
    sides = [side for side in (indicator.numerator, indicator.denominator) if side is not None]
    named = [side.column for side in sides if side.source == ROSTER_SOURCE]
    aimed = indicator.target.default
    return [*named, aimed] if isinstance(aimed, str) else named


def _row(indicator: Indicator) -> tuple[Cell, ...]:
    formula = indicator.numerator_text
    if indicator.is_ratio:
        formula = f"{formula} ÷ {indicator.denominator_text}"
    return (
        indicator.code, indicator.dimension, indicator_title(indicator), indicator.weight,
        _DIRECTIONS[indicator.direction], _rule_words(indicator), target_words(indicator),
        "逐月累计" if indicator.accrual == "even" else "随时达到", formula,
        _ROLLUPS[indicator.rollup], "、".join(indicator.unit_types) or "全部", indicator.source or NONE,
    )  # fmt: skip


def _rule_words(indicator: Indicator) -> str:
    parameters, form = indicator.parameters, number_format(indicator)
    parts = [
        ("零线", parameters.zero_line), ("基准值", parameters.base), ("挑战值", parameters.challenge),
    ]  # fmt: skip
    words = [f"{name} {write(value, form)}" for name, value in parts if value is not None]
    words += [f"{write(line, form)} 得 {write(share, 'rate')}" for line, share in parameters.tiers]
    if parameters.per_case is not None:
        words.append(f"每例 {write(parameters.per_case, 'number')} 分")
    if parameters.cap is not None:
        words.append(f"上限 {write(parameters.cap, 'number')} 分")
    name = RULE_WORDS[indicator.rule]
    return f"{name}（{'，'.join(words)}）" if words else name


def _status_words(settings: OfficeSettings) -> str:
    cuts = [write(cut, "rate") for cut in settings.status_cuts]
    words = [
        f"{STATUSES[word].label} 不低于 {cut}" for word, cut in zip(LEVELS, cuts, strict=False)
    ]
    return f"按序时得分率：{'，'.join(words)}，{STATUSES[LEVELS[-1]].label} 低于 {cuts[-1]}。"
