"""资金投入 in sentences: how much, for what, from where."""

from collections.abc import Sequence

from cityreport.report import investments
from cityreport.report.parts import parts_of
from cityreport.report.provenance.naming import part_name
from cityreport.report.sums import sums_of
from cityreport.report.writing import (
    Part,
    between,
    derived,
    listed,
    of_sum,
    paragraph,
    sized,
    word,
)
from cityreport.report.yearly.subject import Subject, by_name
from cityreport.tables.document import Paragraph
from cityreport.tables.figure import Figure
from cityreport.tables.stored import StoredRow

_SAID = {
    investments.UNDIVIDED: "几个来源未分列的",
    investments.NO_SOURCE: "未写来源的",
    investments.NO_CATEGORY: "未写类别的",
}


def money(subject: Subject) -> tuple[Paragraph, ...]:
    """The sum with its bounds, its parts, and for a unit each project."""
    kind, measure = investments.KIND, investments.INVESTED
    rows = [row for row in subject.of(kind) if word(row, "完工状态") != "计划"]
    total = of_sum(
        subject.evaluation, measure, subject.scope, "元", "投入创建资金",
        rows=rows if subject.unit else None,
    )  # fmt: skip
    if total is None or total.cited is None:
        return (subject.nothing(kind, "创建工作资金投入情况"),)
    amount = sums_of(subject.evaluation, measure).total(subject.scope)
    unsure = between(amount, "元")
    hint = f"（含约数，{unsure}）" if unsure else ""
    first = paragraph(
        f"{subject.span}{subject.who}累计投入创建资金", total, hint, f"，共{total.cited.count}笔",
        subject.senders(kind), "。", *_shares(subject, "投入类别", "按投入类别分，"),
        *_shares(subject, "资金来源", "按资金来源分，"),
    )  # fmt: skip
    return first, *_money_items(subject, rows)


def _shares(subject: Subject, column: str, lead: str) -> list[Part]:
    measure, scope = investments.INVESTED, subject.scope
    parts = parts_of(subject.evaluation, measure, column, scope, part_name(column))
    if not parts:
        return []
    year, unit = subject.evaluation.year, subject.unit or ""
    figures: list[list[Part]] = []
    for one in parts:
        text = sized(one.amount.value, "元", approximate=one.amount.approximate)
        note = f"{column}为“{one.name}”的{one.cells}个金额相加"
        figure = Figure(year, scope.month, unit, measure=measure, column=column, part=one.name)
        said = _SAID.get(one.name, one.name)
        figures.append([said, derived(f"投入：{one.name}", text, note, figure)])
    return [lead, *listed(figures), "。"]


def _money_items(subject: Subject, rows: Sequence[StoredRow]) -> tuple[Paragraph, ...]:
    """What a unit spent on each project."""
    items = by_name(subject, rows, "项目名称", "金额", "元")
    return (paragraph("其中：", *listed(items, "；"), "。"),) if items else ()
