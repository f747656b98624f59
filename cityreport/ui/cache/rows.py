"""Ledger rows and submissions as the store keeps them, and the cells behind a figure."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import streamlit as st

from cityreport.period import MONTHS_A_YEAR, Month
from cityreport.report import provenance
from cityreport.report.ledger import ledger_section
from cityreport.report.provenance import Evidence
from cityreport.sheets import BY_NAME
from cityreport.tables.figure import Figure
from cityreport.tables.section import Section
from cityreport.tables.stored import KindTotal, ListedRow, StoredRow, SubmissionRecord
from cityreport.ui.cache.standing import _store, revision
from cityreport.ui.cache.years import _evaluation

T = TypeVar("T")


def ledger_sections(unit: str, year: int, until: Month) -> tuple[Section, ...]:
    """The rows a unit sent in a year up to a month, a section for each sheet kind it sent."""
    rows = ledger_rows(unit, Month(year, 1), until)
    return tuple(ledger_section(BY_NAME[kind], found, unit, year) for kind, found in rows.items())


def rows_of(kind: str, unit: str, until: Month) -> list[StoredRow]:
    """The rows of one sheet kind that a unit sent in a year up to a month."""
    return _rows(*revision(), kind, unit, Month(until.year, 1), until)


def rows_of_units(kind: str, units: Sequence[str], until: Month) -> list[StoredRow]:
    """The rows of a monthly sheet kind that some units sent in a year up to a month."""
    year = _rows_of_units(*revision(), kind, tuple(units), until.year)
    return [row for row in year if row.month <= until]


def rows_of_report(kind: str, unit: str, month: Month) -> dict[str, list[StoredRow]]:
    """The rows of one sheet kind that a unit sent for one month, by kind."""
    return {kind: _rows(*revision(), kind, unit, month, month)}


def ledger_section_of(kind: str, unit: str, until: Month) -> Section:
    """The rows of one sheet kind that a unit sent in a year up to a month, as a section."""
    return ledger_section(BY_NAME[kind], rows_of(kind, unit, until), unit, until.year)


def ledger_rows(unit: str | None, first: Month, last: Month) -> dict[str, list[StoredRow]]:
    """The rows that count by sheet kind, of one unit or of all; only kinds that have any.

    Of a register a longer period has the latest one, which holds the whole.
    """
    address, number = revision()
    if unit is None:
        return _all_rows(address, number, first, last)
    return _ledger_rows(address, number, unit, first, last)


def ledger_totals(first: Month, last: Month, unit_type: str | None) -> dict[str, KindTotal]:
    """What the rows that count come to by sheet kind, of the units of a type or of all."""
    return _ledger_totals(*revision(), first, last, unit_type)


def first_rows(
    kind: str, first: Month, last: Month, unit_type: str | None, most: int
) -> list[StoredRow]:
    """The first rows of a kind that count, so many, of the units of a type or of all."""
    return _first_rows(*revision(), kind, first, last, unit_type, most)


def listed_of_kind(kind: str, until: Month, columns: tuple[str, ...]) -> list[ListedRow]:
    """Some columns of all units' rows of a kind, of the year up to a month; of a register the latest.

    What adds up over the months is read once a year: most of a click would be reading it.
    """
    if BY_NAME[kind].whole_register:
        return _listed_of_kind(*revision(), kind, until, columns)
    year = _listed_of_kind(*revision(), kind, Month(until.year, MONTHS_A_YEAR), columns)
    return [row for row in year if row.month.number <= until.number]


def made_of_kind(
    make: Callable[[list[ListedRow]], T], kind: str, until: Month, columns: tuple[str, ...]
) -> T:
    """What is made of the listed rows of a kind, of all units: most of a click would be making it."""
    name = f"{make.__module__}.{make.__qualname__}"
    return cast("T", _made_of_kind(*revision(), kind, until, columns, name, make))


def newest(count: int) -> list[SubmissionRecord]:
    """The newest submissions, so many: all of them are tens of thousands after some years."""
    return _newest(*revision(), count)


def evidence(figure: Figure) -> tuple[Evidence, ...]:
    """The contributions of a figure, added up again."""
    return _evidence(*revision(), figure)


@st.cache_resource(max_entries=64, show_spinner=False)
def _ledger_rows(
    address: str, number: int, unit: str, first: Month, last: Month
) -> dict[str, list[StoredRow]]:
    return _store(address).ledger_rows(first, last, units=(unit,))


# Few: a month of 1,000 units takes some 50 MB.
@st.cache_resource(max_entries=2, show_spinner=False)
def _all_rows(address: str, number: int, first: Month, last: Month) -> dict[str, list[StoredRow]]:
    return _store(address).ledger_rows(first, last)


@st.cache_resource(max_entries=64, show_spinner=False)
def _ledger_totals(
    address: str, number: int, first: Month, last: Month, unit_type: str | None
) -> dict[str, KindTotal]:
    return _store(address).ledger_totals(first, last, unit_type)


@st.cache_resource(max_entries=32, show_spinner=False)
def _first_rows(
    address: str, number: int, kind: str, first: Month, last: Month, unit_type: str | None,
    most: int,
) -> list[StoredRow]:  # fmt: skip
    return _store(address).first_rows(kind, first, last, unit_type, most)


def _read(address: str, kind: str, unit: str | None, first: Month, last: Month) -> list[StoredRow]:
    if BY_NAME[kind].whole_register and first != last:
        return _store(address).register(kind, last, unit)
    return _store(address).ledger(kind, first, last, unit)


@st.cache_resource(max_entries=256, show_spinner=False)
def _rows(
    address: str, number: int, kind: str, unit: str, first: Month, last: Month
) -> list[StoredRow]:
    return _read(address, kind, unit, first, last)


# A year at once: other months of the same units are what is looked at next.
@st.cache_resource(max_entries=8, show_spinner=False)
def _rows_of_units(
    address: str, number: int, kind: str, units: tuple[str, ...], year: int
) -> list[StoredRow]:
    first, last = Month(year, 1), Month(year, MONTHS_A_YEAR)
    return _store(address).ledger_rows(first, last, (kind,), units).get(kind, [])


# A month of a register of 1,000 units takes some 10 MB.
@st.cache_resource(max_entries=12, show_spinner=False)
def _listed_of_kind(
    address: str, number: int, kind: str, until: Month, columns: tuple[str, ...]
) -> list[ListedRow]:
    return _store(address).listed(kind, until, columns)


@st.cache_resource(max_entries=6, show_spinner=False)
def _made_of_kind(
    address: str, number: int, kind: str, until: Month, columns: tuple[str, ...], name: str,
    _make: Callable[[list[ListedRow]], Any],
) -> object:  # fmt: skip
    return _make(_listed_of_kind(address, number, kind, until, columns))


@st.cache_resource(max_entries=64, show_spinner="正在查找单元格……")
def _evidence(address: str, number: int, figure: Figure) -> tuple[Evidence, ...]:
    return provenance.evidence(_store(address), _evaluation(address, number, figure.year), figure)


@st.cache_resource(max_entries=4, show_spinner=False)
def _newest(address: str, number: int, count: int) -> list[SubmissionRecord]:
    return _store(address).history(count)
