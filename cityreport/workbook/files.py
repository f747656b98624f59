"""Files in, cells out: one ``WorkbookCells`` a file, whatever is in it (sheets.md section 2)."""

import hashlib
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import PurePosixPath
from queue import SimpleQueue
from typing import Any

from cityreport.tables.workbook import SKIPPED, Finding, WorkbookCells
from cityreport.workbook.process import ReadingProcess
from cityreport.workbook.protocol import sheet_from_json
from cityreport.workbook.refusals import REMARKS, refusal, remark
from cityreport.workbook.sniff import EXTENSIONS

_MANY = 20
"""Files from which a second process is worth its start."""
_AHEAD = 6
MAX_UPLOAD_MB = 50
TIMEOUT = 60.0
"""Seconds within which every file is answered (details.md C22)."""


def read_files(
    files: Sequence[tuple[str, bytes]],
    max_upload_mb: int = MAX_UPLOAD_MB,
    timeout: float = TIMEOUT,
) -> list[WorkbookCells]:
    """The cells of every file, in order; a bad file is ``readable=False`` with a finding."""
    return list(iter_files(files, max_upload_mb, timeout))


def iter_files(
    files: Sequence[tuple[str, bytes]],
    max_upload_mb: int = MAX_UPLOAD_MB,
    timeout: float = TIMEOUT,
) -> Iterator[WorkbookCells]:
    """As ``read_files``, one file at a time, for showing progress."""
    if len(files) >= _MANY:
        yield from _side_by_side(files, max_upload_mb, timeout)
        return
    with ReadingProcess(timeout) as process:
        for name, content in files:
            yield _read(process, name, content, max_upload_mb)


def _side_by_side(
    files: Sequence[tuple[str, bytes]], limit: int, timeout: float
) -> Iterator[WorkbookCells]:
    """Two reading processes at work, in order, never more than a few files ahead."""
    idle: SimpleQueue[ReadingProcess] = SimpleQueue()

    def read(name: str, content: bytes) -> WorkbookCells:
        process = idle.get()
        try:
            return _read(process, name, content, limit)
        finally:
            idle.put(process)

    with (
        ReadingProcess(timeout) as one,
        ReadingProcess(timeout) as other,
        ThreadPoolExecutor(2) as pool,
    ):
        idle.put(one)
        idle.put(other)
        pending: deque[Future[WorkbookCells]] = deque()
        try:
            for name, content in files:
                pending.append(pool.submit(read, name, content))
                if len(pending) > _AHEAD:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def unread(name: str, content: bytes, finding: Finding, *, skipped: bool = False) -> WorkbookCells:
    """A file without cells and the finding that says why.

    A ``skipped`` one is no fault of the file (``readable``, format ``skipped``).
    """
    return WorkbookCells(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        folder=_folder(name),
        format=SKIPPED if skipped else "",
        findings=(finding,),
        readable=skipped,
        content=content,
    )


def _read(process: ReadingProcess, name: str, content: bytes, limit: int) -> WorkbookCells:
    answer = early_refusal(content, limit) or process.ask(name, content)
    if answer.get("refused") in REMARKS:
        return unread(name, content, remark(answer["refused"], name), skipped=True)
    if "refused" in answer:
        return unread(name, content, refusal(answer["refused"], name, answer["details"]))
    found = answer["format"]
    return WorkbookCells(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=tuple(sheet_from_json(sheet) for sheet in answer["sheets"]),
        folder=_folder(name),
        format=found,
        findings=tuple(_remarks(name, found)),
        content=content,
    )


def early_refusal(content: bytes, limit: int) -> dict[str, Any] | None:
    """What needs no look inside: an empty or an oversized file."""
    if not content:
        return {"refused": "empty-file", "details": {}}
    if len(content) > limit << 20:
        size = f"{len(content) / (1 << 20):.1f}"
        return {"refused": "too-large", "details": {"size": size, "limit": str(limit)}}
    return None


def _remarks(name: str, found: str) -> Iterator[Finding]:
    extension = PurePosixPath(name).suffix.lower()
    if extension not in EXTENSIONS[found]:
        yield remark("wrong-extension", name, {"format": found})
    if found == "xlsm":
        yield remark("has-macros", name)


def _folder(name: str) -> str:
    folder = str(PurePosixPath(name).parent)
    return "" if folder == "." else folder
