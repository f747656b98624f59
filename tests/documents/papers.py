"""Word documents read back, and a small city to write about."""

import io
from collections.abc import Iterator
from datetime import date

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from method.world import indicator, observe

from cityreport import indicators, quality
from cityreport.framework import Framework
from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.quantities import Quantity
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings
from cityreport.tables.ledger import CellText
from cityreport.tables.stored import StoredQuantity, StoredRow

YEAR, TODAY = 2023, date(2024, 1, 8)


def opened(content: bytes) -> WordDocument:
    return docx.Document(io.BytesIO(content))


def chapters(word: WordDocument) -> dict[str, str]:
    """The text under each heading of level 1 and 2, by the heading's own words."""
    found: dict[str, str] = {"": ""}
    place = ""
    for paragraph in word.paragraphs:
        if paragraph.style.name in ("Heading 1", "Heading 2"):
            place = paragraph.text.lstrip("一二三四五六七八九十、（）")
            found.setdefault(place, "")
        else:
            found[place] += paragraph.text + "\n"
    return found


def table_rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def every_text(word: WordDocument) -> Iterator[str]:
    yield from (paragraph.text for paragraph in word.paragraphs)
    for table in word.tables:
        for row in table_rows(table):
            yield from row


def evaluated(units, *reports, listed=()) -> Evaluation:
    """The year of these units as these sheets reported it."""
    observations, settings = observe(*reports), OfficeSettings()
    roster = Roster(tuple(units))
    framework = Framework("试行", tuple(listed) or (indicator(),))
    system = quality.system_measures(observations, roster.units, settings)
    values = indicators.values(observations, framework, roster, system)
    return Evaluation(
        year=YEAR, revision=1, roster=roster, framework=framework, settings=settings,
        sent=observations, left_out=frozenset(), observations=observations, values=values,
    )  # fmt: skip


def row(kind: str, unit: str, month: int = 1, *, number: int = 4, **cells) -> StoredRow:
    """A ledger row; numbers and quantities become amounts, words become texts."""
    quantities = {
        name: _stored(cell, number)
        for name, cell in cells.items()
        if isinstance(cell, float | int | Quantity)
    }
    texts = {
        name: CellText(cell, f"C{number}") for name, cell in cells.items() if isinstance(cell, str)
    }
    return StoredRow(
        kind, unit, Month(YEAR, month), "", 1, f"{unit}.xlsx", "0" * 64, kind, number, quantities, texts
    )  # fmt: skip


def _stored(cell: float | Quantity, number: int) -> StoredQuantity:
    amount = cell if isinstance(cell, Quantity) else Quantity(str(cell), cell, "exact", cell, cell)
    return StoredQuantity(
        amount.raw, amount.value, amount.lower, amount.upper, amount.precision, f"D{number}"
    )
