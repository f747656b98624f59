"""Filling the office's template: the form that most units return."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from cityreport.period import Month
from cityreport.roster import Unit
from cityreport.sheets import BY_NAME, SheetKind
from cityreport.template import blank_workbook
from sampling.cells import CREATED
from sampling.ledgers import YEAR, Ledger, Row
from sampling.units import SampleUnit

_HEADER, _FIRST = 3, 4
_EMPTY = "本月无"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def template_bytes(unit: SampleUnit, month: int, ledger: Ledger, reporter: str = "") -> bytes:
    """The template of that unit and month with the rows typed in."""
    kinds = [BY_NAME[name] for name in ledger]
    known = Unit(unit.code, unit.name, unit.unit_type)
    book = openpyxl.load_workbook(BytesIO(blank_workbook(known, Month(YEAR, month), kinds)))
    for kind in kinds:
        _fill(book[kind.name], kind, ledger[kind.name], reporter)
    stream = BytesIO()
    book.save(stream)
    return _settled(stream.getvalue())


def _fill(sheet: Worksheet, kind: SheetKind, rows: list[Row], reporter: str) -> None:
    titles = {column.title: column.name for column in kind.columns}
    places = {titles[cell.value]: cell.column for cell in sheet[_HEADER] if cell.value in titles}
    if reporter:
        _caption(sheet, "填报方：").value = f"填报方：{reporter}"
    if not rows:
        label = _caption(sheet, "本月无此项工作")
        sheet.cell(label.row, label.column + 1).value = _EMPTY
    for index, row in enumerate(rows, start=_FIRST):
        for name, value in row.items():
            if value != "":
                sheet.cell(index, places[name]).value = value


def _caption(sheet: Worksheet, begins: str) -> openpyxl.cell.Cell:
    return next(cell for cell in sheet[2] if str(cell.value or "").startswith(begins))


def _settled(content: bytes) -> bytes:
    """The same workbook without the moment of saving, so that every run gives the same bytes."""
    stream = BytesIO()
    stamp = CREATED.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with ZipFile(BytesIO(content)) as source, ZipFile(stream, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = _MODIFIED.sub(rb"\g<1>" + stamp, source.read(name))
            target.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return stream.getvalue()
