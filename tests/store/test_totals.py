"""Rows added up by the database are the rows read one by one and added up."""

import math
from pathlib import Path

import pytest

from cityreport.period import Month
from cityreport.report.ledger import inexact_count, total
from cityreport.sheets import BY_NAME, KINDS
from cityreport.store import Store
from cityreport.tables.stored import StoredRow

PERIODS = [(Month(2023, 6), Month(2023, 6)), (Month(2023, 1), Month(2023, 9))]


@pytest.fixture(scope="module")
def store(sample_city: Path):
    opened = Store.open(f"sqlite:///{sample_city / 'store' / 'cityreport.db'}")
    yield opened
    opened.close()


def read(store: Store, kind: str, first: Month, last: Month, unit_type: str | None):
    """The rows one by one; of a register a longer period has the latest one of the year."""
    types = {unit.name: unit.unit_type for unit in store.roster().units}
    whole = BY_NAME[kind].whole_register and first != last
    rows = store.register(kind, last) if whole else store.ledger(kind, first, last)
    return [row for row in rows if unit_type in (None, types[row.unit])]


def columns_of(rows: list[StoredRow]) -> dict[str, tuple[float, ...]]:
    found = {}
    for name in {column for row in rows for column in row.quantities}:
        quantity = total(rows, name)
        filled = [row for row in rows if name in row.quantities]
        found[name] = (
            quantity.value, quantity.lower, quantity.upper, len(filled),
            inexact_count(rows, name), len({row.unit for row in filled}),
        )  # fmt: skip
    return found


@pytest.mark.parametrize("unit_type", [None, "社区"])
@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_totals_are_those_of_the_rows(store: Store, first: Month, last: Month, unit_type):
    added = store.ledger_totals(first, last, unit_type)
    rows = {kind.name: read(store, kind.name, first, last, unit_type) for kind in KINDS}
    assert list(added) == [name for name, found in rows.items() if found]
    for name, found in added.items():
        assert found.rows == len(rows[name])
        assert found.units == {row.unit for row in rows[name]}
        wanted = columns_of(rows[name])
        assert {column.name for column in found.columns} == set(wanted)
        for column in found.columns:
            seen = (column.value, column.lower, column.upper, column.filled, column.approximate,
                    column.units)  # fmt: skip
            assert all(map(math.isclose, seen, wanted[column.name])), column.name


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_the_first_rows_are_the_beginning_of_all(store: Store, first: Month, last: Month):
    for kind in KINDS:
        everything = read(store, kind.name, first, last, None)
        assert store.first_rows(kind.name, first, last, None, 10_000) == everything
        assert store.first_rows(kind.name, first, last, None, 3) == everything[:3]
        of_type = read(store, kind.name, first, last, "社区")
        assert store.first_rows(kind.name, first, last, "社区", 3) == of_type[:3]


@pytest.mark.parametrize(("first", "last"), PERIODS)
def test_the_rows_of_all_kinds_are_those_of_each(store: Store, first: Month, last: Month):
    rows = {kind.name: read(store, kind.name, first, last, None) for kind in KINDS}
    everything = store.ledger_rows(first, last)
    assert everything == {name: found for name, found in rows.items() if found}
    assert list(everything) == [name for name, found in rows.items() if found]


def test_the_rows_of_some_kinds_and_units_are_picked_from_all(store: Store):
    first, last = PERIODS[1]
    kinds, units = ("资金投入", "问题整改台账"), ("瀛东社区", "江苏省淮安中学")
    wanted = {
        kind: [row for row in read(store, kind, first, last, None) if row.unit in units]
        for kind in kinds
    }
    assert store.ledger_rows(first, last, kinds, units) == {k: v for k, v in wanted.items() if v}
    assert store.ledger_rows(first, last, units=("没有这家",)) == {}
    assert store.ledger_rows(first, last, kinds=()) == {}
