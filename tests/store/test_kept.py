"""Observations kept between readings equal those of a store just opened, whatever happened."""

import random

import pandas as pd
import pytest

from cityreport.period import Month
from cityreport.store import Store
from store.ledgers import AT, MONEY, VOLUNTEERS, row, send

KINDS = ((MONEY, "金额"), (VOLUNTEERS, "服务时长"), (VOLUNTEERS, "期末注册志愿者数"))


def same(kept: Store, url: str, year: int) -> None:
    fresh = Store.open(url)
    left, right = kept.observations(year), fresh.observations(year)
    fresh.close()
    for name in ("facts", "row_groups", "reports"):
        pd.testing.assert_frame_equal(
            ordered(getattr(left, name)), ordered(getattr(right, name)), obj=name
        )


def ordered(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.astype(
        {n: object for n in frame if isinstance(frame[n].dtype, pd.CategoricalDtype)}
    )
    keys = [name for name in plain if name not in ("value", "lower", "upper")]
    return plain.sort_values(keys, na_position="first").reset_index(drop=True)


@pytest.mark.parametrize("seed", range(2))
def test_any_sequence_of_commits_and_withdrawals_is_seen(store, url, seed):
    chance = random.Random(seed)
    standing: list[int] = []
    for step in range(11):
        if standing and chance.random() < 0.3:
            store.undo(standing.pop(chance.randrange(len(standing))), "李", "错", AT)
        else:
            standing.append(anything(store, f"{seed}-{step}", chance))
        same(store, url, 2023)
        if step % 5 == 0:
            same(store, url, 2022)


def anything(store: Store, name: str, chance: random.Random) -> int:
    rows = []
    for number in range(chance.randint(1, 4)):
        kind, column = chance.choice(KINDS)
        rows.append(
            row(
                chance.randint(0, 90), kind=kind, column=column, number=number + 4,
                unit=chance.choice(("云溪社区", "云溪小学")),
                month=Month(chance.choice((2022, 2023, 2023)), chance.randint(1, 3)),
                reporter=chance.choice(("", "工会")),
            )
        )  # fmt: skip
    return send(store, name, *rows, add=chance.random() < 0.3)


def test_scopes_that_get_the_ids_of_deleted_samples_are_read_anew(store, url):
    send(store, "sample", row(5), sample=True)
    assert store.observations(2023).facts["value"].tolist() == [5]
    store.clear_samples("王")
    send(store, "real", row(7))  # takes the id of the deleted scope
    assert store.observations(2023).facts["value"].tolist() == [7]
    same(store, url, 2023)


def test_a_renamed_unit_is_seen_in_kept_sums(store, url):
    send(store, "a", row(5))
    store.observations(2023)
    (unit, other) = store.roster().units
    store.save_units(
        [type(unit)(unit.code, "云溪新社区", "社区", aliases=("云溪社区",)), other], "王"
    )
    assert store.observations(2023).facts["unit"].tolist() == ["云溪新社区"]
    same(store, url, 2023)
