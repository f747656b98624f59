"""批注 in Word: an annex of what people wrote to the figures of the months it tells of."""

from dataclasses import replace

from cityreport.pipeline import CITY, Evaluation
from cityreport.report.deck import CATALOGUE
from cityreport.report.writing import from_sheet, paragraph
from cityreport.tables.document import Annex, Document, Grid
from cityreport.tables.remarks import Remark
from cityreport.tables.section import Column, Table

TITLE = "图表批注"
_WIDTHS = (14.0, 22.0, 20.0, 30.0, 14.0)


def with_remarks(
    document: Document, evaluation: Evaluation, first: int, last: int, unit: str = ""
) -> Document:
    """The document with the 批注 to the months ``first`` to ``last`` (1–12) as its last annex.

    Of one unit where it is about one; as it is without any.
    """
    found = [
        one
        for one in evaluation.remarks
        if first <= one.place.month.number <= last and unit in ("", one.place.unit)
    ]
    if not found:
        return document
    columns = tuple(map(Column, ("月份", "图表", "范围", "批注", "批注人")))
    table = Table(columns, tuple(map(_row, found)))
    lead = paragraph("以下是工作人员写在看板图表上的说明。", quiet=True)
    annex = Annex(TITLE, (lead, Grid("", table, _WIDTHS)))
    return replace(document, annexes=(*document.annexes, annex))


def _row(remark: Remark) -> tuple[str, ...]:
    place = remark.place
    entry = CATALOGUE.get(place.section)
    return (
        place.month.label,
        entry.title if entry else "看板图表",
        from_sheet(place.unit or place.unit_type or CITY),
        from_sheet(remark.text),
        f"{from_sheet(remark.by)}，{remark.at.month}月{remark.at.day}日",
    )
