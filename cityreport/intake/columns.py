"""Which column of which sheet kind a header cell means."""

import re
from dataclasses import dataclass

from cityreport.intake.categories import choice
from cityreport.intake.grid import fold
from cityreport.quantities.measures import factor
from cityreport.remembered import remembered
from cityreport.sheets import KINDS, MEASURE_UNITS, Column, SheetKind

_BRACKETED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_TRAILING_UNIT = re.compile(r"(.+?)[/,:;](?:单位:?)?([^/,:;]+)")
_FAMILY_UNITS = {unit for units in MEASURE_UNITS.values() for unit in units}
_STORED_UNITS = {column.measure_unit for kind in KINDS for column in kind.columns}
KNOWN_UNITS = frozenset(map(fold, (_FAMILY_UNITS | _STORED_UNITS) - {""}))
"""Every measure unit a header or caption may name, folded."""

NUMBERING = frozenset({"序号", "编号", "序", "no", "no.", "号", "项次", "行号"})
SUBTOTAL = frozenset({"小计", "合计", "总计", "共计"})
_THIS_MONTH = ("本月", "当月", "本期", "月")


@dataclass(frozen=True, slots=True)
class Label:
    """A header cell taken apart, all parts folded: 投入金额(万元) → 投入金额 and 万元."""

    full: str
    name: str
    remarks: tuple[str, ...] = ()


@remembered(16384)
def label(text: str) -> Label:
    """The parts of a header cell: the name, and what stands in brackets or after a slash."""
    full = fold(text).replace("*", "")
    inside = [part.removeprefix("单位:").removeprefix("单位") for part in _BRACKETED.findall(full)]
    name = _BRACKETED.sub("", full)
    trailing = _TRAILING_UNIT.fullmatch(name)
    if trailing and trailing[2] in KNOWN_UNITS:
        name, inside = trailing[1], [*inside, trailing[2]]
    return Label(full, name, tuple(inside))


def measure_unit(column: Column, *heads: Label) -> str:
    """The measure unit the header names for the column, the first that its family knows."""
    parts = (part for head in heads for part in head.remarks)
    known = (part for part in parts if factor(part, column.family, column.measure_unit) is not None)
    return next(known, "")


def strange_unit(column: Column, *heads: Label) -> str:
    """What looks like a measure unit in the header of a measure, but is none of its family."""
    if not column.is_measure or measure_unit(column, *heads):
        return ""
    parts = (part for head in heads for part in head.remarks)
    return next((part for part in parts if _looks_like_unit(part)), "")


def _looks_like_unit(text: str) -> bool:
    return bool(re.fullmatch(r"[十百千万亿].{1,2}|.{0,2}元", text))


def is_bare_unit(text: str) -> str:
    """The measure unit when a header cell holds nothing else (``(万元)``), else empty."""
    plain = fold(text).strip("()[]【】").removeprefix("单位:")
    return plain if plain in KNOWN_UNITS else ""


def _spellings(kind: SheetKind) -> dict[str, Column]:
    """Folded header → column; canonical names win over aliases, earlier columns over later."""
    found: dict[str, Column] = {}
    for column in kind.entered:
        found.setdefault(fold(column.name), column)
        found.setdefault(fold(column.title), column)
    for column in kind.entered:
        for alias in column.aliases:
            found.setdefault(fold(alias), column)
    return found


_LOOKUP = {kind.name: _spellings(kind) for kind in KINDS}
HEADER_WORDS = frozenset(word for words in _LOOKUP.values() for word in words) | NUMBERING


def column_of(kind: SheetKind, head: Label) -> Column | None:
    """The column of the kind a header names, None if it names none."""
    lookup = _LOOKUP[kind.name]
    for name in (head.full, head.name):
        if name in lookup:
            return lookup[name]
    for prefix in _THIS_MONTH:
        if (bare := head.name.removeprefix(prefix)) in lookup and bare != head.name:
            return lookup[bare]
    return None


def is_canonical(column: Column, head: Label) -> bool:
    """Whether the header is the column's own name rather than an alias."""
    return head.name == fold(column.name) or head.full == fold(column.title)


@remembered(16384)
def is_header_word(text: str) -> bool:
    """Whether a cell could stand in a header row of any kind."""
    head = label(text)
    bare = (head.name.removeprefix(prefix) for prefix in ("", *_THIS_MONTH))
    return head.full in HEADER_WORDS or any(name in HEADER_WORDS for name in bare)


def _spread(kind: SheetKind) -> tuple[Column, Column] | None:
    by = next((column for column in kind.columns if column.several), None)
    measure = next(iter(kind.required), None)
    return (measure, by) if measure and by else None


_SPREADS = {kind.name: _spread(kind) for kind in KINDS}


def spread_of(kind: SheetKind) -> tuple[Column, Column] | None:
    """The measure that home-made forms spread over columns and the category they spread it by:
    金额 by 资金来源; None for kinds without one."""
    return _SPREADS[kind.name]


def spread_choice(kind: SheetKind, head: Label) -> str:
    """The category a sub-header names (财政 → 财政拨款), empty if it names none."""
    spread = spread_of(kind)
    return (choice(spread[1], head.name) or "") if spread else ""


@remembered(16384)
def is_spread_word(text: str) -> bool:
    """Whether a cell could be a sub-header of a spread measure: a source, or its sub-total."""
    head = label(text)
    return head.name in SUBTOTAL or any(spread_choice(kind, head) for kind in KINDS)
