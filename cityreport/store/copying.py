"""All tables of one store into another, in one transaction: backup, restore, change of database."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import (
    JSON,
    Connection,
    Integer,
    Row,
    Table,
    delete,
    func,
    insert,
    select,
    update,
)

from cityreport.store.bulk import insert_rows
from cityreport.store.schema import METADATA, STATE

_AT_ONCE = 10_000


def copy_all(source: Connection, target: Connection, without: Collection[Table] = ()) -> None:
    """Replace everything in the target's tables by what the source holds.

    Both have the same tables; the caller holds a reading and a writing transaction. The tables
    ``without`` stay as they are in the target.
    """
    copy_tables(source, target, [one for one in METADATA.sorted_tables if one not in without])


def copy_tables(source: Connection, target: Connection, tables: Sequence[Table]) -> None:
    """Replace what the target holds in some tables, those referred to first."""
    for table in reversed(tables):
        if table is not STATE:
            target.execute(delete(table))
    for table in tables:
        if table is STATE:
            # The row stays: on a server, writers queue at it.
            target.execute(update(STATE).values(dict(source.execute(select(STATE)).one()._mapping)))
            continue
        for rows in _rows(source, table):
            _insert(target, table, rows)
        _go_on_counting(target, table)


def _rows(source: Connection, table: Table) -> Iterator[list[Row[tuple[object, ...]]]]:
    found = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
    for rows in found.partitions():
        yield list(rows)


def _insert(target: Connection, table: Table, rows: list[Row[tuple[object, ...]]]) -> None:
    if any(isinstance(column.type, JSON) for column in table.columns):
        target.execute(insert(table), [dict(row._mapping) for row in rows])
    else:
        insert_rows(target, table, tuple(table.columns.keys()), [tuple(row) for row in rows])


def _go_on_counting(target: Connection, table: Table) -> None:
    """On a server, ids are given out by a sequence, which knows nothing of copied rows.

    It never goes back: an id on a printed page must not mean another file later.
    """
    if target.dialect.name != "postgresql" or table.autoincrement_column is None:
        return
    key = table.autoincrement_column
    if not isinstance(key.type, Integer):
        return
    highest = target.execute(select(func.max(key))).scalar_one()
    sequence = target.execute(
        select(func.pg_get_serial_sequence(table.name, key.name))
    ).scalar_one()
    if highest is not None and sequence is not None:
        beyond = func.greatest(highest, func.nextval(sequence))
        target.execute(select(func.setval(sequence, beyond)))
