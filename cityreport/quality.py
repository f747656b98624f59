"""Completeness and timeliness: who should have reported, who has, who was late (method.md 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE
from cityreport.period import MONTHS_A_YEAR, Month, months_of
from cityreport.roster import Unit
from cityreport.settings import OfficeSettings
from cityreport.tables.observations import Observations

ENOUGH_TO_SHOW = 0.5
"""A month is shown first once half of what is expected has come (details.md C24)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One sheet that one unit should send for one month, and what came of it.

    ``on_time`` is None when nothing came or the month lies before the office's 启用月份.
    """

    unit: str
    unit_type: str
    kind: str
    reported: bool
    on_time: bool | None
    received: date | None
    committed_at: str | None
    due: date

    @property
    def late(self) -> bool:
        """Whether it came after the due day."""
        return self.on_time is False


@dataclass(frozen=True, slots=True)
class Completeness:
    """All expected sheets of one month; the rates are None when nothing is expected."""

    month: Month
    rows: tuple[Expected, ...]
    timed: bool

    @property
    def expected(self) -> int:
        """How many sheets should come."""
        return len(self.rows)

    @property
    def reported(self) -> int:
        """How many came."""
        return sum(row.reported for row in self.rows)

    @property
    def on_time(self) -> int:
        """How many came by the due day."""
        return sum(row.on_time is True for row in self.rows)

    @property
    def rate(self) -> float | None:
        """报送率 as a fraction."""
        return self.reported / self.expected if self.expected else None

    @property
    def on_time_rate(self) -> float | None:
        """及时率 as a fraction of what was expected."""
        return self.on_time / self.expected if self.expected and self.timed else None


def due_date(month: Month, settings: OfficeSettings) -> date:
    """The last day on which a month's sheets are on time: a day of the next month."""
    following = month.shift(1)
    last = date(following.shift(1).year, following.shift(1).number, 1) - timedelta(days=1)
    return date(following.year, following.number, min(settings.due_day, last.day))


def completeness(
    observations: Observations, units: Sequence[Unit], month: Month, settings: OfficeSettings
) -> Completeness:
    """Every expected sheet of a month of the observed year (details.md B29, D18)."""
    first = _first_reports(observations.reports, month.number)
    due = due_date(month, settings)
    timed = _is_timed(month, settings)
    rows = [
        _expected(unit, kind, first.get((unit.name, kind)), due, timed)
        for unit in units
        if unit.active(month)
        for kind in unit.kinds
    ]
    return Completeness(month, tuple(rows), timed)


def system_measures(
    observations: Observations, units: Sequence[Unit], settings: OfficeSettings
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """报送 and 数据 measures, units × 12; NaN where nothing was expected (details.md A15)."""
    shape = (len(units), MONTHS_A_YEAR)
    counts = {name: np.full(shape, np.nan) for name in ("应报数", "已报数", "按时数")}
    for month in months_of(observations.year):
        if not _is_timed(month, settings):
            continue
        rows = completeness(observations, units, month, settings).rows
        _count_into(counts, rows, {unit.name: n for n, unit in enumerate(units)}, month.number - 1)
    measures = {(REPORTING_SOURCE, name): array for name, array in counts.items()}
    return measures | _row_measures(observations, units, shape)


def latest_enough(rates: Sequence[tuple[Month, float | None]]) -> Month | None:
    """The latest month with a 报送率 of at least half, None if there is none (C24)."""
    enough = [month for month, rate in rates if rate is not None and rate >= ENOUGH_TO_SHOW]
    return max(enough, default=None)


def _is_timed(month: Month, settings: OfficeSettings) -> bool:
    return not settings.start_month or Month.parse(settings.start_month) <= month


def _first_reports(reports: pd.DataFrame, number: int) -> dict[tuple[str, str], tuple[date, str]]:
    """The first received day and commit time by unit and kind for a month."""
    found: dict[tuple[str, str], tuple[date, str]] = {}
    part = reports[reports["month"] == number]
    columns = (part["unit"], part["kind"], part["received"], part["committed_at"])
    for unit, kind, received, committed in zip(*columns, strict=True):
        arrival = (date.fromisoformat(str(received)), str(committed))
        key = (str(unit), str(kind))
        found[key] = min(found.get(key, arrival), arrival)
    return found


def _expected(
    unit: Unit, kind: str, arrival: tuple[date, str] | None, due: date, timed: bool
) -> Expected:
    received = arrival[0] if arrival else None
    on_time = received <= due if received is not None and timed else None
    return Expected(
        unit.name, unit.unit_type, kind, arrival is not None, on_time,
        received, arrival[1] if arrival else None, due,
    )  # fmt: skip


def _count_into(
    counts: dict[str, NDArray[np.float64]],
    rows: Sequence[Expected],
    numbers: dict[str, int],
    column: int,
) -> None:
    for row in rows:
        at = (numbers[row.unit], column)
        amounts = {"应报数": 1, "已报数": int(row.reported), "按时数": int(row.on_time is True)}
        for name, amount in amounts.items():
            counts[name][at] = np.nan_to_num(counts[name][at]) + amount


def _row_measures(
    observations: Observations, units: Sequence[Unit], shape: tuple[int, int]
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Rows sent and rows stored; rows that were left out at the commit are the difference."""
    numbers = {unit.name: n for n, unit in enumerate(units)}
    stored, left_out = np.full(shape, np.nan), np.zeros(shape)
    reports = observations.reports
    columns = (reports["unit"], reports["month"], reports["rows"], reports["left_out"])
    for unit, month, rows, omitted in zip(*columns, strict=True):
        at = (numbers[str(unit)], int(month) - 1)
        stored[at] = np.nan_to_num(stored[at]) + rows
        left_out[at] += omitted
    return {(DATA_SOURCE, "行数"): stored + left_out, (DATA_SOURCE, "合格行数"): stored}
