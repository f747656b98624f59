"""The words the rules go by, from the word lists the office can extend (``data/narrative``)."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import StringIO
from pathlib import Path

from cityreport.errors import UserError
from cityreport.settings import SHIPPED_DATA

COLUMNS = ("用途", "词", "归为")
DROPPED = "不用"
"""A word filed under this is taken out of the list it stood in."""
_GAP = "…"
_GAP_PATTERN = r"[^，,。；;、：:\n]{0,8}?"


@dataclass(frozen=True, slots=True)
class Cue:
    """A listed word met in a text, where it stands and what it is filed under."""

    start: int
    end: int
    word: str
    value: str


@dataclass(frozen=True)
class Lexicon:
    """Word lists by purpose: word → what it is filed under. ``…`` in a word is a short gap."""

    words: Mapping[str, Mapping[str, str]]
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, purpose: str, text: str) -> list[Cue]:
        """The words of a purpose in a text, left to right, the longest at each place."""
        known = self.words.get(purpose, {})
        return [
            Cue(match.start(), match.end(), match[0], self._value(known, match))
            for match in self._pattern(purpose).finditer(text)
        ]

    def last(self, purpose: str, text: str) -> Cue | None:
        """The rightmost word of a purpose, None if there is none."""
        found = self.find(purpose, text)
        return found[-1] if found else None

    def first(self, purpose: str, text: str) -> Cue | None:
        """The leftmost word of a purpose, None if there is none."""
        match = self._pattern(purpose).search(text)
        known = self.words.get(purpose, {})
        return (
            Cue(match.start(), match.end(), match[0], self._value(known, match)) if match else None
        )

    def has(self, purpose: str, text: str) -> bool:
        """Whether any word of a purpose is in a text."""
        return self._pattern(purpose).search(text) is not None

    def value_in(self, purpose: str, text: str) -> str:
        """What the first word of a purpose in the order of the list is filed under, else ""."""
        for word, value in self.words.get(purpose, {}).items():
            if word in text:
                return value
        return ""

    @staticmethod
    def _value(known: Mapping[str, str], match: re.Match[str]) -> str:
        if match[0] in known:
            return known[match[0]]
        gapped = (word for word in known if _GAP in word)
        return next((known[w] for w in gapped if re.fullmatch(_written(w), match[0])), "")

    def _pattern(self, purpose: str) -> re.Pattern[str]:
        if purpose not in self._patterns:
            words = sorted(self.words.get(purpose, {}), key=len, reverse=True)
            self._patterns[purpose] = re.compile("|".join(map(_written, words)) or r"(?!)")
        return self._patterns[purpose]


def _written(word: str) -> str:
    return _GAP_PATTERN.join(map(re.escape, word.split(_GAP)))


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """The word lists that come with the program (``data/narrative``)."""
    return read_lexicon(word_lists(SHIPPED_DATA / "narrative"))


def word_lists(folder: Path) -> list[tuple[str, str]]:
    """Name and text of the word lists in a folder, by name; UTF-8, or GBK as Excel writes it."""
    return [(path.name, _decoded(path.read_bytes())) for path in sorted(folder.glob("*.csv"))]


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def read_lexicon(files: Iterable[tuple[str, str]]) -> Lexicon:
    """The word lists of CSV texts (name, content); a later file refiles a word or drops it.

    UserError for a list without the three columns 用途, 词, 归为.
    """
    words: dict[str, dict[str, str]] = {}
    for name, content in files:
        reader = csv.DictReader(StringIO(content.lstrip("﻿"), newline=""))
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise UserError(f"词表“{name}”的第一行要有“用途、词、归为”三列，请补上后重试。")
        for row in reader:
            use, word, value = ((row[column] or "").strip() for column in COLUMNS)
            if use and word and value == DROPPED:
                words.setdefault(use, {}).pop(word, None)
            elif use and word:
                words.setdefault(use, {})[word] = value
    return Lexicon(words)
