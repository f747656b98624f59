"""测评打分 row by row: what was assessed, in which round, for how many points of how many."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cityreport.framework import Framework
from cityreport.report.picked import origin, words
from cityreport.style import write
from cityreport.tables.stored import Line

KIND = "测评打分"
_TEXTS = ("指标编码", "测评内容", "期次", "点位类型", "扣分原因", "是否测评")
COLUMNS = (*_TEXTS, "应得分", "实得分")
"""The columns a mark is made of."""
LEAD = "得分率＝实得分之和÷应得分之和，只算测评过的项；未测评的不按 0 分计"
NOT_ASSESSED, BLANK = "未测评", "未填"
NO_POINT_TYPE, NO_ITEM, NO_REASON = "未写点位类型", "未写测评内容", "未写原因"
_NO = "否"


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: the points possible and won, None where it was not assessed or left blank."""

    unit: str
    month: int
    round: str
    item: str
    dimension: str
    point_type: str
    reason: str
    possible: float | None
    won: float | None
    assessed: bool
    row: Line

    @property
    def origin(self) -> str:
        """File, sheet and row."""
        return origin(self.row)

    @property
    def counted(self) -> bool:
        """Whether it is part of a rate: assessed, with both figures."""
        return self.assessed and self.possible is not None and self.won is not None

    @property
    def lost(self) -> float:
        """The points lost; 0 where it counts in nothing."""
        return (self.possible or 0.0) - (self.won or 0.0) if self.counted else 0.0

    @property
    def state(self) -> str:
        """未测评, 未填, or nothing to say."""
        return NOT_ASSESSED if not self.assessed else "" if self.counted else BLANK


@dataclass(frozen=True, slots=True)
class Tally:
    """Some marks added up: 得分率 is won over possible, ratio of sums (method.md section 3)."""

    possible: float
    won: float
    counted: int
    not_assessed: int
    blank: int
    units: int

    @property
    def rate(self) -> float | None:
        """Won over possible, None where nothing was assessed."""
        return self.won / self.possible if self.possible > 0 else None

    @property
    def words(self) -> str:
        """86.30%（863/1,000 分）, or 未测评 or 未填: never 0 for what was not assessed."""
        if self.rate is None:
            return NOT_ASSESSED if self.not_assessed or not self.blank else BLANK
        parts = f"{write(self.won, 'number')}/{write(self.possible, 'number')} 分"
        return f"{write(self.rate, 'rate')}（{parts}）"


def marks_of(rows: Iterable[Line], framework: Framework) -> tuple[Mark, ...]:
    """The rows as marks, in their order."""
    return tuple(_mark(row, framework) for row in rows)


def rounds_of(marks: Sequence[Mark]) -> tuple[str, ...]:
    """The rounds, the first assessed one first; a later month or name is a later round."""
    last: dict[str, int] = {}
    for mark in marks:
        last[mark.round] = max(last.get(mark.round, 0), mark.month)
    return tuple(sorted(last, key=lambda name: (last[name], _natural(name))))


def tally(marks: Iterable[Mark]) -> Tally:
    """The marks added up."""
    kept = list(marks)
    counted = [one for one in kept if one.counted]
    return Tally(
        possible=sum(one.possible or 0.0 for one in counted),
        won=sum(one.won or 0.0 for one in counted),
        counted=len(counted),
        not_assessed=sum(one.state == NOT_ASSESSED for one in kept),
        blank=sum(one.state == BLANK for one in kept),
        units=len({one.unit for one in counted}),
    )


def grouped(marks: Iterable[Mark], key: Callable[[Mark], str]) -> dict[str, Tally]:
    """The marks added up by a key, lowest rate first, what was not assessed last."""
    groups: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        groups[key(mark)].append(mark)
    sums = {name: tally(own) for name, own in groups.items()}
    order = sorted(sums, key=lambda name: (sums[name].rate is None, sums[name].rate or 0.0, name))
    return {name: sums[name] for name in order}


def _mark(row: Line, framework: Framework) -> Mark:
    code, content, name, point_type, reason, assessed = (words(row, column) for column in _TEXTS)
    indicator = framework.indicator(code)
    item = content or (indicator.name if indicator else NO_ITEM)
    return Mark(
        unit=row.unit,
        month=row.month.number,
        round=name or f"{row.month.number}月（未写期次）",
        item=item,
        dimension=indicator.dimension if indicator else item,
        point_type=point_type or NO_POINT_TYPE,
        reason=reason,
        possible=row.amount("应得分"),
        won=row.amount("实得分"),
        assessed=assessed != _NO,
        row=row,
    )


def _natural(name: str) -> tuple[int, str]:
    """Rounds by the number in their name: 第2期 before 第10期."""
    digits = "".join(sign for sign in name if sign.isdecimal())
    return int(digits or 0), name
