"""What a report says without a figure: events, mechanisms, awards, plans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cityreport.narrative.layout import ITEM, Sentence
from cityreport.narrative.lexicon import Cue, Lexicon

_BREAK = re.compile(r"[,，。；;！!？?：:\n()（）]")
_QUOTED = re.compile(r"[“《「\"][^“”《》「」\"]*[”》」\"]")
_AND = re.compile(r"、|和|及|以及|与")
_NAMED = re.compile(r"[“《「\"][^“”《》]{2,}|第[\d一二三四五六七八九十百_]+届|首届|周年")
_BREAKING = re.compile(r"[,，。；;、！!？?：:\n和及与]")
_CLOSING = '”》」"'
_GOES_ON = re.compile(
    r"^(?:的(?!$)|工作(?!$)|力度|氛围|阵地|计划|方案|制度|宣传|版面|知识|要求|情况|精神|成员|下设|召开|统一|牵头|组长|办公室主任|意识|理念|落实|建设水平)"
)
_LONGEST_CONTEST = 50
_GIVEN = ("授予", "评为", "命名为", "评选为", "确定为")
"""Verbs of who gives an award; received only with 被 or 称号."""
_NO_AWARD = ("荣誉", "荣誉称号", "表彰", "奖励", "奖项", "称号", "荣誉情况")
"""三、获得荣誉 is a heading."""
_MEANS = re.compile(r"^(?:以|通过|利用|采取|采用)")
_BUILT = re.compile(
    r"(?:设置|设立|成立|建成|新建|建立|建起|开设|开辟)了?(?P<name>[^,，。；、\d]{2,12}?"
    r"(?:服务站|咨询室|辅导室|活动室|阅览室|书屋|驿站|文化站|少年宫|阅览专柜|活动中心|文化广场|小游园))(?=[,，。；;、并]|$)"
)
_VAGUE_NAME = re.compile(
    r"^(?:各项|相关|有关|一系列|多项|各种|系列|具体|这些|上级|规章|工作)(?!队|站)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Something said, by its place in the sentence."""

    start: int
    end: int
    item: str
    texts: dict[str, str] = field(default_factory=dict)


def with_whole_quotes(text: str) -> str:
    """The text with the marks inside quotes made harmless, so that none breaks a clause."""
    return _QUOTED.sub(lambda match: _BREAKING.sub("口", match[0]), text)


def _clause_end(text: str, start: int) -> int:
    match = _BREAK.search(text, start)
    return match.start() if match else len(text)


def _clauses(text: str, sentence: str) -> Iterator[tuple[int, int]]:
    """The clauses of a masked sentence without the number of an item in front."""
    start = match.end() if (match := ITEM.match(sentence)) else 0
    while start < len(text):
        end = _clause_end(text, start)
        if end > start:
            yield start, end
        start = end + 1


# --- events ----------------------------------------------------------------------------------


