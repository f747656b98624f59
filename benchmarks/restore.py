"""Backup and restore of a large store: seconds, and how long nobody else can write.

Run: ``PYTHONPATH=. python benchmarks/restore.py build/city.db`` (works on a copy).
"""

import shutil
import sqlite3
import sys
import tempfile
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cityreport.store import Store, backup


def main(source: Path) -> None:
    """Back the store up, restore it, and print what both took."""
    with tempfile.TemporaryDirectory() as folder:
        file, archive = Path(folder) / "copy.db", Path(folder) / "copy.zip"
        shutil.copyfile(source, file)
        store = Store.open(f"sqlite:///{file}")
        began = time.monotonic()
        note = backup.write(store, archive, datetime.now(UTC))
        print(f"backup: {time.monotonic() - began:.1f} s, {archive.stat().st_size >> 20} MB", note)
        stop, waits = threading.Event(), [0.0]
        probe = threading.Thread(target=_probe, args=(file, stop, waits))
        probe.start()
        began = time.monotonic()
        backup.restore(store, archive, "benchmark", datetime.now(UTC))
        print(f"restore: {time.monotonic() - began:.1f} s", flush=True)
        stop.set()
        probe.join()
        print(f"longest time without the write lock: {max(waits):.1f} s")
        store.close()


def _probe(file: Path, stop: threading.Event, waits: list[float]) -> None:
    """Try to begin a writing transaction again and again; how long it was refused each time."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as connection:
        free = time.monotonic()
        while not stop.wait(0.02):
            try:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
                waits.append(time.monotonic() - free)
                free = time.monotonic()
            except sqlite3.OperationalError:
                pass


if __name__ == "__main__":
    main(Path(sys.argv[1]))
