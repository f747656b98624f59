"""What the frames of a year would be after a commit, without the commit."""

from datetime import UTC, date, datetime

import pytest

from cityreport.errors import UserError
from cityreport.tables.ledger import Submission
from cityreport.tables.observations import Observations
from store.ledgers import amounts, reading, row, send

AT = datetime(2023, 5, 8, 9, tzinfo=UTC)


def submission(name, *rows, add=False):
    return Submission(reading(name, rows), "李", date(2023, 5, 8), add)


def sums(observations):
    return {str(one.unit): one.value for one in observations.facts.itertuples()}


def test_a_rehearsed_replacement_shows_in_the_frames_and_nowhere_else(store):
    send(store, "旧.xlsx", row(10), row(5, number=5))
    store.observations(2023)
    revision = store.revision()
    # 10 + 5 = 15 is replaced by 7.
    assert sums(store.rehearse([submission("新.xlsx", row(7))], AT, 2023)) == {"云溪社区": 7}
    assert amounts(store) == [10, 5]
    assert sums(store.observations(2023)) == {"云溪社区": 15}
    assert store.revision() == revision
    assert len(store.history()) == 1


def test_the_frames_are_those_of_the_commit_that_follows(store):
    send(store, "旧.xlsx", row(10))
    wanted = [
        submission("新.xlsx", row(7)),
        submission("补.xlsx", row(2, unit="云溪小学"), add=True),
    ]
    before = store.rehearse(wanted, AT, 2023)
    for one in wanted:
        store.commit(one, AT)
    after = store.observations(2023)
    assert sums(before) == sums(after) == {"云溪社区": 7, "云溪小学": 2}
    # A server gives out no number twice, not even one of a transaction that was taken back.
    assert newer_of(before) == newer_of(after) == ["云溪小学"]


def test_a_rehearsal_leaves_nothing_behind_for_the_next_commit_of_other_figures(store):
    send(store, "旧.xlsx", row(10))
    store.rehearse([submission("新.xlsx", row(7))], AT, 2023)
    store.commit(submission("另一份.xlsx", row(3)), AT)
    assert sums(store.observations(2023)) == {"云溪社区": 3}


def test_what_a_commit_would_refuse_a_rehearsal_refuses_and_the_store_stays_open(store):
    with pytest.raises(UserError, match="海边社区"):
        store.rehearse([submission("新.xlsx", row(7, unit="海边社区"))], AT, 2023)
    send(store, "旧.xlsx", row(10))
    assert amounts(store) == [10]


def newer_of(frames: Observations) -> list[str]:
    """The units whose report came last."""
    newest = frames.reports["submission"] == frames.reports["submission"].max()
    return frames.reports.loc[newest, "unit"].tolist()
