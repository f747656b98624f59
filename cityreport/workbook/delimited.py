"""Text tables: csv in UTF-8, UTF-16 or GB18030 (sheets.md section 2, details.md C18)."""

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import PurePosixPath

from cityreport.tables.workbook import SheetCells
from cityreport.workbook.guard import MAX_CELLS
from cityreport.workbook.refusals import RefusalError

_DELIMITERS = ",\t;"
_SAMPLE_LINES = 50


def read_delimited(name: str, content: bytes) -> SheetCells:
    """The one sheet of a text table, every cell as text; its name is the file's stem."""
    text = _decoded(content)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows = [[cell if cell.strip() else None for cell in row] for row in reader]
    except csv.Error as error:
        raise RefusalError("unreadable-workbook") from error
    return SheetCells(PurePosixPath(name).stem or "csv", rectangular(rows))


def rectangular(rows: list[list[str | None]]) -> tuple[tuple[str | None, ...], ...]:
    """The rows padded to one width, without empty rows and columns at the end."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    if width * len(rows) > MAX_CELLS:
        raise RefusalError("out-of-memory")
    return tuple((*row[:width], *[None] * (width - len(row))) for row in rows)


def _width(row: list[str | None]) -> int:
    return next((index for index in range(len(row), 0, -1) if row[index - 1]), 0)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(content, "utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _strictly(content, "gb18030")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusalError("unknown-encoding") from error


def _delimiter(text: str) -> str:
    """The mark that stands in most of the first lines; a comma when there is none."""
    lines = list(_first_lines(text))
    return max(_DELIMITERS, key=lambda mark: sum(mark in line for line in lines))


def _first_lines(text: str) -> Iterator[str]:
    stream = StringIO(text)
    return (line for _, line in zip(range(_SAMPLE_LINES), stream, strict=False))
