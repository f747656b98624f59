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

from cityreport.remembered import remembered_by
from cityreport.store.bulk import insert_rows
from cityreport.store.schema import COLUMN, DIMENSION_SET, DIMENSIONS, KIND, REPORT

_AT_ONCE = 500
"""Values in one IN list, well below the limits of every database."""
Dimensions = tuple[str | None, ...]
_Key = TypeVar("_Key")

# Made once: putting a statement together takes longer than the database needs for its answer.
_SHEET_NAMES = select(KIND.c.name, KIND.c.id, COLUMN.c.name, COLUMN.c.id).outerjoin_from(
    KIND, COLUMN, COLUMN.c.kind_id == KIND.c.id
)
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


class SheetNames(NamedTuple):
    """The ids of sheet kinds by name, of columns by their kind's name and their own."""

    kinds: Mapping[str, int]
    columns: Mapping[tuple[str, str], int]


def next_ids(connection: Connection, *tables: Table) -> list[int]:
    """The first id of each table not given out yet."""
    return [(highest or 0) + 1 for highest in connection.execute(_largest(tables)).one()]


@lru_cache(maxsize=32)
def _largest(tables: tuple[Table, ...]) -> Select[tuple[int | None, ...]]:
    return select(*(select(func.max(table.c.id)).scalar_subquery() for table in tables))


def sheet_names(connection: Connection, wanted: Mapping[str, Iterable[str]]) -> SheetNames:
    """The ids of sheet kinds and their columns, by the kinds' names."""
    kinds: dict[str, int] = {}
    columns: dict[tuple[str, str], int] = {}
    for kind, kind_id, column, column_id in connection.execute(_SHEET_NAMES):
        kinds[kind] = kind_id
        columns[kind, column] = column_id  # of a kind without columns a None that nobody asks for
    new = sorted(wanted.keys() - kinds.keys())
    kinds |= _add(connection, KIND, ("name",), {name: (name,) for name in new})
    pairs = {(kind, name) for kind, names in wanted.items() for name in names}
    records = {(kind, name): (kinds[kind], name) for kind, name in sorted(pairs - columns.keys())}
    return SheetNames(kinds, columns | _add(connection, COLUMN, ("kind_id", "name"), records))


def dimension_ids(connection: Connection, sets: Iterable[Dimensions]) -> dict[Dimensions, int]:
    """The ids of sets of dimension values (of one row each)."""
    by_digest = {_digest(values): values for values in sets}
    known: dict[Dimensions, int] = {}
    for some in portions(sorted(by_digest)):
        found = connection.execute(_DIMENSION_SETS, {"digests": some})
        known |= {by_digest[digest]: id_ for digest, id_ in found}
    new = {values: (digest, *values) for digest, values in by_digest.items() if values not in known}
    return known | _add(connection, DIMENSION_SET, ("digest", *DIMENSIONS), new)


def report_ids(
    connection: Connection, reports: Iterable[ReportIds], first_new: int
) -> dict[ReportIds, int]:
    """The ids of report keys; those not met before are counted from ``first_new``."""
    wanted = sorted(set(reports))
    units, months = sorted({one.unit for one in wanted}), sorted({one.month for one in wanted})
    known: dict[ReportIds, int] = {}
    for some, others in product(portions(units), portions(months)):
        found = connection.execute(_REPORTS, {"units": some, "months": others})
        known |= {ReportIds(*parts): id_ for id_, *parts in found}
    new = {one: one for one in wanted if one not in known}
    return known | _add(
        connection, REPORT, ("unit_id", "month", "kind_id", "reporter"), new, first_new
    )


def _characters(values: Dimensions) -> int:
    return sum(map(len, filter(None, values)))


@remembered_by(65536, _characters)
def _digest(values: Dimensions) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _add(
    connection: Connection,
    table: Table,
    columns: tuple[str, ...],
    rows: Mapping[_Key, tuple[object, ...]],
    first: int | None = None,
) -> dict[_Key, int]:
    if not rows:
        return {}
    begin = first or next_ids(connection, table)[0]
    ids = dict(zip(rows, range(begin, begin + len(rows)), strict=True))
    records = [(ids[key], *row) for key, row in rows.items()]
    insert_rows(connection, table, ("id", *columns), records)
    return ids


def portions(values: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    """The values in runs short enough for one IN list."""
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
