"""A first run as an office has it: fresh checkout, a path with spaces and Chinese, no internet.

Collects the packages (with the index), then installs and opens the dashboard from them with every
way to an index closed, then opens it again. Prints wall and processor seconds of each step.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPENED = "看板已打开"
NOWHERE = "http://127.0.0.1:9"
CLOSED = {"PIP_INDEX_URL": f"{NOWHERE}/simple", "HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE,
          "PIP_CONFIG_FILE": os.devnull, "PIP_EXTRA_INDEX_URL": "", "PIP_FIND_LINKS": ""}  # fmt: skip


def main(python: str, port: str) -> None:
    """Run the steps one after the other with the Python named on the command line."""
    with tempfile.TemporaryDirectory(prefix="试 用 ") as folder:
        checkout = Path(folder) / "城市 报告"
        subprocess.run(["git", "clone", "-q", ROOT, checkout], check=True)
        collect = [python, "start.py", "wheels"]
        measured("collect the packages", lambda: subprocess.run(collect, cwd=checkout, check=True))
        shutil.rmtree(checkout / ".venv")
        opening = [python, "start.py", "--no-browser", "--port", port]
        home = {"CITYREPORT_HOME": str(Path(folder) / "数 据")}
        measured("install and open, offline", lambda: opened(opening, checkout, CLOSED | home))
        measured("open again", lambda: opened(opening, checkout, CLOSED | home))
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, {sys.platform}")


def measured(step: str, run: Callable[[], object]) -> None:
    """Print what a step took, its children's processor time included."""
    wall, before = time.monotonic(), processor()
    run()
    print(
        f"{step}: {time.monotonic() - wall:.0f} s, {processor() - before:.0f} s of processor time"
    )


def processor() -> float:
    """Processor seconds of all finished children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def opened(command: list[str], folder: Path, more: dict[str, str]) -> None:
    """Start until the dashboard is open, then end it."""
    running = subprocess.Popen(
        command, cwd=folder, env=os.environ | more, stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert running.stdout is not None
    said = ""
    for line in running.stdout:
        said += line
        if OPENED in line:
            break
    running.terminate()
    status = running.wait()
    if OPENED not in said or status != 0:
        raise SystemExit(f"not opened, status {status}:\n{said}")


if __name__ == "__main__":
    main(*(sys.argv[1:] + ["python3", "8988"][len(sys.argv) - 1 :]))
