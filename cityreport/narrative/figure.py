"""A figure with what stands around it, and what a rule says of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from cityreport.narrative.layout import Sentence
from cityreport.narrative.lexicon import Cue, Lexicon
from cityreport.narrative.model import BACKGROUND
from cityreport.quantities import Phrase

_CLAUSE = re.compile(r"[；;：:。]|(?<!\d)[,，]|[,，](?!\d{3})")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Where a figure belongs: kind, column, further texts; or why it belongs nowhere."""

    kind: str
    column: str = ""
    reason: str = ""
    accept: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)
    item: str = ""
    reporter: str = ""
    further: tuple[str, ...] = ()


def background(reason: str) -> Verdict:
    """A figure that is no row."""
    return Verdict(BACKGROUND, reason=reason, accept=False)


@dataclass(frozen=True)
class Figure:
    """A figure of a sentence; ``earlier`` are the figures before it with what was said of them."""

    phrase: Phrase
    sentence: Sentence
    lexicon: Lexicon
    family: str
    earlier: tuple[tuple[Phrase, Verdict], ...] = ()
    context: str = ""

    @property
    def left(self) -> str:
        """The sentence before the figure."""
        return self.sentence.text[: self.phrase.start]

    @property
    def right(self) -> str:
        """The rest of the clause behind the figure."""
        return _CLAUSE.split(self.sentence.text[self.phrase.end :], maxsplit=1)[0]

    @property
    def rest(self) -> str:
        """The sentence behind the figure."""
        return self.sentence.text[self.phrase.end :]

    @property
    def clause_left(self) -> str:
        """The clause before the figure."""
        return _CLAUSE.split(self.left)[-1]

    @property
    def near_left(self) -> str:
        """What stands between the figure before it in the clause, or the clause's begin, and it."""
        ends = [phrase.end for phrase, _ in self.earlier if phrase.end <= self.phrase.start]
        start = max([len(self.left) - len(self.clause_left), *ends])
        return self.sentence.text[start : self.phrase.start]

    @property
    def clause(self) -> str:
        """The whole clause."""
        return f"{self.clause_left}{self.phrase.raw}{self.right}"

    @property
    def value(self) -> float:
        """The nominal value; NaN for an open figure."""
        quantity = self.phrase.quantity
        return quantity.value if quantity else float("nan")

    def says(self, purpose: str, text: str) -> bool:
        """Whether a word of that purpose is in the text."""
        return self.lexicon.has(purpose, text)

    def deed(self) -> Cue | None:
        """The word nearest before the figure that says what was done (成果, 现状, 过程, 受益)."""
        found = [cue for cue in self.lexicon.find("动作", self.left) if cue.value]
        return found[-1] if found else None
