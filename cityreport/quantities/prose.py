"""Figures in running text, read by the parser of the cells (method.md section 2)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeGuard

from cityreport.quantities import wording
from cityreport.quantities.model import BlankCell, Family, Quantity
from cityreport.quantities.numerals import DIGITS, KILO_UNITS, MULTIPLES, NUMERAL
from cityreport.quantities.parse import add, parse_quantity

_DIGITS, _MULTIPLES = "".join(DIGITS), "".join(MULTIPLES)
_SAYS_NOTHING = {word for word, precision in wording.BEFORE.items() if precision == "exact"}
_NOT_BEHIND = {
    "近": "最附邻临亲靠远",
    "约": "节预签集违制公契相条特民规合",
    "达": "传表到发抵直下送通",
}
"""Characters that make another word of a precision word: 附近, 节约, 下达."""
_BEFORE = "|".join(
    sorted(map(re.escape, wording.BEFORE.keys() - _SAYS_NOTHING), key=len, reverse=True)
)
_AFTER = r"及?以上|及?以下|以内|左右|上下|之多|有余|不止|开外|出头|余(?![款额下地])|多(?![为次个数年样种元由在地方])"
_RANGE = r"[至到—–\-~～]+"
_MASK = r"(?:[_＿]{2,}|[Xx×ＸХ□■○]{2,})"
_VAGUE = r"(?:若干|(?:近|约|将近|超|逾)?(?:数|几|好几|上|成|无数)[十百千万亿]+[余多]?|[近约]?[十百千万亿]+[余多])"
_LONE = r"[万亿](?=元)"
_WIDE = {0xFF00 + code: chr(0x20 + code) for code in range(1, 0x5F)} | {0x3000: " ", 0xA0: " "}
_KEPT_WIDE = "，；：！？（）"
_GROUP = re.compile(r"(?<![\d.])([1-9]\d{0,2})((?:，\d{3})+)(?![\d，])")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A figure in a text: where it stands, its measure word, what it says.

    ``found`` is in stored units (元, 小时, else as counted); a vague or masked figure and a range
    are a ``BlankCell``: they ask for a number. ``bare`` tells a lone 一, which often counts nothing.
    """

    start: int
    end: int
    raw: str
    measure: str
    found: Quantity | BlankCell
    bare: bool = False

    @property
    def quantity(self) -> Quantity | None:
        """The figure, None when the text leaves it open."""
        return self.found if isinstance(self.found, Quantity) else None


def half_width(text: str) -> str:
    """The text with digits, letters and signs in half width, every character at its place.

    Full-width punctuation stays, but for the comma inside a grouped number (１，０３５).
    """
    table = {code: sign for code, sign in _WIDE.items() if chr(code) not in _KEPT_WIDE}
    return _GROUP.sub(lambda m: m[1] + m[2].replace("，", ","), text.translate(table))


def scan(text: str, measures: Mapping[str, Family]) -> Iterator[Phrase]:
    """The figures of a text with one of the given measure words, from left to right.

    Parts joined by ``+`` are one figure. A number without a measure word is none, unless 万 or
    亿 is written in it (measure ""). Numbers the parser does not read are passed over.
    """
    pattern = _pattern(tuple(sorted(measures, key=len, reverse=True)))
    readable = half_width(text)
    waiting: Phrase | None = None
    for match in pattern.finditer(readable):
        phrase = _phrase(match, text, measures)
        if waiting is not None:
            joined = _joined(waiting, phrase, text)
            if joined is not None:
                waiting = joined
                continue
            yield waiting
        waiting = phrase
    if waiting is not None:
        yield waiting


@lru_cache(maxsize=8)
def _pattern(measures: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, measures))
    guard = "".join(rf"(?<![{signs}](?={word}))" for word, signs in _NOT_BEHIND.items())
    return re.compile(
        rf"(?<![\d.{''.join(DIGITS)}十百千万亿余多])(?P<open>{_MASK}[{_MULTIPLES}]*|{_VAGUE}|{_LONE})[ ]?(?P<open_measure>{words})"
        rf"|(?P<before>{guard}(?:{_BEFORE})[ ]?)?(?<![\d.{_DIGITS}{_MULTIPLES}])(?P<low>(?>{NUMERAL})(?:{words})?[ ]?{_RANGE}[ ]?)?"
        rf"(?P<number>(?>{NUMERAL}))(?P<inside>[多余来几]?(?:(?!{KILO_UNITS})[{_MULTIPLES}])*)[ ]?"
        rf"(?:(?P<measure>{words})|(?<=[万亿])(?=[，,。；;、 用]|$)|(?<=\d[多余]))(?P<after>(?:{_AFTER})?)"
    )


def _phrase(match: re.Match[str], text: str, measures: Mapping[str, Family]) -> Phrase | None:
    start, end = match.span()
    raw = text[start:end]
    if match["open"]:
        if _says_a_number(match["open"]):
            return _read(match, raw, match["open"], match["open_measure"], measures)
        return Phrase(start, end, raw, match["open_measure"], BlankCell(raw, vague=True))
    measure = match["measure"] or ""
    number = match["number"] + match["inside"]
    if match["low"] or wording.is_vague(match["number"] + measure):
        return Phrase(start, end, raw, measure, BlankCell(raw, vague=True))
    words = (match["before"] or "").strip()
    return _read(match, raw, words + number, measure, measures)


def _says_a_number(text: str) -> bool:
    """Whether the words taken for vague are a number: 十, 百余; not 万余 or 几百."""
    return text[0] in "十百千" or (text[0] in "近约" and text[1:2] in "十百千")


def _read(
    match: re.Match[str], raw: str, number: str, measure: str, measures: Mapping[str, Family]
) -> Phrase | None:
    after = match["after"] or ""
    family = measures.get(measure, "count")
    if family in ("money", "time"):
        stored = "元" if family == "money" else "小时"
        found = parse_quantity(number + measure + after, stored, family)
    else:
        found = parse_quantity(number + after, "", "count")
    if not isinstance(found, Quantity) or len(raw) > _LONGEST:
        return None
    exact = Quantity(raw, found.value, found.precision, found.lower, found.upper)
    return Phrase(match.start(), match.end(), raw, measure, exact, number in ("一", "1"))


def _joined(first: Phrase, second: Phrase | None, text: str) -> Phrase | None:
    """Two figures with a plus sign between them as one."""
    if second is None or text[first.end : second.start] not in ("+", "＋"):
        return None
    if not (_is_known(first.found) and _is_known(second.found)):
        return None
    raw, total = text[first.start : second.end], add([first.found, second.found])
    joined = Quantity(raw, total.value, total.precision, total.lower, total.upper)
    return Phrase(first.start, second.end, raw, second.measure, joined)


def _is_known(found: Quantity | BlankCell) -> TypeGuard[Quantity]:
    return isinstance(found, Quantity)
