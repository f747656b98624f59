"""The headline figures of 模拟测评."""

from collections.abc import Sequence

from cityreport.report.assessments.figures import figure_of
from cityreport.report.assessments.marks import LEAD, NOT_ASSESSED, Mark, rounds_of, tally
from cityreport.report.picked import RATE, UNASSESSED
from cityreport.report.wording import count
from cityreport.style import write
from cityreport.tables.figure import Figure
from cityreport.tables.section import Headline

_NAMED = 3


def headlines(found: Sequence[Mark], about: Figure | None = None) -> tuple[Headline, ...]:
    """Rounds, the last round's rate against the one before, units assessed, items not assessed.

    ``about`` is the selection's scope, to find the cells.
    """
    names = rounds_of(found)
    last = tally(one for one in found if names and one.round == names[-1])
    before = tally(one for one in found if len(names) > 1 and one.round == names[-2])
    moved = ""
    if last.rate is not None and before.rate is not None:
        points = (last.rate - before.rate) * 100
        word = "升" if points >= 0 else "降"
        moved = f"；比{names[-2]}{word} {write(abs(points), 'number')} 个百分点"
    shown = f"{names[-1]}：{write(last.won, 'number')}/{write(last.possible, 'number')} 分{moved}"
    return (
        (
            Headline("测评期数", f"{len(names)} 期", _latest(names)),
            Headline(
                "最近一期得分率",
                write(last.rate, "rate") if last.rate is not None else NOT_ASSESSED,
                shown if last.rate is not None else "",
                LEAD,
                figure_of(about, RATE, names[-1]),
            ),
            Headline("最近一期测评", f"{count(last.units)} 家", f"{count(last.counted)} 项"),
            Headline(
                "最近一期未测评",
                f"{count(last.not_assessed)} 项",
                "不计入得分率，不是 0 分",
                figure=figure_of(about, UNASSESSED, names[-1]),
            ),
        )
        if names
        else ()
    )


def _latest(names: Sequence[str]) -> str:
    """The last rounds; that they are not all is said."""
    shown = "、".join(names[-_NAMED:])
    return f"最近：{shown}" if len(names) > _NAMED else shown
