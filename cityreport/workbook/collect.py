"""From paths and zips to single files (details.md C15)."""

import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath

from cityreport.errors import ZIP_FAULTS
from cityreport.tables.workbook import WorkbookCells
from cityreport.workbook.files import unread
from cityreport.workbook.refusals import refusal, remark
from cityreport.workbook.sniff import is_archive

_MAX_MEMBERS = 5_000
_MAX_UNPACKED = 300 << 20
_CHUNK = 1 << 20
_SYSTEM_NAMES = frozenset(("thumbs.db", "desktop.ini"))
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".heic", ".webp", ".tif", ".tiff")
_WRITINGS = (".txt", ".md", ".pdf", ".ofd", ".doc", ".wps", ".ppt", ".pptx", ".dps")
_OTHERS = (".mp3", ".mp4", ".mov", ".avi", ".wav", ".log", ".lnk", ".url", ".exe", ".tmp")
_NO_TABLES = frozenset((*_PICTURES, *_WRITINGS, *_OTHERS))
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1

Files = list[tuple[str, bytes]]


@dataclass(slots=True)
class _Collection:
    """Files to read and those already settled, in the order met."""

    files: Files = field(default_factory=list)
    settled: list[WorkbookCells] = field(default_factory=list)

    def refuse(self, code: str, name: str, content: bytes = b"", **details: str) -> None:
        self.settled.append(unread(name, content, refusal(code, name, details)))

    def skip(self, code: str, name: str, content: bytes = b"") -> None:
        self.settled.append(unread(name, content, remark(code, name), skipped=True))


def expand(paths: Sequence[Path]) -> tuple[Files, list[WorkbookCells]]:
    """The files behind files, folders (with subfolders, sorted) and zips, as name and bytes.

    Beside them what needs no reading: system files and non-tables of folders and zips
    (format ``skipped``), missing paths and zips that are not opened (unreadable).
    Names of members begin with the folder's or zip's own name.
    """
    found = _Collection()
    for path in paths:
        if path.is_dir():
            top = path.resolve()
            for file in _files_below(top):
                _add_member(found, _shown(file.relative_to(top.parent).as_posix()), file)
        elif path.exists():
            _add_path(found, _shown(path.name), path)
        else:
            found.refuse("file-not-found", _shown(str(path)))
    return found.files, found.settled


def expand_bytes(files: Sequence[tuple[str, bytes]]) -> tuple[Files, list[WorkbookCells]]:
    """As ``expand``, for uploaded files: zips become their members."""
    found = _Collection()
    for name, content in files:
        _add(found, name, content)
    return found.files, found.settled


def _files_below(folder: Path) -> list[Path]:
    below = [Path(root) / name for root, _, names in os.walk(folder) for name in names]
    return sorted(below, key=lambda file: file.parts)


def _shown(name: str) -> str:
    """The name as text; names unpacked on Linux may still be GBK bytes."""
    stored = os.fsencode(name)
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("gb18030", errors="replace")


def _add_member(found: _Collection, name: str, path: Path) -> None:
    code = _reason_to_skip(name)
    if code:
        found.skip(code, name)
    else:
        _add_path(found, name, path)


def _add_path(found: _Collection, name: str, path: Path) -> None:
    try:
        content = path.read_bytes()
    except OSError:
        found.refuse("file-not-opened", name)
    else:
        _add(found, name, content)


def _add(found: _Collection, name: str, content: bytes) -> None:
    if is_archive(content):
        _open_archive(found, name, content)
    else:
        found.files.append((name, content))


def _reason_to_skip(name: str) -> str:
    """The code of the remark for a member that is no table, empty for one to read."""
    path = PurePosixPath(name)
    hidden = path.name.startswith((".", "~$")) or path.name.lower() in _SYSTEM_NAMES
    if hidden or "__MACOSX" in path.parts:
        return "system-file"
    return "not-a-table" if path.suffix.lower() in _NO_TABLES else ""


def _open_archive(found: _Collection, name: str, content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        # ``is_dir`` fails at a member without a name.
        members = [one for one in archive.infolist() if not one.filename.endswith("/")]
        size = sum(member.file_size for member in members)
        if len(members) > _MAX_MEMBERS or size > _MAX_UNPACKED:
            limit = str(_MAX_UNPACKED >> 20)
            found.refuse("archive-too-large", name, content, limit=limit, count=str(_MAX_MEMBERS))
        elif any(member.flag_bits & _ENCRYPTED for member in members):
            found.refuse("archive-encrypted", name, content)
        else:
            for member, member_name in _named(members):
                _add_from_archive(found, archive, member, f"{name}/{member_name}")


def _named(members: Sequence[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    named = [(member, member_name(member)) for member in members]
    return iter(sorted(named, key=lambda pair: PurePosixPath(pair[1]).parts))


def member_name(member: zipfile.ZipInfo) -> str:
    """A member's name; where the zip does not say UTF-8, it is mostly GBK (Windows zips)."""
    name = member.orig_filename
    if not member.flag_bits & _UTF8_NAME:
        stored = name.encode("cp437")
        try:
            name = stored.decode("utf-8")
        except UnicodeDecodeError:
            name = stored.decode("gb18030", errors="replace")
    return name.replace("\\", "/").lstrip("/")


def _add_from_archive(
    found: _Collection, archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str
) -> None:
    code = _reason_to_skip(name)
    if code:
        found.skip(code, name)
        return
    try:
        with archive.open(member) as stream:
            content = b"".join(iter(partial(stream.read, _CHUNK), b""))
    except ZIP_FAULTS:
        found.refuse("damaged", name, part=PurePosixPath(name).name)
        return
    if is_archive(content):
        found.refuse("archive", name, content)
    else:
        found.files.append((name, content))
