"""Two people on one unit and month at once: both are kept, the later one counts, all are told."""

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from cityreport.errors import StoreError
from cityreport.store import Store, backup, postgresql, sqlite
from store.ledgers import AT, UNITS, amounts, row, send, states

ROOT = Path(__file__).parents[2]
CHILD = """
import sys
sys.path.insert(0, "tests")
from cityreport.store import Store
from store.ledgers import row, send
name, amount = sys.argv[2:]
store = Store.open(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for number in range(5):
    print(send(store, f"{name}{number}", row(float(amount) + number)), flush=True)
"""


def one_counts(store: Store, sent: int) -> None:
    """Everything sent is in the history; of the one report exactly the newest counts."""
    said = states(store)
    assert len(said) == sent
    assert [number for number, state in said.items() if state == "valid"] == [max(said)]
    assert len(amounts(store)) == 1


def test_threads_committing_the_same_report_queue_up(store):
    threads = [
        threading.Thread(target=lambda n=n: [send(store, f"{n}-{i}", row(n)) for i in range(5)])
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one_counts(store, 20)
    assert store.revision() == 21


def test_processes_committing_the_same_report_queue_up(store, url):
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, url, name, amount],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, amount in (("甲", "1"), ("乙", "100"))
    ]
    assert [child.stdout.readline() for child in children] == ["ready\n"] * 2
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    said = [[int(line) for line in child.communicate(timeout=60)[0].split()] for child in children]
    assert [child.returncode for child in children] == [0, 0]
    one_counts(store, 10)
    last = max(range(2), key=lambda at: said[at][-1])
    assert amounts(store) == [(1, 100)[last] + 4]


def test_a_commit_of_another_process_is_seen_at_the_next_look(store, url):
    before = store.observations(2023).facts
    other = Store.open(url)
    send(other, "a", row(5))
    assert before.empty
    assert store.revision() == other.revision()
    assert store.observations(2023).facts["value"].tolist() == [5]
    other.undo(1, "李", "错", AT)
    assert store.observations(2023).facts.empty
    other.close()


def test_whoever_waits_too_long_for_another_writer_is_told_so(store, url, monkeypatch):
    for kind in (sqlite, postgresql):
        monkeypatch.setattr(kind, "BUSY_SECONDS", 0.2 if kind is postgresql else 0)
    impatient = Store.open(url)
    with store._writing("something long", "王"), pytest.raises(StoreError, match="占用"):
        send(impatient, "a", row(1))
    send(impatient, "a", row(1))
    assert amounts(store) == [1]
    impatient.close()


def test_a_restore_waits_for_a_writer_and_the_next_writer_finds_its_revision(store, url, tmp_path):
    send(store, "a", row(1))
    backup.write(store, tmp_path / "a.zip", AT)
    other = Store.open(url)
    with store._writing("something long", "王"):
        threads = [
            threading.Thread(target=lambda: backup.restore(other, tmp_path / "a.zip", "赵", AT)),
            threading.Thread(target=lambda: send(other, "b", row(2))),
        ]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    before = store.revision()
    send(store, "c", row(3))
    assert store.revision() == before + 1
    assert amounts(store) == [3]
    assert other.roster().units == UNITS
    other.close()


def test_ids_given_out_before_a_restore_are_not_given_out_again(store, tmp_path):
    send(store, "a", row(1))
    backup.write(store, tmp_path / "a.zip", AT)
    lost = send(store, "b", row(2))
    backup.restore(store, tmp_path / "a.zip", "赵", AT)
    assert send(store, "c", row(3)) > lost


def test_a_clock_set_back_changes_no_order(store):
    send(store, "a", row(1), at=AT)
    send(store, "b", row(2), at=AT - timedelta(days=400))
    assert amounts(store) == [2]
    assert [record.id for record in store.history()] == [2, 1]
    store.undo(2, "李", "错", AT - timedelta(days=500))
    assert amounts(store) == [1]
    assert store.last_change() > AT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_whoever_is_killed_while_others_look_on_loses_nothing_acknowledged(store, url):
    """A quick one of benchmarks/kills.py; in a process of its own, since it forks."""
    code = "import sys; from benchmarks import kills; print(kills.commits_and_withdrawals(sys.argv[1], 2, 7))"
    done = subprocess.run(
        [sys.executable, "-c", code, url],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "kills=2" in done.stdout
    assert store.faults() == ()
