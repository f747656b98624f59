"""三、存在问题: indicators behind, problems overdue, matters to settle, sheets not sent."""

from collections.abc import Sequence

from cityreport.gaps import Gap, group_gaps
from cityreport.report.attention import shortfall_unit, still_needed
from cityreport.report.inspections import outside
from cityreport.report.inspections.measures import OVERDUE, RELAPSED
from cityreport.report.sums import sums_of
from cityreport.report.writing import (
    Part,
    blank,
    close,
    derived,
    from_cells,
    from_sheet,
    listed,
    number,
    paragraph,
    places,
    word,
)
from cityreport.report.yearly.results import judged
from cityreport.report.yearly.subject import Subject
from cityreport.sheets import FIRST_RING
from cityreport.style import reaches
from cityreport.tables.document import Block, Heading, Paragraph
from cityreport.tables.figure import Figure
from cityreport.tables.stored import StoredRow

COORDINATION, CASES = "需协调事项", "问题整改台账"
MOST = 10
_MONTHS_ADDED = "各月填报数相加（不含自查，同一问题连续几个月逾期的每月都计）"
_ONE_MONTH = "月报表填报（不含自查）"
_LOST = "分值×（1－序时得分率）"


def problems(subject: Subject) -> tuple[Block, ...]:
    """The third chapter."""
    return (
        Heading(1, "存在问题"),
        Heading(2, "对照测评标准的差距"),
        *_behind(subject),
        Heading(2, "问题整改"),
        *_overdue(subject),
        Heading(2, "需协调事项"),
        *_coordination(subject),
        Heading(2, "数据报送"),
        *_reporting(subject),
    )


def _behind(subject: Subject) -> tuple[Paragraph, ...]:
    """The indicators that cost most, with value, target and what is missing."""
    evaluation = subject.evaluation
    known = {one.code: (value, target, won) for one, value, target, won in judged(subject)}
    if not known:
        return (
            paragraph("没有可对照目标的指标数据，看不出差距。", blank("对照测评标准的主要差距")),
        )
    gaps = (
        evaluation.unit_gaps(subject.month, unit=subject.unit)
        if subject.unit
        else group_gaps(evaluation.values, evaluation.city("paced"), subject.month)
    )
    behind = [gap for gap in gaps if not reaches(known[gap.indicator.code][2], 1)]
    if not behind:
        return (paragraph("有数据的计分指标都达到序时目标。"),)
    items = []
    for gap in behind[:MOST]:
        value, target, _ = known[gap.indicator.code]
        lost = lost_points(gap, subject.evaluation.year, subject.month)
        items.append(
            paragraph(f"{gap.indicator.name}", value, f"，{target}，" if target else "，",
                      "失", lost, f"，{missing_words(gap)}。", level=3)
        )  # fmt: skip
    lead = paragraph(
        f"{len(known)}项有数据的计分指标中，{len(behind)}项未达到序时目标{_most(len(behind))}："
    )
    return lead, *items


def lost_points(gap: Gap, year: int, month: int) -> Part:
    """The points a gap costs, as a figure."""
    figure = Figure(year, month, gap.unit or "", indicator=gap.indicator.code)
    text = f"{number(gap.points_lost, 'score')}分"
    return derived(f"{gap.indicator.name}失分", text, _LOST, figure)


def missing_words(gap: Gap) -> str:
    """What is missing to the target in words: 还差24人, 超出3个百分点, or who makes the gap."""
    unit = shortfall_unit(gap)
    if gap.shortfall <= 0:
        return "合计已到目标，失分在没有完成的单位"
    if gap.indicator.direction != "down":
        return f"还差{still_needed(gap.shortfall, unit).replace(' ', '')}"
    return f"超出{surplus(gap)}"


def surplus(gap: Gap) -> str:
    """By how much an indicator lies over its target where less is better: 3.67天, 3个百分点."""
    return still_needed(gap.shortfall, shortfall_unit(gap)).replace(" ", "")


def _most(count: int) -> str:
    return f"，失分最多的{MOST}项" if count > MOST else ""


