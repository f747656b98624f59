"""Money: what was put into the work, and what only looks like it."""

import math
import re

from cityreport.narrative.figure import Figure, Verdict, background
from cityreport.narrative.lexicon import Cue

_PART = re.compile(r"其中|(?:分别|包括|含)")
_TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|共|累计|总投入|总额)[^,，、\d一二三四五六七八九十]{0,6}$"
)
_SAID_BEFORE = re.compile(r"(?:上述|这|该|此|以上)[^,，]{0,4}$")
_CHANGE = re.compile(r"(?:较|比|同比|环比)[^,，]{0,6}(?:增|减|多|少|下降|上升|提高)[^,，]{0,3}$")
_WHOLE_PROJECT = re.compile(r"总投资额?[约达为]?$")
_DONE_OF_IT = re.compile(r"^[^。；;]{0,30}?(?:完成投资|已投入|已到位|到位资金)")
_OLD, _PLANNED, _LOOSE = "往年", "计划", "是钱数，但看不出投在哪里，请核对"


def judge_money(figure: Figure) -> Verdict | None:
    """资金投入 with its sources, or 背景 with the reason (method.md section 2, issue text)."""
    if figure.family != "钱" and not (figure.phrase.measure == "" and _is_money(figure)):
        return None
    return _other_time(figure) or _counted_already(figure) or _by_words(figure)


def _is_money(figure: Figure) -> bool:
    return figure.says("投入", figure.clause_left[-8:])


def _other_time(figure: Figure) -> Verdict | None:
    if _CHANGE.search(figure.clause_left):
        return background("是增减数，不是本期投入")
    old = figure.lexicon.last(_OLD, figure.clause)
    if old is not None:
        return background("是往年的钱，不是本期投入")
    if figure.says(_PLANNED, figure.clause_left):
        return background("是计划或目标数，还没有投入")
    if _WHOLE_PROJECT.search(figure.clause_left) and _DONE_OF_IT.match(figure.rest):
        return background("是项目的总投资，已完成的另列")
    return None


def _counted_already(figure: Figure) -> Verdict | None:
    """A part of a total named before, or an amount said twice."""
    invested = [(p, v) for p, v in figure.earlier if v.kind == "资金投入" and v.accept]
    if _SAID_BEFORE.search(figure.clause_left) and figure.phrase.raw in figure.context:
        return background("前面已经写过这笔钱，不重复计")
    if not invested:
        return None
    total = invested[-1][0]
    between = figure.sentence.text[total.end : figure.phrase.start]
    bracketed = between.count("（") + between.count("(") > between.count("）") + between.count(")")
    if _PART.search(between) or bracketed:
        return background("是前面总数中的一部分，总数已计")
    return None


def sums_up(figure: Figure) -> tuple[int, ...]:
    """The earlier amounts of the sentence (by place) that this one is the written total of."""
    if not _TOTAL.search(figure.clause_left):
        return ()
    parts = [(n, p.quantity) for n, (p, v) in enumerate(figure.earlier) if v.kind == "资金投入"]
    values = [quantity.value for _, quantity in parts if quantity]
    if len(values) > 1 and math.isclose(math.fsum(values), figure.value):
        return tuple(number for number, _ in parts)
    return ()


def _by_words(figure: Figure) -> Verdict:
    for text, backwards in _places(figure):
        cue = _nearest(figure, text, backwards=backwards)
        if cue is not None and cue[0]:
            return background((figure.lexicon.first("非投入", text) or cue[1]).value)
        if cue is not None:
            return _investment(figure)
    return (
        Verdict("资金投入", "金额", _LOOSE, accept=False) if _works(figure) else background(_LOOSE)
    )


def _places(figure: Figure) -> tuple[tuple[str, bool], ...]:
    """Where a word about the money may stand, the nearest place first."""
    return (
        (figure.near_left, True),
        (figure.clause_left, True),
        (figure.right, False),
        (figure.left, True),
        (figure.rest, False),
    )


def _nearest(figure: Figure, text: str, *, backwards: bool) -> tuple[bool, Cue] | None:
    """The word nearest to the figure and whether it speaks against investment."""
    pick = figure.lexicon.last if backwards else figure.lexicon.first
    for_it, against = pick("投入", text), pick("非投入", text)
    if for_it is None and against is None:
        return None
    if for_it is None or against is None:
        return (True, against) if against else (False, for_it)  # type: ignore[return-value]
    if backwards:
        # A word that holds the other one (工资经费, 创建经费收入) decides by its end.
        return (True, against) if against.end >= for_it.end else (False, for_it)
    return (True, against) if against.start <= for_it.start else (False, for_it)


def _works(figure: Figure) -> bool:
    """Whether something was done with the money in the same clause."""
    return any(cue.value == "成果" for cue in figure.lexicon.find("动作", figure.right))


def _investment(figure: Figure) -> Verdict:
    sources = dict.fromkeys(cue.value for cue in figure.lexicon.find("资金来源", _scope(figure)))
    texts = {
        "资金来源": "、".join(sources),
        "投入类别": figure.lexicon.value_in("投入类别", figure.rest) or "其他",
        "完工状态": "完工",
    }
    kept = {name: text for name, text in texts.items() if text}
    reason = "来源有几家，金额不拆分" if len(sources) > 1 else ""
    return Verdict("资金投入", "金额", reason, texts=kept)


def _scope(figure: Figure) -> str:
    """The words that may name who paid: from the amount before it on, and the clause behind."""
    paid = [phrase.end for phrase, verdict in figure.earlier if verdict.kind == "资金投入"]
    return f"{figure.sentence.text[max(paid, default=0) : figure.phrase.start]} {figure.right}"
