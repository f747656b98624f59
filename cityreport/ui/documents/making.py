"""The bytes of each document, made when they are asked for."""

from dataclasses import dataclass

from cityreport.exports.docx import document_bytes
from cityreport.exports.pictures import pictures_zip
from cityreport.exports.pptx import presentation
from cityreport.exports.pptx.master import master_for
from cityreport.exports.xlsx import merged_workbook, tables_workbook
from cityreport.period import Month
from cityreport.pipeline.documents import bulletin_rows, report_rows
from cityreport.report import deck as decks
from cityreport.report import merged
from cityreport.report.bulletin import bulletin
from cityreport.report.exchange import table_set
from cityreport.report.exchange.table_set import RECTIFICATION
from cityreport.report.remark_annex import with_remarks
from cityreport.report.sources import with_sources
from cityreport.report.yearly import yearly
from cityreport.settings import places
from cityreport.sheets import BY_NAME
from cityreport.tables.agenda import Agenda
from cityreport.tables.document import Document
from cityreport.tables.stored import StoredRow
from cityreport.ui import cache, clock, meeting


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the documents are made of: month, type (None: all), agenda, unit (None: the city)."""

    month: Month
    unit_type: str | None
    agenda: Agenda
    unit: str | None = None
    cells: bool = True


def slides(chosen: Chosen) -> bytes:
    """The agenda as PowerPoint, on the office's own master where one is kept."""
    gathered = meeting.gathered(chosen.month, clock.today())
    made = decks.deck(gathered, chosen.agenda, decks.sources_in(cache.store()))
    return presentation(made, master_for(None, places().home))


def notice(chosen: Chosen) -> bytes:
    """The 督查通报 of the month."""
    rows = bulletin_rows(cache.store(), chosen.month)
    number, year = chosen.month.number, cache.evaluation(chosen.month.year)
    document = bulletin(year, rows, number, clock.today(), sample=cache.has_samples())
    return document_bytes(_finished(with_remarks(document, year, number, number), chosen))


def account(chosen: Chosen) -> bytes:
    """The 工作汇报 of a unit or the city, for the year up to the month."""
    year = cache.evaluation(chosen.month.year)
    rows = report_rows(cache.store(), chosen.month, chosen.unit)
    document = yearly(
        year, rows, chosen.month.number, clock.today(), unit=chosen.unit,
        sample=cache.has_samples(),
    )  # fmt: skip
    told = with_remarks(document, year, 1, chosen.month.number, chosen.unit or "")
    return document_bytes(_finished(told, chosen))


def tables(chosen: Chosen) -> bytes:
    """The table set of the month."""
    gathered = meeting.gathered(chosen.month, clock.today())
    sheets = table_set(gathered, cache.store().register(RECTIFICATION, chosen.month))
    title = f"{chosen.month.label}文明城市创建工作表"
    return tables_workbook([one.section for one in sheets], title, [one.name for one in sheets])


def ledger(chosen: Chosen) -> bytes:
    """The 汇总表 of the month, of a type or of all units."""
    rows = {BY_NAME[name]: found for name, found in ledger_rows(chosen).items()}
    return merged_workbook(rows, f"{chosen.month.label}{chosen.unit_type or '各单位'}月报汇总表")


def ledger_rows(chosen: Chosen) -> dict[str, list[StoredRow]]:
    """The month's rows by kind, of a type or of all units."""
    rows = cache.ledger_rows(None, chosen.month, chosen.month)
    return merged.of_type(cache.evaluation(chosen.month.year), rows, chosen.unit_type)


def pictures(chosen: Chosen) -> bytes:
    """The charts of the agenda as PNG in a zip."""
    return pictures_zip(meeting.deck_of(chosen.month, chosen.agenda))


def _finished(document: Document, chosen: Chosen) -> Document:
    """With the annex of cells where it is wanted."""
    year = cache.evaluation(chosen.month.year)
    return with_sources(document, year) if chosen.cells else document
