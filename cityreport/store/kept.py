"""The grouped cells of the years last asked for, renewed report by report after a change.

What a submission says is never changed afterwards, so a report whose counting scopes are the
same has the same sums. Grouping a year of 1,000 units anew takes five seconds, a report some
milliseconds.
"""

from dataclasses import dataclass
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from cityreport.store.connected import RESTORING
from cityreport.store.frames import Arrays, fetch
from cityreport.store.groupings import Apart, Grouped, counting, grouped
from cityreport.store.samples import RECYCLING
from cityreport.store.schema import CHANGE, SCOPE

_YEARS = 3
"""Two are on screen (this one and the one before); each takes some 40 MB at 1,000 units."""
_FEW = 2_000
"""Reports renewed one by one; beyond, grouping the whole year is as quick."""

Scopes = NDArray[np.int64]
"""The scopes that count: the key of the report in the upper half, that of the scope below."""
_HALF = 32


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    recycled: int
    scopes: Scopes
    grouped: Grouped


class KeptYears:
    """What the last readings of some years found; one for an open store, safe among threads."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}
        self._lock = Lock()

    def aside(self) -> "KeptYears":
        """The same to begin with, kept apart: for scopes that are taken back, whose ids come again."""
        copy = KeptYears()
        with self._lock:
            copy._kept = dict(self._kept)
        return copy

    def grouped(self, connection: Connection, year: int, apart: Apart) -> Grouped:
        """The grouped cells of a year as the store stands in this transaction."""
        scopes, recycled = _counting_scopes(connection, year), _recycled(connection)
        with self._lock:
            before = self._kept.get(year)
        found = _renewed(connection, year, apart, before, scopes, recycled)
        with self._lock:
            self._kept.pop(year, None)
            self._kept[year] = _Kept(recycled, scopes, found)
            while len(self._kept) > _YEARS:
                self._kept.pop(next(iter(self._kept)))
        return found


def _renewed(
    connection: Connection, year: int, apart: Apart, before: _Kept | None, scopes: Scopes,
    recycled: int,
) -> Grouped:  # fmt: skip
    if before is None or before.recycled != recycled:
        return grouped(connection, year, apart)
    changed = _changed(before.scopes, scopes)
    if len(changed) == 0:
        return before.grouped
    if len(changed) > _FEW:
        return grouped(connection, year, apart)
    anew = grouped(connection, year, apart, changed.tolist())
    return Grouped(
        flows=_exchanged(before.grouped.flows, anew.flows, changed),
        stocks=_exchanged(before.grouped.stocks, anew.stocks, changed),
        rows=_exchanged(before.grouped.rows, anew.rows, changed),
    )


def _changed(before: Scopes, now: Scopes) -> NDArray[np.int64]:
    """The reports whose counting scopes are not what they were."""
    return np.unique(np.setxor1d(before, now, assume_unique=True) >> _HALF)


def _exchanged(before: Arrays, anew: Arrays, changed: NDArray[np.int64]) -> Arrays:
    stays = ~np.isin(before["report"], changed)
    return {name: np.concatenate([before[name][stays], anew[name]]) for name in before}


def _counting_scopes(connection: Connection, year: int) -> Scopes:
    counted, condition = counting(year)
    asked = select(SCOPE.c.report_id, SCOPE.c.id).select_from(counted).where(condition)
    found = fetch(connection, asked)
    return (found["report_id"].astype(np.int64) << _HALF) + found["id"].astype(np.int64)


def _recycled(connection: Connection) -> int:
    """The revision at which scopes were last deleted, 0 if never: their ids may come again."""
    last = select(func.max(CHANGE.c.revision)).where(CHANGE.c.action.in_((RECYCLING, RESTORING)))
    return int(connection.execute(last).scalar_one() or 0)
