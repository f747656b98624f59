"""How months are spelled (sheets.md section 2, details.md C3 and C30)."""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cityreport.intake.grid import fold, is_number, written
from cityreport.period import MONTHS_A_YEAR
from cityreport.remembered import remembered
from cityreport.tables.workbook import CellValue

Fault = Literal["", "range", "outside", "unreadable", "dropped_zero"]
"""``range``: several months at once. ``dropped_zero``: 2023.1 may have been 2023.10."""

_DIGITS = {word: str(digit) for digit, word in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "○": "0",
}
_CHINESE_YEAR = re.compile(r"[二零〇○一三四五六七八九]{4}(?=年)")
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九])(?=月)")
_CHINESE_MONTHS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {
    "十": 10,
    "十一": 11,
    "十二": 12,
}
_RANGE = re.compile(
    r"季度|上半年|下半年|全年|(?<!\d)\d{1,2}月?[-~—–至到、和]+(?:20\d\d年)?\d{1,2}月|月[-~—–至到]+20\d\d"
)
_SPELLINGS = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)年(?P<month>\d{1,2})月?(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)[-./_](?P<month>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?:\d\d)?(?!\d)"),
    re.compile(r"(?<!\d)(?P<short>\d\d)年(?P<month>\d{1,2})月"),
    re.compile(r"(?<![\d.])(?P<month>\d{1,2})月"),
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?:年|(?!\d))"),
)
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
_SERIAL_ZERO = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Spelled:
    """What a text says about the month: year and number where given, and what is wrong."""

    year: int | None = None
    number: int | None = None
    fault: Fault = ""


@remembered(16384)
def spelled(text: str) -> Spelled | None:
    """The month (or only the year, or only the month) a text names, None if it names none."""
    plain = _arabic(fold(text))
    if _RANGE.search(plain):
        year = re.search(r"20\d\d", plain)
        return Spelled(int(year[0]) if year else None, None, "range")
    for pattern in _SPELLINGS:
        if match := pattern.search(plain):
            return _of_match(match.groupdict())
    return None


def month_cell(value: CellValue, number_format: str = "") -> Spelled:
    """What a cell of the 月份 column says; ``unreadable`` when it is no month at all."""
    if isinstance(value, date):
        return Spelled(value.year, value.month)
    if is_number(value):
        return _of_number(float(value), number_format)  # type: ignore[arg-type]
    text = written(value)
    if re.fullmatch(r"\d{1,2}", fold(text)):
        return _checked(None, int(fold(text)))
    found = spelled(text)
    if found is None or (found.number is None and not found.fault):
        return Spelled(found.year if found else None, None, "unreadable")
    return found


def _of_number(value: float, number_format: str) -> Spelled:
    if not math.isfinite(value):
        return Spelled(fault="unreadable")
    if value.is_integer():
        return _of_whole(int(value))
    year, hundredths = divmod(round(value * 100), 100)
    if not (2000 <= year < 2100) or abs(value * 100 - round(value * 100)) > 1e-6:
        return Spelled(fault="unreadable")
    if hundredths % 10:
        return _checked(year, hundredths)
    if hundredths == 10 and "0.00" in number_format:
        return Spelled(year, 10)
    tenth = hundredths // 10
    return Spelled(year, tenth, "dropped_zero" if tenth == 1 else "")


def _of_whole(number: int) -> Spelled:
    if 200000 <= number < 210000:
        return _checked(number // 100, number % 100)
    if 20000000 <= number < 21000000:
        return _checked(number // 10000, number // 100 % 100)
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _SERIAL_ZERO + timedelta(days=number)
        return Spelled(day.year, day.month)
    if number < 100:
        return _checked(None, number)
    return Spelled(fault="unreadable")


def _arabic(text: str) -> str:
    """The text with a Chinese year and month in digits: 二〇二三年三月 → 2023年3月."""
    text = _CHINESE_YEAR.sub(lambda m: "".join(_DIGITS[sign] for sign in m[0]), text)
    return _CHINESE_MONTH.sub(lambda m: str(_CHINESE_MONTHS[m[1]]), text)


def _of_match(parts: dict[str, str | None]) -> Spelled:
    year = parts.get("year")
    short = parts.get("short")
    month = parts.get("month")
    number = int(year) if year else 2000 + int(short) if short else None
    return Spelled(number) if month is None else _checked(number, int(month))


def _checked(year: int | None, number: int) -> Spelled:
    if 1 <= number <= MONTHS_A_YEAR:
        return Spelled(year, number)
    return Spelled(year, None, "outside")
