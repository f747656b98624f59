"""From a text to candidates and holes, rule by rule in a fixed order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from cityreport.narrative import changes, checks, leftovers, money, people, sifting, wholes, works
from cityreport.narrative.figure import Figure, Verdict, background
from cityreport.narrative.layout import ITEM, Sentence, normalise, reports_of, sentences_of
from cityreport.narrative.lexicon import Lexicon, shipped_lexicon
from cityreport.narrative.model import BACKGROUND, Candidate, Extraction, Hole
from cityreport.narrative.naming import item_of, place_of
from cityreport.narrative.statements import said
from cityreport.quantities import Family, Phrase, scan
from cityreport.roster import Roster
from cityreport.sheets import BY_NAME

Rule = Callable[[Figure], Verdict | None]
_FAMILIES: dict[str, Family] = {"钱": "money", "时长": "time"}
_RULES: tuple[Rule, ...] = (
    works.judge_lone_one,
    money.judge_money,
    works.judge_repeats,
    people.judge_hours,
    checks.judge_marks,
    checks.judge_facilities,
    checks.judge_survey,
    checks.judge_problems,
    checks.judge_inspections,
    people.judge_volunteers,
    works.judge_sessions,
    works.judge_papers,
    people.judge_served,
    people.judge_attending,
    works.judge_works,
)
_LOOKED_BACK = 8000
_FIRST_YEAR = 1900
_CALENDAR = ("月", "月份", "年级", "日", "号")
"""A month is no figure: it dates the others."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with what stood before it in the report."""

    sentence: Sentence
    context: str
    earlier: tuple[tuple[Phrase, Verdict], ...]


def extract(text: str, lexicon: Lexicon | None = None, roster: Roster | None = None) -> Extraction:
    """The candidates and holes of a text of one or several reports; nothing is stored.

    Without a lexicon the shipped word lists hold. With a roster the unit of each report is a name
    of it, where the text has one.
    """
    lexicon = lexicon or shipped_lexicon()
    text = normalise(text)
    reports = reports_of(text)
    if roster is not None:
        reports = tuple(
            replace(one, unit=_unit(one.unit, text[one.start : one.end], roster)) for one in reports
        )
    candidates: list[Candidate] = []
    found: list[Hole] = []
    for number, report in enumerate(reports):
        sentences = list(sentences_of(text, report, number, lexicon))
        for part in _read([one for one in sentences if not one.table], text, lexicon):
            (candidates if isinstance(part, Candidate) else found).append(part)  # type: ignore[arg-type]
        candidates += _unnamed(sentences, [*candidates, *found])
    candidates.sort(key=lambda one: (one.start, one.end))
    kept = sifting.once(sifting.without_marks_inside(candidates))
    return Extraction(text, reports, tuple(kept), tuple(sifting.apart(found)))


def _unnamed(sentences: Sequence[Sentence], parts: Sequence[Candidate | Hole]) -> list[Candidate]:
    """A background candidate for each number that is in no other part."""
    taken: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for part in parts:
        taken.setdefault(part.sentence, []).append((part.start, part.end))
    return [
        Candidate(
            BACKGROUND, one.text[start:end], one.start + start, one.start + end, one.report,
            reason=reason, sentence=(one.start, one.end),
        )
        for one in sentences
        for start, end, reason in leftovers.unnamed(one, taken.get((one.start, one.end), []))
    ]  # fmt: skip


def _unit(named: str, body: str, roster: Roster) -> str:
    """The roster's name of the unit a report comes from; the text's own when none is known."""
    head = body
    known = [
        (head.find(name), -len(name), unit.name)
        for unit in roster.units
        for name in (unit.name, *unit.aliases)
        if len(name) > 2 and name in head
    ]
    return min(known)[2] if known else named


def _read(sentences: Sequence[Sentence], text: str, lexicon: Lexicon) -> Iterator[Candidate | Hole]:
    earlier: tuple[tuple[Phrase, Verdict], ...] = ()
    before = sentences[0].start if sentences else 0
    goes_on = False
    for number, sentence in enumerate(sentences):
        part_follows = sentence.text.lstrip().startswith("其中")
        within_part = part_follows or goes_on
        goes_on = within_part and sentence.text.endswith(("；", ";"))
        place = _Place(
            sentence,
            text[max(before, sentence.start - _LOOKED_BACK) : sentence.start],
            earlier if part_follows else (),
        )
        judged = list(_figures(place, lexicon))
        begins = text[max(sentence.start - 1, 0) : sentence.start] == "\n"
        if not within_part:
            earlier = _rows_of(judged) or (() if begins else earlier)
        yield from (
            _candidate(figure, verdict, number)
            for figure, verdict in judged
            if figure.phrase.quantity
        )
        yield from _vague(judged, sentence)
        counted = within_part and any(verdict.column == "场次" for _, verdict in earlier)
        for part in said(sentence, judged, lexicon, number):
            yield _counted_above(part) if counted else part


