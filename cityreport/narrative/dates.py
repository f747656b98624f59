"""A month as reports write it, and the words that say for which time something counts."""

import re

NUMERALS = "一二三四五六七八九十"
DASHES = "[—–―─‑－\\-~～]"
YEAR_AND_MONTH = (
    rf"(?:(?P<year>20\d\d)年度?)?(?<![\d第个])(?P<month>十[一二]|[{NUMERALS}]|1[0-2]|0?[1-9])月"
    r"(?![球亮饼季花])"
)
"""A month with its year, if one is written; 五月花 and 第三个月 are none."""
_TO = rf"(?:[至到]|{DASHES})+"
_DAYS = rf"[底末初]|[上中下]旬|\d{{1,2}}[日号](?:{_TO}\d{{1,2}}[日号])?|份"
_UP_TO = r"截[至止]到?"
_PERIOD = re.compile(
    rf"(?:{_UP_TO}|[自从])?(?:今年|本年)?(?:[{NUMERALS}\d]{{1,2}}月?份?{_TO})?{YEAR_AND_MONTH}(?:{_DAYS})?"
    r"(?:以来|起|开始|期间)?"
    rf"|{_UP_TO}(?:目前|现在|今日|年底)"
    r"|(?:今年|年初|20\d\d年)以来|(?:今年|本年度?|全年|本月|当月|同月|[上下]半年|第?[一二三四]季度)(?![之最的级龄])"
)

_SEVERAL = re.compile(
    rf"[{NUMERALS}\d]{{1,2}}月?份?{_TO}[{NUMERALS}\d]{{1,2}}月|(?:今年|年初|本年)以来|[上下]半年|第?[一二三四]季度|全年(?![级龄])"
)
_ONE = re.compile(rf"本月|当月|这个月|全月|(?<!至)(?<!到)(?<!{DASHES}){YEAR_AND_MONTH}")


def over_months(text: str) -> bool:
    """Whether the words last say a time of several months: 1至8月, 今年以来, 上半年."""
    spans = [match.end() for match in _SEVERAL.finditer(text)]
    return bool(spans) and not _ONE.search(text, spans[-1])


def names_month(text: str) -> bool:
    """Whether the words name one month: 8月, 本月."""
    return _ONE.search(text) is not None


def undated(text: str) -> str:
    """The words without the time they count for, so that a name does not begin in the midst of it."""
    return _PERIOD.sub("", text)
