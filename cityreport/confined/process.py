"""The program's side of a confined process: start it, ask it, kill it, start another."""

import logging
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, Self

from cityreport.confined.frames import LineError, receive, send
from cityreport.confined.watchdog import Watchdog

_LOG = logging.getLogger(__name__)
_ROOT = Path(__file__).resolve().parents[2]
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
"""On Windows: no console of its own, and the program goes first."""
_GRACE = 5.0


class ConfinedError(Exception):
    """The process gave no answer; ``reason`` says whether it took too long or died."""

    def __init__(self, reason: Literal["timeout", "crashed"]) -> None:
        super().__init__(reason)
        self.reason = reason


def module_command(module: str) -> tuple[str, ...]:
    """The command that runs a module of this program with our own interpreter."""
    return (sys.executable, "-X", "utf8", "-m", module)


class ConfinedProcess(AbstractContextManager["ConfinedProcess"]):
    """One long-lived child at a time; a plain subprocess, since Streamlit's ``__main__`` cannot
    be spawned again. A child that dies or is killed is replaced at the next question."""

    def __init__(self, command: tuple[str, ...], timeout: float, opening: bytes = b"") -> None:
        """``opening`` is what every new child is told before the first file."""
        self._timeout = timeout
        self._command = command
        self._opening = opening
        self._watchdog = Watchdog(timeout)
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._watchdog.close()
        self._end()

    def request(self, request: str, content: bytes) -> bytes:
        """The child's answer for one file; ConfinedError when it took too long or died.

        A child that has seen other files before may have died of those: then a fresh one is asked.
        """
        used = self._child is not None
        try:
            return self._ask(request, content)
        except ConfinedError as error:
            if not used or error.reason == "timeout":
                raise
        return self._ask(request, content)

    def _ask(self, request: str, content: bytes) -> bytes:
        child, telling = self._running()
        self._watchdog.start(child.kill)
        answer = None
        try:
            answer = _exchange(child, (*telling, request.encode(), content))
        except (LineError, OSError, ValueError):
            _LOG.warning("the confined process ended over a file of %d bytes", len(content))
        late = self._watchdog.stop()
        if late or answer is None:
            self._end()  # also when it answered just before it was killed
        if answer is None:
            raise ConfinedError("timeout" if late else "crashed")
        return answer

    def _running(self) -> tuple["subprocess.Popen[bytes]", tuple[bytes, ...]]:
        """The child, and what is still to be said to it first."""
        if self._child is not None and self._child.poll() is None:
            return self._child, ()
        self._end()
        self._child = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            self._command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, creationflags=_FLAGS,
        )  # fmt: skip
        return self._child, (self._opening,)

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


def _exchange(child: "subprocess.Popen[bytes]", said: tuple[bytes, ...]) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise LineError
    for frame in said:
        send(child.stdin, frame)
    return receive(child.stdout)
