"""Hand-over between ``store``, ``doubts`` and ``report``: what a person said to a doubt."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from cityreport.period import Month

Verdict = Literal["属实", "已更正", "汇总数", "待跟进"]
"""The answers there are; 汇总数 leaves the report out of every sum (method.md section 13)."""
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class DoubtKey:
    """Which doubt is meant; ``column`` is "" where the whole sheet is asked about."""

    unit: str
    month: Month
    kind: str
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class DoubtAnswer:
    """One answer of a person; it holds while the doubt's evidence has the same ``digest``.

    ``owner`` is who follows it up until ``follow_up``; ``at`` is aware.
    """

    key: DoubtKey
    verdict: Verdict
    digest: str
    owner: str
    reason: str
    follow_up: date | None
    by: str
    at: datetime