def events(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    """Events that are named and single (举办“…”比赛, 召开推进会); general activity is none."""
    text = sentence.text
    masked = with_whole_quotes(text)
    in_list = bool(sentence.months)
    for start, end in _clauses(masked, text):
        verbs = [
            c for c in lexicon.find("活动动词", masked[start:end]) if c.start + 2 < end - start
        ]
        if not verbs:
            continue
        at, first = start + verbs[-1].end, True
        for stop in [m.start() for m in re.finditer("、", masked[at:end])] + [end - at]:
            found = _one_event(
                text, masked[at : start + len(masked[start:at]) + stop], at, lexicon, in_list
            )
            loose = verbs[-1].word.startswith("进行") and not _NAMED.search(
                found.item if found else ""
            )
            general = loose or lexicon.has("泛称", _QUOTED.sub("", text[start:at]))
            if found is not None and not general and not _MEANS.match(text[start:at]):
                begin = start + verbs[-1].start if first else found.start
                yield Found(begin, found.end, found.item, found.texts)
            if found is not None:
                at, first = found.end + 1, False


def _one_event(text: str, name: str, at: int, lexicon: Lexicon, in_list: bool) -> Found | None:
    noun = lexicon.last("活动", name)
    if noun is None:
        return None
    stop = noun.end + (name[noun.end : noun.end + 1] in tuple(_CLOSING))
    if _GOES_ON.match(name[stop:]):
        return None
    if (
        re.search(r"《[^》]*$", name[: noun.start])
        and "》" in name[noun.end :][:3] + name[noun.end - 1 : noun.end]
    ):
        return None  # the name of a paper that was read, not of an event
    whole = text[at : at + stop]
    if not _is_event(whole, noun, lexicon, in_list=in_list):
        return None
    return Found(at, at + stop, whole, _event_texts(whole, lexicon))


def _event_texts(name: str, lexicon: Lexicon) -> dict[str, str]:
    return {"活动类别": lexicon.value_in("活动类别", name) or "其他"}


def _is_event(name: str, noun: Cue, lexicon: Lexicon, *, in_list: bool) -> bool:
    """Whether the name says which event; 开展各类活动 and 加强巡查 say nothing."""
    if re.match(r"[\d一二两三四五六七八九十]+[次场期]", name):
        return False
    if _NAMED.search(name):
        return True
    if lexicon.has("泛称", name):
        return False
    general = lexicon.words.get("泛称活动", {})
    ends = [word for word in general if name.endswith(word)]
    if any(general[word] for word in ends):
        return False
    own = len(name) - max((len(word) for word in ends), default=len(noun.word))
    if noun.value == "单次":
        return own >= 2
    return own >= (3 if in_list else 4)


# --- places set up without a figure ---


def places_set_up(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    """Rooms and stations that were set up where the text gives no number."""
    for match in _BUILT.finditer(sentence.text):
        category = lexicon.value_in("项目类别", match[0]) or "设施建设"
        yield Found(match.start(), match.end(), match["name"], {"类别": category, "计量单位": "个"})


# --- mechanisms ------------------------------------------------------------------------------


def mechanisms(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    """Bodies, systems, rules and compacts that were set up; each of a list by itself."""
    text = sentence.text
    masked = with_whole_quotes(text)
    for start, end in _clauses(masked, text):
        for verb, stop in _set_up(masked[start:end], lexicon):
            yield from _each_mechanism(
                text, masked, start + verb.start, start + verb.end, start + stop, lexicon
            )


def _set_up(clause: str, lexicon: Lexicon) -> Iterator[tuple[Cue, int]]:
    """The verbs of a clause that set something up and where their object ends."""
    verbs = lexicon.find("机制动词", clause)
    for number, verb in enumerate(verbs):
        stop = verbs[number + 1].start if number + 1 < len(verbs) else len(clause)
        noun = lexicon.last("机制", clause[verb.end : stop])
        if noun is None:
            continue
        end = verb.end + noun.end
        end += clause[end : end + 1] in tuple(_CLOSING)
        if not _GOES_ON.match(clause[end:]):
            yield verb, end


def _each_mechanism(
    text: str, masked: str, start: int, at: int, end: int, lexicon: Lexicon
) -> Iterator[Found]:
    """The parts of a list that end in a body or a rule; others belong to the part behind."""
    begin, first = at, True
    cuts = [match.end() for match in _AND.finditer(masked, at, end)] + [end]
    for cut in cuts:
        part = _AND.split(masked[begin:cut])[0] if cut != end else masked[begin:cut]
        noun = lexicon.last("机制", part.rstrip("、和及与以"))
        stop = begin + (noun.end if noun else 0)
        stop += masked[stop : stop + 1] in tuple(_CLOSING)
        if noun is None or masked[stop:cut].strip("、和及与以等"):
            continue
        name = text[begin:stop].strip("了 ")
        if _is_mechanism(name, noun, masked[start:at], lexicon):
            yield Found(start if first else begin, stop, name, {"是否建立": "是"})
        begin, first = cut, False


def _is_mechanism(name: str, noun: Cue, verb: str, lexicon: Lexicon) -> bool:
    """Whether the name says which one; 完善制度 and 制定计划 alone say nothing."""
    if _VAGUE_NAME.match(name) or noun.word == "倡议":
        return False
    if len(name) <= len(noun.word):
        return len(noun.word) > 3 and noun.value != "方案"
    weak = verb.rstrip("了") in (
        "落实",
        "坚持",
        "明确",
        "执行",
        "推出",
        "形成",
        "实施",
        "编制",
        "组成",
        "下发",
        "印发",
        "设立",
    )
    return not weak or noun.value != "方案" or "《" in name


# --- awards ----------------------------------------------------------------------------------


def awards(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    """Awards and titles received, and acceptances passed."""
    text = sentence.text
    masked = with_whole_quotes(text)
    for start, end in _clauses(masked, text):
        found = _award(text[start:end], lexicon)
        if found is not None:
            until = text[: start + found.end]
            item = _award_item(text[: start + found.start], found)
            level = _level(text[start + found.start : start + found.end], until, lexicon)
            yield Found(start + found.start, start + found.end, item, found.texts | level)


def _award(clause: str, lexicon: Lexicon) -> Found | None:
    verb = next(iter(lexicon.find("荣誉动词", clause)), None)
    if verb is None or lexicon.has("非荣誉", clause[verb.end :]):
        return None
    body = clause[verb.end :].lstrip("了")
    passed = verb.word.endswith("通过")
    noun = lexicon.last("验收" if passed else "荣誉", body)
    lone = noun is not None and noun.word == "奖" and noun.start < 2 and "“" not in body
    if lone or body.strip() in _NO_AWARD:
        return None
    # 获评“文明示范线路”: a title in quotes needs no other word.
    if noun is None and (
        passed or verb.word in ("保持", "获", "获得", "当选") or not _QUOTED.match(body)
    ):
        return None
    if passed and not re.search(r"验收|复审|复查|评审", body):
        return None
    if verb.word in _GIVEN and not re.search(r"被|荣誉|称号", clause):
        return None
    grade = re.search(r"(?:特|一|二|三|[123])等奖|[金银铜]奖|优秀奖|优胜奖|(?:一|二|三)等功", body)
    texts = {"等次": grade[0]} if grade else {}
    return Found(verb.start, len(clause), body.strip(), texts)


def _level(award: str, text: str, lexicon: Lexicon) -> dict[str, str]:
    """Who gave it: the level in the award's own words, else the last before it, not in quotes."""
    own = lexicon.first("荣誉级别", award)
    named = own or lexicon.last("荣誉级别", _QUOTED.sub("", text))
    return {"级别": named.value} if named else {}


def _award_item(before: str, found: Found) -> str:
    """The award with the contest it was won in, where the clause itself names only the grade."""
    if len(found.item) > 6:
        return found.item
    contest = re.split(r"[。；;]", before)[-1].strip("，, ")
    return f"{contest[-_LONGEST_CONTEST:]}{found.item}"


# --- plans -----------------------------------------------------------------------------------


def plans(sentence: Sentence, lexicon: Lexicon) -> Iterator[Found]:
    """A sentence of the part on next steps; headings and lead-ins are none."""
    text = sentence.text
    start = match.end() if (match := ITEM.match(text)) else len(text) - len(text.lstrip())
    cue = lexicon.first("下步", text[start : start + 14])
    colon = re.search(r"[：:]", text)
    if cue is not None and colon and colon.start() <= 26:
        start = colon.end()
        start += match.end() if (match := ITEM.match(text[start:])) else 0
    end = len(text.rstrip("。；;！! \n"))
    unended = ITEM.match(text) is None and end == len(text.rstrip())
    if unended or text[:end].endswith(("：", ":")) or end - start < 6 or (cue and sentence.heading):
        return
    yield Found(start, end, text[start:end])
