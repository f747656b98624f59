"""Percentages and fractions: 25%, 千分之三, 1/2万元, 十分之三亿元 (method.md section 2)."""

import re
from decimal import Decimal

from cityreport.quantities.measures import factor
from cityreport.quantities.model import Family
from cityreport.quantities.numerals import BIG, read_numeral

_PERCENT = re.compile(r"(?P<a>-?[\d.,]+)(?P<sign>[%‰])|(?P<of>百|千)分之(?P<b>.+)")
_WRITTEN_OUT = (
    rf"(?P<low>.+)分之(?P<high>[^{''.join(BIG)}元圆块]+)(?P<whole>[{''.join(BIG)}元圆块].*)?"
)
_FRACTION = re.compile(rf"(?P<top>\d{{1,4}})/(?P<bottom>\d{{1,4}})(?P<unit>.*)|{_WRITTEN_OUT}")
_STORED = {"%": 100, "‰": 1000}


def is_share(text: str) -> bool:
    """Whether a normalised text is written as a percentage or a fraction."""
    return bool(_PERCENT.fullmatch(text) or _FRACTION.fullmatch(text))


def share(text: str, stored_unit: str, family: Family) -> Decimal | None:
    """The share in stored units; None where it is none, or the column can hold none.

    A fraction of money needs its unit: 1/2万元 is half of 10 000 元; 1/2 may be a date, 15/20元 two
    prices.
    """
    shares = stored_unit in ("", *_STORED)
    percent, fraction = _PERCENT.fullmatch(text), _FRACTION.fullmatch(text)
    value: Decimal | None = None
    if percent is not None:
        value = _percent(percent) if shares else None
    elif fraction is not None:
        unit = fraction["unit"] or fraction["whole"] or ""
        of_money = fraction["whole"] or unit[:1] in BIG
        if shares or family == "time" or (family == "money" and of_money):
            value = _fraction(fraction, factor(unit, family, stored_unit))
    return None if value is None else value * _STORED.get(stored_unit, 1)


def _percent(match: re.Match[str]) -> Decimal | None:
    hundredth = match["sign"] == "%" or match["of"] == "百"
    digits = match["b"] or match["a"]
    numeral = read_numeral(digits.lstrip("-"))
    if numeral is None:
        return None
    value = numeral.value / (100 if hundredth else 1000)
    return -value if digits.startswith("-") else value


def _fraction(match: re.Match[str], unit: Decimal | None) -> Decimal | None:
    top = read_numeral(match["top"] or match["high"])
    bottom = read_numeral(match["bottom"] or match["low"])
    if top is None or bottom is None or not bottom.value or unit is None:
        return None
    return top.value / bottom.value * unit
