"""四、工作要求: what follows from the figures; deadlines and words of leaders are the writer's."""

from cityreport.gaps import Gap
from cityreport.report.bulletin.issue import Issue, some
from cityreport.report.bulletin.overdue import who_must_act
from cityreport.report.writing import blank, paragraph
from cityreport.report.yearly.problems import missing_words, surplus
from cityreport.tables.document import Block, Heading, Paragraph

MOST = 3


def demands(issue: Issue) -> tuple[Block, ...]:
    """The fourth chapter."""
    found = [one for one in (_reports(issue), _cases(issue), *_gaps(issue)) if one is not None]
    own = paragraph(blank("本月其他工作要求，如回头看、约谈、下月督查安排"), level=3)
    return (Heading(1, "工作要求"), *found, own)


def _reports(issue: Issue) -> Paragraph | None:
    rows = issue.evaluation.completeness(issue.month).rows
    owing = list(dict.fromkeys(row.unit for row in rows if not row.reported))
    if not owing:
        return None
    return paragraph(
        f"补报月报表。未报的{len(owing)}家单位按附件所列表种补报{issue.month}月数据，"
        "确无此项工作的填“本月无”。完成时限：", blank("补报时限"), "。", level=3,
    )  # fmt: skip


def _cases(issue: Issue) -> Paragraph | None:
    late = who_must_act(issue)
    if not late:
        return None
    return paragraph(
        f"整改逾期问题。{some(late)}对逾期未整改的问题逐个整改，并报整改结果。完成时限：",
        blank("整改时限"), "。", level=3,
    )  # fmt: skip


def _gaps(issue: Issue) -> list[Paragraph]:
    """The costliest gaps with who is responsible and until when, by the catalogue."""
    found = []
    for gap in issue.evaluation.city_gaps(issue.month)[:MOST]:
        one = gap.indicator
        who = f"责任单位：{one.responsible}。" if one.responsible else blank("责任单位")
        when = f"完成时限：{one.deadline}。" if one.deadline else blank("完成时限")
        found.append(paragraph(gap_demand(gap), who, when, level=3))
    return found


def gap_demand(gap: Gap) -> str:
    """What has to happen: make up what is missing, or bring down what is too much."""
    name = gap.indicator.name
    if gap.shortfall <= 0:
        return f"没有完成的单位补上{name}的差距，全市合计已到全年目标。"
    if gap.indicator.direction != "down":
        return f"补上{name}的差距，对照全年目标{missing_words(gap)}。"
    return f"把{name}降下来，现比全年目标多{surplus(gap)}。"
