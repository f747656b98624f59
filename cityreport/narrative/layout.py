"""How a text is laid out: reports, paragraphs, sentences, months, the part on next steps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from cityreport.narrative.dates import DASHES, NUMERALS, YEAR_AND_MONTH
from cityreport.narrative.lexicon import Lexicon
from cityreport.narrative.model import Report

_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")
_NUMBERED_TITLE = re.compile(
    r"^[ \t]*(?P<title>[^。\n]{0,40}?(?:[【（(\[]\s*篇\s*[\d一二三四五六七八九十]+\s*[】）)\]]|"
    r"篇[\d一二三四五六七八九十]+[:：][^。\n]{0,40}|第[一二三四五六七八九十]+篇))[ \t]*$",
    re.MULTILINE,
)
_TITLE = re.compile(
    r"^[ \t]*(?P<title>[^。；，,;：:|>\n]{2,36}?(?:汇报|总结|小结|报告|汇报材料|情况汇报|工作情况|简报|材料))"
    r"(?:[（(][^）)\n]{1,20}[）)])?[ \t]*$",
    re.MULTILINE,
)
_LEAST_BODY = 60
_UNIT = re.compile(
    r"(?:^|[,，。：:\s_（(])(?!通过|使|全|我|本|各|在|为|按|根据|对|和|以|加强|市委|区委|县委|[一二三四五六七八九十]、)"
    r"(?P<name>[一-鿿]{2,8}?(?:街道|社区|小学|中学|学校|幼儿园|医院|村|镇|局|集团|公司|支队|法院|中心|学院))"
)
_NO_NAME = re.compile(r"[我将了合的本以等在各请该]|^(?:街道|社区|学校|小区)")
_HEAD = 800
HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]+[、部方])"
)
_FIRST_LEVEL = re.compile(r"^\s*[一二三四五六七八九十]{1,3}、")
ITEM = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][\d一二三四五六七八九十]{1,3}[）)]、?|\d{1,2}[、.．](?:(?!\d)|(?=\d{1,2}月))|[①-⑳]|[一二三四五六七八九十]是|第[一二三四五六七八九十]+[,，、]|[—–-]{2})\s*"
)
_SHORT = 30
_SENTENCE = re.compile(r"[^。！？!?；;\n]{1,400}[。！？!?；;]?")
"""What goes on for longer without an end is no sentence; the bound keeps the work linear."""
_ENDS = re.compile(r"[。！？!?；;]")
_NOTE = re.compile(r"\s*[（(]?(?:注|备注|附注|表注|说明)\d?[:：]")
_INLINE_PLAN = re.compile(
    r"[,，](?=(?:在)?(?:今后|下一步|下步|接下来)[^,，。]{0,12}?(?:[要将]|继续|,|，))"
)
_MONTH = re.compile(rf"{YEAR_AND_MONTH}(?![末底])|(?P<same>本月|当月|同月)")
_AS_OF = re.compile(rf"截[至止]到?(?:今年|本年)?{YEAR_AND_MONTH}")
_RANGE_BEHIND = re.compile(
    rf"^份?[底初末]?\d{{0,2}}日?(?:[至到]|{DASHES})+(?:\d|[{NUMERALS}])[^,，。日]{{0,3}}月"
)
_SPAN_BEFORE = re.compile(
    rf"(?:截至|截止|至|(?<![加升降长高展大少低])到|[{NUMERALS}\d]月?份?(?:[至到]|{DASHES})+)$"
)
"""上升到8月的420人次 is no span."""
_THAN_BEFORE = re.compile(r"[比较](?:今年|本年|去年|上年)?$")
_FROM_BEFORE, _OF_BEHIND = re.compile(r"[由从与和同]$"), re.compile(r"份?[底末]?(?:的|相比)")
_LONGEST_TITLE = 60
_PROSE = re.compile(r"[。；;！!？?,，]")
_SPAN_NAMED = re.compile(r"[上下]半年|季度|全年|月以来")
_LISTED = re.compile(rf"[{NUMERALS}\d]月?份?[、和及与]$")
_NOT_WHOLE = re.compile(
    rf"份?(?:(?:{DASHES}|[至到])+[{NUMERALS}\d]|[前后起]|之前|以前|[{NUMERALS}\d]{{1,3}}[日号])"
)
_UNDER_TITLE = re.compile(r"\s*([（(][^）)\n]{1,20}[）)])\s*(?:\n|$)")
_NUMBERS = {sign: place for place, sign in enumerate(NUMERALS, 1)} | {"十一": 11, "十二": 12}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report: its place in the full text and what it stands under.

    ``months`` are the months named before a place: (place, month or None for a span of months).
    ``as_of`` is the month up to
    which the paragraph counts (截至八月底): the month of what stands, not of what was done.
    ``table`` tells a row of a table, its cells with ``|`` between them; ``note`` a note (注：…).
    ``titled`` is the month the report's title names.
    """

    start: int
    text: str
    report: int
    plan: bool = False
    months: tuple[tuple[int, str | None], ...] = ()
    heading: bool = False
    as_of: str | None = None
    table: bool = False
    note: bool = False
    titled: str | None = None

    @property
    def end(self) -> int:
        """The place behind the last character."""
        return self.start + len(self.text)

    def month_at(self, place: int) -> str | None:
        """The month named last before a place in the paragraph, None without one."""
        before = [month for at, month in self.months if at <= place]
        return before[-1] if before else None


