"""How long the documents of a meeting take at city size, against what cannot be quicker.

Run: ``PYTHONPATH=. python benchmarks/documents.py build/city.db`` on the store that ``city.py``
builds (1,000 units × 36 months). The year is already evaluated, as it is when a page asks for a
document. Floor of the deck: python-pptx alone, 15 slides with a title, the same kinds of charts
with as many constant values, and tables of the same size. Floor of the bulletin: python-docx
alone, tables with as many cells.
"""

import sys
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar

import docx
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from cityreport import pipeline
from cityreport.exports.docx import document_bytes
from cityreport.exports.pptx import presentation
from cityreport.exports.xlsx import tables_workbook
from cityreport.period import Month
from cityreport.pipeline.documents import bulletin_rows, report_rows
from cityreport.report import deck as decks
from cityreport.report.bulletin import bulletin
from cityreport.report.deck import Deck
from cityreport.report.exchange import table_set
from cityreport.report.exchange.table_set import RECTIFICATION
from cityreport.report.sources import with_sources
from cityreport.report.yearly import yearly
from cityreport.store import Store
from cityreport.tables.agenda import Agenda
from cityreport.tables.document import Document, Grid
from cityreport.tables.section import Chart

Result = TypeVar("Result")
SLIDES = 15
_KINDS = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dot": XL_CHART_TYPE.LINE_MARKERS,
}


def timed(name: str, work: Callable[[], Result], aim: float | None = None) -> Result:
    """The result of the work; its seconds, and the aim, are printed."""
    started, busy = perf_counter(), process_time()
    result = work()
    said = f"  (aim {aim:g} s)" if aim else ""
    print(
        f"{name:<44}{perf_counter() - started:7.2f} s  processor {process_time() - busy:6.2f} s{said}"
    )
    return result


def floor(deck: Deck) -> bytes:
    """The same slides with constant values, made by the library alone."""
    document = Presentation()
    layout = document.slide_layouts[5]
    box = (Inches(0.5), Inches(1.5), Inches(9), Inches(5))
    for one in deck.slides:
        slide = document.slides.add_slide(layout)
        slide.shapes.title.text = "题"
        chart, table = one.section.chart, one.section.table
        if chart is not None and chart.kind not in ("heat", "tiles"):
            slide.shapes.add_chart(_KINDS.get(chart.kind, XL_CHART_TYPE.BAR_CLUSTERED), *box,
                                   _constant(chart))  # fmt: skip
        elif chart is not None:
            _fill(slide, len(chart.series) + 1, len(chart.categories) + 1, box)
        elif table is not None:
            _fill(slide, len(table.rows) + 1, len(table.columns), box)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _constant(chart: Chart) -> CategoryChartData:
    data = CategoryChartData()
    data.categories = list(chart.categories)
    for series in chart.series:
        if series.role not in ("status", "lower", "upper"):
            data.add_series(series.name, [1.0] * len(chart.categories))
    return data


def _fill(slide: object, rows: int, columns: int, box: tuple[int, int, int, int]) -> None:
    grid = slide.shapes.add_table(rows, columns, *box).table  # type: ignore[attr-defined]
    for row in range(rows):
        for column in range(columns):
            grid.cell(row, column).text = "1"


def word_floor(document: Document) -> bytes:
    """An empty Word document with tables of the same size, made by the library alone."""
    word = docx.Document()
    annexes = [block for annex in document.annexes for block in annex.blocks]
    for block in (*document.blocks, *annexes):
        if isinstance(block, Grid):
            word.add_table(len(block.table.rows) + 1, len(block.table.columns))
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def papers(store: Store, evaluation: pipeline.Evaluation, month: Month, today: date) -> None:
    """Print what the Word documents take."""
    rows = timed("bulletin: the month's rows", lambda: bulletin_rows(store, month))
    told = timed(
        "bulletin: text, ranks known", lambda: bulletin(evaluation, rows, month.number, today)
    )
    paper = with_sources(told, evaluation)
    timed("bulletin: .docx", lambda: document_bytes(paper))
    started = process_time()
    timed("bulletin in all",
          lambda: document_bytes(with_sources(bulletin(evaluation, rows, month.number, today), evaluation)),
          1.0)  # fmt: skip
    whole, begun = process_time() - started, process_time()
    timed("floor: python-docx alone, empty tables", lambda: word_floor(paper))
    print(f"bulletin / floor, processor: {whole / (process_time() - begun):.2f}")
    for unit in (None, evaluation.values.units[1].name):
        own = report_rows(store, month, unit)
        written = with_sources(yearly(evaluation, own, month.number, today, unit=unit), evaluation)
        timed(f"report of {unit or 'the city'}: .docx", lambda one=written: document_bytes(one))  # type: ignore[misc]


def measure(store: Store, year: int, number: int) -> None:
    """Print what each document takes."""
    evaluation = timed(
        "evaluate the year (kept by the page)", lambda: pipeline.evaluate(store, year)
    )
    today = date(year + 1, 1, 8)
    meeting = timed(
        "gather registers and corrections", lambda: decks.gather(store, evaluation, number, today)
    )
    agenda = timed("default agenda (ranks the units)", lambda: decks.standard_agenda(meeting))
    short = Agenda(agenda.name, (*agenda.items[: SLIDES - 1], agenda.items[-1]))
    sources = decks.sources_in(store)
    made = timed(f"deck: {SLIDES} slides, first time", lambda: decks.deck(meeting, short, sources))
    timed("deck: slides again", lambda: decks.deck(meeting, short, sources))
    timed("deck: .pptx", lambda: presentation(made))
    timed(f"deck of {SLIDES} slides in all",
          lambda: presentation(decks.deck(meeting, short, sources)), 3.0)  # fmt: skip
    timed("floor: python-pptx alone, constant values", lambda: floor(made))
    papers(store, evaluation, Month(year, number), today)
    problems = store.register(RECTIFICATION, Month(year, number))
    sheets = timed("tables: sections", lambda: table_set(meeting, problems))
    rows = sum(len(one.section.table.rows) for one in sheets if one.section.table)
    timed(f"tables: .xlsx ({rows:,} rows)",
          lambda: tables_workbook([one.section for one in sheets], "表", [one.name for one in sheets]))  # fmt: skip


def main(file: str) -> None:
    """Measure on a copy of the store, so that a newer schema does not change the original."""
    with TemporaryDirectory() as folder:
        own = Path(folder) / "city.db"
        copy(file, own)
        store = Store.open(f"sqlite:///{own}")
        last = store.months()[-1]
        measure(store, last.year, last.number)
        store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
