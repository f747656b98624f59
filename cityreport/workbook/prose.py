"""Narrative reports in, text out: docx and text files, doc and wps through LibreOffice."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from cityreport.confined import module_command
from cityreport.confined.office import convert, find_office
from cityreport.errors import UnreadableInputError
from cityreport.workbook.files import MAX_UPLOAD_MB, TIMEOUT, early_refusal
from cityreport.workbook.process import ReadingProcess
from cityreport.workbook.refusals import refusal

_COMMAND = module_command("cityreport.workbook.prose_child")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_WORD = "WordDocument".encode("utf-16-le")
"""The stream that a doc or wps file has among the files of its kind."""
_PLAIN = ("txt:Text (encoded):UTF8", ".txt")
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of one document, with the bytes it was read from and their fingerprint."""

    file: str
    sha256: str
    text: str
    content: bytes = field(default=b"", repr=False)


def read_prose(
    name: str,
    content: bytes,
    max_upload_mb: int = MAX_UPLOAD_MB,
    timeout: float = TIMEOUT,
    office: Path | None = None,
) -> Prose:
    """The text of a document, read in a process of its own; UnreadableInputError says why not.

    ``office`` is the LibreOffice for doc and wps files; by default the one of this machine.
    """
    answer = early_refusal(content, max_upload_mb) or _answer(name, content, timeout, office)
    if "refused" in answer:
        finding = refusal(answer["refused"], name, answer["details"])
        raise UnreadableInputError(f"{finding.message}{finding.suggestion}")
    return Prose(name, hashlib.sha256(content).hexdigest(), answer["text"], content)


def pasted(text: str, name: str) -> Prose:
    """Pasted text as a document of that name; UnreadableInputError when it is empty or endless."""
    return read_prose(name, text.encode())


def _answer(name: str, content: bytes, timeout: float, office: Path | None) -> dict[str, Any]:
    readable: bytes | None = content
    if content.startswith(_RTF) or (content.startswith(_OLE) and _WORD in content):
        readable = _through_office(name, content, office or find_office())
    if readable is None:
        return {"refused": "needs-office", "details": {}}
    with ReadingProcess(timeout, _COMMAND) as process:
        return process.ask(name, readable)


def _through_office(name: str, content: bytes, office: Path | None) -> bytes | None:
    ending = PurePosixPath(name).suffix.lower()
    known = ending if ending in (".doc", ".wps", ".rtf") else ".doc"
    return convert({0: (known, content)}, office, _PLAIN, _SECONDS).get(0)
