"""The server as its users start it, on a free port, with what it costs the machine."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from urllib.request import urlopen

_TICKS = os.sysconf("SC_CLK_TCK")
_TREE = Path(__file__).resolve().parent.parent


@dataclass
class Server:
    """A running server: where it answers, what it uses."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def processor(self) -> float:
        """Seconds of processor time it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    def memory(self, which: str = "VmRSS") -> int:
        """Megabytes it holds (``VmRSS``) or held at most (``VmHWM``)."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) // 1024 for line in lines if line.startswith(which))

    def complaints(self) -> list[str]:
        """What it wrote into its log: a quiet run leaves none."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()


@contextmanager
def served(home: Path, script: Path | None = None, **places: str) -> Iterator[Server]:
    """The dashboard on the store ``city.db`` of a folder, or another script with the same
    options, until the block ends; nobody has an account, so it is open."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "cityreport.ui.server", "--port", port]
    if script is not None:
        shutil.copytree(_TREE / ".streamlit", script.parent / ".streamlit", dirs_exist_ok=True)
        command += ["--script", str(script)]
    known = {
        "CITYREPORT_HOME": str(home),
        "CITYREPORT_DATABASE_URL": f"sqlite:///{home / 'city.db'}",
    }
    log = home / f"server-{port}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command, env={**os.environ, **known, **places}, cwd=_TREE, stderr=stream, stdout=stream
        )
    server = Server(process, f"http://127.0.0.1:{port}", log)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait(server: Server) -> None:
    until = perf_counter() + 120
    while perf_counter() < until and server.process.poll() is None:
        try:
            with urlopen(f"{server.url}/health", timeout=5):
                return
        except OSError:
            sleep(0.2)
    raise SystemExit(f"the server did not start: {server.complaints()[-3:]}")
