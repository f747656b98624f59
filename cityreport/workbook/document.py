"""Tables in a Word document (docx): each is a sheet, its title the lines straight above it."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from cityreport.tables.workbook import Range, SheetCells
from cityreport.workbook.canvas import Canvas
from cityreport.workbook.refusals import RefusalError

_TITLE_LINES = 3
_TITLE_LENGTH = 60
"""Longer paragraphs are prose, not the title of a table."""
_FAULTS = (KeyError, ValueError, AttributeError, TypeError, IndexError, etree.LxmlError)


def read_document(content: bytes) -> list[SheetCells]:
    """The tables of the document in order, named 表1, 表2, …; RefusalError when there is none.

    The caller has checked the parts of the zip. Rows are counted from the first title line.
    """
    try:
        body = docx.Document(BytesIO(content)).element.body
        sheets = [
            _sheet(table, f"表{number}") for number, table in enumerate(body.iter(qn("w:tbl")), 1)
        ]
    except _FAULTS as error:  # python-docx says a broken document in many ways
        raise RefusalError("unreadable-workbook") from error
    if not sheets:
        raise RefusalError("document-without-table")
    return sheets


def _sheet(table: Any, name: str) -> SheetCells:  # noqa: ANN401  (python-docx has no types)
    canvas = Canvas()
    titles = _titles_above(table)
    for row, title in enumerate(titles):
        canvas.put((row, 0), title)
    _place(canvas, table, len(titles))
    return canvas.sheet(name)


def _titles_above(table: Any) -> list[str]:  # noqa: ANN401
    """Up to three short paragraphs straight above the table, from the top."""
    titles: list[str] = []
    for element in table.itersiblings(preceding=True):
        text = text_of(element) if element.tag == qn("w:p") else None
        if text is None or len(text) > _TITLE_LENGTH or len(titles) == _TITLE_LINES:
            break
        if text:
            titles.insert(0, text)
    return titles


def _place(canvas: Canvas, table: Any, start: int) -> None:  # noqa: ANN401
    """Put the cells of the table, merging across and down as it says."""
    begun: dict[int, Range] = {}  # column → the range merged down that began there
    for row, line in enumerate(_rows(table), start):
        column, before, begun = line.grid_before, begun, {}
        for cell in _cells(line):
            right = max(cell.grid_span, 1)
            own = (row, column, row, column + right - 1)
            if cell.vMerge == "continue" and column in before:
                own = (*before.pop(column)[:2], *own[2:])
            if cell.vMerge:
                begun[column] = own
            else:
                _merge(canvas, own)
            _put(canvas, cell, row, column)
            column += right
        for ended in before.values():
            _merge(canvas, ended)
    for ended in begun.values():
        _merge(canvas, ended)


def _merge(canvas: Canvas, merged: Range) -> None:
    top, left, bottom, right = merged
    canvas.merge((top, left), bottom - top + 1, right - left + 1)


def _put(canvas: Canvas, cell: Any, row: int, column: int) -> None:  # noqa: ANN401
    lines = (text_of(paragraph) for paragraph in _own(cell, qn("w:p"), qn("w:tc")))
    canvas.put((row, column), "\n".join(line for line in lines if line))


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    return _own(table, qn("w:tr"), qn("w:tbl"))


def _cells(line: Any) -> Iterator[Any]:  # noqa: ANN401
    return _own(line, qn("w:tc"), qn("w:tr"))


def _own(parent: Any, tag: str, owner: str) -> Iterator[Any]:  # noqa: ANN401
    """The parts of that tag whose nearest owner is the parent, also inside content controls."""
    return (part for part in parent.iter(tag) if next(part.iterancestors(owner), None) is parent)


def text_of(paragraph: Any) -> str:  # noqa: ANN401
    """The text of a paragraph, inserted words included and deleted ones not."""
    pieces = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n"}
    words = (
        (part.text or "") if part.tag == qn("w:t") else pieces[part.tag]
        for part in paragraph.iter(qn("w:t"), *pieces)
        if part.getparent().tag == qn("w:r")
    )
    return "".join(words).replace("\xa0", " ").strip()
