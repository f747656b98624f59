"""What a figure is about: the item and the place, taken from the words around it."""

import re
from dataclasses import replace

from cityreport.narrative import clauses
from cityreport.narrative.dates import undated
from cityreport.narrative.figure import Figure
from cityreport.narrative.layout import ITEM

_PLACE = re.compile(
    r"(?:^|(?<=[在对为将于到给、,，。；;：:“ ]))[一-鿿]{2,8}?(?:社区|小区|新村|苑|路|大街|街|巷|村|广场|公园|河岸|河|市场|学校|楼院|庭院|商贸城|敬老院|车站|大厅)"
)
_CLEAN = re.compile(
    r"^(?:[）)、和及与,，:：了的为对在给\d.]|投入(?=设置|安装|购置|新建)|设置|安装|购置|添置|新建|更换|其中|累计|共计?(?![建同青享产和])|总共)+"
    r"|(?:(?<!参)与|[、和及各,，:：“（(]|累计|共计|合计|总计|[增升减降]至|(?:增加|提高|上升|发展|扩大|壮大)[到至])+$"
)
_SPENT = re.compile(
    r"(?:用于|为|在|投入|设置了?|安装了?|修建了?|新建了?|购置了?|建成了?|改造了?|更换了?|疏通了?|开展了?|对|给)(?P<what>[^,，。；;]{2,30})"
)
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]?")
_ALSO = re.compile(r"^(?:另外?|还)?(?:争取到?了?|(?<=外)|(?<=另))")
_LONGEST, _SHORTEST = 30, 2
_HELD = ("创建活动", "志愿服务")
_ONLY_PEOPLE = re.compile(
    r"(?:(?:先后|前后|陆续|[共总])?(?:有|组织|发动|动员|出动|参与|参加|参训|招募|累计)?(?:了|的)?(?:青年|党员|巾帼)?(?:志愿者|志愿服务|服务)?(?:人数|人次|队员)?)"
    r"|(?:志愿)?(?:服务|总)?(?:时间|时长|用时|工时)?(?:合计|共计|总计)?|共有|惠及|受益|上岗"
)
"""Words that tell of people or hours and of no activity."""
_DONE = re.compile(r"(?:到|赴|前往|上|在)?(?P<what>[一-鿿“”]{3,16})")


def item_of(figure: Figure, kind: str) -> str:
    """A short name for what was paid for, done or counted; "" when the text gives none."""
    if figure.family == "钱":
        return _spent_on(figure)
    if kind == "督查检查":
        return _inspected(figure)
    if kind in _HELD and (name := _activity(figure)):
        return name
    behind = re.match(r"[的]?([一-鿿“”]{2,14})", figure.right)
    deed = figure.deed()
    between = figure.left[deed.end :] if deed else figure.near_left
    name = _cleaned(re.split(r"[,，。；;:：、\d了]", undated(between))[-1])
    if len(name) >= 2:
        return name[-_LONGEST:]
    return (
        _cleaned(behind[1])[:_LONGEST]
        if behind
        else _cleaned(re.split(r"\d", ITEM.sub("", undated(figure.clause_left)))[0])[-_LONGEST:]
    )


def _activity(figure: Figure) -> str:
    """The activity: the words before the figure; where they name none, what was done, or the one before.

    组织志愿活动12场，参与360人次: both figures are of the same activity.
    """
    own = _held(figure, figure.near_left)
    if len(own) >= _SHORTEST and not _ONLY_PEOPLE.fullmatch(own):
        return own
    if done := _DONE.match(figure.right):
        return _cleaned(done["what"])
    held = [
        phrase
        for phrase, said in figure.earlier
        if phrase.start >= 0 and phrase.end <= figure.phrase.start and said.kind in _HELD
    ]
    return (_activity(replace(figure, phrase=held[-1])) if held else own) or _clause_before(figure)


def _clause_before(figure: Figure) -> str:
    """The words of the nearest clause before the figure that has any."""
    parts = re.split(r"[,，；;：:、]", undated(figure.left))
    names = (_cleaned(re.split(r"\d", ITEM.sub("", part))[0]) for part in reversed(parts))
    return next((name for name in names if len(name) >= _SHORTEST), "")[-_LONGEST:]


def _held(figure: Figure, text: str) -> str:
    text = undated(text)
    parts = [
        part.end() for part in re.finditer(r"[,，。；;:：、]", clauses.with_whole_quotes(text))
    ]
    words = text[max(parts, default=0) :]
    verb = figure.lexicon.last("活动动词", words)
    named = _cleaned(words[verb.end :]) if verb else ""
    people = figure.says("志愿", named) and not figure.says("活动", named)
    if verb and not named and verb.start == 0:
        return ""
    return (named if len(named) >= _SHORTEST and not people else _cleaned(words))[-_LONGEST:]


def _inspected(figure: Figure) -> str:
    """The inspection: the words up to the last word for inspecting before the figure."""
    for text in (figure.near_left, figure.left):
        cue = figure.lexicon.last("检查", text)
        if cue is not None:
            words = re.split(r"[,，；;：:、]|\d[^,，、]{0,2}(?=[一-鿿])", undated(text[: cue.end]))
            return _cleaned(words[-1])[-_LONGEST:]
    return _clause_before(figure)


def _spent_on(figure: Figure) -> str:
    right, rest = (_BRACKETS.sub("", text) for text in (figure.right, figure.rest))
    done = figure.lexicon.first("动作", right)
    if done is not None and done.start == 0 and done.value == "成果":
        name = _cleaned(re.split(r"[,，。；;\d约近]", right)[0])
        if len(name) >= _SHORTEST:
            return name[:_LONGEST]
    for text in (right, rest):
        match = _SPENT.search(text)
        if (
            match
            and not figure.says("泛称", match["what"])
            and len(name := _cleaned(re.split(r"\d", match["what"])[0])) > 1
        ):
            return name[:_LONGEST]
    if behind := re.match(r"^[^,，。]{0,6}[,，]?[“\"]([一-鿿]{2,14})[”\"]", rest):
        return behind[1]
    near = figure.near_left if len(figure.near_left) > _SHORTEST else figure.clause_left
    before = _ALSO.sub("", undated(near))
    return _cleaned(re.split(r"\d", right)[0] or before)[:_LONGEST] or _clause_before(figure)


def _cleaned(text: str) -> str:
    name = _CLEAN.sub("", ITEM.sub("", text.strip())).strip()
    # A quotation mark whose fellow was cut off means nothing.
    return name if name.count("“") == name.count("”") else name.replace("“", "").replace("”", "")


def place_of(figure: Figure) -> str:
    """The place named in the sentence, the one nearest before the figure; "" without one."""
    found = [match[0] for match in _PLACE.finditer(figure.left)]
    named = [name for name in found if not _starts_with_deed(figure, name)]
    return _CLEAN.sub("", named[-1])[-14:] if named else ""


def _starts_with_deed(figure: Figure, name: str) -> bool:
    cue = figure.lexicon.first("动作", name)
    return cue is not None and cue.start == 0 and bool(cue.value)
