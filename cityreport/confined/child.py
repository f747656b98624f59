"""The confined side: one request a file, one answer, until the program hangs up.

A file that makes a library abort, eat memory or never end takes this process with it and
nothing else.
"""

import os
import sys
from collections.abc import Callable
from typing import IO

from cityreport.confined.frames import LineError, receive, send

_EXTRA_MEMORY = 1536 << 20


def serve(answer: Callable[[str, bytes], bytes], out_of_memory: bytes) -> None:
    """Answer requests (a text and a file) until the line is closed.

    After running out of memory ``out_of_memory`` is sent and the process leaves.
    """
    _limit_memory()
    requests, answers = _take_over_lines()
    while True:
        try:
            request, content = receive(requests).decode(), receive(requests)
        except LineError:
            return
        try:
            payload = answer(request, content)
        except MemoryError:
            send(answers, out_of_memory)
            return
        send(answers, payload)


def memory_is_bounded(platform: str = sys.platform) -> bool:
    """Whether a confined process may take only so much memory: Windows and macOS know no bound."""
    return platform.startswith("linux")


def _take_over_lines() -> tuple[IO[bytes], IO[bytes]]:
    """The two lines; whatever a library prints goes elsewhere."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, answers


def _limit_memory() -> None:
    """Bound the address space where the platform can; elsewhere the time limit must do."""
    try:
        import resource
    except ImportError:
        return
    limit = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + _EXTRA_MEMORY
    for kind, bound in ((resource.RLIMIT_AS, limit), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (bound, bound))
        except (ValueError, OSError):
            continue
