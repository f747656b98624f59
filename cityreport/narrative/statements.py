"""What a sentence says without figures, as candidates and holes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cityreport.narrative import clauses, holes
from cityreport.narrative.figure import Figure, Verdict
from cityreport.narrative.layout import Sentence
from cityreport.narrative.lexicon import Lexicon
from cityreport.narrative.model import BACKGROUND, Candidate, Hole
from cityreport.quantities import Quantity

_AND_SO_ON = re.compile(r"、[^,，。]*等")
_OTHER_EVENT = re.compile(r"、|举办|举行|召开|开展|组织")


def said(
    sentence: Sentence, judged: Sequence[tuple[Figure, Verdict]], lexicon: Lexicon, group: int
) -> Iterator[Candidate | Hole]:
    """What the sentence says without figures."""
    for start, end in holes.holes(sentence):
        at = sentence.start + start
        yield Hole(
            sentence.text[start:end],
            at,
            sentence.start + end,
            sentence.report,
            (sentence.start, sentence.end),
        )
    for start, end, reason in holes.background_marks(sentence, lexicon):
        yield _mark(
            sentence,
            clauses.Found(start, end, ""),
            BACKGROUND,
            "",
            group,
            reason=reason,
            accept=False,
        )
    if sentence.plan:
        for one in clauses.plans(sentence, lexicon):
            yield _mark(sentence, one, "下步计划", "事项", group)
        return
    for one in clauses.places_set_up(sentence, lexicon):
        yield _one(
            sentence,
            one,
            "实事项目",
            "数量",
            group,
            "文中没有写数量，按一个推定，请核对",
            accept=False,
        )
    standing = any(verdict.kind == "阵地设施" for _, verdict in judged)
    for one in clauses.mechanisms(sentence, lexicon):
        counted = standing and "门前三包" in one.item
        yield _mark(
            sentence,
            one,
            "工作机制",
            "机制项",
            group,
            "签订数已另列" if counted else "",
            accept=not counted,
        )
    honoured = list(clauses.awards(sentence, lexicon))
    for one in honoured:
        yield _mark(sentence, one, "荣誉表彰", "名称", group)
    for one in clauses.events(sentence, lexicon):
        if not _has_sessions(one, judged) and not any(
            one.start < h.end and h.start < one.end for h in honoured
        ):
            yield _one(sentence, one, "创建活动", "场次", group, "文中没有写场次，按一场推定")


def _has_sessions(one: clauses.Found, judged: Sequence[tuple[Figure, Verdict]]) -> bool:
    """Whether the sentence gives the event's own sessions, so that no one is to be assumed."""
    behind = [(f, v) for f, v in judged if f.phrase.start >= one.start and v.kind != BACKGROUND]
    return any(
        verdict.column in ("场次", "检查次数")
        and not _OTHER_EVENT.search(
            _AND_SO_ON.sub("", figure.sentence.text[one.end : figure.phrase.start])
        )
        for figure, verdict in behind[:2]
    )


def _mark(
    sentence: Sentence,
    one: clauses.Found,
    kind: str,
    column: str,
    group: int,
    reason: str = "",
    *,
    accept: bool = True,
) -> Candidate:
    start = sentence.start + one.start
    month = sentence.month_at(sentence.start + one.end) if kind != BACKGROUND else None
    return Candidate(
        kind=kind, text=sentence.text[one.start : one.end], start=start, end=sentence.start + one.end,
        report=sentence.report, column=column, item=one.item, month=month, accept=accept, reason=reason,
        texts=one.texts, group=group, sentence=(sentence.start, sentence.end),
    )  # fmt: skip


def _one(
    sentence: Sentence,
    one: clauses.Found,
    kind: str,
    column: str,
    group: int,
    reason: str,
    *,
    accept: bool = True,
) -> Candidate:
    """A candidate that counts as one although no figure is written (推定)."""
    marked = _mark(sentence, one, kind, column, group, reason, accept=accept)
    quantity = Quantity(marked.text, 1.0, "exact", 1.0, 1.0)
    measure = "场" if column == "场次" else "个"
    return replace(marked, quantity=quantity, measure=measure, assumed=True)
