"""What a doubt is: a question about figures, with the evidence it rests on."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from cityreport.period import Month
from cityreport.tables.answers import DoubtKey

Code = Literal[
    "spread",
    "measure-unit",
    "cumulative",
    "copied",
    "sum-of-children",
    "rectified-beyond-found",
    "overdue-beyond-open",
    "half-of-ratio",
    "more-than-population",
    "differing-stock",
]
SUMMARY: Code = "sum-of-children"
CODES: dict[Code, str] = {
    "measure-unit": "计量单位疑似填错",
    "cumulative": "累计数疑似填成当月数",
    "copied": "疑似照抄上月",
    "sum-of-children": "疑似下属单位汇总数",
    "rectified-beyond-found": "整改多于发现",
    "overdue-beyond-open": "逾期多于未整改",
    "half-of-ratio": "比率只报了一边",
    "more-than-population": "注册人数多于人口",
    "differing-stock": "月末数前后不一",
    "spread": "与其他月份相差很大",
}
"""What each doubt is called on screen, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about a unit's month (method.md section 13); always a warning.

    ``column`` is "" where the whole sheet is asked about. ``text`` is the evidence in words with
    the question. ``values`` are the unit's figures the doubt rests on, in stored units: when they
    change, an answer given before no longer holds. ``usual`` is the median of the unit's other
    months, None where the doubt rests on none.
    """

    code: Code
    unit: str
    month: Month
    kind: str
    column: str
    text: str
    values: tuple[float, ...]
    usual: float | None = None
    severity: Literal["warning"] = "warning"

    @property
    def key(self) -> DoubtKey:
        """Which doubt it is, for the answers kept."""
        return DoubtKey(self.unit, self.month, self.kind, self.column, self.code)

    @property
    def digest(self) -> str:
        """A fingerprint of the evidence values, float noise forgiven."""
        written = ";".join(f"{value:.9g}" for value in self.values)
        return hashlib.sha256(written.encode()).hexdigest()[:16]
