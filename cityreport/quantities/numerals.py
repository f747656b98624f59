"""Number words: Arabic, Chinese, formal and mixed numerals (method.md section 2)."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

DIGITS = {
    **dict.fromkeys("〇零○", 0), **dict.fromkeys("一壹弌", 1), **dict.fromkeys("二两贰貳兩俩", 2),
    **dict.fromkeys("三叁參叄", 3), **dict.fromkeys("四肆", 4), **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6), **dict.fromkeys("七柒", 7), **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}  # fmt: skip
SMALL = {
    **dict.fromkeys("十拾", 10), **dict.fromkeys("百佰", 100), **dict.fromkeys("千仟", 1000),
}  # fmt: skip
BIG = {**dict.fromkeys("万萬", 10_000), **dict.fromkeys("亿億", 100_000_000)}
MULTIPLES = {**SMALL, **BIG}

_HAN = "".join(DIGITS)
_UNITS = "".join(MULTIPLES)
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d{1,3})?"
KILO_UNITS = "千(?=[克米瓦])"
"""千 as part of a measure unit (千克), never a multiple."""
NUMERAL = rf"(?:{ARABIC}|(?!{KILO_UNITS})[{_HAN}{_UNITS}]|(?<=[{_HAN}{_UNITS}])点(?=[{_HAN}]))+"
"""Pattern of what may be a numeral; ``read_numeral`` decides whether it is one."""

_TOKEN = re.compile(
    rf"(?P<arabic>[零〇]?{ARABIC})|(?P<han>[{_HAN}]+)(?P<tail>点[{_HAN}]+)?|(?P<unit>[{_UNITS}])"
)
_MAX_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral's value, and the place of its last non-zero written digit (310 → 10).

    ``large`` tells that 万 or 亿 is written in it.
    """

    value: Decimal
    place: Decimal
    large: bool = False

    def times(self, factor: Decimal, *, large: bool = False) -> "Numeral":
        """The numeral in units ``factor`` times as small."""
        return Numeral(self.value * factor, self.place * factor, self.large or large)


@dataclass(slots=True)
class _Reading:
    """The state while a mixed numeral is read from left to right."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    number: Decimal | None = None
    number_place: Decimal = Decimal(1)
    lone_digit: bool = False
    place: Decimal = Decimal(1)
    room: Decimal = field(default_factory=lambda: Decimal("Infinity"))
    last_unit: int = 0
    large: bool = False


def read_numeral(text: str, *, implied_one: bool = False) -> Numeral | None:
    """The number a numeral stands for, None when it is none.

    With ``implied_one`` a leading 百, 千, 万 or 亿 stands for one of it (百余人, 近万元).
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    state = _Reading()
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() != end or not _take(state, match, implied_one):
            return None
        end = match.end()
    return _finish(state) if end == len(text) else None


def _take(state: _Reading, token: re.Match[str], implied_one: bool) -> bool:
    if unit := token["unit"]:
        implied_one = implied_one or unit in "十拾"
        return _take_unit(state, MULTIPLES[unit], implied_one and token.start() == 0)
    if state.number is not None:
        return False
    if arabic := token["arabic"]:
        return _take_arabic(state, arabic)
    return _take_han(state, token["han"], token["tail"] or "", whole=token[0] == token.string)


def _take_arabic(state: _Reading, text: str) -> bool:
    number = Decimal(text.lstrip("零〇").replace(",", ""))
    state.number, state.number_place = number, last_place(number)
    state.lone_digit = text.isdigit() and len(text) == 1
    return number < state.room


def _take_han(state: _Reading, run: str, tail: str, *, whole: bool) -> bool:
    after_zero = run[1:] if len(run) == 2 and DIGITS[run[0]] == 0 and state.last_unit else run
    if len(after_zero) > 1 and not whole:
        return False
    digits = "".join(str(DIGITS[mark]) for mark in run)
    decimals = "".join(str(DIGITS[mark]) for mark in tail[1:])
    number = Decimal(f"{digits}.{decimals}" if decimals else digits)
    state.number, state.number_place = number, last_place(number)
    state.lone_digit = len(run) == 1 and not tail
    return number < state.room


def _take_unit(state: _Reading, unit: int, implied_one: bool) -> bool:
    if state.number is None and implied_one:
        state.number, state.number_place = Decimal(1), Decimal(1)
    taken = _close_section(state, unit) if unit in BIG.values() else _add_small(state, unit)
    state.number, state.last_unit = None, unit
    return taken


def _add_small(state: _Reading, unit: int) -> bool:
    number = state.number
    if number is None or number * unit >= state.room:
        return False
    state.section += number * unit
    state.place = state.number_place * unit if number else state.place
    state.room = Decimal(unit)
    return True


def _close_section(state: _Reading, unit: int) -> bool:
    section = state.section + (state.number or 0)
    repeated = state.number is None and state.section == 0  # 万亿: the total so far is counted
    if repeated and (state.total == 0 or unit <= state.last_unit or state.last_unit < 10_000):
        return False
    if state.number:
        state.place = state.number_place
    if repeated or state.total < unit:
        state.total = (state.total + section) * unit
    else:
        state.total += section * unit
    state.place *= unit
    state.section, state.room, state.large = Decimal(0), Decimal(unit), True
    return True


def _finish(state: _Reading) -> Numeral:
    number = state.number
    if number is None:
        return Numeral(state.total + state.section, state.place, state.large)
    place = state.number_place
    if state.lone_digit and state.last_unit > 10:
        # 三千五 is 3500 and 2万3 is 23000: the digit counts the next lower place.
        number, place = number * state.last_unit / 10, place * state.last_unit / 10
    place = place if number or not (state.total + state.section) else state.place
    return Numeral(state.total + state.section + number, place, state.large)


def last_place(number: Decimal) -> Decimal:
    """The place value of the last non-zero digit: 310 → 10, 2.50 → 0.1, 0 → 1."""
    if not number:
        return Decimal(1)
    _, digits, exponent = number.as_tuple()
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal(1).scaleb(int(exponent) + zeros)
