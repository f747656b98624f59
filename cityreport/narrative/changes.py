"""What a figure beside a change means: by how much, what it was before, what it is now.

由815人增加到860人: 815 is what was, 860 what is. 增加45人，达到860人: 45 is the change. What is now
is judged as though the way to it were not written, so that it keeps the subject before it.
"""

import re
from dataclasses import replace

from cityreport.narrative.figure import Figure, Verdict, background
from cityreport.quantities import Phrase

_VERBS = (
    "增加|增长|增设|增配|提高|提升|上升|攀升|扩大|扩充|扩展|发展|壮大|减少|下降|降低|缩减|压减|回落|"
    "(?<![新净])增|升|降|减"
)
_CHANGING = f"(?:新增|净增|{_VERBS})(?![到至为成])了?"
_NOW = r"(?:现在|目前|如今|当前|现有|今年|本年|本月|(?:今年)?[\d一二三四五六七八九十]{1,2}月份?)[底末]?"
_NUMBER = r"(?:[约近达超逾]|不足)?[\d０-９一二两三四五六七八九十百千万]"
_BECOMES = rf"[,，]?(?:{_NOW}|逐步|逐渐|逐年|已|人数|总数)*(?:{_VERBS}|变|调整)了?[到至为成]了?(?:{_NOW})?的?"
_STANDS = (
    rf"[,，](?:{_NOW}|已经?|人数|总人数|总数|总量|累计|合计|共计?|总共)*"
    rf"(?:(?:{_VERBS})?[到至]|达到?|为|有)?了?"
)
_BECAME = re.compile(rf"^{_BECOMES}{_NUMBER}")
_FROM = re.compile(r"[由从][^,，。；;：:由从]{0,20}$")
_FROM_LATER_TO = re.compile(rf"^[^,，。；;：:]{{0,16}}?{_BECOMES}{_NUMBER}")
_STOOD = re.compile(rf"^{_STANDS}{_NUMBER}")
_TIME = (
    r"(?:去年|上年度?|上一年度?|前年|往年|上个?月|上个?季度|上期|年初|20\d\d年|"
    r"[\d一二三四五六七八九十]{1,2}月份?|同期|同月|[底末初])"
)
_THAN = (
    r"(?:(?<![评对同环])比(?![赛拼武例学照较])|(?<![比])较(?![大多高好为强短长快早晚小低差严突难易全完])|同比|环比"
    rf"|[比较]{_TIME}+[,，]|[与同和][^,，。；;]{{2,10}}相比[,，]?)"
)
_COMPARED = re.compile(
    rf"{_THAN}[^,，。；;：:]{{0,16}}?(?:{_CHANGING}|多|少)[^,，。；;：:\d到至达]{{0,8}}$"
)
_GREW = re.compile(
    rf"(?:(?:[比较]|同比|环比){_TIME}*)?(?:{_CHANGING}|多|少)(?P<what>[^,，。；;：:\d到至达]{{0,8}})$"
)
_GROWING = re.compile(rf"(?:{_VERBS})了?$")
_THEN_BY = re.compile(rf"[,，](?:{_VERBS})了?$")
_AGO = re.compile(
    r"(?:去年|上年度?|上一年度?|前年|往年|上个?月|上个?季度|年初|原来|原先|原有|以前|过去)"
    r"(?:同期|全年|同月|年底|[底末初])?(?:的|为|是|有|共|仅|只)*$"
)
_THAN_MONTH = re.compile(
    r"[比较](?:今年|本年|去年|上年)?(?:20\d\d年)?[\d一二三四五六七八九十]{1,2}月份?[底末]?的?$"
)
_LAST_YEAR = re.compile(
    r"(?<![自从])(?:去年|上年|上一年|前年|往年)(?:同期|全年|[底末初])?(?!以来|[^,，]{0,6}(?:起|开始))"
)
_THIS_YEAR = re.compile(rf"今年|本年|目前|现在|如今|本月|本季|{_THAN}")


def judge_change(figure: Figure) -> Verdict | None:
    """A figure that is a change, or tells what was before, is no row."""
    later_in_a_list = _FROM.search(figure.left) and _FROM_LATER_TO.match(figure.rest)
    if _BECAME.match(figure.rest) or later_in_a_list:
        return background("是原来的数，不是现在的数")
    if _COMPARED.search(figure.left):
        return background("是增减数，不是本期的总数")
    if _leads_to_a_total(figure) or _follows_its_total(figure):
        return background("是增减数，不是本期的总数")
    past = _is_past(as_it_stands(figure))
    return background("是往年或上期的数，不是本期的") if past else None


def _leads_to_a_total(figure: Figure) -> bool:
    """增加45人，达到860人; but 增加路灯24盏，达到120盏 says that 24 lamps were put up."""
    if figure.family in ("物", "份", "钱"):
        return False
    return bool(_GROWING.search(figure.left) and _STOOD.match(figure.rest))


def _follows_its_total(figure: Figure) -> bool:
    """由45个下降到12个，减少33个."""
    before = _before(figure)
    alike = before is not None and before.measure == figure.phrase.measure
    return alike and _THEN_BY.search(figure.left) is not None


def _is_past(figure: Figure) -> bool:
    if _AGO.search(figure.left) or _THAN_MONTH.search(figure.left):
        return True
    if figure.family == "钱":
        return False  # the money rules have words of their own for what is past
    said = figure.clause_left
    return bool(_LAST_YEAR.search(said)) and not _THIS_YEAR.search(said)


def has_become(figure: Figure) -> bool:
    """Whether the figure is the second of 由A增加到B."""
    before = _before(figure)
    return before is not None and _linked(_BECOMES, figure, before)


def follows_its_change(figure: Figure) -> bool:
    """Whether the figure is the total behind a change: 增加45人，达到860人."""
    before = _before(figure)
    if before is None or not _linked(_STANDS, figure, before):
        return False
    return _GREW.search(figure.sentence.text[: before.start]) is not None


def as_it_stands(figure: Figure) -> Figure:
    """The figure without the words that lead to it from an earlier number or a change."""
    before = _before(figure)
    if before is None:
        return figure
    left = figure.sentence.text[: before.start]
    if _linked(_BECOMES, figure, before):
        origin = _FROM.search(left)
        return _behind(figure, left[: origin.start()] if origin else _AGO.sub("", left))
    if follows_its_change(figure) and (grew := _GREW.search(left)):
        return _behind(figure, left[: grew.start()] + grew["what"])
    return figure


def _before(figure: Figure) -> Phrase | None:
    """The figure before it in the sentence."""
    found = [p for p, _ in figure.earlier if p.start >= 0 and p.end <= figure.phrase.start]
    return found[-1] if found else None


def _linked(words: str, figure: Figure, before: Phrase) -> bool:
    """Whether nothing but such words stands between two figures; 达到860人 holds its own."""
    between = figure.sentence.text[before.end : figure.phrase.start]
    reaches = re.match(r"达到?", figure.phrase.raw)
    return bool(re.fullmatch(words, between + (reaches[0] if reaches else "")))


def _behind(figure: Figure, left: str) -> Figure:
    """The figure as it would be read right behind other words."""
    phrase, text = figure.phrase, _LAST_YEAR.sub("", left)
    start = len(text)
    return replace(
        figure,
        sentence=replace(figure.sentence, text=text + figure.sentence.text[phrase.start :]),
        phrase=replace(phrase, start=start, end=start + len(phrase.raw)),
        earlier=tuple((p, v) for p, v in figure.earlier if p.end <= start),
    )
