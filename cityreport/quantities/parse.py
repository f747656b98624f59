"""From a cell to a quantity (method.md section 2, details.md B33, C11, C21, D1)."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from cityreport.quantities import wording
from cityreport.quantities.measures import factor
from cityreport.quantities.model import BlankCell, Family, Precision, Quantity, Unreadable
from cityreport.quantities.numerals import MULTIPLES, NUMERAL, Numeral, read_numeral
from cityreport.quantities.shares import is_share, share
from cityreport.remembered import remembered_by

CellValue = str | int | float | bool | date | time | timedelta | None
Parsed = Quantity | BlankCell | Unreadable

_ONE_TENTH = Decimal("0.1")
_LARGEST = 1e18
_MAX_LENGTH = 80
_PRECISION = Context(prec=60)


def _choice(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PHRASE = re.compile(
    rf"(?P<before>(?:{_choice(tuple(wording.BEFORE))})*)"
    rf"(?P<sign>-|负)?(?P<number>{NUMERAL})"
    rf"(?:(?P<inside>[{''.join(wording.INSIDE)}])(?P<multiple>[{''.join(MULTIPLES)}]*))?"
    rf"(?P<unit>[^\d]*?)(?P<after>(?:{_choice(tuple(wording.AFTER))})*)",
    re.IGNORECASE,
)
_WORDS_BEFORE = re.compile(_choice(tuple(wording.BEFORE)), re.IGNORECASE)
_WORDS_AFTER = re.compile(_choice(tuple(wording.AFTER)))
_PLUS = re.compile(r"(?<![Ee])\+(?=.)|(?<=[Ee])\+(?!\d)")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?::([0-5]\d))?")
_HALVES = (
    (re.compile(r"^半个?(小时|钟头|天|日)$"), r"0.5\1"),
    (re.compile(r"^(.+)个半(小时|钟头)$"), r"\1\2+0.5\2"),
    (re.compile(r"^(.+)(小时|钟头|天|日)半$"), r"\1\2+0.5\2"),
)
_NEXT_SMALLER = re.compile(rf"(?<=[时h元块])(?=(?!{MULTIPLES})[\d{'一二三四五六七八九十两'}])")


@dataclass(frozen=True, slots=True)
class _Scale:
    """How numbers of a column are scaled: the stored unit, the family, the header's factor."""

    stored_unit: str
    family: Family
    header: Decimal

    @classmethod
    def of(cls, stored_unit: str, family: Family, written_unit: str) -> "_Scale":
        known = factor(wording.normalise(written_unit), family, stored_unit)
        return cls(stored_unit, family, Decimal(1) if known is None else known)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number with its words, before scaling; ``unit`` is the factor written with it."""

    numeral: Numeral
    precision: Precision
    unit: Decimal | None


def parse_quantity(
    value: CellValue, stored_unit: str, family: Family, written_unit: str = ""
) -> Parsed:
    """The quantity in a cell in stored units, or that it is blank or no number.

    ``written_unit`` is the measure unit of header or caption (empty: the stored one); a unit
    written in the cell beats it (details.md C11), and so do 万 and 亿 without a unit.
    """
    parsed = _text_parsed if isinstance(value, str) else _number_parsed
    return parsed(value, stored_unit, family, written_unit)


def _parsed(value: CellValue, stored_unit: str, family: Family, written_unit: str) -> Parsed:
    scale = _Scale.of(stored_unit, family, written_unit)
    with localcontext(_PRECISION):
        try:
            return _parse(value, scale)
        except InvalidOperation:
            return Unreadable(str(value))


def _characters(value: CellValue, *_: str) -> int:
    return len(value) if isinstance(value, str) else 0


# Small counts and usual words come again and again; 1, 1.0 and true are three things.
_number_parsed = lru_cache(65536, typed=True)(_parsed)
_text_parsed = remembered_by(65536, _characters)(_parsed)


def add(quantities: Sequence[Quantity]) -> Quantity:
    """The sum of nominal values and of bounds; ``exact`` when all parts are, else ``about``.

    ValueError for no parts: the sum of nothing is no zero (method.md section 1).
    """
    if not quantities:
        raise ValueError("no quantities to add")
    exact = all(part.precision == "exact" for part in quantities)
    return Quantity(
        raw="",
        value=math.fsum(part.value for part in quantities),
        precision="exact" if exact else "about",
        lower=math.fsum(part.lower for part in quantities),
        upper=math.fsum(part.upper for part in quantities),
    )


def written(value: CellValue) -> str:
    """A cell's value as a person sees it in the sheet: 3000 for 3000.0, 1:30 for a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)).normalize():f}" if math.isfinite(value) else str(value)
    if isinstance(value, time | timedelta):
        minutes, seconds = divmod(round(_hours(value) * 3600), 60)
        clock = f"{minutes // 60}:{minutes % 60:02d}"
        return f"{clock}:{seconds:02d}" if seconds else clock
    return str(value)


def _parse(value: CellValue, scale: _Scale) -> Parsed:
    raw = written(value)
    if value is None:
        return BlankCell(raw)
    if isinstance(value, bool):
        return Unreadable(raw)
    if isinstance(value, int | float):
        return _of_number(raw, value, scale)
    if isinstance(value, time | timedelta):
        return _of_hours(raw, Decimal(repr(_hours(value))), scale)
    return _of_text(value, scale) if isinstance(value, str) else Unreadable(raw)


