"""What a zip-based workbook must satisfy before it is parsed (details.md C22)."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from cityreport.errors import ZIP_FAULTS
from cityreport.workbook.refusals import RefusalError

MAX_UNPACKED = 300 << 20
MAX_PARTS = 10_000
MAX_SHEETS = 2_000
MAX_CELLS = 20_000_000
_CHUNK = 1 << 20
_KEPT = _CHUNK
"""Workbooks up to this size unpacked are kept: each of their parts is one piece."""
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_XML = (".xml", ".rels", ".vml")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a zip that has been checked; the small ones need not be unpacked again."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    kept: Mapping[str, bytes]

    def open(self, part: str) -> IO[bytes]:
        """A stream of the part's content."""
        return BytesIO(self.kept[part]) if part in self.kept else self.archive.open(part)

    def read(self, part: str) -> bytes:
        """The part's content."""
        return self.kept[part] if part in self.kept else self.archive.read(part)


def check_parts(archive: zipfile.ZipFile) -> Parts:
    """The parts of a workbook that may be parsed.

    RefusalError when the parts are too many, too large, damaged or declare entities. Every part is
    unpacked once, a piece at a time, so that the real sizes and checksums are known and not only
    the declared ones.
    """
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise RefusalError("too-many-parts", count=str(len(parts)))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusalError("unpacks-too-large", limit=str(MAX_UNPACKED >> 20))
    room = MAX_UNPACKED
    kept: dict[str, bytes] = {}
    for part in parts:
        size, small = _check_part(archive, part, room)
        room -= size
        if MAX_UNPACKED - room < _KEPT:
            kept[part.filename] = small
        else:
            kept.pop(part.filename, None)
    return Parts(archive, frozenset(archive.namelist()), kept)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> tuple[int, bytes]:
    """The real size of a part whose checksum is right, and its content when it is small."""
    if part.flag_bits & 1:
        raise RefusalError("password-protected")
    try:
        with archive.open(part) as stream:
            return _real_size(stream, part, room)
    except ZIP_FAULTS as error:
        raise RefusalError("damaged", part=part.filename) from error


def _real_size(stream: IO[bytes], part: zipfile.ZipInfo, room: int) -> tuple[int, bytes]:
    size, first = 0, b""
    while chunk := stream.read(_CHUNK):
        if not size and part.filename.lower().endswith(_XML) and _declares(chunk):
            raise RefusalError("forbidden-xml")
        first = first if size else chunk
        size += len(chunk)
        if size > room:
            raise RefusalError("unpacks-too-large", limit=str(MAX_UNPACKED >> 20))
    return size, first


def _declares(chunk: bytes) -> bool:
    head = chunk[:4096]
    return b"!" in head and any(mark in head.replace(b"\0", b"").upper() for mark in _ENTITIES)
