"""Many files read and understood in two confined processes, beside what the program does."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

from cityreport import workbook
from cityreport.confined import module_command
from cityreport.reading import wire
from cityreport.reading.understanding import understood
from cityreport.roster import Roster
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.ledger import FileReading
from cityreport.workbook import ReadingProcess

_COMMAND = module_command("cityreport.reading.child")


def iter_readings(
    files: Sequence[tuple[str, bytes]],
    roster: Roster,
    today: date,
    learnt: Sequence[HeaderWord] = (),
    max_upload_mb: int = workbook.MAX_UPLOAD_MB,
    timeout: float = workbook.TIMEOUT,
) -> Iterator[FileReading]:
    """The reading of each file, in order, one at a time, for showing progress.

    Where there are many, processes of their own understand them, too: the same comes out.
    """
    if len(files) < workbook.MANY:
        for cells in workbook.iter_files(files, max_upload_mb, timeout):
            yield understood(cells, roster, today, learnt)
        return

    def taken(name: str, content: bytes, answer: dict[str, Any]) -> FileReading:
        if "refused" in answer:
            cells = workbook.refused(name, content, answer["refused"], answer["details"])
            return understood(cells, roster, today)
        sha256 = hashlib.sha256(content).hexdigest()
        return FileReading(file=name, sha256=sha256, content=content, **answer)

    said = wire.encode(wire.Opening(roster.units, today, tuple(learnt)))
    start = partial(ReadingProcess, timeout, _COMMAND, said, wire.decoded)
    yield from workbook.iter_answers(files, start, taken, max_upload_mb)
