"""What is found in a narrative report: candidates for ledger rows, and holes to ask about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cityreport.quantities import Quantity

BACKGROUND = "背景"
"""The kind of a figure that belongs in no sheet; its reason says why."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row, or a part of one, that the text offers.

    ``start``/``end`` are code points of the normalised full text (details.md E9), ``report`` the
    index of the report in the file. ``kind`` is a sheet kind or 背景; ``column`` the sheet column
    the quantity (in stored units) or, without one, the ``item`` goes to. ``month`` is ``2023-03``,
    or ``03`` where the text gives no year, or None. ``texts`` fill further columns of the row.
    ``accept`` says whether taking it over is proposed; ``reason`` says why, or why not.
    ``further`` columns take the same quantity (registered staff are registered volunteers).
    ``group`` is shared by candidates that are one row (检查次数 and 发现问题数 of one inspection).
    """

    kind: str
    text: str
    start: int
    end: int
    report: int
    quantity: Quantity | None = None
    measure: str = ""
    column: str = ""
    item: str = ""
    place: str = ""
    month: str | None = None
    accept: bool = False
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    reporter: str = ""
    group: int = 0
    sentence: tuple[int, int] = (0, 0)
    assumed: bool = False
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where a figure dropped out, is masked or too vague: the unit must be asked."""

    text: str
    start: int
    end: int
    report: int
    sentence: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """One report of the file: its heading, where it stands, and the unit it names, if any.

    ``month`` is the one month its title names, written like a candidate's; None for a title
    without a month, with several, or with a span of months.
    """

    title: str
    start: int
    end: int
    unit: str = ""
    month: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one text, in the order of the text; ``text`` is what spans count in."""

    text: str
    reports: tuple[Report, ...]
    candidates: tuple[Candidate, ...]
    holes: tuple[Hole, ...]
