"""Days as registers write them, and the quantities that follow from two of them."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from cityreport.intake.grid import fold, is_day, is_number
from cityreport.intake.messages import say
from cityreport.quantities import Quantity
from cityreport.sheets import Column, SheetKind
from cityreport.tables.ledger import CellQuantity, CellText
from cityreport.tables.workbook import CellValue, Finding

_DAY = re.compile(r"(?:(20\d\d|\d\d)[年.\-/])?(\d{1,2})[月.\-/](\d{1,2})[日号]?")
_PACKED = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_EPOCH, _SERIALS = date(1899, 12, 30), range(36_526, 73_051)
"""Excel's day numbers of the years 2000 to 2099."""


def day_of(value: CellValue, year: int | None) -> date | None:
    """The day a cell names; a day without a year takes ``year``. None for anything else."""
    if is_day(value):
        return date.fromisoformat(str(value)[:10])
    if is_number(value) and int(str(value).split(".")[0]) in _SERIALS:
        return _EPOCH + timedelta(days=int(str(value).split(".")[0]))
    return _spelled_day(fold(str(value)), year)


def _spelled_day(text: str, year: int | None) -> date | None:
    match = _PACKED.fullmatch(text) or _DAY.fullmatch(text)
    if match is None:
        return None
    written = int(match[1]) if match[1] else year
    if written is None:
        return None
    try:
        return date(written + 2000 if written < 100 else written, int(match[2]), int(match[3]))
    except ValueError:
        return None


def derived(
    kind: SheetKind, texts: Mapping[str, CellText], today: date
) -> tuple[dict[str, CellQuantity], list[Finding]]:
    """The computed quantities of a row: a case counts 1 and the days from its first date to its
    second, once both are known; nothing while the second is open."""
    found: dict[str, CellQuantity] = {}
    findings: list[Finding] = []
    for names, columns in _by_dates(kind).items():
        begun, done = (texts.get(name) for name in names)
        if done is None:
            continue
        days = _days_between(begun, done, today)
        if days is None:
            findings.append(_uncountable(begun, done, names, today))
            continue
        for column in columns:
            value = float(days if column.family == "days" else 1)
            quantity = Quantity(done.text, value, "exact", value, value)
            found[column.name] = CellQuantity(quantity, done.cell)
    return found, findings


def _by_dates(kind: SheetKind) -> dict[tuple[str, ...], list[Column]]:
    groups: dict[tuple[str, ...], list[Column]] = {}
    for column in kind.measures:
        if column.derived_from:
            groups.setdefault(column.derived_from, []).append(column)
    return groups


def _days_between(begun: CellText | None, done: CellText, today: date) -> int | None:
    first, last = (_kept_day(text) for text in (begun, done))
    if first is None or last is None or not first <= last <= today:
        return None
    return (last - first).days


def _kept_day(text: CellText | None) -> date | None:
    try:
        return date.fromisoformat(text.text) if text else None
    except ValueError:
        return None


def _uncountable(
    begun: CellText | None, done: CellText, names: Iterable[str], today: date
) -> Finding:
    first, second = names
    last, start = _kept_day(done), _kept_day(begun)
    if last is not None and last > today:
        return say("day-to-come", done.cell, done.text, column=second)
    if last is not None and start is not None:
        return say("days-reversed", done.cell, done.text, column=second, other=first)
    return say("days-unknown", done.cell, done.text, column=second, other=first)