def _rows_of(judged: Sequence[tuple[Figure, Verdict]]) -> tuple[tuple[Phrase, Verdict], ...]:
    """The figures that are rows, for the sentences behind, where their places mean nothing."""
    return tuple(
        (replace(figure.phrase, start=-1, end=-1), verdict)
        for figure, verdict in judged
        if verdict.kind != BACKGROUND
    )


def _figures(place: _Place, lexicon: Lexicon) -> Iterator[tuple[Figure, Verdict]]:
    """The figures of a sentence, each with what the first fitting rule says of it."""
    sentence = place.sentence
    units = lexicon.words.get("计量单位", {})
    measures = {word: _FAMILIES.get(family, "count") for word, family in units.items()}
    judged: list[tuple[Figure, Verdict]] = []
    numbered = ITEM.match(sentence.text)
    for phrase in scan(sentence.text, measures):
        if numbered and phrase.start < numbered.end():
            continue  # 3.组建… is the third item, not three groups
        known = (*place.earlier, *((figure.phrase, verdict) for figure, verdict in judged))
        figure = Figure(
            phrase, sentence, lexicon, units.get(phrase.measure, ""), known, place.context
        )
        verdict = _judge(figure)
        if not verdict.kind:
            continue
        parts = money.sums_up(figure)
        offset = len(place.earlier)
        for part in parts:
            if part >= offset:
                judged[part - offset] = (
                    judged[part - offset][0],
                    background("是后面总数中的一部分，总数已计"),
                )
        judged.append((figure, verdict))
    yield from judged


def _judge(figure: Figure) -> Verdict:
    if _counts_nothing(figure):
        return Verdict("")
    if figure.left.endswith("第"):
        return background("是届次、期次，不是数量")
    if figure.family in ("时间", "比例"):
        return background("是时间或倍数，不是数量")
    if figure.sentence.plan:
        return background("是下一步的打算，还没有做")
    return changes.judge_change(figure) or wholes.judge_counted(figure, _by_rule(figure))


def _by_rule(figure: Figure) -> Verdict:
    """What the first fitting rule says of what now stands."""
    standing = changes.as_it_stands(figure)
    found = (verdict for rule in _RULES if (verdict := rule(standing)) is not None)
    return next(found, None) or works.judge_rest(standing)


def _counts_nothing(figure: Figure) -> bool:
    """A month, and words that only look like a figure: 一年来, 十分."""
    lone = figure.phrase.bare and figure.family in ("时间", "比例", "分")
    year = figure.phrase.measure == "年" and figure.value >= _FIRST_YEAR
    return figure.phrase.measure in _CALENDAR or lone or year or figure.phrase.raw == "十分"


def _candidate(figure: Figure, verdict: Verdict, group: int) -> Candidate:
    sentence, phrase = figure.sentence, figure.phrase
    start = sentence.start + phrase.start
    counted = verdict.kind != BACKGROUND
    if counted and sentence.note and verdict.accept:
        verdict = replace(verdict, accept=False, reason="是注里的数，是否已计在内请核对")
    return Candidate(
        kind=verdict.kind, text=phrase.raw, start=start, end=sentence.start + phrase.end,
        report=sentence.report, quantity=phrase.quantity, measure=phrase.measure,
        column=verdict.column, item=verdict.item or item_of(changes.as_it_stands(figure), verdict.kind),
        place=place_of(figure) if counted else "", month=_month(figure, verdict) if counted else None,
        accept=verdict.accept, reason=verdict.reason, texts=verdict.texts, reporter=verdict.reporter, further=verdict.further,
        group=group, sentence=(sentence.start, sentence.end),
    )  # fmt: skip


def _counted_above(part: Candidate | Hole) -> Candidate | Hole:
    """An event behind 其中 is one of the sessions the sentence before gives."""
    if isinstance(part, Candidate) and part.assumed and part.column == "场次":
        return replace(part, accept=False, reason="是前面场次中的一场，总数已计")
    return part


def _month(figure: Figure, verdict: Verdict) -> str | None:
    """The month named before the figure; of what stands at a month's end, that month."""
    sentence = figure.sentence
    named = sentence.month_at(sentence.start + figure.phrase.start)
    column = BY_NAME[verdict.kind].column(verdict.column)
    stands = column is not None and column.role == "stock"
    return named or (sentence.as_of if stands else None)


def _vague(judged: Sequence[tuple[Figure, Verdict]], sentence: Sentence) -> Iterator[Hole]:
    """Figures that leave the number open, where it would have counted."""
    for figure, _ in judged:
        if (
            figure.phrase.quantity is None
            and figure.family not in ("时间", "比例")
            and not sentence.plan
        ):
            start = sentence.start + figure.phrase.start
            yield Hole(
                figure.phrase.raw,
                start,
                start + len(figure.phrase.raw),
                sentence.report,
                (sentence.start, sentence.end),
            )
