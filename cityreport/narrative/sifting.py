"""What is left out of the finds of a text: what is said twice, what lies inside another."""

from collections.abc import Iterable, Iterator, Sequence

from cityreport.narrative.model import BACKGROUND, Candidate, Hole


def once(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Each mechanism of a report once: reports name the 领导小组 again and again."""
    seen: set[tuple[int, str]] = set()
    for one in candidates:
        key = (one.report, one.item)
        if one.kind == "工作机制" and key in seen:
            continue
        seen.add(key)
        yield one


def without_marks_inside(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Background marks inside another candidate's figure are left out."""
    figures = [one for one in candidates if one.kind != BACKGROUND or one.quantity is not None]
    taken = {
        (one.start, one.end) for one in figures if one.quantity is not None and not one.assumed
    }
    for one in candidates:
        alone = one.kind == BACKGROUND and one.quantity is None
        if not alone or not any(start < one.end and one.start < end for start, end in taken):
            yield one


def apart(found: Sequence[Hole]) -> Iterator[Hole]:
    """Holes in order, none inside another."""
    end = -1
    for hole in sorted(found, key=lambda one: (one.start, -one.end)):
        if hole.start >= end:
            yield hole
            end = hole.end
