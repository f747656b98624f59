"""The sheets of the table set, in the order offices read them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cityreport.evaluation import View
from cityreport.report import criteria, gaps, merged, reporting, standing
from cityreport.report.attention import amount, shortfall_unit, speed_up, still_needed
from cityreport.report.deck import Meeting
from cityreport.report.exchange.scores import units_by_dimension, units_by_type
from cityreport.report.remarks import remarked
from cityreport.report.wording import (
    SELF_ASSESSED,
    VIEW_WORDS,
    coverage_sentence,
    pace_sentence,
    source_line,
)
from cityreport.style import NONE
from cityreport.tables.section import Cell, Column, Section, Table
from cityreport.tables.stored import StoredRow

RECTIFICATION = "问题整改台账"
SAMPLE = "示例数据"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of the workbook: its name and what stands on it."""

    name: str
    section: Section


def table_set(
    meeting: Meeting, problems: Sequence[StoredRow], view: View = "paced"
) -> tuple[Sheet, ...]:
    """Overview, 测评项目, indicators, units, matrix, gaps, rectification, reporting of a month.

    ``problems`` are the rows of the 问题整改台账 as it stands.
    """
    evaluation, month = meeting.evaluation, meeting.month
    sheets = (
        Sheet("总体情况", overview(meeting, view)),
        Sheet("按测评项目", standing.by_dimension(evaluation, month, None)),
        Sheet("各项指标", criteria.tree(evaluation, month, None, view)),
        Sheet("各类单位得分", units_by_type(evaluation, month, view)),
        Sheet("单位×测评项目", units_by_dimension(evaluation, month, view)),
        Sheet("差距清单", gaps.gap_list(evaluation, month, None, view)),
        Sheet("各单位差距", unit_gaps(meeting, view)),
        Sheet("整改台账", rectification(meeting, problems)),
        Sheet("报送情况", reporting.by_unit(evaluation, month, None, meeting.today)),
    )
    badges = (SAMPLE,) if meeting.sample else ()
    return tuple(
        replace(one, section=remarked(_badged(one.section, badges), evaluation, month))
        for one in sheets
    )


def _badged(section: Section, badges: tuple[str, ...]) -> Section:
    return replace(section, badges=(*badges, *section.badges))


def overview(meeting: Meeting, view: View) -> Section:
    """The headline figures of the city, then a line a unit type."""
    evaluation, month = meeting.evaluation, meeting.month
    city = standing.headlines(evaluation, month, None, view, meeting.today)
    rows: list[tuple[Cell, ...]] = [("全市", one.label, one.text, one.note) for one in city]
    for unit_type in evaluation.roster.types:
        found = standing.headlines(evaluation, month, unit_type, view)
        rows += [(unit_type, one.label, one.text, one.note) for one in found]
    group = evaluation.city(view)
    return Section(
        key="exchange-overview",
        title=f"全市：{pace_sentence(group, month)}",
        lead=f"{VIEW_WORDS[view]} · {coverage_sentence(group, month)}",
        table=Table((Column("范围"), Column("项目"), Column("数"), Column("说明")), tuple(rows)),
        notes=(SELF_ASSESSED,),
        source=source_line(evaluation, month),
    )


def unit_gaps(meeting: Meeting, view: View) -> Section:
    """Every gap of every unit, costliest first; the unit itself is responsible."""
    evaluation, month = meeting.evaluation, meeting.month
    found = evaluation.unit_gaps(month, view)
    rows = tuple(
        (
            gap.unit, gap.indicator.code, gap.indicator.dimension, gap.indicator.name,
            gap.indicator.weight, gap.points_lost,
            still_needed(gap.shortfall, shortfall_unit(gap)),
            still_needed(gap.needed, shortfall_unit(gap)),
            amount(gap.recent, shortfall_unit(gap)), speed_up(gap), gap.indicator.deadline or NONE,
        )
        for gap in found
    )  # fmt: skip
    return Section(
        key="exchange-unit-gaps",
        title=f"各单位共有 {len(found)} 处差距",
        lead=f"{VIEW_WORDS[view]} · 按失分由多到少 · 缺口对照本单位全年目标",
        table=Table(
            (
                Column("责任单位"), Column("编码"), Column("测评项目"), Column("指标"),
                Column("分值", "number"), Column("失分（分）", "score"), Column("缺口"),
                Column("余下每月需"), Column("近三月月均"), Column("需提速"), Column("完成时限"),
            ),
            rows,
        ),
        source=source_line(evaluation, month),
        empty="" if found else "各单位有数据的指标都已达到目标。",
    )  # fmt: skip


def rectification(meeting: Meeting, problems: Sequence[StoredRow]) -> Section:
    """The 整改台账 of all units as it stands, in the columns of the sheet, with where it stands."""
    month = meeting.month
    whole = merged.detail(meeting.evaluation, RECTIFICATION, problems, 1, month, None)
    said = f"截至{meeting.evaluation.year}年{month}月没有单位报送过{RECTIFICATION}。"
    return replace(whole, key="exchange-rectification", empty="" if problems else said)
