"""督查通报: the month's standing, ranks, problems and demands, for all units to read."""

from datetime import date

from cityreport.pipeline import Evaluation
from cityreport.report.bulletin.demands import demands
from cityreport.report.bulletin.issue import Issue, Rows
from cityreport.report.bulletin.lists import annexes
from cityreport.report.bulletin.overall import overall
from cityreport.report.bulletin.problems import problems
from cityreport.report.bulletin.ranks import ranks
from cityreport.report.writing import blank, day_words, paragraph
from cityreport.tables.document import Document, Letterhead, Run, with_numbers

__all__ = ["Rows", "bulletin"]


def bulletin(
    evaluation: Evaluation,
    rows: Rows,
    month: int,
    today: date,
    *,
    number: str = "",
    sample: bool = False,
) -> Document:
    """The 督查通报 of a month (1–12) of the evaluated year.

    ``rows`` holds the month's 督查检查 and the 问题整改台账 as it stood; ``number`` is the 发文字号,
    marked for the writer where empty.
    """
    issue = Issue(evaluation, rows, month, today)
    office = evaluation.settings.office_name
    blocks = (
        paragraph(
            f"根据各单位报送的{issue.label}月报表，{office}汇总了本月文明城市创建工作的数据报送、"
            "工作进度、督查整改和排名情况，现通报如下。"
        ),
        *overall(issue),
        *ranks(issue),
        *problems(issue),
        *demands(issue),
    )
    return Document(
        kind="督查通报",
        title_lines=(f"关于{issue.label}文明城市创建工作", "督查情况的通报"),
        addressees=_addressees(evaluation),
        blocks=with_numbers(blocks),
        signed_by=office,
        signed_on=day_words(today),
        letterhead=Letterhead(f"{office}督查通报", Run(number) if number else blank("发文字号")),
        annexes=annexes(issue),
        mark="示例" if sample else "",
    )


def _addressees(evaluation: Evaluation) -> Run:
    types = evaluation.roster.types
    return Run(f"{'、'.join(f'各{name}' for name in types)}：") if types else blank("主送单位")
