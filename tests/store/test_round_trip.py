"""What is committed comes back cell by cell, and sums as plain Python sums it."""

from collections import defaultdict
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.sheets import BY_NAME
from cityreport.store import Store
from cityreport.store.schema import DIMENSIONS
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    LedgerRow,
    Submission,
)
from cityreport.tables.workbook import Finding
from store.ledgers import AT, MARCH, MONEY, UNITS, VOLUNTEERS, reading, row, send

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
NUMBERS = st.floats(-1e12, 1e12)


@st.composite
def quantities(draw: st.DrawFn) -> CellQuantity:
    value = draw(NUMBERS)
    precision = draw(st.sampled_from(["exact", "at_least", "at_most", "about"]))
    lower, upper = sorted((draw(NUMBERS), draw(NUMBERS)))
    return CellQuantity(Quantity(draw(NAMES), value, precision, lower, upper), draw(NAMES))


@st.composite
def ledger_rows(draw: st.DrawFn) -> LedgerRow:
    kind = draw(st.sampled_from([MONEY, VOLUNTEERS, "督查检查"]))
    measures = [column.name for column in BY_NAME[kind].measures]
    texts = [column.name for column in BY_NAME[kind].columns if not column.is_measure]
    return LedgerRow(
        kind,
        draw(st.sampled_from([unit.name for unit in UNITS])),
        draw(st.sampled_from([MARCH, Month(2023, 12), Month(2024, 1)])),
        draw(st.sampled_from(["", "团委"])),
        draw(NAMES),
        draw(st.integers(1, 1_048_576)),
        draw(st.dictionaries(st.sampled_from(measures), quantities(), max_size=3)),
        draw(
            st.dictionaries(st.sampled_from(texts), st.builds(CellText, NAMES, NAMES), max_size=3)
        ),
    )


def cells_of(one) -> tuple:
    numbers = {
        name: (c.quantity.raw, c.quantity.value, c.quantity.lower, c.quantity.upper,
               c.quantity.precision, c.cell)
        if isinstance(c, CellQuantity)
        else (c.raw, c.value, c.lower, c.upper, c.precision, c.cell)
        for name, c in one.quantities.items()
    }  # fmt: skip
    return one.kind, one.unit, one.month, one.reporter, one.sheet, one.row, numbers, dict(one.texts)


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(ledger_rows(), min_size=1, max_size=12))
def test_every_cell_comes_back_as_it_was_committed(tmp_path_factory, rows):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('trip') / 'a.db'}")
    store.save_units(UNITS, "王")
    send(store, "全部.xlsx", *rows)
    order = {unit.name: place for place, unit in enumerate(UNITS)}
    for kind in (MONEY, VOLUNTEERS, "督查检查"):
        sent = [r for r in rows if r.kind == kind]
        expected = sorted(sent, key=lambda r: (order[r.unit], r.month))  # stable: sheet order
        kept = store.ledger(kind, Month(2023, 1), Month(2024, 12))
        assert [cells_of(r) for r in kept] == [cells_of(r) for r in expected]
    store.close()


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(ledger_rows(), min_size=1, max_size=12))
def test_facts_equal_a_plain_recomputation_from_the_rows(tmp_path_factory, rows):
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('facts') / 'a.db'}")
    store.save_units(UNITS, "王")
    send(store, "全部.xlsx", *rows)
    expected = recomputed_facts([r for r in rows if r.month.year == 2023])
    facts = store.observations(2023).facts
    found = {
        (f.unit, f.month, f.kind, f.column, f.reporter, *(blank(f[d]) for d in DIMENSIONS)): f
        for _, f in facts.iterrows()
    }
    assert found.keys() == expected.keys()
    for key, (value, lower, upper, filled, approximate) in expected.items():
        assert (found[key].filled, found[key].approximate) == (filled, approximate)
        sums = [found[key].value, found[key].lower, found[key].upper]
        assert np.allclose(sums, [value, lower, upper], rtol=1e-9, atol=1e-3)
    store.close()


def blank(value: object) -> str | None:
    return value if isinstance(value, str) else None


def recomputed_facts(rows: list[LedgerRow]) -> dict[tuple, tuple]:
    """Flows summed, of stocks the last cell, with nothing but dictionaries."""
    cells = defaultdict(list)
    for one in rows:
        dims = [c.name for c in BY_NAME[one.kind].dimensions]
        texts = [one.texts[d].text if d in one.texts else None for d in dims]
        texts += [None] * (len(DIMENSIONS) - len(texts))
        for name, cell in one.quantities.items():
            stock = BY_NAME[one.kind].column(name).role == "stock"
            where = (None,) * len(DIMENSIONS) if stock else tuple(texts)
            key = (one.unit, one.month.number, one.kind, name, one.reporter, *where)
            cells[key].append((stock, cell.quantity))
    return {key: summed(found) for key, found in cells.items()}


def summed(cells: list[tuple[bool, Quantity]]) -> tuple:
    counted = [q for _, q in cells][-1:] if cells[0][0] else [q for _, q in cells]
    return (
        sum(q.value for q in counted),
        sum(q.lower for q in counted),
        sum(q.upper for q in counted),
        len(cells),
        sum(q.precision != "exact" for q in counted),
    )


def test_the_file_itself_and_its_findings_are_kept(store):
    finding = Finding("error", "unknown-unit", "没有这个单位", "核对名称", "Sheet1", "A9", "云西")
    one = reading("三月.xlsx", (row(5),), findings=(finding,))
    number = store.commit(Submission(one, "李", date(2023, 4, 2)), AT)
    assert store.file_content(number) == ("三月.xlsx", "三月.xlsx".encode())
    assert store.findings(number) == (finding,)
