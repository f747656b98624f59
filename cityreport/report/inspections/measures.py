"""What the figures of 督查整改 count: levels, columns, rates with named denominators."""

from dataclasses import dataclass

from cityreport.evaluation import State
from cityreport.pipeline import Evaluation
from cityreport.report.amounts import written_bare
from cityreport.report.breakdowns import no_reports
from cityreport.report.sums import Amount, Scope, sums_of
from cityreport.sheets import BY_NAME
from cityreport.style import write
from cityreport.tables.section import Column

KIND = "督查检查"
OWN = "自查"
VISITS, FOUND, RECTIFIED = "检查次数", "发现问题数", "已整改数"
ON_TIME, OVERDUE, RELAPSED = "按期整改数", "逾期未整改数", "反复问题数"
OUTSIDE_RULE = "不含自查，自查另列"
COLUMNS = (VISITS, FOUND, RECTIFIED, ON_TIME, OVERDUE, RELAPSED)
LEVELS = next(c for c in BY_NAME[KIND].columns if c.name == "检查级别").choices
_OUTSIDE = "、".join(level for level in LEVELS if level != OWN)


@dataclass(frozen=True, slots=True)
class Named:
    """A rate and how its two parts are called, so that the denominator is never unsaid."""

    name: str
    top: str
    below: str


RATES = (
    Named("整改率", RECTIFIED, FOUND),
    Named("按期整改率", ON_TIME, FOUND),
    Named("反弹率", RELAPSED, RECTIFIED),
)


def outside(column: str) -> str:
    """A column over all levels but 自查, written like in the catalogue (details.md E3)."""
    return f"{KIND}.{column}[检查级别={_OUTSIDE}]"


def of_level(column: str, level: str) -> str:
    """A column of one level."""
    return f"{KIND}.{column}[检查级别={level}]"


def count_columns() -> tuple[Column, ...]:
    """The table columns of the six counts."""
    return tuple(
        Column(f"{name}（{'次' if name == VISITS else '个'}）", "count") for name in COLUMNS
    )


def fraction(rate: Amount, top: float, below: float) -> str:
    """A rate with its parts: 90.84%（1,170/1,288）; the word of its state without."""
    if not rate.known:
        return rate.state.word
    return f"{written_bare(rate, 'rate')}（{write(top, 'count')}/{write(below, 'count')}）"


def why_empty(evaluation: Evaluation, scope: Scope) -> str:
    """Why there is nothing: no sheet came, or it came without the numbers of problems."""
    if sums_of(evaluation, outside(FOUND)).total(scope).state is State.BLANK:
        return f"{scope.name}报了检查次数，但没有填发现问题数（未填）。请在月报里补填后重新上传。"
    return no_reports(evaluation, scope, KIND)
