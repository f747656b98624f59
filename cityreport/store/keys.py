"""Names to integer keys and back, new ones given out as they are met.

Only called inside a write transaction; writers wait for one another, so "the largest so far plus
one" is never given out twice.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, Table, func, insert, select, tuple_

from cityreport.store.schema import COLUMN, DIMENSION_SET, DIMENSIONS, KIND, REPORT

_AT_ONCE = 500
"""Values in one IN list, well below the limits of every database."""
Dimensions = tuple[str | None, ...]
_Key = TypeVar("_Key")


class ReportIds(NamedTuple):
    """A report key in integers, but for the reporter."""

    unit: int
    month: int
    kind: int
    reporter: str


def next_id(connection: Connection, table: Table) -> int:
    """The first id of a table not given out yet."""
    largest = connection.execute(select(func.max(table.c.id))).scalar_one()
    return (largest or 0) + 1


def kind_ids(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """The ids of sheet kinds."""
    known = {row.name: row.id for row in connection.execute(select(KIND.c.id, KIND.c.name))}
    new = sorted(set(names) - known.keys())
    return known | _add(connection, KIND, {name: {"name": name} for name in new})


def column_ids(connection: Connection, kind: int, names: Iterable[str]) -> dict[str, int]:
    """The ids of a sheet kind's columns."""
    found = select(COLUMN.c.name, COLUMN.c.id).where(COLUMN.c.kind_id == kind)
    known = {row.name: row.id for row in connection.execute(found)}
    new = sorted(set(names) - known.keys())
    return known | _add(connection, COLUMN, {n: {"kind_id": kind, "name": n} for n in new})


def dimension_ids(connection: Connection, sets: Iterable[Dimensions]) -> dict[Dimensions, int]:
    """The ids of sets of dimension values (of one row each)."""
    by_digest = {_digest(values): values for values in sets}
    known: dict[Dimensions, int] = {}
    columns = (DIMENSION_SET.c.digest, DIMENSION_SET.c.id)
    for some in _portions(sorted(by_digest)):
        found = select(*columns).where(DIMENSION_SET.c.digest.in_(some))
        known |= {by_digest[digest]: id_ for digest, id_ in connection.execute(found)}
    new = {
        values: {"digest": digest, **dict(zip(DIMENSIONS, values, strict=True))}
        for digest, values in by_digest.items()
        if values not in known
    }
    return known | _add(connection, DIMENSION_SET, new)


def report_ids(connection: Connection, reports: Iterable[ReportIds]) -> dict[ReportIds, int]:
    """The ids of report keys."""
    wanted = sorted(set(reports))
    known: dict[ReportIds, int] = {}
    key = (REPORT.c.unit_id, REPORT.c.month, REPORT.c.kind_id, REPORT.c.reporter)
    for some in _portions(wanted):
        condition: ColumnElement[bool] = tuple_(*key).in_([tuple(one) for one in some])
        for id_, *parts in connection.execute(select(REPORT.c.id, *key).where(condition)):
            known[ReportIds(*parts)] = id_
    new = {
        one: {
            "unit_id": one.unit,
            "month": one.month,
            "kind_id": one.kind,
            "reporter": one.reporter,
        }
        for one in wanted
        if one not in known
    }
    return known | _add(connection, REPORT, new)


def _digest(values: Dimensions) -> str:
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def _add(
    connection: Connection, table: Table, rows: Mapping[_Key, Mapping[str, object]]
) -> dict[_Key, int]:
    if not rows:
        return {}
    ids = dict(zip(rows, range(next_id(connection, table), 2**31), strict=False))
    connection.execute(insert(table), [{"id": ids[key], **row} for key, row in rows.items()])
    return ids


def _portions(values: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
