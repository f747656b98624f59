"""二、排名情况: a table per unit type, units without a rank below with the word that says why."""

from cityreport.report.amounts import cell
from cityreport.report.bulletin.issue import Issue
from cityreport.report.inspections import outside
from cityreport.report.inspections.measures import FOUND, RECTIFIED
from cityreport.report.ranking import nothing_reported, ranking
from cityreport.report.sums import quotient
from cityreport.report.wording import VIEW_HELP, composite_word
from cityreport.report.writing import blank, number, paragraph
from cityreport.roster import Unit
from cityreport.style import NONE
from cityreport.tables.document import Block, Grid, Heading
from cityreport.tables.section import Cell, Column, Table

_WIDTHS = (11.0, 36.0, 18.0, 17.0, 21.0, 17.0, 17.0, 19.0)
_COLUMNS = (
    Column("名次", "count"), Column("单位"), Column("得分", "score"), Column("位次升降"),
    Column("数据完整度", "rate"), Column("累计发现（个）", "count"), Column("累计整改（个）", "count"),
    Column("整改率", "rate"),
)  # fmt: skip
_RANK, _UNIT, _SCORE, _MOVED, _COVERAGE, _REMARK = 0, 1, 2, 3, 5, 7
_BARRED = "负面清单"


def ranks(issue: Issue) -> tuple[Block, ...]:
    """The second chapter."""
    types = [
        one
        for one in issue.evaluation.roster.types
        if any(unit.unit_type == one for unit in _active(issue))
    ]
    if not types:
        return Heading(1, "排名情况"), paragraph("名册中没有本月报送的单位。", blank("排名情况"))
    line = number(issue.evaluation.settings.completeness_line, "rate")
    lead = paragraph(
        f"按单位类型分别排名，{composite_word(issue.evaluation)}按序时计算（{VIEW_HELP['paced'].rstrip('。')}）。"
        f"数据完整度低于{line}的单位不出得分和名次，列在表的下部；没有报送的写“未报”，不按零分计。"
    )
    return (
        Heading(1, "排名情况"),
        lead,
        *(block for one in types for block in _of_type(issue, one)),
    )


def _active(issue: Issue) -> list[Unit]:
    values = issue.evaluation.values
    return [unit for n, unit in enumerate(values.units) if values.active[n, issue.month - 1]]


def _of_type(issue: Issue, unit_type: str) -> tuple[Block, ...]:
    section = ranking(issue.evaluation, issue.month, unit_type, "paced")
    listed = section.table.rows if section.table else ()
    ranked = [row for row in listed if row[_RANK] is not None]
    first = "、".join(str(row[_UNIT]) for row in ranked if row[_RANK] == 1)
    rest = len(listed) - len(ranked)
    said = f"{len(ranked)}家参加排名，{first}列第1名" if ranked else "都不参加排名"
    without = f"；{rest}家因数据不足或未报不排名" if rest and ranked else ""
    barred = [f"{row[_UNIT]}：{row[_REMARK]}。" for row in ranked if _BARRED in str(row[_REMARK])]
    return (
        Heading(2, f"{unit_type}（{len(listed)}家）"),
        paragraph(f"{said}{without}。", *barred),
        Grid(
            f"{issue.label}{unit_type}排名", Table(_COLUMNS, tuple(_row(issue, row) for row in listed)), _WIDTHS
        ),
    )  # fmt: skip


def _row(issue: Issue, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    evaluation, name = issue.evaluation, str(row[_UNIT])
    found, mended = (
        issue.sums(outside(column)).of_unit(issue.numbers[name], issue.month)
        for column in (FOUND, RECTIFIED)
    )
    rate = quotient(mended, found)
    score = row[_SCORE]
    if row[_RANK] is None:
        score = "未报" if nothing_reported(evaluation, name, issue.month) else "数据不足"
    return (
        row[_RANK] if row[_RANK] is not None else NONE, name, score, row[_MOVED], row[_COVERAGE],
        cell(found, "count"), cell(mended, "count"), cell(rate, "rate"),
    )  # fmt: skip
