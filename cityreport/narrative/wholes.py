"""What is counted already: a part of a total before it, a total of parts before it."""

import math
import re
from dataclasses import replace

from cityreport.narrative import changes
from cityreport.narrative.dates import names_month, over_months
from cityreport.narrative.figure import Figure, Verdict, background
from cityreport.narrative.model import BACKGROUND
from cityreport.quantities import Phrase
from cityreport.sheets import BY_NAME

_SO_FAR_ONLY = "文中写的是累计数，请核对是不是只有这一个月的"
_PART = re.compile(r"其中|包括|分别[为是]|[（(][^）)]*$")
_SUM = re.compile(r"(?:共计|合计|总计|总共|共)[^,，、\d一二三四五六七八九十]{0,6}$")
_SO_FAR = re.compile(r"[,，][^,，\d]{0,4}(?:累计|总数|总量)[^,，\d]{0,4}$")
_OWN_RULES = ("资金投入", "督查检查")
"""Kinds with rules of their own for totals and parts."""
_SEVERAL_MONTHS = "是几个月的累计数，材料只报一个月，要登记请核对"
_PART_OF = "是前面总数中的一部分，总数已计"
_STANDS_NOW = "是增加以后的总数，本期新做多少没有写，请核对"


def judge_counted(figure: Figure, verdict: Verdict) -> Verdict:
    """The verdict, or why the figure would count again what is given already."""
    role = _role(verdict)
    if role == "stock" and verdict.kind not in _OWN_RULES:
        return background(_PART_OF) if _is_part(figure, verdict) else verdict
    if role != "flow":
        return verdict
    if verdict.accept and figure.sentence.titled and over_months(figure.left):
        return replace(verdict, accept=False, reason=_SEVERAL_MONTHS)
    if verdict.kind in _OWN_RULES:
        return _doubted(figure, verdict)
    if verdict.kind == "实事项目" and changes.has_become(figure):
        return replace(verdict, accept=False, reason=_STANDS_NOW)
    same = [phrase for phrase, said in figure.earlier if _same(figure, phrase, verdict, said)]
    reason = _why_counted(figure, same) if same else ""
    return background(reason) if reason else _doubted(figure, verdict)


def _doubted(figure: Figure, verdict: Verdict) -> Verdict:
    """The verdict, with a word where 累计 leaves open how many months a report on one sums up."""
    if verdict.reason or not (figure.sentence.titled and "累计" in figure.near_left):
        return verdict
    return verdict if names_month(figure.left) else replace(verdict, reason=_SO_FAR_ONLY)


def _role(verdict: Verdict) -> str:
    if verdict.kind in ("", BACKGROUND):
        return ""
    column = BY_NAME[verdict.kind].column(verdict.column)
    return column.role if column else ""


def _is_part(figure: Figure, verdict: Verdict) -> bool:
    """Whether a number that stands is part of the one before: 注册志愿者860人（其中党员120人）."""
    same = [phrase for phrase, said in figure.earlier if _same(figure, phrase, verdict, said)]
    return bool(same) and _within(figure, same[-1])


def _within(figure: Figure, total: Phrase) -> bool:
    said = total.quantity
    return (
        said is not None
        and figure.value <= said.value
        and bool(_PART.search(_between(figure, total)))
    )


def _why_counted(figure: Figure, same: list[Phrase]) -> str:
    """Why the figure is in the earlier ones of its column already; "" when it is not."""
    if _within(figure, same[-1]):
        return _PART_OF
    if _sums(figure, same):
        return "是前面几项的合计，前面已计"
    if changes.follows_its_change(figure) or _SO_FAR.search(_between(figure, same[-1])):
        return "是累计的总数，本期的数已列"
    return ""


def _same(figure: Figure, phrase: Phrase, verdict: Verdict, said: Verdict) -> bool:
    """Whether an earlier figure counts the same; volunteers who took part may be registered."""
    if not said.accept:
        return False
    alike = (said.kind, said.column) == (verdict.kind, verdict.column)
    people = verdict.column == "参与人次" and said.column in (verdict.column, "期末注册志愿者数")
    if people and _PART.search(_between(figure, phrase)):
        return True
    return alike and phrase.measure == figure.phrase.measure


def _between(figure: Figure, before: Phrase) -> str:
    return figure.sentence.text[max(before.end, 0) : figure.phrase.start]


def _sums(figure: Figure, parts: list[Phrase]) -> bool:
    values = [part.quantity.value for part in parts if part.quantity]
    return (
        len(values) > 1
        and _SUM.search(figure.clause_left) is not None
        and math.isclose(math.fsum(values), figure.value)
    )