def normalise(text: str) -> str:
    """The text with one kind of line end and of blank and without invisible characters (E9)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    return _INVISIBLE.sub("", text).replace("\u00a0", " ").replace("\u3000", " ").replace("\t", " ")


def reports_of(text: str) -> tuple[Report, ...]:
    """The reports of a file, split at their headings; one report when there are none.

    Headings that carry a number (【篇1】) go before plain titles; what stands before the first
    numbered one belongs to no report.
    """
    numbered = [(m.start(), m["title"].strip()) for m in _NUMBERED_TITLE.finditer(text)]
    if numbered:
        return _between(text, numbered)
    titled = [(m.start(), m["title"].strip()) for m in _TITLE.finditer(text)]
    starts = [
        (start, title)
        for place, (start, title) in enumerate(titled)
        if not _title_repeated(text, titled, place)
    ]
    if starts and starts[0][0] > 0 and len(text[: starts[0][0]].strip()) < _LEAST_BODY:
        starts[0] = (0, starts[0][1])
    if not starts or starts[0][0] > 0:
        starts.insert(0, (0, text.strip().partition("\n")[0][:40]))
    return _between(text, starts)


def _title_repeated(text: str, titled: list[tuple[int, str]], place: int) -> bool:
    """Whether hardly anything stands between a title and the one before it: the same report."""
    if not place:
        return False
    before, title = titled[place - 1]
    return len(text[before + len(title) : titled[place][0]].strip()) < _LEAST_BODY


def _between(text: str, starts: list[tuple[int, str]]) -> tuple[Report, ...]:
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(
        Report(
            title, start, end, _named_unit(text[start:end]), _titled_month(text[start:end], title)
        )
        for (start, title), end in zip(starts, ends, strict=True)
    )


def _named_unit(body: str) -> str:
    """The first name in a report that looks like a unit's, "" if none does."""
    names = (match["name"] for match in _UNIT.finditer(body[:_HEAD]))
    return next((name for name in names if not _NO_NAME.search(name)), "")


def _titled_month(body: str, title: str) -> str | None:
    """The one month the line of a title names; None for none, several, a day or a span."""
    at = max(body.find(title), 0)
    line, _, under = body[body.rfind("\n", 0, at) + 1 :].lstrip().partition("\n")
    line = line.strip() + (match[1] if (match := _UNDER_TITLE.match(under)) else "")
    if len(line) > _LONGEST_TITLE or _PROSE.search(line) or _SPAN_NAMED.search(line):
        return None
    found = [match for match in _MONTH.finditer(line) if match["month"]]
    if any(_in_a_span(match, line) for match in found):
        return None
    named = {_month(match) for match in found}
    return named.pop() if len(named) == 1 else None


