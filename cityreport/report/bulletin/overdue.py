"""逾期和反复的问题: what the month's own sheets say, what the 整改台账 says, and the year so far.

逾期未整改数 is how many stand overdue in the month: added up, a problem counts in every month it
stays overdue, so that only the month itself says who has to act now.
"""

from collections.abc import Sequence

from cityreport.report.bulletin.issue import CASES, Issue
from cityreport.report.inspections import outside
from cityreport.report.inspections.measures import OVERDUE, RELAPSED, why_empty
from cityreport.report.problems import days_of, state_on
from cityreport.report.problems.cases import OVERDUE as PAST_ITS_DAY
from cityreport.report.sums import Amount, scope_of
from cityreport.report.writing import (
    Part,
    blank,
    derived,
    from_cells,
    listed,
    number,
    paragraph,
    places,
)
from cityreport.tables.document import Paragraph
from cityreport.tables.figure import Figure
from cityreport.tables.stored import StoredRow

MOST_UNITS = 10
_MONTHLY = "督查检查表各月相加，不含自查"


def overdue(issue: Issue) -> tuple[Paragraph, ...]:
    """The units overdue or relapsed in the month, those of the register, the sums to date."""
    late, back = units_with(issue, OVERDUE), units_with(issue, RELAPSED)
    said = [_late(issue, late)]
    cases = overdue_cases(issue)
    if cases:
        said.append(_cases(issue, cases))
    if back:
        said.append(_reported(issue, "整改后又出现反复", back, RELAPSED))
    to_date = _to_date(issue)
    return (*said, to_date) if to_date else tuple(said)


def who_must_act(issue: Issue) -> tuple[str, ...]:
    """The units with problems overdue now, by the month's sheets and by the register."""
    late = (name for name, _ in units_with(issue, OVERDUE))
    return tuple(dict.fromkeys([*late, *_by_unit(overdue_cases(issue))]))


def units_with(issue: Issue, column: str) -> list[tuple[str, Amount]]:
    """The units that reported more than 0 of a column in the month, most first."""
    sums, month = issue.sums(outside(column)), issue.month
    units = issue.evaluation.values.units
    found = []
    for at in issue.scope.numbers:
        if sums.monthly.value[at, month - 1] > 0:
            name = units[at].name
            own = scope_of(issue.evaluation, month, None, name)
            found.append((name, sums.in_month(own, month)))
    return sorted(found, key=lambda one: -one[1].value)


def overdue_cases(issue: Issue) -> list[StoredRow]:
    """The open cases of the register that were past their 整改期限 on the paper's day."""
    return [
        row
        for row in issue.open_cases
        if any(state_on(one, issue.day) == PAST_ITS_DAY for one in days_of((row,)))
    ]


def _late(issue: Issue, late: Sequence[tuple[str, Amount]]) -> Paragraph:
    if late:
        return _reported(issue, "有逾期未整改问题", late, OVERDUE)
    if issue.sums(outside(OVERDUE)).in_month(issue.scope, issue.month).known:
        return paragraph(f"{issue.month}月月报表中没有逾期未整改的问题。")
    if issue.sums(outside(OVERDUE)).total(issue.scope).known:
        unknown = f"{issue.month}月月报表没有填逾期未整改数。"
    else:
        unknown = why_empty(issue.evaluation, issue.scope)
    return paragraph(unknown, blank("逾期和反复的问题"))


def _reported(
    issue: Issue, words: str, found: Sequence[tuple[str, Amount]], column: str
) -> Paragraph:
    note = f"督查检查表{issue.month}月填报，不含自查"
    named: list[list[Part]] = []
    for unit, amount in found:
        text = f"{number(amount.value, 'count', approximate=amount.approximate)}个"
        figure = Figure(
            issue.evaluation.year, issue.month, unit,
            measure=outside(column), only_month=issue.month,
        )  # fmt: skip
        named.append([unit, derived(f"{unit}{column}", text, note, figure)])
    lead = f"{issue.month}月月报表填报{words}的{len(found)}家（不含自查）："
    return paragraph(lead, *_shortened(named), "。")


def _cases(issue: Issue, cases: Sequence[StoredRow]) -> Paragraph:
    by_unit = _by_unit(cases)
    named: list[list[Part]] = [
        [unit, from_cells(f"{unit}台账逾期", f"{len(rows)}个", places(rows, "整改期限"))]
        for unit, rows in by_unit.items()
    ]
    day = f"{issue.day.month}月{issue.day.day}日"
    lead = f"{CASES}中超过整改期限仍未整改的{len(by_unit)}家（截至{day}）："
    return paragraph(lead, *_shortened(named), "。")


def _by_unit(cases: Sequence[StoredRow]) -> dict[str, list[StoredRow]]:
    """The cases of each unit, most first."""
    found: dict[str, list[StoredRow]] = {}
    for row in cases:
        found.setdefault(row.unit, []).append(row)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[1])))


def _to_date(issue: Issue) -> Paragraph | None:
    """The sums of the year so far, said to be sums: they are no count of problems open now."""
    if issue.month == 1:
        return None
    said: list[list[Part]] = []
    for words, column in (("逾期未整改", OVERDUE), ("整改后反复", RELAPSED)):
        amount = issue.sums(outside(column)).total(issue.scope)
        if amount.known and amount.value > 0:
            text = f"{number(amount.value, 'count', approximate=amount.approximate)}个"
            figure = Figure(issue.evaluation.year, issue.month, measure=outside(column))
            said.append([words, derived(words, text, _MONTHLY, figure)])
    if not said:
        return None
    how = "各月填报数相加，不含自查，同一问题连续几个月逾期的每月都计"
    return paragraph(f"{issue.until}累计（{how}）：", *listed(said), "。")


def _shortened(named: Sequence[list[Part]]) -> list[Part]:
    """The ten units with most, with how many; the others by their number."""
    shown = listed(named[:MOST_UNITS])
    more = len(named) - MOST_UNITS
    return [*shown, f"，其余{more}家略"] if more > 0 else shown
