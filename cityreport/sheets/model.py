"""What a sheet kind is: its columns, their roles and measures."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Role = Literal[
    "unit", "month", "date", "reporter", "text", "category", "code", "flow", "stock", "yes_no"
]
"""``flow`` adds up over months, ``stock`` is the state at the month's end; both are measures."""

Family = Literal["money", "time", "count", "score", "days"]
"""Which written measure units a column understands (元/万元 …, 小时/分钟 …, plain counts)."""

MEASURE_UNITS: dict[Family, dict[str, float]] = {
    "money": {"元": 1, "块": 1, "千元": 1e3, "仟元": 1e3, "万元": 1e4, "亿元": 1e8},
    "time": {"小时": 1, "时": 1, "h": 1, "个小时": 1, "分钟": 1 / 60, "分": 1 / 60, "min": 1 / 60},
    "count": {},
    "score": {"分": 1},
    "days": {"天": 1, "日": 1},
}
"""Factor from a written measure unit to the stored one, by family."""


@dataclass(frozen=True)
class Column:
    """One column of a sheet kind.

    ``name`` is canonical and unique within the kind, without bracketed unit. ``header`` is what
    the template prints. ``measure_unit`` is the stored unit (元, 小时, 人次). ``choices`` are the
    known values of a category (others are kept, with a warning). ``required`` columns are
    quantities whose blank cell raises a finding. ``whole`` counts may not be negative.
    """

    name: str
    role: Role
    help: str
    measure_unit: str = ""
    family: Family = "count"
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    several: bool = False
    required: bool = False
    implied_one: bool = False
    gates: bool = False
    derived_from: tuple[str, ...] = ()
    header: str = ""

    @property
    def title(self) -> str:
        """The header the template prints: ``金额(元)``."""
        return self.header or self.name

    @cached_property
    def is_measure(self) -> bool:
        """Whether the column holds quantities."""
        return self.role in ("flow", "stock")

    @cached_property
    def is_dimension(self) -> bool:
        """Whether a measure can be filtered by the column (``[资金来源=…]``)."""
        return self.role in ("category", "code")


@dataclass(frozen=True)
class SheetKind:
    """One kind of sheet (表种), the single source for template, intake, store and measures.

    ``words`` are title words that name the kind. ``first_ring`` kinds are expected of every unit
    unless the roster says otherwise.
    ``whole_register`` kinds (台账) are sent whole each month; the latest is the state. The flows of
    a register with ``dated_by`` count in the month of that date, not in the month it was sent for.
    ``by_unit`` names the text and the measure of a matrix: one row a text, one column a unit.
    ``sum_note`` says which rows a plain sum of all rows holds that the topic's own page counts
    apart, so that the two figures are not taken for each other.
    """

    name: str
    slug: str
    help: str
    columns: tuple[Column, ...]
    words: tuple[str, ...]
    first_ring: bool = False
    whole_register: bool = False
    dated_by: str = ""
    by_unit: tuple[str, str] | None = None
    sum_note: str = ""

    def column(self, name: str) -> Column | None:
        """The column of that canonical name, None if there is none."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def measures(self) -> tuple[Column, ...]:
        """The columns that hold quantities."""
        return tuple(column for column in self.columns if column.is_measure)

    @cached_property
    def entered(self) -> tuple[Column, ...]:
        """The columns people fill in: all that are not computed from others."""
        return tuple(column for column in self.columns if not column.derived_from)

    @cached_property
    def counted(self) -> bool:
        """Whether people fill in any quantity; a register of texts has none."""
        return any(column.is_measure for column in self.entered)

    @cached_property
    def dimensions(self) -> tuple[Column, ...]:
        """The columns measures can be filtered by."""
        return tuple(column for column in self.columns if column.is_dimension)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """The columns whose blank cell raises a finding (details.md C9)."""
        return tuple(column for column in self.columns if column.required)
