"""What a criteria catalogue is: one edition of indicators (测评标准目录)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Behaviour = Literal["flow", "stock", "base"]
Direction = Literal["up", "down", "none"]
Rule = Literal["rate", "base_challenge", "tiers", "deduct", "bonus", "yes_no", "info"]
Accrual = Literal["even", "level"]
Rollup = Literal["pooled", "mean"]

ROSTER_SOURCE = "名册"
REPORTING_SOURCE = "报送"
DATA_SOURCE = "数据"
SYSTEM_MEASURES: dict[str, tuple[str, ...]] = {
    REPORTING_SOURCE: ("应报数", "已报数", "按时数"),
    DATA_SOURCE: ("行数", "合格行数"),
}
SCALES: dict[str, float] = {"%": 100.0, "‰": 1000.0, "千元": 1e-3, "万元": 1e-4, "亿元": 1e-8}
"""From a measure unit to the factor between ledger units and the indicator's (details.md A4)."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a dimension column: equal to one of ``values``, or to none of them.

    A blank cell passes only a negated filter (details.md E7).
    """

    column: str
    values: tuple[str, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One side of an indicator: a column of a sheet kind (filtered), a base or system figure.

    ``source`` is a sheet kind's name, ``名册``, ``报送`` or ``数据``.
    """

    source: str
    column: str
    behaviour: Behaviour
    filters: tuple[Filter, ...] = ()

    @property
    def from_sheet(self) -> bool:
        """Whether units must send a sheet for it."""
        return self.source not in (ROSTER_SOURCE, REPORTING_SOURCE, DATA_SOURCE)


@dataclass(frozen=True, slots=True)
class Target:
    """The annual target in the indicator's measure unit; unit beats type beats default (A5).

    ``default`` may be the name of a base figure (年度资金计划), then each unit has its own.
    """

    default: float | str | None = None
    by_type: Mapping[str, float] = field(default_factory=dict)
    by_unit: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Rule parameters in the indicator's measure unit; None where the rule has none (A2)."""

    zero_line: float | None = None
    base: float | None = None
    challenge: float | None = None
    tiers: tuple[tuple[float, float], ...] = ()
    per_case: float | None = None
    cap: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the catalogue. ``weight`` is its 分值; ``unit_types`` empty means all types."""

    code: str
    dimension: str
    content: str
    name: str
    measure_unit: str
    direction: Direction
    rule: Rule
    parameters: Parameters
    target: Target
    accrual: Accrual
    weight: float
    numerator: Measure
    denominator: Measure | None
    rollup: Rollup
    unit_types: tuple[str, ...] = ()
    method: str = ""
    lead_office: str = ""
    responsible: str = ""
    deadline: str = ""
    material: str = ""
    source: str = ""
    remark: str = ""
    numerator_text: str = ""
    denominator_text: str = ""

    @property
    def scale(self) -> float:
        """Factor from ledger units to the measure unit (details.md A4)."""
        return SCALES.get(self.measure_unit, 1.0)

    @property
    def scored(self) -> bool:
        """Whether it counts among the 100 points (bonus is shown apart)."""
        return self.weight > 0 and self.rule not in ("info", "bonus")

    @property
    def is_ratio(self) -> bool:
        """Whether it has a denominator."""
        return self.denominator is not None

    @property
    def sheet_kinds(self) -> tuple[str, ...]:
        """The sheet kinds it is computed from."""
        measures = (self.numerator, self.denominator)
        return tuple(dict.fromkeys(m.source for m in measures if m is not None and m.from_sheet))

    def applies_to(self, unit_type: str) -> bool:
        """Whether units of that type are judged by it."""
        return not self.unit_types or unit_type in self.unit_types


@dataclass(frozen=True, slots=True)
class Framework:
    """One edition of the catalogue, in the order of its rows."""

    edition: str
    indicators: tuple[Indicator, ...]

    def indicator(self, code: str) -> Indicator | None:
        """The indicator of that code, None if there is none."""
        return next((i for i in self.indicators if i.code == code), None)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The 测评项目 in order of falling weight, then of appearance."""
        weights: dict[str, float] = {}
        for indicator in self.indicators:
            scored = indicator.weight if indicator.scored else 0.0
            weights[indicator.dimension] = weights.get(indicator.dimension, 0.0) + scored
        return tuple(sorted(weights, key=lambda name: -weights[name]))