def _of_number(raw: str, value: float, scale: _Scale) -> Parsed:
    number = Decimal(repr(value))
    if not number.is_finite():
        return Unreadable(raw)
    return _quantity(raw, Numeral(number * scale.header, Decimal(1)), "exact")


def _hours(value: time | timedelta) -> float:
    if isinstance(value, timedelta):
        return value.total_seconds() / 3600
    return value.hour + value.minute / 60 + value.second / 3600


def _of_hours(raw: str, hours: Decimal, scale: _Scale) -> Parsed:
    if scale.family != "time":
        return Unreadable(raw)
    unit = factor("小时", "time", scale.stored_unit) or Decimal(1)
    return _quantity(raw, Numeral(hours * unit, Decimal(1)), "exact")


def _of_text(raw: str, scale: _Scale) -> Parsed:
    text = wording.normalise(raw)
    if wording.is_blank(text):
        return BlankCell(raw)
    if wording.is_zero(text):
        return Quantity(raw, 0.0, "exact", 0.0, 0.0)
    if wording.is_vague(text):
        return BlankCell(raw, vague=True)
    if len(text) > _MAX_LENGTH:
        return Unreadable(raw)
    special = _clock(raw, text, scale) or _share(raw, text, scale)
    return special or _sum(raw, _spelled_out(text, scale.family), scale) or Unreadable(raw)


def _clock(raw: str, text: str, scale: _Scale) -> Parsed | None:
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours = Decimal(match[1]) + Decimal(match[2]) / 60 + Decimal(match[3] or 0) / 3600
    return _of_hours(raw, hours, scale)


def _share(raw: str, text: str, scale: _Scale) -> Parsed | None:
    """A percentage or a fraction; only where the column can hold one."""
    if not is_share(text):
        return None
    value = share(text, scale.stored_unit, scale.family)
    return Unreadable(raw) if value is None else _quantity(raw, Numeral(value, Decimal(1)), "exact")


def _spelled_out(text: str, family: Family) -> str:
    """Halves and 2小时30分 written as sums; the rest as it is."""
    if family not in ("time", "days", "money"):
        return text
    for pattern, replacement in _HALVES:
        text = pattern.sub(replacement, text)
    return _NEXT_SMALLER.sub("+", text) if "+" not in text else text


def _sum(raw: str, text: str, scale: _Scale) -> Quantity | None:
    amounts = [_amount(part, scale) for part in _PLUS.split(text)]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts) or not _same_wording(known, scale):
        return None
    parts = [_scaled(raw, amount, scale) for amount in known]
    quantities = [part for part in parts if isinstance(part, Quantity)]
    if len(quantities) < len(parts):
        return None
    return quantities[0] if len(parts) == 1 else replace(add(quantities), raw=raw)


def _same_wording(amounts: Sequence[_Amount], scale: _Scale) -> bool:
    """Whether the parts of a sum are surely in the same unit (not so: 3+5万, 1000+2万元)."""
    if scale.family == "count" and scale.header == 1:
        bare = {amount.numeral.large for amount in amounts if amount.unit is None}
        return len(bare) < 2
    return len({(amount.unit is None, amount.unit is None and amount.numeral.large)
                for amount in amounts}) < 2  # fmt: skip


def _amount(text: str, scale: _Scale) -> _Amount | None:
    match = _PHRASE.fullmatch(text)
    if match is None:
        return None
    precision = _precision(match)
    numeral = read_numeral(match["number"], implied_one=precision != "exact")
    unit = factor(match["unit"].strip("()[]"), scale.family, scale.stored_unit)
    if numeral is None or unit is None or not _fits_inside(match["inside"], numeral):
        return None
    for multiple in match["multiple"] or "":
        numeral = numeral.times(Decimal(MULTIPLES[multiple]), large=multiple in "万萬亿億")
    if match["sign"]:
        numeral = Numeral(-numeral.value, numeral.place, numeral.large)
    return _Amount(numeral, precision, unit if match["unit"] else None)


def _fits_inside(word: str | None, numeral: Numeral) -> bool:
    """Whether 几 follows a round number (二十几; not 25几)."""
    return word != "几" or numeral.place >= 10


def _precision(match: re.Match[str]) -> Precision:
    """The precision the words say; what stands nearest behind the digits counts most."""
    before = [wording.BEFORE[word.lower()] for word in _WORDS_BEFORE.findall(match["before"])]
    after = [wording.AFTER[word] for word in _WORDS_AFTER.findall(match["after"])]
    inside = [wording.INSIDE[match["inside"]]] if match["inside"] else []
    said = [precision for precision in (*inside, *after, *before) if precision != "exact"]
    return said[0] if said else "exact"


def _scaled(raw: str, amount: _Amount, scale: _Scale) -> Parsed:
    unit = amount.unit
    if unit is None:
        unit = Decimal(1) if amount.numeral.large and scale.header > 1 else scale.header
    return _quantity(raw, amount.numeral.times(unit), amount.precision)


def _quantity(raw: str, numeral: Numeral, precision: Precision) -> Parsed:
    value = numeral.value
    if abs(value) > _LARGEST:
        return Unreadable(raw)
    if value < 0 and precision in ("at_least", "at_most"):
        precision = "at_most" if precision == "at_least" else "at_least"
    low, high = {
        "exact": (value, value),
        "at_least": (value, value + numeral.place),
        "at_most": (value - numeral.place, value),
        "about": (value - abs(value) * _ONE_TENTH, value + abs(value) * _ONE_TENTH),
    }[precision]
    return Quantity(raw, float(value) + 0.0, precision, float(low) + 0.0, float(high) + 0.0)
