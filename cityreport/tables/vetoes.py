"""Hand-over between ``store``, ``report`` and the doors: the 负面清单, ticked by people (D9)."""

from dataclasses import dataclass
from datetime import date, datetime

SEEN_ITEMS: tuple[str, ...] = (
    "市委书记或市长严重违纪、违法犯罪",
    "在全国有影响的重大安全生产事故",
    "在全国有影响的重大食品药品安全事件",
    "在全国有影响的重大国家安全和社会稳定事件",
    "在全国有影响的重大刑事案件",
    "在全国有影响的重大环境污染事件",
    "大规模的黄赌毒案件",
    "未成年人思想道德建设工作没有达到申报条件",
)
"""What public notices name as barring an application; the list in force is the office's own."""


@dataclass(frozen=True, slots=True)
class VetoTick:
    """One item that a person ticked: for which unit (None: the whole city), when it happened.

    It stands until somebody lifts it; what was said is kept. ``at`` and ``lifted_at`` are aware.
    """

    id: int
    item: str
    unit: str | None
    on: date
    note: str
    by: str
    at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_reason: str = ""

    @property
    def standing(self) -> bool:
        """Whether nobody has lifted it."""
        return self.lifted_at is None


@dataclass(frozen=True, slots=True)
class VetoList:
    """The items an office added to ``SEEN_ITEMS``, and every tick, the oldest first."""

    own: tuple[str, ...] = ()
    ticks: tuple[VetoTick, ...] = ()

    @property
    def items(self) -> tuple[str, ...]:
        """Everything that can be ticked."""
        return (*SEEN_ITEMS, *self.own)

    @property
    def standing(self) -> tuple[VetoTick, ...]:
        """The ticks that nobody has lifted."""
        return tuple(tick for tick in self.ticks if tick.standing)


@dataclass(frozen=True, slots=True)
class NewItem:
    """One more item for the list."""

    words: str


@dataclass(frozen=True, slots=True)
class DropItem:
    """An item of the office's own that is no longer wanted."""

    words: str


@dataclass(frozen=True, slots=True)
class Tick:
    """An item that has happened, in the city or in one unit."""

    item: str
    unit: str | None
    on: date
    note: str


@dataclass(frozen=True, slots=True)
class Lift:
    """A tick taken back, with the reason."""

    tick: int
    reason: str


VetoChange = NewItem | DropItem | Tick | Lift
