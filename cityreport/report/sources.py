"""数据出处: the annex that says for every figure of a document which cells it stands on."""

from collections.abc import Sequence
from dataclasses import replace

from cityreport.pipeline import Evaluation
from cityreport.report.provenance import code_of
from cityreport.report.writing import from_sheet, paragraph
from cityreport.style import NONE
from cityreport.tables.document import Annex, Cited, Document, Grid
from cityreport.tables.section import Column, Table

TITLE = "文中数字出处"
MOST_CELLS = 8
_HOW = "“出处”依次为文件、工作表、单元格和原文；一个数出自很多单元格的，只列前几个。在看板“查看出处”里输入出处码，可以找到全部单元格和计算说明。"


def with_sources(document: Document, evaluation: Evaluation) -> Document:
    """The document with its figures, codes and cells as the last annex; as it is without figures."""
    if not document.cited:
        return document
    return replace(document, annexes=(*document.annexes, _annex(document.cited, evaluation)))


def _annex(cited: Sequence[Cited], evaluation: Evaluation) -> Annex:
    table = Table(
        (Column("序号", "count"), Column("数字"), Column("含义"), Column("出处"), Column("出处码")),
        tuple(
            (
                number,
                one.text,
                one.label,
                _stands_on(one),
                code_of(one.figure, evaluation) if one.figure else NONE,
            )
            for number, one in enumerate(cited, start=1)
        ),
    )
    return Annex(TITLE, (paragraph(_HOW, quiet=True), Grid("", table, (6, 16, 17, 40, 21))))


def _stands_on(one: Cited) -> str:
    """The cells by file and sheet, or how the figure is worked out."""
    shown = one.cells[:MOST_CELLS]
    sheets: dict[str, list[str]] = {}
    for cell in shown:
        place = f"{from_sheet(cell.file)} · {from_sheet(cell.sheet)}"
        sheets.setdefault(place, []).append(f"{cell.cell}（{from_sheet(cell.raw)}）")
    said = [f"{place} · {'、'.join(cells)}" for place, cells in sheets.items()]
    if one.count > len(shown):
        said.append(f"等{one.count}个单元格" if shown else f"{one.count}个单元格相加，逐行见汇总表")
    return "；".join([*said, *([one.note] if one.note else [])])
