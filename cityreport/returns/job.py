"""What the program asks of the marking process: JSON there, a workbook or a refusal back."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from cityreport.tables.workbook import Severity

_WORKBOOK, _REFUSAL = b"W", b"R"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding to be shown: where (as the unit sees it), what stands there, what to do.

    ``number`` is the place of the sheet among the worksheets, −1 for what concerns the file.
    """

    severity: Severity
    sheet: str
    number: int
    cell: str
    value: str
    message: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Job:
    """One 退回单 to be made: the file's name, its faults, the deadline in words, remarks.

    ``macros`` keeps the macros of the workbook; ``remarks`` say what was done to it before.
    """

    file: str
    faults: tuple[Fault, ...]
    deadline: str
    remarks: tuple[str, ...] = ()
    macros: bool = False


def to_text(job: Job) -> str:
    """The job as JSON."""
    return json.dumps(asdict(job), ensure_ascii=False)


def from_text(text: str) -> Job:
    """The job behind ``to_text``."""
    known: Mapping[str, object] = json.loads(text)
    faults: Sequence[Mapping[str, object]] = known["faults"]  # type: ignore[assignment]
    plain = {**known, "faults": tuple(Fault(**one) for one in faults)}  # type: ignore[arg-type]
    return Job(**{**plain, "remarks": tuple(known["remarks"])})  # type: ignore[arg-type]


def workbook(content: bytes) -> bytes:
    """The answer that carries a workbook."""
    return _WORKBOOK + content


REFUSED = _REFUSAL
"""The answer when the library could not open or write the workbook."""


def content_of(answer: bytes) -> bytes | None:
    """The workbook in an answer, None in a refusal."""
    return answer[1:] if answer[:1] == _WORKBOOK else None
