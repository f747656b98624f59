"""The steps of the whole benchmark at one size: load, evaluate, documents, pages.

A small city has 10 units × 36 months × 4 sheet kinds; 100× is one of 1,000 units. Each step yields
what it took and what stands beside it, measured in the same run: processor seconds of this
process and its children, for pages seconds on the screen of a Chromium.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import TypeVar

import pandas as pd
from python_calamine import CalamineWorkbook

from benchmarks import city, documents, pages
from benchmarks.workbooks_of_units import roster, workbooks
from cityreport import pipeline
from cityreport.exports.docx import document_bytes
from cityreport.exports.pptx import presentation
from cityreport.exports.xlsx import tables_workbook
from cityreport.period import Month
from cityreport.pipeline.documents import bulletin_rows
from cityreport.report import deck as decks
from cityreport.report.bulletin import bulletin
from cityreport.report.exchange import table_set
from cityreport.report.exchange.table_set import RECTIFICATION
from cityreport.store import Store
from cityreport.tables.agenda import Agenda

SMALL = 10
"""Units of the small city; 100× is a city of 1,000 units."""
MONTHS = 36
_BUILD = Path("build")
_PANDAS_FILES = 20
_CELLS = """SELECT r.unit_id, r.month, r.kind_id, q.column_id, q.value, q.lower, q.upper
FROM quantity q JOIN scope s ON s.id = q.scope_id JOIN report r ON r.id = s.report_id
WHERE s.valid AND r.month BETWEEN ? AND ?"""
Result = TypeVar("Result")


@dataclass(frozen=True)
class Measured:
    """What was done at a size, the seconds it took, what it stands beside and its seconds."""

    what: str
    size: int
    seconds: float
    beside: str
    floor: float


def _processor() -> float:
    """Of this process and its ended children, to the microsecond."""
    used = [getrusage(who) for who in (RUSAGE_SELF, RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _costs(work: Callable[[], Result]) -> tuple[Result, float]:
    used = _processor()
    return work(), _processor() - used


def store_of(size: int) -> Path:
    """The store of a city so many times the small one, built once."""
    units = SMALL * size
    known = {1000: "city.db"}
    file = _BUILD / known.get(units, f"city-{units}.db")
    if not file.exists():
        print(f"building {file} …", file=sys.stderr, flush=True)
        city.build(file, units, MONTHS)
    return file


def load(size: int) -> Iterator[Measured]:
    """Workbooks of four sheets × 40 rows, one a unit, from bytes to rows in a store."""
    folder = Path(tempfile.gettempdir()) / "cityreport-bench"
    files = workbooks(folder)[: SMALL * size]
    few = files[:_PANDAS_FILES]
    _, floor = _costs(lambda: [_calamine(content) for _, content in files])
    _, slow = _costs(lambda: [pd.read_excel(BytesIO(one), sheet_name=None) for _, one in few])
    _, ours = _costs(lambda: _loaded(files))
    what = "load a workbook of every unit"
    yield Measured(what, size, ours, "python-calamine reading them", floor)
    yield Measured(what, size, ours, "pandas.read_excel", slow / len(few) * len(files))


def _calamine(content: bytes) -> None:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _loaded(files: Sequence[tuple[str, bytes]]) -> None:
    today = date(2024, 1, 31)
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'bench.db'}")
        store.save_units(list(roster().units), "bench")
        readings = pipeline.iter_readings(list(files), store.roster(), today)
        choices = pipeline.LoadChoices("bench", today, datetime(2024, 1, 31, tzinfo=UTC))
        for result in pipeline.ingest(store, readings, choices):
            if result.submission is None:
                raise SystemExit(f"not loaded: {result.findings}")
        store.close()


def evaluate(size: int) -> Iterator[Measured]:
    """A year for the first time, and after one more file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.db"
        shutil.copy(store_of(size), file)
        Store.open(f"sqlite:///{file}").close()  # a newer schema is not part of what is measured
        store = Store.open(f"sqlite:///{file}")
        _, floor = _costs(lambda: _cells(file))
        _, first = _costs(lambda: _standing(store))
        city.corrected(store, SMALL * size - 1)
        _, later = _costs(lambda: _standing(store))
        store.close()
    beside = "sqlite3 fetching its cells"
    yield Measured("evaluate a year, scores and ranks", size, first, beside, floor)
    yield Measured("evaluate it after one more file", size, later, beside, floor)


def _standing(store: Store) -> object:
    evaluation = pipeline.evaluate(store, city.LAST.year)
    return evaluation.city(), evaluation.ranking(city.LAST.number)


def _cells(file: Path) -> int:
    first, last = Month(city.LAST.year, 1).key, city.LAST.key
    connection = sqlite3.connect(file)
    count = len(connection.execute(_CELLS, (first, last)).fetchall())
    connection.close()
    return count


def papers(size: int) -> Iterator[Measured]:
    """The documents of a meeting, the year already evaluated."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "city.db"
        shutil.copy(store_of(size), file)
        store = Store.open(f"sqlite:///{file}")
        yield from _papers(store, size)
        store.close()


def _papers(store: Store, size: int) -> Iterator[Measured]:
    year, number = city.LAST.year, city.LAST.number
    today = date(year + 1, 1, 8)
    evaluation = pipeline.evaluate(store, year)
    meeting = decks.gather(store, evaluation, number, today)
    agenda = decks.standard_agenda(meeting)
    short = Agenda(agenda.name, (*agenda.items[: documents.SLIDES - 1], agenda.items[-1]))
    sources = decks.sources_in(store)
    decks.deck(meeting, short, sources)  # ranks are worked out by whoever asks first
    made, slides = _costs(lambda: decks.deck(meeting, short, sources))
    _, written = _costs(lambda: presentation(made))
    _, bare = _costs(lambda: documents.floor(made))
    what = f"deck of {documents.SLIDES} slides"
    yield Measured(what, size, slides + written, "python-pptx, constant values", bare)
    rows = bulletin_rows(store, city.LAST)
    told, text = _costs(lambda: bulletin(evaluation, rows, number, today))
    _, written = _costs(lambda: document_bytes(told))
    _, bare = _costs(lambda: documents.word_floor(told))
    yield Measured("bulletin", size, text + written, "python-docx, empty tables", bare)
    problems = store.register(RECTIFICATION, city.LAST)
    sheets, made_in = _costs(lambda: table_set(meeting, problems))
    sections = [one.section for one in sheets]
    names = [one.name for one in sheets]
    _, written = _costs(lambda: tables_workbook(sections, "表", names))
    _, bare = _costs(lambda: _bare_tables([one.table for one in sections if one.table]))
    yield Measured("table set, .xlsx", size, made_in + written, "pandas, the same cells", bare)


def _bare_tables(tables: Sequence[object]) -> None:
    frames = [pd.DataFrame(one.rows) for one in tables]  # type: ignore[attr-defined]
    with pd.ExcelWriter(BytesIO(), engine="xlsxwriter") as book:
        for number, frame in enumerate(frames):
            frame.to_excel(book, sheet_name=str(number))


def shown(size: int, keys: Sequence[str], clicks: int) -> Iterator[Measured]:
    """The median filter click of each page, and opening it."""
    for row in pages.measure(store_of(size), keys, clicks, SMALL * size):
        if isinstance(row, pages.Row):
            ours, plain = pages.middle(row.new), pages.middle(row.plain_new)
            what = f"{row.page}, {row.filter}"
            yield Measured(what, size, ours / 1000, "plain Streamlit page", plain / 1000)
