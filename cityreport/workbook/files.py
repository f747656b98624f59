"""Files in, cells out: one ``WorkbookCells`` a file, whatever is in it (sheets.md section 2)."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import PurePosixPath
from queue import SimpleQueue
from typing import Any, TypeVar

from cityreport.tables.workbook import SKIPPED, Finding, SheetCells, WorkbookCells
from cityreport.workbook.process import ReadingProcess
from cityreport.workbook.protocol import sheet_from_json
from cityreport.workbook.refusals import REMARKS, refusal, remark
from cityreport.workbook.sniff import EXTENSIONS

MANY = 20
"""Files from which a second process is worth its start."""
_AHEAD = 16
MAX_UPLOAD_MB = 50
TIMEOUT = 60.0
"""Seconds within which every file is answered (details.md C22)."""
_Taken = TypeVar("_Taken")
Taker = Callable[[str, bytes, dict[str, Any]], _Taken]
"""From a file's name and bytes and the answer of the child to what is wanted."""


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
    return iter_answers(files, partial(ReadingProcess, timeout), _cells, max_upload_mb)


def iter_answers(
    files: Sequence[tuple[str, bytes]],
    start: Callable[[], ReadingProcess],
    take: Taker[_Taken],
    max_upload_mb: int,
) -> Iterator[_Taken]:
    """What is taken from the answer about each file, in order; two processes where it is worth it."""
    if len(files) >= MANY:
        yield from _side_by_side(files, start, take, max_upload_mb)
        return
    with start() as process:
        for name, content in files:
            yield take(name, content, _answer(process, name, content, max_upload_mb))


def _side_by_side(
    files: Sequence[tuple[str, bytes]],
    start: Callable[[], ReadingProcess],
    take: Taker[_Taken],
    limit: int,
) -> Iterator[_Taken]:
    """Two reading processes at work, in order, never more than a few files ahead."""
    idle: SimpleQueue[ReadingProcess] = SimpleQueue()

    def read(name: str, content: bytes) -> _Taken:
        process = idle.get()
        try:
            answer = _answer(process, name, content, limit)
        finally:
            idle.put(process)
        return take(name, content, answer)

    with start() as one, start() as other, ThreadPoolExecutor(2) as pool:
        idle.put(one)
        idle.put(other)
        pending: deque[Future[_Taken]] = deque()
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


def _answer(process: ReadingProcess, name: str, content: bytes, limit: int) -> dict[str, Any]:
    return early_refusal(content, limit) or process.ask(name, content)


def _cells(name: str, content: bytes, answer: dict[str, Any]) -> WorkbookCells:
    if "refused" in answer:
        return refused(name, content, answer["refused"], answer["details"])
    return opened(name, content, answer["format"], map(sheet_from_json, answer["sheets"]))


def refused(name: str, content: bytes, code: str, details: Mapping[str, str]) -> WorkbookCells:
    """A file that was not read, or passed over, and the words for it."""
    if code in REMARKS:
        return unread(name, content, remark(code, name), skipped=True)
    return unread(name, content, refusal(code, name, details))


def opened(name: str, content: bytes, found: str, sheets: Iterable[SheetCells]) -> WorkbookCells:
    """A file that was read in a format."""
    return WorkbookCells(
        file=name,
        sha256=hashlib.sha256(content).hexdigest(),
        sheets=tuple(sheets),
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
