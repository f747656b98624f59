"""What a zip-based workbook must satisfy before it is parsed (details.md C22)."""

import zipfile
import zlib
from typing import IO

from cityreport.workbook.refusals import RefusalError

MAX_UNPACKED = 300 << 20
MAX_PARTS = 10_000
MAX_SHEETS = 2_000
MAX_CELLS = 20_000_000
_CHUNK = 1 << 20
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_XML = (".xml", ".rels", ".vml")


def check_parts(archive: zipfile.ZipFile) -> None:
    """RefusalError when the parts are too many, too large, damaged or declare entities.

    Every part is unpacked once, a piece at a time, so that the real sizes and checksums are
    known and not only the declared ones; nothing is kept.
    """
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise RefusalError("too-many-parts", count=str(len(parts)))
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise RefusalError("unpacks-too-large", limit=str(MAX_UNPACKED >> 20))
    room = MAX_UNPACKED
    for part in parts:
        room -= _check_part(archive, part, room)


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int) -> int:
    """The real size of a part whose checksum is right."""
    if part.flag_bits & 1:
        raise RefusalError("password-protected")
    try:
        with archive.open(part) as stream:
            return _real_size(stream, part, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise RefusalError("damaged", part=part.filename) from error


def _real_size(stream: IO[bytes], part: zipfile.ZipInfo, room: int) -> int:
    size = 0
    while chunk := stream.read(_CHUNK):
        if not size and part.filename.lower().endswith(_XML) and _declares(chunk):
            raise RefusalError("forbidden-xml")
        size += len(chunk)
        if size > room:
            raise RefusalError("unpacks-too-large", limit=str(MAX_UNPACKED >> 20))
    return size


def _declares(head: bytes) -> bool:
    return any(mark in head[:4096].upper().replace(b"\0", b"") for mark in _ENTITIES)
