"""附件: who has not reported or was late, and the problems not yet rectified."""

from cityreport.report.attention import absentees
from cityreport.report.bulletin.issue import CASES, Issue
from cityreport.report.writing import paragraph, word
from cityreport.style import NONE
from cityreport.tables.document import Annex, Grid
from cityreport.tables.section import Column, Table

MOST_CASES = 500
_CASE_COLUMNS = ("点位名称", "问题描述", "标准类别", "发现日期", "责任单位", "整改期限")


def annexes(issue: Issue) -> tuple[Annex, ...]:
    """The annexes that have something in them."""
    return tuple(one for one in (_silent(issue), _cases(issue)) if one is not None)


def _silent(issue: Issue) -> Annex | None:
    section = absentees(issue.evaluation, issue.month, None)
    if section.table is None or section.table.empty:
        return None
    lead = f"{section.lead.replace(' ', '')}。" if section.lead else ""
    return Annex(
        f"{issue.label}未报和迟报单位名单",
        (Grid("", section.table, (34, 14, 52)), paragraph(lead, section.source, quiet=True)),
    )


def _cases(issue: Issue) -> Annex | None:
    rows = issue.open_cases
    if not rows:
        return None
    table = Table(
        (Column("序号", "count"), Column("单位"), *(Column(name) for name in _CASE_COLUMNS)),
        tuple(
            (number, row.unit, *(word(row, name, NONE) for name in _CASE_COLUMNS))
            for number, row in enumerate(rows[:MOST_CASES], start=1)
        ),
    )
    note = f"来源：各单位最近一次报来的{CASES}，截至{issue.label}。"
    more = f"共{len(rows)}个，只列前{MOST_CASES}个。" if len(rows) > MOST_CASES else ""
    return Annex(
        "未完成整改问题清单",
        (Grid("", table, (6, 18, 20, 34, 14, 14, 20, 14)), paragraph(more, note, quiet=True)),
        landscape=True,
    )
