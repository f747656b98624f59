"""The rules by which ledger rows are picked for a figure, each by the functions of its page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cityreport.pipeline import Evaluation
from cityreport.report import picked as words
from cityreport.report.assessments.marks import KIND as MARKS
from cityreport.report.assessments.marks import NO_REASON, Mark, marks_of, tally
from cityreport.report.ledger import total
from cityreport.report.picked import (
    AGE,
    CLOSED,
    COLUMN,
    COUNT,
    FOUND,
    ITEM,
    LOST,
    OPEN,
    OVERDUE,
    RATE,
    REASON,
    RELAPSES,
    ROUND,
    SUM,
    TYPE,
    UNASSESSED,
    UNSAID,
    WINDOW,
)
from cityreport.report.problems import cases
from cityreport.sheets import BY_NAME
from cityreport.tables.figure import Picked
from cityreport.tables.stored import Line, StoredRow

Place = tuple[StoredRow, str]
"""A row and the column whose cell speaks for it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a figure: the cells it is of, counted or added up, and the page's own amount."""

    name: str
    said: str
    unit: str
    places: tuple[Place, ...]
    amount: float
    counts: bool = False


Rule = Callable[[Sequence[StoredRow], Evaluation, Picked], Iterator[Side]]

MARK_RULES = (RATE, LOST, UNASSESSED, UNSAID)
STATES = (FOUND, CLOSED, OPEN, OVERDUE)
LONGEST_WINDOW = 366
_YES_NO = (words.YES, words.NO, words.UNSAID)
_THERE = (words.FILLED, words.BLANK)
COUNTED: dict[str, dict[str, tuple[str, ...]]] = {
    **{name: {} for name in BY_NAME},
    "工作机制": {"是否建立": _YES_NO, "建立日期": _THERE, "佐证材料": _THERE},
    "申报材料": {"是否已交": _YES_NO},
    "下步计划": {"完成时限": _THERE},
}
"""Sheet kind → the columns its rows are counted by on the pages, and by which words."""


def _spoken(lines: Iterable[Line], column: str) -> tuple[Place, ...]:
    """The rows, each with the column that speaks for it; all were read with their cells."""
    return tuple((line, column) for line in lines if isinstance(line, StoredRow))


# --- one row ---------------------------------------------------------------------------------


def sides_of_row(row: StoredRow) -> Iterator[Side]:
    """Each amount of a row; the first words where it has none, so that its file is at hand."""
    for column in BY_NAME[row.kind].columns:
        if column.name in row.quantities:
            quantity = row.quantities[column.name]
            said = f"{row.kind}·{column.name}"
            yield Side(
                column.name, said, column.measure_unit, ((row, column.name),), quantity.value
            )
    if not row.quantities and row.texts:
        yield Side("本行", row.kind, "行", ((row, next(iter(row.texts))),), 1.0, counts=True)


# --- counted rows ----------------------------------------------------------------------------


def _counted(rows: Sequence[StoredRow], _: Evaluation, picked: Picked) -> Iterator[Side]:
    own = [row for row in rows if all(_meets(row, *one) for one in picked.where)]
    column = picked.where[-1][0] if picked.where else ""
    said = "，".join(f"{name}：{value}" for name, value in picked.where) or "全部行"
    places = tuple((row, column) for row in own)
    yield Side("合计", f"{picked.kind}·{said}", "行", places, float(len(own)), counts=True)


def _meets(row: StoredRow, column: str, wanted: str) -> bool:
    if wanted in _THERE:
        return (column in row.texts) is (wanted == words.FILLED)
    said = words.answer(row, column)
    return said not in _YES_NO[:2] if wanted == words.UNSAID else said == wanted


def _added(rows: Sequence[StoredRow], _: Evaluation, picked: Picked) -> Iterator[Side]:
    """A column of all rows added up, as 汇总表 does."""
    name = dict(picked.where)[COLUMN]
    column, whole = BY_NAME[picked.kind].column(name), total(rows, name)
    places = tuple((row, name) for row in rows if name in row.quantities)
    unit = column.measure_unit if column else ""
    amount = whole.value if whole else float("nan")
    yield Side("合计", f"{picked.kind}·{name}", unit, places, amount)


# --- 测评打分 --------------------------------------------------------------------------------


def _marks(rows: Sequence[StoredRow], evaluation: Evaluation, picked: Picked) -> list[Mark]:
    found = marks_of(rows, evaluation.framework)
    return [one for one in found if all(_is(one, *where) for where in picked.where)]


