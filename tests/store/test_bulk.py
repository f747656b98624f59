"""Rows go in by blocks: none lost, none twice, in their order, however many there are."""

from itertools import chain
from types import SimpleNamespace

import pytest
from sqlalchemy import create_engine, select

from cityreport.store.bulk import insert_rows
from cityreport.store.schema import KIND


@pytest.mark.parametrize("count", [0, 1, 7, 8, 9, 63, 64, 65, 73, 200])
def test_every_row_goes_in_once_and_in_order(count):
    engine = create_engine("sqlite://")
    KIND.create(engine)
    rows = [(number, f"kind {number}") for number in range(count)]
    with engine.begin() as connection:
        insert_rows(connection, KIND, ("id", "name"), rows)
        kept = [tuple(row) for row in connection.execute(select(KIND.c.id, KIND.c.name))]
    assert kept == rows


def test_a_block_holds_no_more_values_than_any_sqlite_takes():
    sent = []

    class Connection:
        dialect = SimpleNamespace(name="sqlite", paramstyle="qmark")

        def exec_driver_sql(self, statement, records):
            sent.append((statement.count("?"), records))

    rows = [tuple(range(10))] * 70
    insert_rows(Connection(), KIND, tuple("abcdefghij"), rows)
    insert_rows(Connection(), KIND, tuple("abcdefghijklmnopqrst"), [tuple(range(20))] * 9)
    assert [marks for marks, _ in sent] == [640, 10, 160, 20]
    assert all(len(record) == marks for marks, records in sent for record in records)
    assert len(list(chain.from_iterable(chain.from_iterable(r for _, r in sent)))) == 880
