"""What a shown figure is: whose, of which indicator or column, up to which month.

Never what it amounts to: the same ``Figure`` finds its value, its working and its cells again
whatever has been reported since (product C8).
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Picked:
    """Ledger rows of a sheet kind, picked by a rule of ``report.provenance.picking``.

    ``where`` are its conditions, name and value; ``day`` (ISO) is the day a register is looked at.
    """

    kind: str
    rule: str
    where: tuple[tuple[str, str], ...] = ()
    day: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a page, slide or document.

    Whose: ``unit``, else ``unit_type``, else the city. Of what: ``indicator`` (a code), else
    ``measure`` (written as in the catalogue, details.md A3), else ``picked`` (ledger rows: how many
    meet a rule, what they add up to, or one of them), else the score, in all or of one
    ``dimension`` (测评项目). ``below`` makes it
    the pooled rate measure ÷ below; ``needs`` are measures that a unit must have too, to count.
    ``column`` and ``part`` split a measure: 投入类别, 绿化. It is to date up to ``month`` (1–12); with
    ``only_month`` it is that month's own, of the units that report in ``month``.
    """

    year: int
    month: int
    unit: str = ""
    unit_type: str = ""
    indicator: str = ""
    dimension: str = ""
    measure: str = ""
    below: str = ""
    needs: tuple[str, ...] = ()
    column: str = ""
    part: str = ""
    only_month: int = 0
    view: Literal["paced", "annual"] = "paced"
    picked: Picked | None = None

    @property
    def is_score(self) -> bool:
        """Whether it is a composite score, which stands on indicators and not on cells."""
        return not (self.indicator or self.measure or self.picked)
