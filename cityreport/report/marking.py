"""A text cut into pieces where something was found in it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the kind it is marked with, "" for none."""

    text: str
    kind: str = ""


def painted(
    text: str, start: int, end: int, spans: Iterable[tuple[int, int, str, int]]
) -> list[list[Piece]]:
    """The paragraphs of ``text[start:end]``; of two spans the one of higher weight is seen."""
    marks = [""] * (end - start)
    for first, last, kind, _ in sorted(spans, key=lambda span: span[3]):
        for place in range(max(first, start), min(last, end)):
            marks[place - start] = kind
    paragraphs: list[list[Piece]] = [[]]
    for sign, kind in zip(text[start:end], marks, strict=True):
        if sign == "\n":
            paragraphs.append([])
        elif paragraphs[-1] and paragraphs[-1][-1].kind == kind:
            paragraphs[-1][-1] = Piece(paragraphs[-1][-1].text + sign, kind)
        else:
            paragraphs[-1].append(Piece(sign, kind))
    return [one for one in paragraphs if any(piece.text.strip() for piece in one)]
