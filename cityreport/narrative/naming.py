"""What a figure is about: the item and the place, taken from the words around it."""

import re

from cityreport.narrative.figure import Figure

_PLACE = re.compile(
    r"(?:^|(?<=[在对为将于到给、,，。；;：:“ ]))[一-鿿]{2,8}?(?:社区|小区|新村|苑|路|大街|街|巷|村|广场|公园|河岸|河|市场|学校|楼院|庭院|商贸城|敬老院|车站|大厅)"
)
_CLEAN = re.compile(
    r"^(?:[、和及与,，:：了的为对在给\d.]|设置|安装|购置|添置|新建|更换)+|[、和及与,，:：“”]+$"
)
_SPENT = re.compile(
    r"(?:用于|为|在|投入|设置了?|安装了?|修建了?|新建了?|购置了?|建成了?|改造了?|更换了?|疏通了?|开展了?|对|给)(?P<what>[^,，。；;]{2,30})"
)
_DATE = re.compile(
    r"(?:20\d\d年度?)?(?<![\d第个])(?:十[一二]|[一二三四五六七八九十]|1[0-2]|0?[1-9])月"
    r"(?:[底末初]|\d{1,2}[日号](?:[至到—–-]\d{1,2}[日号])?|份)?"
)
_ALSO = re.compile(r"^(?:另外?|还)?(?:争取到?了?|(?<=外)|(?<=另))")
_LONGEST = 30


def item_of(figure: Figure, kind: str) -> str:
    """A short name for what was paid for, done or counted; "" when the text gives none."""
    if figure.family == "钱":
        return _spent_on(figure)
    if kind == "督查检查":
        return _inspected(figure)
    behind = re.match(r"[的]?([一-鿿“”]{2,14})", figure.right)
    deed = figure.deed()
    between = figure.left[deed.end :] if deed else figure.near_left
    name = _cleaned(re.split(r"[,，。；;:：、\d了]", _undated(between))[-1])
    if len(name) >= 2:
        return name[-_LONGEST:]
    return (
        _cleaned(behind[1])[:_LONGEST]
        if behind
        else _cleaned(_undated(figure.clause_left))[-_LONGEST:]
    )


def _inspected(figure: Figure) -> str:
    """The inspection: the words up to the last word for inspecting before the figure."""
    for text in (figure.near_left, figure.left):
        cue = figure.lexicon.last("检查", text)
        if cue is not None:
            words = re.split(r"[,，；;：:、]|\d[^,，、]{0,2}(?=[一-鿿])", _undated(text[: cue.end]))
            return _cleaned(words[-1])[-_LONGEST:]
    return _cleaned(figure.near_left)[-_LONGEST:]


def _spent_on(figure: Figure) -> str:
    for text in (figure.right, figure.rest):
        match = _SPENT.search(text)
        if match and len(name := _cleaned(re.split(r"\d", match["what"])[0])) > 1:
            return name[:_LONGEST]
    if behind := re.match(r"^[^,，。]{0,6}[,，]?[“\"]([一-鿿]{2,14})[”\"]", figure.rest):
        return behind[1]
    before = _ALSO.sub("", _undated(figure.clause_left))
    return _cleaned(re.split(r"\d", figure.right)[0] or before)[:_LONGEST]


def _undated(text: str) -> str:
    """The words without their date, so that a name does not begin in the midst of it."""
    return _DATE.sub("", text)


def _cleaned(text: str) -> str:
    return _CLEAN.sub("", text.strip()).strip('“”" ')


def place_of(figure: Figure) -> str:
    """The place named in the sentence, the one nearest before the figure; "" without one."""
    found = [match[0] for match in _PLACE.finditer(figure.left)]
    named = [name for name in found if not _starts_with_deed(figure, name)]
    return _CLEAN.sub("", named[-1])[-14:] if named else ""


def _starts_with_deed(figure: Figure, name: str) -> bool:
    cue = figure.lexicon.first("动作", name)
    return cue is not None and cue.start == 0 and bool(cue.value)
