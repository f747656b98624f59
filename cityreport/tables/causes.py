"""Hand-over between ``store``, ``report`` and the doors: why a gap is there, as people say."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

Cause = Literal["责任", "资金", "设施", "宣传", "反复", "数据"]
CAUSES: tuple[Cause, ...] = get_args(Cause)
CAUSE_HELP: dict[Cause, str] = {
    "责任": "没有人抓或分工不清",
    "资金": "钱没有到位",
    "设施": "设施缺少或损坏",
    "宣传": "知晓和参与不够",
    "反复": "整改后又出现",
    "数据": "做了没有报，或报得不准",
}


@dataclass(frozen=True, slots=True)
class GapCause:
    """One tag on the gap of an indicator: of a unit, or of the city (``unit`` None).

    It stands until somebody lifts it; what was said is kept. ``at`` and ``lifted_at`` are aware.
    """

    id: int
    unit: str | None
    indicator: str
    cause: Cause
    note: str
    by: str
    at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None

    @property
    def standing(self) -> bool:
        """Whether nobody has lifted it."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class TagGap:
    """A cause to be tagged on the gap of an indicator, with what there is to say about it."""

    unit: str | None
    indicator: str
    cause: Cause
    note: str = ""


@dataclass(frozen=True, slots=True)
class LiftCause:
    """A tag that no longer holds."""

    number: int


CauseChange = TagGap | LiftCause
