"""The labelled reports of ``tests/narrative/corpus`` and how candidates are matched to labels.

The rules are those of ``tests/narrative/corpus/README.md``.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "tests" / "narrative" / "corpus"
SETS = ("development", "held_out")
PHRASES = ("工作机制", "荣誉表彰", "下步计划")
"""Kinds without a figure: kind and overlap decide, and one phrase may be cut in several."""
BACKGROUND = "背景"
HOLE = "缺数"


@dataclass(frozen=True, slots=True)
class Span:
    """Something said in a text: a label, a candidate or a hole; kind 背景 is not for acceptance."""

    kind: str
    start: int
    end: int
    text: str = ""
    quantity: float | None = None
    lower: float | None = None
    upper: float | None = None
    column: str | None = None
    month: str | None = None
    also: tuple[str, ...] = ()
    optional: bool = False
    reason: str = ""

    def overlaps(self, other: "Span") -> bool:
        """Whether both hold a character in common."""
        return self.start < other.end and other.start < self.end

    def shared(self, other: "Span") -> float:
        """The characters in common as a share of all characters of both, 0 to 1."""
        common = min(self.end, other.end) - max(self.start, other.start)
        return max(0, common) / (max(self.end, other.end) - min(self.start, other.start))

    def is_of(self, kind: str) -> bool:
        """Whether the label may be of that kind."""
        return kind in (self.kind, *self.also)

    def same_figure(self, other: "Span") -> bool:
        """Whether nominal value and bounds agree; an exact figure is its own bounds."""
        if self.quantity is None or other.quantity is None:
            return self.quantity is other.quantity
        mine, theirs = self._figures(), other._figures()
        return all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(mine, theirs, strict=True))

    def _figures(self) -> tuple[float, float, float]:
        value = self.quantity or 0.0
        lower = value if self.lower is None else self.lower
        return value, lower, value if self.upper is None else self.upper


@dataclass(frozen=True, slots=True)
class Report:
    """A labelled text; ``labels`` hold its holes too, as kind 缺数."""

    id: str
    genre: str
    title: str
    traps: tuple[str, ...]
    text: str
    labels: tuple[Span, ...]


@dataclass(slots=True)
class Tally:
    """How the candidates and labels of one kind fared."""

    right: list[Span] = field(default_factory=list)
    wrong: list[Span] = field(default_factory=list)
    found: list[Span] = field(default_factory=list)
    missed: list[Span] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Right candidates of all candidates; None without any."""
        return _share(len(self.right), len(self.wrong))

    @property
    def recall(self) -> float | None:
        """Found labels of all labels; None without any."""
        return _share(len(self.found), len(self.missed))

    def add(self, other: "Tally") -> None:
        """Take the other's spans in."""
        self.right += other.right
        self.wrong += other.wrong
        self.found += other.found
        self.missed += other.missed


Tallies = dict[str, Tally]
Pair = tuple[Span, Span]


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None


def read_set(name: str) -> list[Report]:
    """The labelled reports of ``development`` or ``held_out``, by file name."""
    return [read_report(path) for path in sorted((CORPUS / name).glob("*.json"))]


def read_report(path: Path) -> Report:
    """One labelled report from its file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    labels = [_label(entry) for entry in content["labels"]]
    holes = [_label(entry | {"kind": HOLE}) for entry in content["holes"]]
    return Report(
        id=content["id"],
        genre=content["genre"],
        title=content["title"],
        traps=tuple(content["traps"]),
        text=content["text"],
        labels=tuple(sorted((*labels, *holes), key=lambda label: label.start)),
    )


def _label(entry: dict[str, object]) -> Span:
    fields = {key: value for key, value in entry.items() if key not in ("accept", "also")}
    also = entry.get("also", ())
    return Span(**fields, also=tuple(also) if isinstance(also, list) else ())  # type: ignore[arg-type]


def judge(labels: Sequence[Span], found: Sequence[Span]) -> tuple[Tallies, list[Pair]]:
    """The tally of every kind in one text, and the label of each right figure."""
    tallies: Tallies = defaultdict(Tally)
    loose = (*PHRASES, BACKGROUND, HOLE)
    for kind in loose:
        tallies[kind].add(_judge_phrases(kind, labels, found))
    figures = [span for span in found if span.kind not in loose]
    pairs = _pairs([label for label in labels if label.kind not in loose], figures)
    _tally_figures(tallies, labels, figures, pairs)
    return tallies, pairs


def _judge_phrases(kind: str, labels: Sequence[Span], found: Sequence[Span]) -> Tally:
    """Overlap alone decides; what touches a matter of taste or an ``also`` is not counted."""
    tally = Tally()
    of_kind = [label for label in labels if label.is_of(kind)]
    taste = [label for label in labels if label.optional or kind in label.also]
    mine = [span for span in found if span.kind == kind]
    for span in mine:
        if _touches(span, [label for label in of_kind if not label.optional]):
            tally.right.append(span)
        elif not _touches(span, taste):
            tally.wrong.append(span)
    for label in of_kind:
        if label.kind == kind and not label.optional:
            reached = _touches(label, [span for span in found if label.is_of(span.kind)])
            (tally.found if reached else tally.missed).append(label)
    return tally


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span.overlaps(other) for other in others)


def _pairs(labels: Sequence[Span], figures: Sequence[Span]) -> list[Pair]:
    """Labels and the figures that are theirs, the closest spans first, each used once."""
    possible = [
        (label, span)
        for label in labels
        for span in figures
        if label.is_of(span.kind) and label.overlaps(span) and label.same_figure(span)
    ]
    possible.sort(key=lambda pair: (pair[0].optional, -pair[0].shared(pair[1])))
    taken: set[int] = set()
    pairs = []
    for label, span in possible:
        if not {id(label), id(span)} & taken:
            taken |= {id(label), id(span)}
            pairs.append((label, span))
    return pairs


def _tally_figures(
    tallies: Tallies, labels: Sequence[Span], figures: Sequence[Span], pairs: Sequence[Pair]
) -> None:
    matched = {id(label) for label, _ in pairs}
    theirs = {id(span): label for label, span in pairs}
    for label in labels:
        if label.kind not in (*PHRASES, BACKGROUND, HOLE) and not label.optional:
            tally = tallies[label.kind]
            (tally.found if id(label) in matched else tally.missed).append(label)
    for span in figures:
        owner = theirs.get(id(span))
        if owner is None and not _matter_of_taste(span, labels):
            tallies[span.kind].wrong.append(span)
        elif owner is not None and not owner.optional:
            tallies[owner.kind].right.append(span)


def _matter_of_taste(span: Span, labels: Sequence[Span]) -> bool:
    return any(
        label.optional
        and label.overlaps(span)
        and (label.quantity is None or label.same_figure(span))
        for label in labels
    )