def _is(mark: Mark, name: str, value: str) -> bool:
    own = {
        ROUND: mark.round, ITEM: mark.dimension, TYPE: mark.point_type,
        REASON: mark.reason or NO_REASON,
    }  # fmt: skip
    return own[name] == value


def _scored(rows: Sequence[StoredRow], evaluation: Evaluation, picked: Picked) -> Iterator[Side]:
    """The points won of the points possible, of what was assessed."""
    found = _marks(rows, evaluation, picked)
    yield from _points([one for one in found if one.counted])


def _lost(rows: Sequence[StoredRow], evaluation: Evaluation, picked: Picked) -> Iterator[Side]:
    """The points possible and won of what lost any."""
    yield from _points([one for one in _marks(rows, evaluation, picked) if one.lost > 0])


def _points(found: Sequence[Mark]) -> Iterator[Side]:
    whole = tally(found)
    for name, amount in (("实得分", whole.won), ("应得分", whole.possible)):
        places = _spoken((one.row for one in found), name)
        yield Side(name, f"{MARKS}·{name}", "分", places, amount)


def _left(state: str) -> Rule:
    def picks(rows: Sequence[StoredRow], evaluation: Evaluation, picked: Picked) -> Iterator[Side]:
        found = _marks(rows, evaluation, picked)
        own = _spoken((one.row for one in found if one.state == state), "是否测评")
        whole = tally(found)
        amount = whole.not_assessed if state == UNASSESSED else whole.blank
        yield Side("合计", f"{MARKS}·{state}", "项", own, float(amount), counts=True)

    return picks


# --- 问题整改台账 ----------------------------------------------------------------------------


def _problems(rows: Iterable[StoredRow], picked: Picked) -> tuple[cases.Problem, ...]:
    found = cases.problems_of(rows)
    wanted = dict(picked.where).get(TYPE)
    return tuple(one for one in found if wanted in (None, one.point_type))


def _in_state(rows: Sequence[StoredRow], _: Evaluation, picked: Picked) -> Iterator[Side]:
    day, column = date.fromisoformat(picked.day), _SPOKEN_BY[picked.rule]
    found = [one for one in _problems(rows, picked) if _of_age(one, day, picked)]
    own = [one for one in found if cases.state_on(one, day) in _STATES_OF[picked.rule]]
    now = cases.standing(found, day)
    amounts = {FOUND: now.found, CLOSED: now.closed, OPEN: now.open, OVERDUE: now.overdue}
    places = _spoken((one.row for one in own), column)
    said = f"{cases.KIND}·按{column}"
    yield Side("合计", said, "个", places, float(amounts[picked.rule]), counts=True)


_SPOKEN_BY = {FOUND: "发现日期", CLOSED: "完成日期", OPEN: "发现日期", OVERDUE: "整改期限"}
_STATES_OF = {
    FOUND: (cases.OPEN, cases.OVERDUE, cases.CLOSED), CLOSED: (cases.CLOSED,),
    OPEN: (cases.OPEN, cases.OVERDUE), OVERDUE: (cases.OVERDUE,),
}  # fmt: skip


def _of_age(one: cases.Problem, day: date, picked: Picked) -> bool:
    wanted = dict(picked.where).get(AGE)
    return wanted is None or (one.found <= day and cases.age_of(one, day) == wanted)


def _relapsed(rows: Sequence[StoredRow], _: Evaluation, picked: Picked) -> Iterator[Side]:
    """The cases that came back, of those followed long enough."""
    day, days = date.fromisoformat(picked.day), int(dict(picked.where)[WINDOW])
    found = _problems(rows, picked)
    watched = [one for one in cases.watch(found, day) if one.counts(days)]
    back, enough = cases.followed(found, day).rate(days)
    for name, own, amount in (
        (f"{days} 天内反弹", [one for one in watched if one.came_back(days)], back),
        (f"整改后已满 {days} 天", watched, enough),
    ):
        places = _spoken((one.problem.row for one in own), "完成日期")
        yield Side(name, f"{cases.KIND}·按完成日期", "个", places, float(amount), counts=True)


RULES: dict[tuple[str, str], Rule] = {
    **{(kind, COUNT): _counted for kind in COUNTED},
    **{(kind, SUM): _added for kind in COUNTED},
    (MARKS, RATE): _scored, (MARKS, LOST): _lost,
    (MARKS, UNASSESSED): _left(UNASSESSED), (MARKS, UNSAID): _left(UNSAID),
    **{(cases.KIND, rule): _in_state for rule in STATES},
    (cases.KIND, RELAPSES): _relapsed,
}  # fmt: skip
