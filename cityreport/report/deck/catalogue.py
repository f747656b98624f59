"""What can be on an agenda: every section of the dashboard that makes sense on a wall."""

from cityreport.report import (
    activities,
    attention,
    criteria,
    gaps,
    inspections,
    investments,
    materials,
    problems,
    ranking,
    reporting,
    standing,
    unit,
    volunteers,
    warnings,
)
from cityreport.report.deck import problem_days
from cityreport.report.deck.entry import (
    Choice,
    Entry,
    chosen,
    dated,
    of_selection,
    of_type,
    of_type_viewed,
    of_unit,
    register,
    topic,
    topic_figures,
    viewed,
)
from cityreport.report.deck.figures import figures_section, standing_figures, standing_section
from cityreport.report.deck.meeting import Meeting
from cityreport.report.deck.since import since_last
from cityreport.tables.agenda import AgendaItem

_TYPE: tuple[Choice, ...] = ("unit_type",)
_VIEW: tuple[Choice, ...] = ("unit_type", "view")
_UNIT: tuple[Choice, ...] = ("unit_type", "unit")
_MONEY, _HOURS = topic_figures(investments.headlines), topic_figures(volunteers.headlines)
_CHECKS, _EVENTS = topic_figures(inspections.headlines), topic_figures(activities.headlines)
_WHOLE, _GAPS, _UNITS = "总体进展", "差距", "单位"
_TOPICS, _SENT, _NEXT = "专题", "报送", "做法与计划"

_ENTRIES = (
    Entry("since", "与上次会议相比", _WHOLE, since_last),
    Entry("standing", "总体进展（几个大数）", _WHOLE, standing_section, _VIEW, figures=standing_figures),
    Entry("dimensions", "各测评项目得分率", _WHOLE, of_selection(standing.by_dimension)),
    Entry("trend", "得分走势", _WHOLE, viewed(standing.trend), _VIEW),
    Entry("bullets", "一个测评项目的各指标", _WHOLE, chosen(criteria.bullets),
          ("unit_type", "choice"), ("choice",)),
    Entry("gaps", "失分最多的指标（图）", _GAPS, viewed(attention.costliest_gaps), _VIEW),
    Entry("gap-list", "差距清单：缺口、责任单位、时限", _GAPS, viewed(gaps.gap_list), _VIEW,
          columns=("指标", "失分", "缺口", "余下每月需", "责任单位", "完成时限")),
    Entry("makers", "一个指标的缺口在哪些单位", _GAPS, chosen(gaps.makers),
          ("unit_type", "choice"), ("choice",)),
    Entry("unit-gaps", "各单位失分最多的指标", _GAPS, viewed(gaps.unit_list), _VIEW,
          columns=("单位", "指标", "失分", "缺口", "余下每月需")),
    Entry("ranking", "单位排名（表）", _UNITS, of_type_viewed(ranking.ranking), _VIEW, _TYPE,
          columns=("名次", "单位", "得分", "位次升降", "未达序时"), ends=True),
    Entry("dots", "单位得分分布（图）", _UNITS, of_type_viewed(ranking.dots), _VIEW, _TYPE, ends=True),
    Entry("heat", "单位 × 测评项目得分率", _UNITS, of_type(ranking.heat), _TYPE, _TYPE),
    Entry("movers", "名次变动最大的单位", _UNITS, viewed(attention.movers), _VIEW),
    Entry("warnings", "预警名单", _UNITS, of_selection(warnings.warning_list)),
    Entry("unit-indicators", "一家单位的各项指标", _UNITS, of_unit(unit.indicators),
          ("unit", "view"), ("unit",),
          columns=("指标", "当前值", "本月应达到", "全年目标", "状态")),
    Entry("unit-trend", "一家单位的得分走势", _UNITS, of_unit(unit.score_trend),
          ("unit", "view"), ("unit",)),
    Entry("reporting", "各月报送情况", _SENT, dated(reporting.tiles)),
    Entry("absentees", "未报和迟报的单位", _SENT, of_selection(attention.absentees)),
    Entry("inspections-figures", "督查整改（几个大数）", _TOPICS,
          figures_section("inspections-figures", inspections.KIND, _CHECKS), _UNIT, figures=_CHECKS),
    Entry("inspections-funnel", "问题整改：发现、整改、按期", _TOPICS, topic(inspections.funnel), _UNIT),
    Entry("inspections-months", "各月发现与整改的问题", _TOPICS, topic(inspections.by_month), _UNIT),
    Entry("inspections-overdue", "逾期和反复的问题在哪些单位", _TOPICS,
          topic(inspections.overdue_and_relapsed), _UNIT),
    Entry("problems-moved", "整改台账：新增、已整改、逾期", _TOPICS, problem_days.moved, _UNIT,
          as_table=True),
    Entry("problems-ages", "没有整改的问题拖了多久", _TOPICS,
          problem_days.on_the_day(problems.ages), _UNIT),
    Entry("problems-relapses", "整改后反弹率", _TOPICS, problem_days.relapses, _UNIT),
    Entry("investments-figures", "资金投入（几个大数）", _TOPICS,
          figures_section("investments-figures", investments.KIND, _MONEY), _UNIT, figures=_MONEY),
    Entry("investments-months", "各月资金投入", _TOPICS, topic(investments.by_month), _UNIT),
    Entry("investments-categories", "资金投向", _TOPICS, topic(investments.by_category), _UNIT),
    Entry("investments-units", "各单位资金计划完成率", _TOPICS, topic(investments.by_unit), _UNIT),
    Entry("volunteers-figures", "志愿服务（几个大数）", _TOPICS,
          figures_section("volunteers-figures", volunteers.KIND, _HOURS), _UNIT, figures=_HOURS),
    Entry("volunteers-hours", "各月志愿服务时长", _TOPICS, topic(volunteers.hours_by_month), _UNIT),
    Entry("volunteers-categories", "志愿服务类别", _TOPICS, topic(volunteers.by_category), _UNIT),
    Entry("volunteers-units", "各单位人均志愿服务时长", _TOPICS, topic(volunteers.by_unit), _UNIT),
    Entry("activities-figures", "创建活动（几个大数）", _TOPICS,
          figures_section("activities-figures", activities.KIND, _EVENTS), _UNIT, figures=_EVENTS),
    Entry("activities-calendar", "创建活动月历", _TOPICS, topic(activities.calendar), _UNIT),
    Entry("activities-units", "各单位活动场次", _TOPICS, topic(activities.by_unit), _UNIT),
    Entry("materials-missing", "还没有材料的指标", _NEXT, register(materials.missing_materials), _UNIT,
          columns=("编码", "指标", "材料要求", "牵头单位")),
    Entry("awards", "荣誉表彰", _NEXT, register(materials.awards), _UNIT,
          columns=("单位", "月份", "级别", "名称", "等次")),
    Entry("plans", "下步计划", _NEXT, register(materials.plans), _UNIT,
          columns=("单位", "事项", "责任单位", "完成时限", "完成情况")),
)  # fmt: skip

CATALOGUE: dict[str, Entry] = {entry.key: entry for entry in _ENTRIES}
"""The entries by key, in the order of the chooser."""


def choices(entry: Entry, meeting: Meeting, item: AgendaItem) -> dict[str, str]:
    """What ``choice`` may be for an entry that takes one: the value kept → how it is called."""
    at = (meeting.evaluation, meeting.month, item.unit_type or None)
    if entry.key == "bullets":
        return {name: name for name in criteria.scored_dimensions(*at)}
    return gaps.losing_indicators(*at) if entry.key == "makers" else {}
