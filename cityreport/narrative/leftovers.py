"""Numbers that no rule took up, so that none of a report is lost without a word."""

import re
from collections.abc import Iterable, Iterator

from cityreport.narrative.dates import DASHES, NUMERALS
from cityreport.narrative.layout import ITEM, Sentence

_NUMBER = re.compile(
    r"(?P<date>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)|(?P<clock>\d{1,2}[:：]\d{2})"
    r"|(?P<number>(?<![\dA-Za-z第])[\d０-９]+(?:[,，.．][\d０-９]+)*[%％‰]?)"
)
_MONTH = re.compile(
    rf"[\d{NUMERALS}]{{1,2}}月?份?(?:(?:[至到、和]|{DASHES})+[\d{NUMERALS}]{{1,2}}月?份?)*月"
)
_IN_TABLE = "是表格里的数，要登记的请核对后用“上传月报”登记"
_BARE = "没有写计量单位，看不出是什么数，请核对"


def unnamed(sentence: Sentence, taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    """The numbers of a sentence outside the taken spans (in the full text), with what they are."""
    spans = [(start - sentence.start, end - sentence.start) for start, end in taken]
    spans += [match.span() for match in _MONTH.finditer(sentence.text)]
    if number := ITEM.match(sentence.text):
        spans.append(number.span())
    for match in _NUMBER.finditer(sentence.text):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            yield match.start(), match.end(), _reason(match, sentence)


def _reason(match: re.Match[str], sentence: Sentence) -> str:
    if match["date"]:
        return "是日期"
    if match["clock"]:
        return "是时刻"
    return _IN_TABLE if sentence.table else _BARE
