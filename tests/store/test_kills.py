"""A process killed at a random moment loses nothing it has acknowledged (benchmarks/kills.py)."""

import os
import re
import subprocess
import sys

import pytest

import start
from benchmarks import kills


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")
def test_killed_commits_withdrawals_restores_and_migrations_lose_nothing():
    # In a process of its own: forking one with threads, as a test run is, is unsafe.
    done = subprocess.run(
        [sys.executable, "benchmarks/kills.py", "6"],
        cwd=start.ROOT, env=os.environ | {"PYTHONPATH": "."}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes = re.findall(r"(\w[\w ]*): Outcome\(kills=6, said=(\d+)", done.stdout)
    assert [name for name, _ in outcomes] == ["commit and undo", "restore", "migration"]
    assert sum(int(said) for _, said in outcomes) > 0


def test_the_check_notices_a_submission_with_a_row_missing(tmp_path):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    with kills.opened(url) as store:
        store.save_units([kills.Unit("1", kills.UNIT, "社区")], "测试")
        store.commit(kills._submission("a", 1), kills.AT)
        with store._writing("break", "测试") as connection:
            connection.exec_driver_sql("DELETE FROM quantity WHERE row_id = 1")
            connection.exec_driver_sql("DELETE FROM ledger_row WHERE id = 1")
        with pytest.raises(SystemExit, match="half a submission"):
            kills._whole(store)
