"""Doubts and the answers kept: what is still open, what was said to the rest."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cityreport.doubts.model import SUMMARY, Doubt
from cityreport.tables.answers import DoubtAnswer


@dataclass(frozen=True, slots=True)
class Answered:
    """A doubt with the answer that holds."""

    doubt: Doubt
    answer: DoubtAnswer


@dataclass(frozen=True, slots=True)
class Review:
    """The doubts of a year: those to ask about, and those a person has answered."""

    open: tuple[Doubt, ...]
    answered: tuple[Answered, ...]

    def summaries(self) -> frozenset[tuple[str, int, str]]:
        """Unit, month (1–12) and kind of the reports answered 汇总数 (method.md section 13)."""
        return frozenset(
            (one.doubt.unit, one.doubt.month.number, one.doubt.kind)
            for one in self.answered
            if one.answer.verdict == "汇总数" and one.doubt.code == SUMMARY
        )


def review(found: Sequence[Doubt], answers: Iterable[DoubtAnswer]) -> Review:
    """The doubts with their answers; an answer holds while the evidence is unchanged.

    Of several answers to one doubt the last in order holds. Other doubts about a report that is
    left out as 汇总数 are no longer asked.
    """
    latest = {answer.key: answer for answer in answers}
    answered = [
        Answered(doubt, latest[doubt.key])
        for doubt in found
        if doubt.key in latest and latest[doubt.key].digest == doubt.digest
    ]
    taken = {one.doubt.key for one in answered}
    left_out = Review((), tuple(answered)).summaries()
    still_open = [
        doubt
        for doubt in found
        if doubt.key not in taken and (doubt.unit, doubt.month.number, doubt.kind) not in left_out
    ]
    return Review(tuple(still_open), tuple(answered))
