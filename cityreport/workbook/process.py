"""The program's side of the reading process: start it, ask it, kill it, start another."""

import logging
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event, Timer
from typing import Any, Self

from cityreport.workbook.protocol import LineError, decode, receive, send

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_COMMAND = (sys.executable, "-X", "utf8", "-m", "cityreport.workbook.child")
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_GRACE = 5.0
_CRASHED: dict[str, Any] = {"refused": "reader-crashed", "details": {}}


class ReadingProcess(AbstractContextManager["ReadingProcess"]):
    """One long-lived child at a time; a plain subprocess, since Streamlit's ``__main__`` cannot
    be spawned again. A child that dies or is killed is replaced at the next question."""

    def __init__(self, timeout: float, command: tuple[str, ...] = _COMMAND) -> None:
        self._timeout = timeout
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def ask(self, name: str, content: bytes) -> dict[str, Any]:
        """The child's answer for one file, or ``refused`` when it took too long or died.

        A child that has read other files before may have died of those: then a fresh one is asked.
        """
        used = self._child is not None
        answer = self._ask(name, content)
        return self._ask(name, content) if used and answer == _CRASHED else answer

    def _ask(self, name: str, content: bytes) -> dict[str, Any]:
        child = self._running()
        expired = Event()
        timer = Timer(self._timeout, _kill, (child, expired))
        timer.start()
        try:
            return _exchange(child, name, content)
        except (LineError, OSError, ValueError):
            self._end()
            _LOG.warning("the reading process ended over %s", name)
            return self._refused(expired)
        finally:
            timer.cancel()
            if expired.is_set():
                self._end()  # also when it answered just before it was killed

    def _refused(self, expired: Event) -> dict[str, Any]:
        if expired.is_set():
            return {"refused": "timeout", "details": {"seconds": f"{self._timeout:g}"}}
        return _CRASHED

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
                self._command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, creationflags=_NO_WINDOW,
            )  # fmt: skip
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait(_GRACE)
        for line in (child.stdin, child.stdout):
            if line is not None:
                _close(line)


def _close(line: Any) -> None:  # noqa: ANN401  (either direction of a pipe)
    try:
        line.close()
    except OSError:
        return  # what was still to be written to a dead child


def _exchange(child: "subprocess.Popen[bytes]", name: str, content: bytes) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise LineError
    send(child.stdin, name.encode())
    send(child.stdin, content)
    return decode(receive(child.stdout))


def _kill(child: "subprocess.Popen[bytes]", expired: Event) -> None:
    expired.set()
    child.kill()
