"""Hand-over between ``store``, ``report`` and the doors: 批注, what people write to a figure (J3)."""

from dataclasses import dataclass
from datetime import datetime

from cityreport.period import Month

MARK = "批注"
LONGEST_REMARK = 200
"""Signs of one remark: it stands under a figure and on a slide."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a remark is written to: a section (its key) at a month, of a unit type or a unit.

    An empty ``unit_type`` and ``unit`` is the figure of the whole city.
    """

    section: str
    month: Month
    unit_type: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """One 批注; it stands until somebody takes it down, and is kept also then.

    ``at`` and ``dropped_at`` are aware.
    """

    id: int
    place: Place
    text: str
    by: str
    at: datetime
    dropped_by: str = ""
    dropped_at: datetime | None = None

    @property
    def standing(self) -> bool:
        """Whether nobody has taken it down."""
        return self.dropped_at is None

    @property
    def sentence(self) -> str:
        """The remark as it is shown everywhere: 批注（李敏，8月6日）：因汛期停工两周。"""
        return f"{MARK}（{self.by}，{self.at.month}月{self.at.day}日）：{self.text}"


@dataclass(frozen=True, slots=True)
class AddRemark:
    """A remark to a figure."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class DropRemark:
    """A remark taken down."""

    remark: int


RemarkChange = AddRemark | DropRemark
