"""Streamlit's caches, all of them: the store, evaluations, sections, figures.

Everything computed is kept under the store's address and revision, so that a commit makes it
stale at once, and every cache is bounded.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import plotly.graph_objects as go
import streamlit as st

from cityreport import pipeline
from cityreport.charts import draw, picture
from cityreport.framework import Framework
from cityreport.period import Month
from cityreport.pipeline import Doubts, Evaluation, doubts_of, evaluate
from cityreport.report import provenance
from cityreport.report.ledger import ledger_section
from cityreport.report.provenance import Evidence
from cityreport.roster import Roster
from cityreport.settings import OfficeSettings, places
from cityreport.sheets import BY_NAME, KINDS
from cityreport.store import Store
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.figure import Figure
from cityreport.tables.section import Chart, Section
from cityreport.tables.stored import StoredRow, SubmissionRecord

P = ParamSpec("P")
T = TypeVar("T")


def store() -> Store:
    """The installation's store, opened once."""
    return _store(places().database_url)


def revision() -> tuple[str, int]:
    """What everything computed hangs on: the store's address and revision."""
    return places().database_url, store().revision()


def evaluation(year: int) -> Evaluation:
    """The evaluation of a year as the store stands now."""
    address, number = revision()
    return _evaluation(address, number, year)


def doubts(year: int) -> Doubts:
    """The doubts about a year's figures, with the answers that hold."""
    address, number = revision()
    return _doubts(address, number, year)


def build(
    builder: Callable[Concatenate[Evaluation, P], T], year: int, *args: P.args, **kwargs: P.kwargs
) -> T:
    """What a builder of ``report`` makes of the year's evaluation and the given choices."""
    address, number = revision()
    name = f"{builder.__module__}.{builder.__qualname__}"
    choices = repr((args, sorted(kwargs.items())))
    return cast("T", _built(address, number, year, name, choices, (builder, args, kwargs)))