def _overdue(subject: Subject) -> tuple[Paragraph, ...]:
    """What is overdue or came back, by inspections; the cases open by the 整改台账."""
    said: list[list[Part]] = []
    for named, name in (("逾期未整改", OVERDUE), ("整改后反复", RELAPSED)):
        amount = sums_of(subject.evaluation, outside(name)).total(subject.scope)
        if amount.known and amount.value > 0:
            text = f"{number(amount.value, 'count', approximate=amount.approximate)}个"
            figure = Figure(
                subject.evaluation.year, subject.month, subject.unit or "", measure=outside(name)
            )
            said.append([named, derived(named, text, "督查检查表各月填报数相加，不含自查", figure)])
    register = subject.of(CASES)
    cases = [row for row in register if "完成日期" not in row.texts]
    if not said and not cases:
        known = sums_of(subject.evaluation, outside(OVERDUE)).total(subject.scope).known
        sentence = (
            "报送的数据中没有逾期未整改和反复的问题。"
            if known
            else "没有报送问题整改情况（未报或未填）。"
        )
        return (paragraph(sentence, *(() if known else (blank("问题整改中的困难"),))),)
    lead = f"{subject.span}{_MONTHS_ADDED if subject.month > 1 else _ONE_MONTH}："
    monthly = (paragraph(lead, *listed(said, "，"), "。"),) if said else ()
    return (*monthly, *_open_cases(subject, register, cases))


def _open_cases(
    subject: Subject, register: Sequence[StoredRow], cases: Sequence[StoredRow]
) -> tuple[Paragraph, ...]:
    """What is open by the register, which not every unit keeps: of how many, and the first."""
    if not cases:
        return ()
    count = from_cells("台账中未完成整改的问题", f"{len(cases)}个", places(cases, "问题描述"))
    units = len({row.unit for row in register})
    whose = "" if subject.unit else f"（{number(units, 'count')}家单位报送）"
    lead = paragraph(f"截至{subject.month}月，{CASES}{whose}中未完成整改的问题", count, "：")
    items = (
        paragraph(close(case_words(row, named=subject.unit is None)), level=3)
        for row in cases[:MOST]
    )
    return (lead, *items)


def case_words(row: StoredRow, *, named: bool) -> str:
    """A case of the 整改台账 in words: where, what, by whom until when."""
    told = {name: from_sheet(row.texts[name].text) for name in row.texts}
    point = told.get("点位名称", "")
    # Points are often called after their unit: 苇笛社区便民市场 needs no 苇笛社区 before it.
    where = f"{row.unit}{point}" if named and not point.startswith(row.unit) else point
    what = told.get("问题描述", "未写问题描述")
    asides = [f"{name}{told[name]}" for name in ("责任单位", "整改期限") if name in told]
    tail = f"（{'，'.join(asides)}）" if asides else ""
    return f"{where}：{what}{tail}" if where else f"{what}{tail}"


def _coordination(subject: Subject) -> tuple[Paragraph, ...]:
    rows = [row for row in subject.of(COORDINATION) if word(row, "是否办结") != "是"]
    if not rows:
        return (subject.nothing(COORDINATION, "需要上级或其他单位协调的事项"),)
    return tuple(
        paragraph(
            close(f"{'' if subject.unit else f'{row.unit}：'}{word(row, '事项')}"),
            f"需协调单位：{word(row, '需协调单位')}。" if word(row, "需协调单位") else "",
            level=3,
        )
        for row in rows[:MOST]
    )


def _reporting(subject: Subject) -> tuple[Paragraph, ...]:
    """How many of the sheets due up to the month came, and which kinds never did."""
    rows = [
        row
        for month in range(1, subject.month + 1)
        for row in subject.evaluation.completeness(month).rows
        if row.unit in subject.names
    ]
    if not rows:
        return (paragraph(f"{subject.span}{subject.who}没有应报的表。"),)
    came, late = sum(row.reported for row in rows), sum(row.late for row in rows)
    due, sent, overdue = (number(count, "count") for count in (len(rows), came, late))
    share = derived("报送率", number(came / len(rows), "rate"), f"已报{sent}张÷应报{due}张")
    said = paragraph(
        f"{subject.span}应报月报表{due}张，已报{sent}张，报送率", share,
        f"，其中迟报{overdue}张。" if late else "。",
    )  # fmt: skip
    never = [
        kind
        for kind in FIRST_RING
        if any(row.kind == kind for row in rows) and not subject.came[kind]
    ]
    if not subject.unit or not never:
        return (said,)
    return said, paragraph(f"全年没有报送过的表有{'、'.join(never)}，这几方面没有数字。")
