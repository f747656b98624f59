"""A file is written whole or not at all, whatever else happens."""

import hashlib
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.store import Store, cells
from cityreport.store.bulk import insert_rows
from cityreport.store.schema import CELL_TEXT
from cityreport.tables.workbook import SheetCells
from store.ledgers import (
    AT,
    MARCH,
    MONEY,
    row,
    send,
)


def test_a_failure_in_the_middle_leaves_nothing(store, monkeypatch):
    before = store.revision()

    def fail(connection, table, *rest):
        if table is CELL_TEXT:
            raise RuntimeError("planted")
        insert_rows(connection, table, *rest)

    monkeypatch.setattr(cells, "insert_rows", fail)
    with pytest.raises(RuntimeError, match="planted"):
        send(store, "a", row(1, 备注="x"))
    assert store.history() == []
    assert store.observations(2023).reports.empty
    assert store.revision() == before
    assert store.find_file(hashlib.sha256(b"a").hexdigest()) == []


def test_an_unknown_unit_or_a_file_without_content_is_refused_whole(store):
    with pytest.raises(UserError, match="云西社区"):
        send(store, "a", row(1), row(2, unit="云西社区"))
    with pytest.raises(UserError, match="没有可以登记的内容"):
        send(store, "b")
    assert store.history() == []


def test_threads_that_commit_at_once_all_succeed(store):
    def work(thread: int) -> None:
        for turn in range(10):
            send(
                store, f"{thread}-{turn}", row(1, month=Month(2023, turn + 1), reporter=f"{thread}")
            )
            store.observations(2023)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.history()) == 40
    assert store.observations(2023).facts["value"].sum() == 40


def test_every_change_raises_the_revision_and_reading_does_not(store):
    seen = [store.revision()]

    def rose() -> bool:
        seen.append(store.revision())
        return seen[-1] > seen[-2]

    number = send(store, "a", row(1))
    assert rose()
    store.undo(number, "王", "", AT)
    assert rose()
    store.save_units([Unit("U3", "南桥村", "村")], "王")
    assert rose()
    edition = store.add_edition("2024版", "c.xlsx", SheetCells("目录", ()), "王")
    assert rose()
    store.put_in_force(edition, "王")
    assert rose()
    store.set_settings({"due_day": 8}, "王")
    assert rose()
    store.clear_samples("王")
    assert rose()
    store.observations(2023)
    store.history()
    assert not rose()


KILLED = """
import sys
sys.path[:0] = {paths!r}
from store.ledgers import *
from cityreport.store import Store
store = Store.open({url!r})
for turn in range(1, 10_000):
    rows = [row(1, reporter=str(turn), number=4 + place) for place in range(300)]
    print(send(store, f"{{turn}}-{run}", *rows), flush=True)
"""


@pytest.mark.parametrize("run", range(2))
def test_what_was_acknowledged_survives_a_killed_process(store, url, run):
    paths = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
    code = KILLED.format(paths=paths, url=url, run=run)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    acknowledged = [int(process.stdout.readline()) for _ in range(3 + run)]
    process.send_signal(signal.SIGKILL)
    acknowledged += [int(line) for line in process.stdout.read().split()]
    process.wait()
    process.stdout.close()
    store.close()
    again = Store.open(url)
    kept = {record.id: record.scope[0].rows for record in again.history()}
    assert set(acknowledged) <= kept.keys()
    assert set(kept.values()) == {300}
    assert len(again.ledger(MONEY, MARCH, MARCH)) == 300 * len(kept)
    again.close()
