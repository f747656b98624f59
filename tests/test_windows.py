"""What only Windows trips over, looked for on any system."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath

import pytest

from cityreport.confined import child
from cityreport.pipeline import keeping
from cityreport.store import Store
from start import ROOT

LONGEST_PATH = 150
"""Of a file of the checkout: some hundred characters of the 259 are left to the office's folder."""


def test_every_file_of_the_checkout_can_be_unpacked_there():
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "-z"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("no git, or no checkout of one")
    files = [name for name in listed.stdout.split("\0") if name]
    assert [name for name in files if len(name) > LONGEST_PATH] == []
    assert [name for name in files if set(name) & set('<>:"\\|?*')] == []
    assert [name for name in files if PureWindowsPath(name).is_reserved()] == []
    assert [name for name in files if any(p != p.rstrip(" .") for p in name.split("/"))] == []
    assert [name for name, n in Counter(map(str.lower, files)).items() if n > 1] == []


def test_without_the_module_for_limits_a_confined_process_works_on(monkeypatch):
    monkeypatch.setitem(sys.modules, "resource", None)
    child._limit_memory()


@pytest.mark.parametrize(
    ("platform", "bounded"), [("linux", True), ("win32", False), ("darwin", False)]
)
def test_where_memory_is_not_bounded_the_self_check_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, bounded: bool
):
    monkeypatch.setattr(keeping, "memory_is_bounded", lambda: child.memory_is_bounded(platform))
    url = f"sqlite:///{home / 'store' / 'cityreport.db'}"
    checks = keeping.examine(home, lambda: Store.open(url), datetime(2023, 12, 5, tzinfo=UTC))
    (said,) = [check for check in checks if check.name == "读文件的保护"]
    assert ("内存和时间都有上限" in said.verdict) is bounded
    assert ("不能限制内存" in said.verdict) is not bounded
    assert not said.fault
