"""What a file is, by its content and never by its extension (details.md C32)."""

import zipfile
from io import BytesIO
from pathlib import PurePosixPath

from cityreport.workbook.refusals import RefusalError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_HTML = (b"<html", b"<!doctype html", b"<table", b"<head", b"<meta", b"<body", b"mime-version:")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_LENGTH = 4096
_MIN_TABLE_LINES = 2

EXTENSIONS: dict[str, tuple[str, ...]] = {
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "xlsm": (".xlsm", ".xltm"),
    "xlsb": (".xlsb",),
    "xls": (".xls", ".et", ".xlt"),
    "ods": (".ods",),
    "csv": (".csv", ".tsv", ".txt"),
    "html": (".htm", ".html", ".mht", ".mhtml"),
    "xml": (".xml",),
    "docx": (".docx", ".docm"),
}
"""The extensions that belong to each format that is read."""


def is_zip(content: bytes) -> bool:
    """Whether the content begins like a zip file."""
    return content.startswith(_ZIP)


def is_archive(content: bytes) -> bool:
    """Whether the content is a zip of files, not a document in zip form."""
    if not is_zip(content):
        return False
    try:
        with opened_zip(content) as archive:
            return _zip_format(archive.namelist()) == ""
    except RefusalError:
        return False


def opened_zip(content: bytes) -> zipfile.ZipFile:
    """The zip with its directory read; RefusalError when that cannot be."""
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise RefusalError("truncated") from error


def file_format(name: str, content: bytes) -> str:
    """One of the keys of ``EXTENSIONS``; RefusalError for everything that is no workbook."""
    if is_zip(content):
        with opened_zip(content) as archive:
            return zip_format(archive)
    if content.startswith(_OLE):
        return _of_ole(content)
    if content.startswith(_ARCHIVES):
        raise RefusalError("archive")
    if content.startswith(_PICTURES) or content[4:8] == b"ftyp":
        raise RefusalError("not-a-workbook", what="图片或视频")
    if content.startswith(b"%PDF"):
        raise RefusalError("not-a-workbook", what=" PDF 文件")
    return _of_text(name, content)


def zip_format(archive: zipfile.ZipFile) -> str:
    """As ``file_format``, of a zip that is open already."""
    found = _zip_format(archive.namelist())
    if not found:
        raise RefusalError("archive")
    if found not in EXTENSIONS:
        raise RefusalError("not-a-workbook", what=found)
    return found


def _zip_format(names: list[str]) -> str:
    """The format of a document in zip form, a Chinese word for no workbook, empty for none."""
    parts = {name.replace("\\", "/").lower() for name in names}
    if "[content_types].xml" in parts:
        if any(part.startswith("word/") for part in parts):
            return "docx"
        if any(part.startswith("ppt/") for part in parts):
            return " PowerPoint 文稿"
        if "xl/workbook.bin" in parts:
            return "xlsb"
        return "xlsm" if "xl/vbaproject.bin" in parts else "xlsx"
    return "ods" if {"mimetype", "content.xml"} <= parts else ""


def _of_ole(content: bytes) -> str:
    if _has_stream(content, "EncryptedPackage"):
        raise RefusalError("password-protected")
    if _has_stream(content, "WordDocument"):
        raise RefusalError("not-a-workbook", what=" Word 文档")
    if _has_stream(content, "PowerPoint Document"):
        raise RefusalError("not-a-workbook", what=" PowerPoint 文稿")
    if _has_stream(content, "Workbook") or _has_stream(content, "Book"):
        return "xls"
    raise RefusalError("truncated")


def _has_stream(content: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in content


def _of_text(name: str, content: bytes) -> str:
    head = _head(content)
    if head.startswith(b"<?xml"):
        return _of_xml(head)
    if head.startswith(_HTML) or b"<table" in head:
        return "html"
    if b"\0" in content[:_TEXT_LENGTH] and not content.startswith(_UTF16):
        raise _no_workbook("其他类型的文件")
    if PurePosixPath(name).suffix.lower() not in (".csv", ".tsv") and not _is_tabular(content):
        raise _no_workbook("纯文本")
    return "csv"


def _head(content: bytes) -> bytes:
    """The beginning in small letters, without byte order mark and what UTF-16 puts between."""
    head = content[:_TEXT_LENGTH]
    if head.startswith(_UTF16):
        head = head.replace(b"\0", b"")
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()


def _of_xml(head: bytes) -> str:
    if b"office:spreadsheet" in head or b"excel.sheet" in head:
        return "xml"
    if b"<html" in head:
        return "html"
    raise _no_workbook("XML 文件")


def _is_tabular(content: bytes) -> bool:
    text = content.replace(b"\0", b"") if content.startswith(_UTF16) else content
    lines = text[: 16 * _TEXT_LENGTH].splitlines()
    return any(
        sum(mark in line for line in lines) >= _MIN_TABLE_LINES for mark in (b",", b"\t", b";")
    )


def _no_workbook(what: str) -> RefusalError:
    return RefusalError("not-a-workbook", what=what)
