"""LibreOffice, where one is installed: strangers' files converted in bounded time."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

_SECONDS_TO_START, _SECONDS_A_FILE = 60, 20
_USUAL = (
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.com"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def find_office() -> Path | None:
    """The LibreOffice of this machine, None if there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else next((path for path in _USUAL if path.exists()), None)


def convert(
    files: Mapping[int, tuple[str, bytes]],
    office: Path | None,
    to: tuple[str, str],
    seconds: float | None = None,
) -> dict[int, bytes]:
    """The files (name ending and content, by number) converted; those that failed are left out.

    ``to`` is LibreOffice's filter and the ending of what it writes. One LibreOffice with a
    profile of its own for all of them, killed when its time is up.
    """
    if office is None or not files:
        return {}
    limit = seconds or _SECONDS_TO_START + _SECONDS_A_FILE * len(files)
    with TemporaryDirectory(prefix="cityreport-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        sources = [_laid_down(home, number, *file) for number, file in files.items()]
        _run(_command(office, home, sources, to[0]), limit)
        results = {number: home / "out" / f"{number}{to[1]}" for number in files}
        return {number: path.read_bytes() for number, path in results.items() if path.exists()}


def _laid_down(home: Path, number: int, ending: str, content: bytes) -> Path:
    path = home / f"{number}{ending}"
    path.write_bytes(content)
    return path


def _command(office: Path, home: Path, sources: list[Path], to: str) -> list[str]:
    return [
        str(office), f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless",
        "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        "--convert-to", to, "--outdir", str(home / "out"), *map(str, sources),
    ]  # fmt: skip


def _run(command: list[str], seconds: float) -> None:
    process = subprocess.Popen(  # noqa: S603  (the office's own LibreOffice, our own arguments)
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, creationflags=_NO_WINDOW,
    )  # fmt: skip
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _kill_all(process)
        process.wait()


def _kill_all(process: "subprocess.Popen[bytes]") -> None:
    """End LibreOffice and what it started (its launcher is not the process that works)."""
    if sys.platform == "win32":
        taskkill = Path(os.environ["SYSTEMROOT"]) / "System32" / "taskkill.exe"
        subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], check=False)  # noqa: S603
    else:
        os.killpg(process.pid, signal.SIGKILL)
