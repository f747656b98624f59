"""The confined side: one request a file, one answer, until the program hangs up.

A file that makes a library abort, eat memory or never end takes this process with it and
nothing else.
"""

import gc
import os
import sys
from collections.abc import Callable
from typing import IO

from cityreport.confined.frames import LineError, receive, send

_EXTRA_MEMORY = 1536 << 20
_GIVES_WAY = 5
"""Of the 19 steps of politeness: enough that a click is answered before a batch is read on, too
few to make a file look as if it never ended."""


Answer = Callable[[str, bytes], bytes]
"""From a request (a text and a file) to what is sent back."""


def serve(answer: Answer, out_of_memory: bytes) -> None:
    """Answer requests until the line is closed; the opening says nothing that matters.

    After running out of memory ``out_of_memory`` is sent and the process leaves.
    """
    serve_opened(lambda _: answer, out_of_memory)


def serve_opened(begin: Callable[[bytes], Answer], out_of_memory: bytes) -> None:
    """As ``serve``, the answers made from what the program said at the opening."""
    _limit_memory()
    _give_way()
    gc.set_threshold(100_000, 20, 100)  # files become many small objects without cycles
    requests, answers = _take_over_lines()
    answer = begin(receive(requests))
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


def _give_way() -> None:
    """Let the program go first; on Windows whoever starts the process has said so."""
    if sys.platform != "win32":
        os.nice(_GIVES_WAY)


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
