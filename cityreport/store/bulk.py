"""Many plain rows at once, the way the database likes them."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from sqlalchemy import Connection, Table

from cityreport.store import postgresql

Record = tuple[object, ...]
_TOGETHER = (64, 8, 1)
"""Rows a statement, tried in this order."""
_MOST_VALUES = 999
"""As many as any SQLite takes in one statement."""


def insert_rows(
    connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[Record]
) -> None:
    """Insert plain rows, their values in the order of ``columns``, a block of them a statement.

    An insert of the query language turns every row into a dict and back, and a statement a row
    costs SQLite half as much again (benchmarks/README.md). PostgreSQL takes them as one stream.
    """
    if connection.dialect.name == "postgresql":
        postgresql.copy_rows(connection, table.name, columns, rows)
        return
    for size, records in _blocks(rows, len(columns)):
        statement = _statement(connection.dialect.paramstyle, table, columns, size)
        connection.exec_driver_sql(statement, records)


def _blocks(rows: Sequence[Record], width: int) -> Iterator[tuple[int, list[Record]]]:
    """The rows in blocks, the largest first; the values of a block one after the other."""
    start = 0
    for size in (size for size in _TOGETHER if size * width <= _MOST_VALUES or size == 1):
        end = start + (len(rows) - start) // size * size
        if end > start:
            places = range(start, end, size)
            yield size, [tuple(chain.from_iterable(rows[at : at + size])) for at in places]
        start = end


@lru_cache(maxsize=256)
def _statement(paramstyle: str, table: Table, columns: tuple[str, ...], size: int) -> str:
    mark = "?" if paramstyle == "qmark" else "%s"
    names = ", ".join(f'"{name}"' for name in columns)
    marks = "(" + ", ".join([mark] * len(columns)) + ")"
    return f'INSERT INTO "{table.name}" ({names}) VALUES {", ".join([marks] * size)}'  # noqa: S608
