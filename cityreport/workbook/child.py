"""The reading process: one request a file, one answer, until the program hangs up.

Started as ``python -m cityreport.workbook.child``. A file that makes the parser abort, eat
memory or never end takes this process with it and nothing else.
"""

import os
import sys
from typing import IO, Any

from cityreport.workbook.protocol import LineError, encode, receive, send, sheet_to_json
from cityreport.workbook.reader import read_workbook
from cityreport.workbook.refusals import RefusalError

_EXTRA_MEMORY = 1536 << 20


def main() -> None:
    """Answer requests until the line is closed; leave after running out of memory."""
    _limit_memory()
    requests, answers = _take_over_lines()
    while True:
        try:
            name, content = receive(requests).decode(), receive(requests)
        except LineError:
            return
        try:
            payload = encode(answer(name, content))
        except MemoryError:
            send(answers, encode({"refused": "out-of-memory", "details": {}}))
            return
        send(answers, payload)


def answer(name: str, content: bytes) -> dict[str, Any]:
    """The format and sheets of a file, or the code of the reason why not."""
    try:
        found, sheets = read_workbook(name, content)
    except RefusalError as refusal:
        return {"refused": refusal.code, "details": refusal.details}
    return {"format": found, "sheets": [sheet_to_json(sheet) for sheet in sheets]}


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


if __name__ == "__main__":
    main()
