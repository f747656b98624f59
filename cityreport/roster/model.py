"""Who reports: the units of the roster (单位名册) and how their names are matched."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.sheets import FIRST_RING

BASE_FIGURES: dict[str, str] = {
    "常住人口": "人",
    "户数": "户",
    "职工数": "人",
    "学生数": "人",
    "年度资金计划": "元",
}
"""The base figures of a unit and their stored measure units."""

KNOWN_TYPES = (
    "区县", "街道", "镇", "社区", "村", "学校", "幼儿园", "机关", "医院", "企业", "窗口单位",
    "集贸市场",
)  # fmt: skip

_BRACKETS = str.maketrans({"（": "(", "）": ")", "【": "[", "】": "]"})


def fold_name(name: str) -> str:
    """The name without spaces and bracket width, for comparing (details.md C4)."""
    return "".join(unicodedata.normalize("NFKC", name).translate(_BRACKETS).split())


@dataclass(frozen=True, slots=True)
class Unit:
    """One reporting unit. ``kinds`` is what it must send each month (empty roster cell: the
    four first-ring kinds); ``start``/``end`` are the first and last month it reports."""

    code: str
    name: str
    unit_type: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    base: Mapping[str, Quantity] = field(default_factory=dict)
    kinds: tuple[str, ...] = FIRST_RING
    start: Month | None = None
    end: Month | None = None
    remark: str = ""

    def active(self, month: Month) -> bool:
        """Whether the unit reports in that month (details.md B17)."""
        after_start = self.start is None or self.start <= month
        return after_start and (self.end is None or month <= self.end)


@dataclass(frozen=True)
class Roster:
    """All units, with name lookup over canonical names and aliases."""

    units: tuple[Unit, ...]
    _by_name: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names: dict[str, Unit] = {}
        for unit in self.units:
            for name in (unit.name, *unit.aliases):
                names.setdefault(fold_name(name), unit)
        object.__setattr__(self, "_by_name", names)

    def match(self, name: str) -> Unit | None:
        """The unit of that name or alias, None if unknown; never a guess."""
        return self._by_name.get(fold_name(name))

    def nearest(self, name: str, count: int = 3) -> tuple[str, ...]:
        """The canonical names most like an unknown one, best first."""
        folded = fold_name(name)
        likeness = {known: SequenceMatcher(None, folded, known).ratio() for known in self._by_name}
        best = sorted(likeness, key=lambda known: -likeness[known])
        close = (self._by_name[known].name for known in best if likeness[known] > 0.3)
        return tuple(dict.fromkeys(close))[:count]

    def children(self, name: str) -> tuple[Unit, ...]:
        """The units whose 上级单位 is that one."""
        return tuple(unit for unit in self.units if unit.parent == name)

    @property
    def types(self) -> tuple[str, ...]:
        """The unit types in use, known ones in their usual order first."""
        used = dict.fromkeys(unit.unit_type for unit in self.units)
        known = [name for name in KNOWN_TYPES if name in used]
        return tuple(known + [name for name in used if name not in KNOWN_TYPES])
