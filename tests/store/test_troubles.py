"""Full disk, folder without a right to write, a holder of the lock: a sentence, and nothing lost.

The first two on a real file system of a few MB of the test's own, where the machine allows one.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from cityreport.errors import StoreError, UserError
from cityreport.store import Store, backup
from store.ledgers import AT, amounts, row, send

ROOT = Path(__file__).parents[2]
OWN_DISK = ["unshare", "--user", "--map-root-user", "--mount"]
FILL = """
import sys
sys.path.insert(0, "tests")
from cityreport.errors import UserError
from cityreport.store import Store, backup
from store.ledgers import AT, UNITS, row, send
url, made = sys.argv[1:]
store = Store.open(url)
store.save_units(UNITS, "王")
try:
    for number in range(10_000):
        print("done", send(store, str(number), row(number, 备注="长" * 40_000)), flush=True)
except UserError as full:
    print(full)
print("counts", int(store.ledger("资金投入", *[row(1).month] * 2)[0].quantities["金额"].value) + 1)
try:
    backup.write(store, __import__("pathlib").Path(made), AT)
except UserError as full:
    print(full)
"""
LOOK = """
import sys
sys.path.insert(0, "tests")
from cityreport.store import Store
from store.ledgers import row, send, states
store = Store.open(sys.argv[1])
assert store.faults() == (), store.faults()
print("kept", max(states(store)))
print("more", send(store, "more", row(1)))
"""

MAKE = """
import sys
sys.path.insert(0, "tests")
from cityreport.store import Store
from store.ledgers import UNITS, row, send
store = Store.open(sys.argv[1])
store.save_units(UNITS, "王")
send(store, "a", row(1))
store.close()
"""
TRY = """
import sys
from cityreport.cli import main
sys.stderr = sys.stdout
for command in (["undo", "1"], ["doctor"]):
    print("status", main(command))
"""


def on_a_disk_of_its_own(folder: Path, script: str) -> str:
    """What a shell script prints in a mount name space where it may mount on ``folder``."""
    if subprocess.run([*OWN_DISK, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a file system of his own")
    command = [*OWN_DISK, "sh", "-ec", script, "sh", sys.executable, str(folder)]
    environment = os.environ | {"FILL": FILL, "LOOK": LOOK, "MAKE": MAKE, "TRY": TRY}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system")
def test_a_full_disk_is_said_and_everything_acknowledged_is_there_afterwards(disk):
    said = on_a_disk_of_its_own(
        disk,
        'mount -t tmpfs -o size=3m tmpfs "$2"; TMPDIR="$2" "$1" -c "$FILL" "sqlite:///$2/a.db" "$2/b.zip";'
        'ls "$2"; mount -o remount,size=40m "$2"; "$1" -c "$LOOK" "sqlite:///$2/a.db"',
    )
    acknowledged = [int(number) for number in re.findall(r"done (\d+)", said)]
    assert len(acknowledged) > 2
    assert re.search(r"^磁盘已满.*请腾出空间后再试。$", said, re.M)
    assert f"counts {acknowledged[-1]}" in said  # still readable while full
    assert "写不进去（磁盘已满）" in said or said.count("磁盘已满") == 2  # the backup, too
    assert "\nb.zip" not in said  # nothing half-written is left
    assert f"kept {acknowledged[-1]}\n" in said
    assert f"more {acknowledged[-1] + 1}\n" in said


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system")
def test_a_folder_nobody_may_write_to_is_said_and_opens_when_it_may_be(disk):
    said = on_a_disk_of_its_own(
        disk,
        'mount -t tmpfs -o size=9m tmpfs "$2"; mkdir "$2/store"; export CITYREPORT_HOME="$2";'
        '"$1" -c "$MAKE" "sqlite:///$2/store/cityreport.db"; mount -o remount,ro "$2";'
        '"$1" -c "$TRY"; mount -o remount,rw "$2"; "$1" -c "$LOOK" "sqlite:///$2/store/cityreport.db"',
    )
    assert re.search(r"(只能读、不能写|打不开数据库).*\nstatus 3\n", said)
    assert "✗ 数据文件夹" in said
    assert "kept 1\nmore 2\n" in said


def no_more_pages(store: Store) -> None:
    """From now on the database may not grow, as on a full disk."""
    event.listen(store._engine, "begin", lambda c: c.exec_driver_sql("PRAGMA max_page_count = 1"))


def test_a_commit_that_does_not_fit_is_said_and_leaves_what_counts(store, url):
    send(store, "a", row(1))
    no_more_pages(store)
    with pytest.raises(StoreError, match=r"磁盘已满.*腾出空间"):
        send(store, "b", *(row(2, number=n, 备注=f"{n}" * 900) for n in range(4, 90)))
    assert amounts(store) == [1]
    again = Store.open(url)
    assert again.faults() == ()
    send(again, "b", row(2))
    assert amounts(store) == [2]
    again.close()


def test_a_backup_into_a_folder_that_is_not_there_is_refused_in_words(store, tmp_path):
    with pytest.raises(UserError, match=r"写不进去.*位置、权限和剩余空间"):
        backup.write(store, tmp_path / "没有" / "a.zip", AT)
