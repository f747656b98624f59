"""督查检查和问题整改 in sentences: how often inspected, what was found and put right."""

from cityreport.report.inspections import outside
from cityreport.report.inspections.measures import (
    FOUND,
    KIND,
    OVERDUE,
    OWN,
    RECTIFIED,
    RELAPSED,
    VISITS,
    of_level,
)
from cityreport.report.sums import rate_of, sums_of
from cityreport.report.writing import blank, clauses, derived, number, of_sum, paragraph, word
from cityreport.report.yearly.subject import Subject
from cityreport.tables.document import Paragraph
from cityreport.tables.figure import Figure
from cityreport.tables.stored import StoredRow


def inspected(subject: Subject) -> tuple[Paragraph, ...]:
    """The counts, what was not filled in, and the rate with both its parts."""
    evaluation, scope = subject.evaluation, subject.scope
    shown = (
        ("接受各级检查", outside(VISITS), "次"), ("另有自查", of_level(VISITS, OWN), "次"),
        ("检查发现问题", outside(FOUND), "个"), ("已整改", outside(RECTIFIED), "个"),
        ("各月逾期未整改合计", outside(OVERDUE), "个"), ("整改后反复", outside(RELAPSED), "个"),
    )  # fmt: skip
    known = [
        (words, of_sum(evaluation, text, scope, unit, words, rows=_of_level(subject, text)))
        for words, text, unit in shown
    ]
    said, unsaid = clauses(known)
    if not said:
        return (subject.nothing(KIND, "接受检查和问题整改情况"),)
    lacking = [blank(f"{'、'.join(unsaid)}（表中未填）")] if unsaid else []
    return (
        paragraph(f"{subject.span}{subject.who}", *said, subject.senders(KIND), "。", *lacking),
        *_rectified(subject),
    )  # fmt: skip


def _rectified(subject: Subject) -> tuple[Paragraph, ...]:
    top, below = (sums_of(subject.evaluation, outside(name)) for name in (RECTIFIED, FOUND))
    rate = rate_of(top, below, subject.scope)
    if not rate.amount.known:
        return ()
    parts = f"{number(rate.numerator, 'count')}÷{number(rate.denominator, 'count')}"
    text = number(rate.amount.value, "rate", approximate=rate.amount.approximate)
    figure = Figure(
        subject.evaluation.year, subject.month, subject.unit or "",
        measure=outside(RECTIFIED), below=outside(FOUND),
    )  # fmt: skip
    said = derived("问题整改率", text, f"已整改数÷发现问题数，不含自查：{parts}", figure)
    return (paragraph("问题整改率", said, f"（已整改÷发现问题，{parts}，不含自查）。"),)


def _of_level(subject: Subject, text: str) -> list[StoredRow] | None:
    """The rows behind a count of inspections: those of 自查, or all the others."""
    if subject.unit is None:
        return None
    own = text.endswith(f"={OWN}]")
    levels = sums_of(subject.evaluation, text).measure.filters[0].values
    return [
        row for row in subject.of(KIND)
        if (word(row, "检查级别") == OWN if own else word(row, "检查级别") in levels)
    ]  # fmt: skip
