"""问题整改台账 case by case: its state on a day, and whether the same problem came back."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from cityreport.report.picked import origin, words
from cityreport.tables.stored import Line

KIND = "问题整改台账"
COLUMNS = (
    "编号", "发现日期", "完成日期", "整改期限", "点位类型", "点位名称", "标准类别", "问题描述", "责任单位",
    "是否反复",
)  # fmt: skip
"""The columns a case is made of."""
DAYS = ("发现日期", "完成日期", "整改期限")
"""Those that say what was open on a day: enough to count by."""
WINDOWS = (30, 60, 90)
AGES = ((7, "0—7 天"), (15, "8—15 天"), (30, "16—30 天"), (60, "31—60 天"), (None, "60 天以上"))
"""The days since a problem was found, up to so many, and how that age is called."""
NOT_FOUND, OPEN, OVERDUE, CLOSED = "未发现", "未整改", "逾期未整改", "已整改"
NO_POINT_TYPE = "未写点位类型"
_YES = "是"


class CaseDays(NamedTuple):
    """Whose case it is and its days, None where none is written: all that counting it takes."""

    unit: str
    found: date
    closed: date | None
    due: date | None


class Problem(NamedTuple):
    """One case of the register; a day is None where none is written."""

    unit: str
    found: date
    closed: date | None
    due: date | None
    number: str
    point_type: str
    point: str
    standard: str
    words: str
    owner: str
    marked: str
    row: Line

    @property
    def origin(self) -> str:
        """File, sheet and row."""
        return origin(self.row)


Case = CaseDays | Problem
C = TypeVar("C", CaseDays, Problem)


@dataclass(frozen=True, slots=True)
class Standing:
    """The register on a day: counts of problems; ``overdue`` are part of ``open``."""

    found: int
    closed: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A closed case, the days it was followed, and after how many it came back (None: not yet)."""

    problem: Problem
    days: int
    back: int | None

    def counts(self, days: int) -> bool:
        """Whether it was followed long enough to be part of a rate."""
        return self.days >= days

    def came_back(self, days: int) -> bool:
        """Whether it came back within so many days."""
        return self.counts(days) and self.back is not None and self.back <= days


@dataclass(frozen=True, slots=True)
class Followed:
    """Closed cases by days followed and days until the same problem came back (None: not yet).

    Cases without a point name cannot be followed; those marked 反复 without a later case have no
    day. Both are counted, and in no rate.
    """

    cases: tuple[tuple[int, int | None], ...]
    without_point: int
    undated: int

    def rate(self, days: int) -> tuple[int, int]:
        """How many came back within so many days, of how many that were followed that long.

        A case followed for less is in neither part, whatever happened to it so far: only what
        every case had the time to show may be counted (censoring).
        """
        enough = [back for followed, back in self.cases if followed >= days]
        return sum(back is not None and back <= days for back in enough), len(enough)


def problems_of(rows: Iterable[Line]) -> tuple[Problem, ...]:
    """The cases by the day they were found; without that day they are none."""
    cases = (_problem(row, days) for row, days in _dated(rows))
    return tuple(sorted(cases, key=lambda one: (one.found, one.unit, one.number)))


def days_of(rows: Iterable[Line]) -> tuple[CaseDays, ...]:
    """The days of the same cases, for who only counts them: very many are soon read so."""
    return tuple(days for _, days in _dated(rows))


def within(cases: Iterable[C], units: Collection[str]) -> tuple[C, ...]:
    """The cases of some units."""
    return tuple(one for one in cases if one.unit in units)


def state_on(one: Case, day: date) -> str:
    """What a case was at the end of a day; overdue the day after its deadline."""
    if one.found > day:
        return NOT_FOUND
    if one.closed is not None and one.closed <= day:
        return CLOSED
    return OVERDUE if one.due is not None and one.due < day else OPEN


def age_of(one: Problem, day: date) -> str:
    """How old a case is on a day, as one of ``AGES``."""
    days = (day - one.found).days
    return next(name for most, name in AGES if most is None or days <= most)


def standing(cases: Iterable[Case], day: date) -> Standing:
    """The register as it was at the end of a day."""
    states = [state_on(one, day) for one in cases]
    overdue = states.count(OVERDUE)
    return Standing(
        found=len(states) - states.count(NOT_FOUND),
        closed=states.count(CLOSED),
        open=states.count(OPEN) + overdue,
        overdue=overdue,
    )


def followed(problems: Sequence[Problem], day: date) -> Followed:
    """The cases closed by a day, each with how long it was watched and when it came back.

    It came back when the same problem (unit, point and 标准类别) was found again after it was
    closed and by that day (product.md H5).
    """
    closed = [one for one in problems if state_on(one, day) == CLOSED]
    watched = watch(problems, day)
    without_point = sum(not one.point for one in closed)
    undated = sum(bool(one.point) and one.closed is not None for one in closed) - len(watched)
    return Followed(
        tuple((one.days, one.back) for one in watched), without_point, undated
    )  # fmt: skip


def watch(problems: Sequence[Problem], day: date) -> tuple[Watched, ...]:
    """The closed cases that can be followed, as ``followed`` counts them, each with its row."""
    found_at: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    for one in problems:
        if one.point and one.found <= day:
            found_at[_key(one)].append(one.found)
    watched = []
    for one in problems:
        if state_on(one, day) != CLOSED or not one.point or one.closed is None:
            continue
        closing = one.closed
        again = min((on for on in found_at[_key(one)] if on > closing), default=None)
        if again is None and one.marked == _YES:
            continue
        back = (again - closing).days if again else None
        watched.append(Watched(one, (day - closing).days, back))
    return tuple(watched)


def by_point_type(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The cases by 点位类型, the most frequent type first."""
    groups: dict[str, list[Problem]] = defaultdict(list)
    for one in problems:
        groups[one.point_type].append(one)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def _key(one: Problem) -> tuple[str, str, str]:
    return one.unit, one.point, one.standard


def _dated(rows: Iterable[Line]) -> Iterator[tuple[Line, CaseDays]]:
    for row in rows:
        found = _day(row.word("发现日期"))
        if found is not None:
            closed, due = _day(row.word("完成日期")), _day(row.word("整改期限"))
            yield row, CaseDays(row.unit, found, closed, due)


def _problem(row: Line, days: CaseDays) -> Problem:
    return Problem(
        *days,
        number=words(row, "编号"),
        point_type=words(row, "点位类型") or NO_POINT_TYPE,
        point=words(row, "点位名称"),
        standard=words(row, "标准类别"),
        words=words(row, "问题描述"),
        owner=words(row, "责任单位") or row.unit,
        marked=words(row, "是否反复"),
        row=row,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text.strip()) if text else None
