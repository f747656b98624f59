"""A second submission replaces or adds; an undo brings back."""

import hashlib
from datetime import date, timedelta

import pytest

from cityreport.errors import UserError
from cityreport.tables.ledger import (
    ReportKey,
)
from store.ledgers import (
    AT,
    MARCH,
    MONEY,
    amounts,
    row,
    send,
    states,
)


def test_the_same_report_again_replaces_the_first(store):
    first, second = send(store, "a", row(1)), send(store, "b", row(2))
    assert amounts(store) == [2]
    assert states(store) == {first: "replaced", second: "valid"}


def test_only_the_reports_of_the_new_file_are_replaced(store):
    send(store, "a", row(1), row(10, unit="云溪小学"))
    send(store, "b", row(2))
    assert amounts(store) == [2, 10]


def test_another_reporter_stands_beside(store):
    send(store, "a", row(1, reporter="团委"))
    send(store, "b", row(2, reporter="财务"))
    assert sorted(amounts(store)) == [1, 2]


def test_an_addition_stands_beside_what_counts(store):
    send(store, "a", row(1))
    send(store, "b", row(2), add=True)
    assert amounts(store) == [1, 2]
    assert store.observations(2023).facts["value"].tolist() == [3]  # 1 + 2
    assert store.observations(2023).reports["rows"].tolist() == [2]


def test_a_replacement_replaces_the_additions_before_it(store):
    send(store, "a", row(1))
    send(store, "b", row(2), add=True)
    send(store, "c", row(4))
    assert amounts(store) == [4]


MATRIX = [
    # sent one after the other (+ added), withdrawn in this order, what counts then
    ("1 2", "2", [1]),
    ("1 2", "1", [2]),
    ("1 2", "1 2", []),
    ("1 2 3", "3", [2]),
    ("1 2 3", "2 3", [1]),
    ("1 +2", "2", [1]),
    ("1 +2", "1", [2]),
    ("1 +2 3", "3", [1, 2]),
    ("1 2 +3", "2", [1, 3]),
    ("1 +2 +3", "2", [1, 3]),
    ("+1 +2", "", [1, 2]),
]


@pytest.mark.parametrize(("sent", "withdrawn", "counting"), MATRIX)
def test_withdrawing_brings_back_what_was_replaced(store, sent, withdrawn, counting):
    ids = {
        int(one): send(store, one, row(int(one)), add=one.startswith("+")) for one in sent.split()
    }
    for one in withdrawn.split():
        store.undo(ids[int(one)], "王", "传错了", AT)
    assert amounts(store) == counting


def test_the_history_tells_who_withdrew_when_and_why(store):
    number = send(store, "a", row(1))
    later = AT + timedelta(days=1)
    store.undo(number, "王", "传错了", later)
    (record,) = store.history()
    assert (record.file, record.by, record.at, record.received) == ("a", "李", AT, date(2023, 4, 2))
    assert (record.withdrawn_by, record.withdrawn_at) == ("王", later)
    assert record.withdrawn_reason == "传错了"
    assert record.scope[0].state == "withdrawn"
    assert record.scope[0].key == ReportKey("云溪社区", MARCH, MONEY, "")


def test_a_second_undo_or_an_unknown_one_is_refused_in_words(store):
    number = send(store, "a", row(1))
    store.undo(number, "王", "", AT)
    for wrong in (number, number + 1):
        with pytest.raises(UserError, match=f"编号.*{wrong}"):
            store.undo(wrong, "王", "", AT)


def test_the_same_bytes_are_recognised_until_they_are_withdrawn(store):
    number = send(store, "a", row(1))
    sha256 = hashlib.sha256(b"a").hexdigest()
    assert store.find_file(sha256) == [number]
    store.undo(number, "王", "", AT)
    assert store.find_file(sha256) == []
    again = send(store, "a", row(1))
    assert store.find_file(sha256) == [again]
    assert amounts(store) == [1]