def build_with_previous(
    builder: Callable[Concatenate[Evaluation, Evaluation | None, P], T],
    year: int,
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """As ``build``, for builders that also look at the year before, None without reports."""
    there = any(month.year == year - 1 for month in months())

    def with_previous(current: Evaluation, /, *rest: P.args, **named: P.kwargs) -> T:
        return builder(current, evaluation(year - 1) if there else None, *rest, **named)

    with_previous.__module__, with_previous.__qualname__ = builder.__module__, builder.__qualname__
    return build(with_previous, year, *args, **kwargs)


def months() -> tuple[Month, ...]:
    """The months from the first reported one to the last, newest first; empty without reports."""
    address, number = revision()
    return _months(address, number)


def default_month() -> Month | None:
    """The month a page shows first (details.md C24)."""
    known = months()
    for year in sorted({month.year for month in known}, reverse=True):
        enough = evaluation(year).enough_month
        if enough is not None:
            return enough
    return known[0] if known else None


def roster() -> Roster:
    """The roster as it stands now."""
    return _office(*revision())[0]


def framework() -> Framework:
    """The catalogue edition in force."""
    return _office(*revision())[1]


def office_settings() -> OfficeSettings:
    """The office's settings in force."""
    return _office(*revision())[2]


def ledger_sections(unit: str, year: int, until: Month) -> tuple[Section, ...]:
    """The rows a unit sent in a year up to a month, a section for each sheet kind it sent."""
    rows = ledger_rows(unit, Month(year, 1), until)
    return tuple(ledger_section(BY_NAME[kind], found, unit, year) for kind, found in rows.items())


def rows_of(kind: str, unit: str, until: Month) -> list[StoredRow]:
    """The rows of one sheet kind that a unit sent in a year up to a month."""
    return ledger_rows(unit, Month(until.year, 1), until).get(kind, [])


def rows_of_report(kind: str, unit: str, month: Month) -> dict[str, list[StoredRow]]:
    """The rows of one sheet kind that a unit sent for one month, by kind."""
    address, number = revision()
    return {kind: _rows_of_report(address, number, kind, unit, month)}


def ledger_section_of(kind: str, unit: str, until: Month) -> Section:
    """The rows of one sheet kind that a unit sent in a year up to a month, as a section."""
    return ledger_section(BY_NAME[kind], rows_of(kind, unit, until), unit, until.year)


def ledger_rows(unit: str | None, first: Month, last: Month) -> dict[str, list[StoredRow]]:
    """The rows that count by sheet kind, of one unit or of all; only kinds that have any.

    Of a register a longer period has the latest one, which holds the whole.
    """
    address, number = revision()
    return _ledger_rows(address, number, unit, first, last)


def rows_to_date(until: Month) -> dict[str, list[StoredRow]]:
    """All units' rows of the year up to a month; of a register the latest."""
    return ledger_rows(None, Month(until.year, 1), until)


def rows_of_kind(kind: str, until: Month) -> list[StoredRow]:
    """All units' rows of one kind of the year up to a month; of a register the latest."""
    return _rows_of_kind(*revision(), kind, until)


def header_words() -> tuple[HeaderWord, ...]:
    """What people said headers of a unit's sheets mean, their times in the office's zone."""
    return _header_words(*revision())


def newest(count: int) -> list[SubmissionRecord]:
    """The newest submissions, so many: all of them are tens of thousands after some years."""
    return _newest(*revision(), count)


def evidence(figure: Figure) -> tuple[Evidence, ...]:
    """The contributions of a figure, added up again."""
    return _evidence(*revision(), figure)


def is_empty() -> bool:
    """Whether the store holds neither units nor submissions."""
    address, number = revision()
    return _emptiness(address, number)[0]


def has_samples() -> bool:
    """Whether sample data are loaded."""
    address, number = revision()
    return _emptiness(address, number)[1]


def figure(key: str, chart: Chart) -> go.Figure:
    """The finished figure of a section, drawn once for a revision and the same content."""
    return _figure(revision(), key, repr(chart), chart)


def picture_of(section: Section) -> go.Figure:
    """The section's figure with title, line and source in it, for saving (details.md E4)."""
    shown = replace(section, source=f"示例数据　{section.source}") if has_samples() else section
    return _picture(revision(), section.key, repr(shown), shown)


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(address: str) -> Store:
    return Store.open(address)


@st.cache_resource(max_entries=6, show_spinner="正在计算……")
def _evaluation(address: str, number: int, year: int) -> Evaluation:
    return evaluate(_store(address), year)


@st.cache_resource(max_entries=4, show_spinner="正在核对各月数据……")
def _doubts(address: str, number: int, year: int) -> Doubts:
    return doubts_of(_store(address), _evaluation(address, number, year))


@st.cache_resource(max_entries=512, show_spinner=False)
def _built(
    address: str, number: int, year: int, name: str, choices: str, _call: tuple[Any, Any, Any]
) -> object:
    builder, args, kwargs = _call
    return builder(_evaluation(address, number, year), *args, **kwargs)


@st.cache_resource(max_entries=4, show_spinner=False)
def _months(address: str, number: int) -> tuple[Month, ...]:
    reported = _store(address).months()
    if not reported:
        return ()
    first, last = reported[0], reported[-1]
    span = (last.year - first.year) * 12 + last.number - first.number
    return tuple(last.shift(-back) for back in range(span + 1))


@st.cache_resource(max_entries=2, show_spinner=False)
def _office(address: str, number: int) -> tuple[Roster, Framework, OfficeSettings]:
    opened = _store(address)
    register = opened.roster()
    return (
        register,
        pipeline.framework_in_force(opened, register),
        pipeline.settings_in_force(opened),
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _ledger_rows(
    address: str, number: int, unit: str | None, first: Month, last: Month
) -> dict[str, list[StoredRow]]:
    opened = _store(address)
    rows = {
        kind.name: opened.register(kind.name, last, unit)
        if kind.whole_register and first != last
        else opened.ledger(kind.name, first, last, unit)
        for kind in KINDS
    }
    return {name: found for name, found in rows.items() if found}


@st.cache_resource(max_entries=256, show_spinner=False)
def _rows_of_report(
    address: str, number: int, kind: str, unit: str, month: Month
) -> list[StoredRow]:
    return _store(address).ledger(kind, month, month, unit)


@st.cache_resource(max_entries=32, show_spinner=False)
def _rows_of_kind(address: str, number: int, kind: str, until: Month) -> list[StoredRow]:
    if BY_NAME[kind].whole_register:
        return _store(address).register(kind, until)
    return _store(address).ledger(kind, Month(until.year, 1), until)


@st.cache_resource(max_entries=64, show_spinner="正在查找单元格……")
def _evidence(address: str, number: int, figure: Figure) -> tuple[Evidence, ...]:
    return provenance.evidence(_store(address), _evaluation(address, number, figure.year), figure)


@st.cache_resource(max_entries=2, show_spinner=False)
def _header_words(address: str, number: int) -> tuple[HeaderWord, ...]:
    return pipeline.header_words(_store(address), places().timezone)


@st.cache_resource(max_entries=4, show_spinner=False)
def _newest(address: str, number: int, count: int) -> list[SubmissionRecord]:
    return _store(address).history(count)


@st.cache_resource(max_entries=4, show_spinner=False)
def _emptiness(address: str, number: int) -> tuple[bool, bool]:
    opened = _store(address)
    return opened.is_empty(), opened.has_samples()


@st.cache_resource(max_entries=256, show_spinner=False)
def _figure(state: tuple[str, int], key: str, content: str, _chart: Chart) -> go.Figure:
    return draw(_chart)


@st.cache_resource(max_entries=32, show_spinner=False)
def _picture(state: tuple[str, int], key: str, content: str, _section: Section) -> go.Figure:
    if _section.chart is None:
        raise ValueError(f"section {key} has no chart")
    return picture(_section.chart, _section.title, _section.source, _section.lead)
