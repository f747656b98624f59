"""工作汇报: one unit's or the city's year in sentences, every figure from the sheets."""

from datetime import date

from cityreport.pipeline import CITY, Evaluation
from cityreport.report.ranking import nothing_reported
from cityreport.report.writing import blank, day_words, paragraph
from cityreport.report.yearly.plans import plans
from cityreport.report.yearly.problems import problems
from cityreport.report.yearly.results import results
from cityreport.report.yearly.subject import Rows, Subject
from cityreport.report.yearly.work import work
from cityreport.sheets import KINDS
from cityreport.tables.document import Block, Document, Paragraph, Run, with_numbers

__all__ = ["Rows", "last_month", "yearly"]

_RULE = "文中数字取自已登记的月报表，写“约”的在表中就是约数，没有报送的不按零计。"


def yearly(
    evaluation: Evaluation,
    rows: Rows,
    month: int,
    today: date,
    *,
    unit: str | None = None,
    sample: bool = False,
) -> Document:
    """The 工作汇报 of one unit, or of the city without one, for the year up to a month (1–12).

    ``rows`` holds the ledger rows by kind (see ``Subject``); for the city those of the sheets
    beyond the four monthly ones are enough. KeyError for a unit that is not in the roster.
    """
    subject = Subject(evaluation, rows, month, unit)
    office = evaluation.settings.office_name
    blocks = (
        *_opening(subject),
        *work(subject),
        *results(subject),
        *problems(subject),
        *plans(subject),
    )
    return Document(
        kind="工作汇报",
        title_lines=(f"{unit or CITY}", f"{subject.span}文明城市创建工作情况汇报"),
        addressees=Run(f"{office}：") if unit else blank("主送机关"),
        blocks=with_numbers(blocks),
        signed_by=unit or office,
        signed_on=day_words(today),
        mark="示例" if sample else "",
    )


def last_month(evaluation: Evaluation) -> int:
    """The last month (1–12) of the year that anything was sent for, 12 when nothing was."""
    months = evaluation.sent.reports["month"]
    return int(months.max()) if len(months) else 12


def _opening(subject: Subject) -> tuple[Block, ...]:
    name = subject.unit or CITY
    first = paragraph(f"现将{name}{subject.span}文明城市创建工作情况汇报如下。{_RULE}")
    return first, _what_was_sent(subject)


def _what_was_sent(subject: Subject) -> Paragraph:
    """Which sheets came with how many rows; that no figure was given where none was."""
    if subject.unit is None:
        senders = frozenset().union(*subject.came.values())
        silent = len(subject.names) - len(senders)
        tail = f"，{silent}家没有报送" if silent else ""
        others = sum(nothing_reported(subject.evaluation, one, subject.month) for one in senders)
        beside = f"（其中{others}家没有报送任何应报的表，只报了其他表）" if others else ""
        return paragraph(
            f"{subject.span}全市{len(subject.names)}家单位中，{len(senders)}家报送过数据{beside}{tail}。"
        )
    sent = [(kind.name, len(subject.of(kind.name))) for kind in KINDS if subject.came[kind.name]]
    if not sent:
        return paragraph(f"{subject.span}{subject.who}没有报送任何数据，各部分都没有内容。",
                         blank("全部内容"))  # fmt: skip
    told = "、".join(f"{kind}{count}项" if count else f"{kind}（本月无）" for kind, count in sent)
    return paragraph(f"{subject.span}{subject.who}报送了{told}。", _figures_sentence(subject))


def _figures_sentence(subject: Subject) -> str:
    """That a unit sent words only, where it did."""
    rows = (row for kind in KINDS for row in subject.of(kind.name))
    if any(row.quantities for row in rows):
        return ""
    return "报送的内容中没有任何数字，以下不写数量。"
