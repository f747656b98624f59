"""Roster, catalogue editions, settings and samples."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Unit
from cityreport.store import Store
from cityreport.tables.workbook import SheetCells
from store.ledgers import (
    AT,
    MARCH,
    MONEY,
    UNITS,
    amounts,
    row,
    send,
)


def test_the_roster_comes_back_with_figures_and_months(store):
    unit = Unit(
        "U9", "东岭镇", "镇", ("东岭",), "东湖区",
        {"常住人口": Quantity("6000多", 6000, "at_least", 6000, 7000)},
        (MONEY,), Month(2023, 1), Month(2024, 12), "新设",
    )  # fmt: skip
    store.save_units([unit], "王")
    assert store.roster().units == (*UNITS, unit)


def test_units_are_renewed_by_code_and_missing_ones_stay(store):
    store.save_units([Unit("U2", "云溪中心小学", "学校")], "王")
    assert [unit.name for unit in store.roster().units] == ["云溪社区", "云溪中心小学"]


def test_a_renamed_unit_keeps_its_data_and_its_children(store):
    store.save_units([Unit("U3", "一网格", "社区", parent="云溪社区")], "王")
    send(store, "a", row(7))
    store.save_units([Unit("U1", "云溪新社区", "社区")], "王")
    assert store.observations(2023).facts["unit"].tolist() == ["云溪新社区"]
    assert store.ledger(MONEY, MARCH, MARCH)[0].unit == "云溪新社区"
    assert store.roster().children("云溪新社区")[0].name == "一网格"


def test_a_name_of_two_units_is_refused_and_nothing_kept(store):
    doubled = [Unit("U5", "南桥村", "村"), Unit("U6", "北桥村", "村", aliases=("云 溪",))]
    with pytest.raises(UserError, match=r"云溪.*U1.*U6"):
        store.save_units(doubled, "王")
    with pytest.raises(UserError, match=r"U7.*2 次"):
        store.save_units([Unit("U7", "甲", "村"), Unit("U7", "乙", "村")], "王")
    assert store.roster().units == UNITS


def test_two_units_may_swap_their_names_in_one_go(store):
    swapped = (Unit("U1", "云溪小学", "学校"), Unit("U2", "云溪社区", "社区"))
    store.save_units(swapped, "王")
    assert store.roster().units == swapped


def test_a_catalogue_sheet_comes_back_with_every_kind_of_cell(store):
    cells = (
        ("文", 1, 2.5, True, None),
        (
            date(2024, 1, 2),
            datetime(2024, 1, 2, 3, tzinfo=UTC),
            time(1, 30),
            timedelta(hours=30),
            "",
        ),
    )
    sheet = SheetCells(
        "目录", cells, ((0, 0, 1, 0),), {(1, 2): "#REF!"}, frozenset({(3, 4)}), True,
        frozenset({5}), frozenset({6}), {(1, 0): "0.00"}, {(9, 9): "x"},
    )  # fmt: skip
    store.add_edition("2024版", "目录.xlsx", sheet, "王")
    edition = store.edition_in_force()
    assert edition.sheet == sheet
    assert edition.rows == cells
    assert [type(value) for value in edition.rows[1]] == [type(value) for value in cells[1]]
    assert (edition.name, edition.file, edition.by) == ("2024版", "目录.xlsx", "王")


def test_the_edition_loaded_last_is_in_force_until_another_is_chosen(store):
    assert store.edition_in_force() is None
    first = store.add_edition("2023版", "a", SheetCells("s", ()), "王")
    store.add_edition("2024版", "b", SheetCells("s", ()), "王")
    assert store.edition_in_force().name == "2024版"
    store.put_in_force(first, "王")
    assert [(e.name, e.in_force) for e in store.editions()] == [("2023版", True), ("2024版", False)]
    with pytest.raises(UserError, match="99"):
        store.put_in_force(99, "王")
    assert store.edition_in_force().id == first


def test_settings_are_kept_by_name(store):
    assert store.settings() == {}
    store.set_settings({"office_name": "创建办", "status_cuts": (1.0, 0.9)}, "王")
    store.set_settings({"office_name": "市创建办", "points_confirmed": None}, "王")
    assert store.settings() == {
        "office_name": "市创建办",
        "status_cuts": [1.0, 0.9],
        "points_confirmed": None,
    }


def test_clearing_the_samples_leaves_real_data_as_if_they_had_never_been(store):
    store.save_units(
        [Unit("S1", "示例社区", "社区"), Unit("S2", "示例村", "村")], "王", sample=True
    )
    real = send(store, "real", row(1), row(3, unit="示例村"))
    send(store, "sample", row(9), row(9, unit="示例社区"), sample=True)
    own = store.add_edition("本市", "a", SheetCells("s", ()), "王")
    store.add_edition("示例", "b", SheetCells("s", ()), "王", sample=True)
    assert store.has_samples()
    assert sorted(amounts(store)) == [3, 9, 9]
    store.clear_samples("王")
    assert not store.has_samples()
    assert amounts(store) == [1, 3]
    assert [record.id for record in store.history()] == [real]
    assert [unit.name for unit in store.roster().units] == ["云溪社区", "云溪小学", "示例村"]
    assert store.edition_in_force().id == own
    assert store.find_file(hashlib.sha256(b"sample").hexdigest()) == []


def test_a_store_of_samples_only_is_empty_again_when_cleared(url):
    store = Store.open(url)
    assert store.is_empty()
    store.save_units(UNITS, "王", sample=True)
    first = send(store, "a", row(1), sample=True)
    assert not store.is_empty()
    store.clear_samples("王")
    assert store.is_empty()
    store.save_units(UNITS, "王")
    assert send(store, "b", row(1)) > first  # an id never means another file later
    store.close()


def test_a_withdrawn_trial_on_a_sample_unit_goes_with_the_samples(url):
    store = Store.open(url)
    store.save_units([Unit("S1", "示例社区", "社区")], "王", sample=True)
    send(store, "sample", row(9, unit="示例社区"), sample=True)
    store.undo(send(store, "trial", row(5, unit="示例社区")), "王", "试一试", AT)
    store.clear_samples("王")
    assert store.is_empty()
    assert store.history() == []
    store.close()


def test_a_withdrawn_submission_stays_when_it_names_a_unit_that_stays(store):
    """U1 is the office's own; the second sample unit has a submission that counts."""
    samples = [Unit("S1", "示例社区", "社区"), Unit("S2", "示例村", "村")]
    store.save_units(samples, "王", sample=True)
    mixed = send(store, "mixed", row(1), row(2, unit="示例社区"))
    counting = send(store, "counting", row(3, unit="示例村"))
    taken_back = send(store, "more", row(4, unit="示例村"))
    for submission in (mixed, taken_back):
        store.undo(submission, "王", "传错了", AT)
    store.clear_samples("王")
    assert {record.id for record in store.history()} == {mixed, counting, taken_back}
    assert amounts(store) == [3]
