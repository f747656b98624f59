"""Completeness and timeliness: who should have reported, who has, who was late (method.md 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cityreport.framework.model import DATA_SOURCE, REPORTING_SOURCE
from cityreport.period import MONTHS_A_YEAR, Month, months_of
from cityreport.roster import Unit
from cityreport.settings import OfficeSettings
from cityreport.tables.observations import Observations

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
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


@dataclass(frozen=True)
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

    def units(
        self, kinds: Sequence[str] = (), unit_type: str | None = None
    ) -> tuple[set[str], set[str]]:
        """The units (of a type) that should send a sheet (of some kinds), and who sent any."""
        asked = [
            both
            for (kind, of), both in self._units.items()
            if (not kinds or kind in kinds) and unit_type in (None, of)
        ]
        expected, reported = (set[str]().union(*(one[side] for one in asked)) for side in (0, 1))
        return expected, reported

    @cached_property
    def _units(self) -> dict[tuple[str, str], tuple[set[str], set[str]]]:
        """By kind and unit type who should send it and who did; every source line asks."""
        found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for row in self.rows:
            expected, reported = found.setdefault((row.kind, row.unit_type), (set(), set()))
            expected.add(row.unit)
            if row.reported:
                reported.add(row.unit)
        return found

    @cached_property
    def of_units(self) -> dict[str, tuple[Expected, ...]]:
        """The sheets expected of each unit that has to send any."""
        found: dict[str, list[Expected]] = {}
        for row in self.rows:
            found.setdefault(row.unit, []).append(row)
        return {unit: tuple(rows) for unit, rows in found.items()}

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
    first = _arrivals(observations.reports, month.number)
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
) -> dict[tuple[str, str], Floats]:
    """报送 and 数据 measures, units × 12; NaN where nothing was expected (details.md A15).

    报送 begins with the office's 启用月份: before it nothing could be on time.
    """
    months = list(months_of(observations.year))
    active = np.array([[unit.active(month) for month in months] for unit in units], dtype=bool)
    active = active.reshape(len(units), MONTHS_A_YEAR)
    due = np.array([due_date(month, settings).isoformat() for month in months])
    timed = np.array([_is_timed(month, settings) for month in months], dtype=bool)
    asked = np.array([len(unit.kinds) for unit in units], dtype=np.int64)[:, None]
    arrived = _expected_arrivals(observations.reports, units, active)
    on_time = arrived["received"].to_numpy(dtype=str) <= due[arrived["month"].to_numpy(int) - 1]
    expected = active & (asked > 0)
    counts = {
        "应报数": np.broadcast_to(asked, active.shape),
        "已报数": _count_at(arrived, active.shape),
        "按时数": _count_at(arrived[on_time], active.shape),
    }
    reporting = {
        (REPORTING_SOURCE, name): np.where(expected & timed, count, np.nan)
        for name, count in counts.items()
    }
    return reporting | _row_measures(observations.reports, units, expected)


def latest_enough(rates: Sequence[tuple[Month, float | None]]) -> Month | None:
    """The latest month with a 报送率 of at least half, None if there is none (C24)."""
    enough = [month for month, rate in rates if rate is not None and rate >= ENOUGH_TO_SHOW]
    return max(enough, default=None)


def _is_timed(month: Month, settings: OfficeSettings) -> bool:
    return not settings.start_month or Month.parse(settings.start_month) <= month


def _first_reports(reports: pd.DataFrame) -> pd.DataFrame:
    """The first commit of each unit, month and kind: it decides on time (details.md D18)."""
    ordered = reports.sort_values(["committed_at", "received"], kind="stable")
    return ordered.drop_duplicates(["unit", "month", "kind"])


def _arrivals(reports: pd.DataFrame, number: int) -> dict[tuple[str, str], tuple[date, str]]:
    """The received day and commit time of each unit and kind's first report for a month."""
    first = _first_reports(reports[reports["month"] == number])
    columns = (first["unit"], first["kind"], first["received"], first["committed_at"])
    return {
        (str(unit), str(kind)): (date.fromisoformat(str(received)), str(committed))
        for unit, kind, received, committed in zip(*columns, strict=True)
    }


def _expected(
    unit: Unit, kind: str, arrival: tuple[date, str] | None, due: date, timed: bool
) -> Expected:
    received = arrival[0] if arrival else None
    on_time = received <= due if received is not None and timed else None
    return Expected(
        unit.name, unit.unit_type, kind, arrival is not None, on_time,
        received, arrival[1] if arrival else None, due,
    )  # fmt: skip


def _expected_arrivals(reports: pd.DataFrame, units: Sequence[Unit], active: Bools) -> pd.DataFrame:
    """The first reports of sheets that were expected, with their place ``at`` in units × 12."""
    first = _placed(_first_reports(reports), units)
    asked = {unit.name: frozenset(unit.kinds) for unit in units}
    pairs = zip(first["unit"].tolist(), first["kind"].tolist(), strict=True)
    expected = np.array([kind in asked[unit] for unit, kind in pairs], dtype=bool)
    return first[expected & active.ravel()[first["at"]]]


def _row_measures(
    reports: pd.DataFrame, units: Sequence[Unit], expected: Bools
) -> dict[tuple[str, str], Floats]:
    """Rows sent and rows stored; rows that were left out at the commit are the difference."""
    placed = _placed(reports, units)
    stored = _count_at(placed, expected.shape, "rows")
    left_out = _count_at(placed, expected.shape, "left_out")
    known = expected | (_count_at(placed, expected.shape) > 0)
    counts = {"行数": stored + left_out, "合格行数": stored}
    return {(DATA_SOURCE, name): np.where(known, n, np.nan) for name, n in counts.items()}


def _placed(reports: pd.DataFrame, units: Sequence[Unit]) -> pd.DataFrame:
    """The reports of the listed units with their flat position ``at`` in a units × 12 array."""
    numbers = {unit.name: number for number, unit in enumerate(units)}
    unit = reports["unit"].map(numbers).astype("float64")
    known = unit.notna().to_numpy()
    at = unit[known] * MONTHS_A_YEAR + reports["month"][known] - 1
    return reports[known].assign(at=at.astype("int64"))


def _count_at(placed: pd.DataFrame, shape: tuple[int, ...], column: str = "") -> Floats:
    """The placed reports, or the sum of one of their columns, per unit and month."""
    amounts = placed[column].to_numpy(dtype=float) if column else np.ones(len(placed))
    counted = np.bincount(placed["at"].to_numpy(), amounts, minlength=shape[0] * shape[1])
    return counted.astype(np.float64).reshape(shape)