def _in_a_span(match: re.Match[str], line: str) -> bool:
    """Whether a month is an end of a span, one of a list, or only part of a date."""
    before, behind = line[: match.start()], line[match.end() :]
    return bool(_SPAN_BEFORE.search(before) or _LISTED.search(before) or _NOT_WHOLE.match(behind))


def sentences_of(text: str, report: Report, index: int, lexicon: Lexicon) -> Iterator[Sentence]:
    """The sentences of a report in order, with month and part."""
    plan, numbered, place, known = False, False, report.start, None
    for line in text[report.start : report.end].split("\n"):
        is_item = ITEM.match(line) is not None
        begins = _FIRST_LEVEL.match(line) is not None or _opens_plan(line, lexicon)
        if begins:
            plan, numbered = _opens_plan(line, lexicon), False
        elif plan and numbered and not is_item and line.strip():
            plan = False
        numbered = numbered or (plan and is_item and not begins)
        table = _is_table_row(line)
        months = () if table else tuple(_months(line, place, known))
        known = next((month for _, month in reversed(months) if month), known)
        until = _AS_OF.search(line)
        as_of = _month(until) if until and until["month"] else None
        note = _NOTE.match(line) is not None
        like = Sentence(
            place, "", index, plan, months, as_of=as_of, table=table, note=note, titled=report.month
        )
        yield from _sentences(line, place, like, lexicon)
        place += len(line) + 1


def _is_table_row(line: str) -> bool:
    return "|" in line and not _ENDS.search(line)


def _opens_plan(line: str, lexicon: Lexicon) -> bool:
    """Whether a line begins with words for next steps: a heading or a sentence of that part."""
    body = line[match.end() :] if (match := ITEM.match(line)) else line.strip()
    cue = lexicon.first("下步", body[:14])
    if cue is None:
        return False
    return cue.start <= 1 or (len(line) <= _SHORT and lexicon.has("下步标题", line))


def _turns_to_plan(text: str, lexicon: Lexicon) -> bool:
    """Whether a sentence inside a paragraph begins with words for next steps."""
    cue = lexicon.first("下步", text.lstrip()[:10])
    return cue is not None and cue.start <= 1 and cue.word not in ("打算", "工作计划", "未来")


def _sentences(line: str, place: int, like: Sentence, lexicon: Lexicon) -> Iterator[Sentence]:
    heading = HEADING.match(line) is not None and len(line) <= _SHORT
    like = replace(like, heading=heading)
    for number, match in enumerate(_SENTENCE.finditer(line)):
        begun = like.plan or (number > 0 and _turns_to_plan(match[0], lexicon))
        like = replace(like, plan=begun)
        cut = None if begun else _INLINE_PLAN.search(match[0])
        at = cut.end() if cut else 0
        start = place + match.start()
        if cut:
            yield replace(like, start=start, text=match[0][:at])
        yield replace(like, start=start + at, text=match[0][at:], plan=begun or cut is not None)


def _months(line: str, place: int, known: str | None) -> Iterator[tuple[int, str | None]]:
    for match in _MONTH.finditer(line):
        at = place + match.start()
        if match["same"]:
            yield at, known
        elif _RANGE_BEHIND.match(line[match.end() :]) and not _same_month(match, line):
            yield at, None
        elif not _SPAN_BEFORE.search(line[: match.start()]) and not _is_compared(match, line):
            known = _month(match)
            yield at, known


def _is_compared(match: re.Match[str], line: str) -> bool:
    """Whether a month only says what is compared with: 比7月增加45人, 由7月的300人次."""
    before, behind = line[: match.start()], line[match.end() :]
    origin = _FROM_BEFORE.search(before) and _OF_BEHIND.match(behind)
    return bool(origin or _THAN_BEFORE.search(before))


def _same_month(match: re.Match[str], line: str) -> bool:
    """Whether the span that begins lies within the month: 8月16日至25日."""
    return "月" not in re.split(r"[,，。]", line[match.end() :])[0][:10]


def _month(match: re.Match[str]) -> str:
    written = match["month"]
    number = int(written) if written.isdigit() else _NUMBERS[written]
    return f"{match['year']}-{number:02d}" if match["year"] else f"{number:02d}"
