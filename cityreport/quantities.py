"""Quantities as people write them: value, precision and bounds (method.md section 2)."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["exact", "at_least", "at_most", "about"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as reported: the raw text, the nominal value, how precise it is, its bounds.

    ``at_least`` holds ``lower <= x < upper``, ``at_most`` holds ``lower < x <= upper``,
    ``exact`` and ``about`` include both bounds. All three numbers are in the stored measure unit.
    """

    raw: str
    value: float
    precision: Precision = "exact"
    lower: float = float("nan")
    upper: float = float("nan")
