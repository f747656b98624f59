"""What a quantity cell can be: a number with its precision, a blank, or no number at all."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["exact", "at_least", "at_most", "about"]
Family = Literal["money", "time", "count", "score", "days"]
"""The families of ``sheets.model``: which written measure units a column understands."""


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


@dataclass(frozen=True, slots=True)
class BlankCell:
    """A cell without a figure (未填): empty or a blank sign, or a ``vague`` word such as 若干."""

    raw: str
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose text is no number of this column."""

    raw: str
