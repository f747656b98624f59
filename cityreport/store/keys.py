"""Names to integer keys and back, new ones given out as they are met.

Only called inside a write transaction; writers wait for one another, so "the largest so far plus
one" is never given out twice.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Select, Table, bindparam, func, select

from cityreport.store.bulk import insert_rows
from cityreport.store.schema import COLUMN, DIMENSION_SET, DIMENSIONS, KIND, REPORT

_AT_ONCE = 500
"""Values in one IN list, well below the limits of every database."""
Dimensions = tuple[str | None, ...]
_Key = TypeVar("_Key")

# Made once: putting a statement together takes longer than the database needs for its answer.
_KINDS = select(KIND.c.name, KIND.c.id)
_COLUMNS = select(COLUMN.c.kind_id, COLUMN.c.name, COLUMN.c.id)
_DIMENSION_SETS = select(DIMENSION_SET.c.digest, DIMENSION_SET.c.id).where(
    DIMENSION_SET.c.digest.in_(bindparam("digests", expanding=True))
)
_REPORT_KEY = (REPORT.c.unit_id, REPORT.c.month, REPORT.c.kind_id, REPORT.c.reporter)
# By unit and month, not by whole keys: of a list of those SQLite would look through all reports.
_REPORTS = select(REPORT.c.id, *_REPORT_KEY).where(
    REPORT.c.unit_id.in_(bindparam("units", expanding=True)),
    REPORT.c.month.in_(bindparam("months", expanding=True)),
)


class ReportIds(NamedTuple):
    """A report key in integers, but for the reporter."""

    unit: int
    month: int
    kind: int
    reporter: str


def next_id(connection: Connection, table: Table) -> int:
    """The first id of a table not given out yet."""
    return (connection.execute(_largest(table)).scalar_one() or 0) + 1


@lru_cache(maxsize=32)
def _largest(table: Table) -> Select[int | None]:
    return select(func.max(table.c.id))


def kind_ids(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The ids of sheet kinds."""
    known: dict[str, int] = dict(map(tuple, connection.execute(_KINDS)))
    new = sorted(set(names) - known.keys())
    return known | _add(connection, KIND, ("name",), {name: (name,) for name in new})


def column_ids(
    connection: Connection, names: Mapping[int, Iterable[str]]
) -> dict[tuple[int, str], int]:
    """The ids of columns, by the id of their sheet kind and their name."""
    known = {(kind, name): id_ for kind, name, id_ in connection.execute(_COLUMNS)}
    wanted = {(kind, name) for kind, columns in names.items() for name in columns}
    new = sorted(wanted - known.keys())
    return known | _add(connection, COLUMN, ("kind_id", "name"), {one: one for one in new})


def dimension_ids(connection: Connection, sets: Iterable[Dimensions]) -> dict[Dimensions, int]:
    """The ids of sets of dimension values (of one row each)."""
    by_digest = {_digest(values): values for values in sets}
    known: dict[Dimensions, int] = {}
    for some in portions(sorted(by_digest)):
        found = connection.execute(_DIMENSION_SETS, {"digests": some})
        known |= {by_digest[digest]: id_ for digest, id_ in found}
    new = {values: (digest, *values) for digest, values in by_digest.items() if values not in known}
    return known | _add(connection, DIMENSION_SET, ("digest", *DIMENSIONS), new)


def report_ids(connection: Connection, reports: Iterable[ReportIds]) -> dict[ReportIds, int]:
    """The ids of report keys."""
    wanted = sorted(set(reports))
    units, months = sorted({one.unit for one in wanted}), sorted({one.month for one in wanted})
    known: dict[ReportIds, int] = {}
    for some, others in product(portions(units), portions(months)):
        found = connection.execute(_REPORTS, {"units": some, "months": others})
        known |= {ReportIds(*parts): id_ for id_, *parts in found}
    new = {one: one for one in wanted if one not in known}
    return known | _add(connection, REPORT, ("unit_id", "month", "kind_id", "reporter"), new)


@lru_cache(maxsize=65536)
def _digest(values: Dimensions) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _add(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Mapping[_Key, tuple[object, ...]],
) -> dict[_Key, int]:
    if not rows:
        return {}
    ids = dict(zip(rows, range(next_id(connection, table), 2**31), strict=False))
    records = [(ids[key], *row) for key, row in rows.items()]
    insert_rows(connection, table, ("id", *columns), records)
    return ids


def portions(values: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    """The values in runs short enough for one IN list."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
