"""What people said header cells mean: by the cell for this file, by the words for a unit (★A7)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from cityreport.intake.columns import KNOWN_UNITS, is_bare_unit, label
from cityreport.tables.corrections import Corrections, HeaderWord, TableCorrection
from cityreport.tables.workbook import Address, SheetCells, address_of

ANY_KIND = ""
ROWS = "\n"
"""Between the words of a two-row header; a folded text has no line break of its own."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One saying about a header cell: the column it means in sheets of a kind.

    ``learnt`` are the units it was learnt for, each with who chose when; None when it was said of
    this very cell. ``since`` is who chose when, once the units of the table are known.
    """

    kind: str
    column: str
    learnt: frozenset[tuple[str, str]] | None = None
    since: str = ""

    def heeded(self, owners: frozenset[str]) -> "Meaning | None":
        """The saying as it holds for the table of these units, None if not learnt for all."""
        if self.learnt is None:
            return self
        known = dict(self.learnt)
        if not owners or not owners <= known.keys():
            return None
        return replace(self, since=known[min(owners)])


@dataclass(frozen=True, slots=True)
class Meanings:
    """The sayings that bear on a sheet: by header cell, by header words, and its header rows.

    ``headers`` are first → last row of headers a person pointed out, ``dropped`` the first rows
    of recognised headers that are none; both counted from 0.
    """

    cells: Mapping[Address, str] = field(default_factory=dict)
    words: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)
    parts: frozenset[str] = frozenset()
    headers: Mapping[int, int] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()

    def of(self, at: Address, top: str, sub: str = "") -> tuple[Meaning, ...]:
        """What was said about a header cell; of the very cell before its words."""
        if at in self.cells:
            return (Meaning(ANY_KIND, self.cells[at]),)
        return self.words.get(words_of(top, sub), ()) if self.words else ()

    def speaks(self, at: Address, text: str) -> bool:
        """Whether a cell is, by what was said, a header or one part of it."""
        return at in self.cells or (bool(self.parts) and _bare(text) in self.parts)


NOTHING_SAID = Meanings()


def words_of(top: str, sub: str = "") -> str:
    """A header as it is remembered: folded, without measure unit, both rows joined."""
    return ROWS.join(filter(None, (_bare(top), _bare(sub))))


def meanings_of(
    sheet: SheetCells, learnt: Sequence[HeaderWord], corrections: Corrections
) -> Meanings:
    """The sayings that bear on one sheet."""
    words, parts = _lexicon(tuple(learnt)) if learnt else ({}, frozenset())
    said = corrections.on(sheet.name)
    headers = {one.header - 1: one.header + one.rows - 2 for one in said if one.rows}
    return Meanings(_by_cell(said), words, parts, headers, _dropped(said))


def _by_cell(said: Iterable[TableCorrection]) -> dict[Address, str]:
    return {address_of(cell): column for one in said for cell, column in one.columns}


def _dropped(said: Iterable[TableCorrection]) -> frozenset[int]:
    return frozenset(one.instead - 1 for one in said if one.instead)


@lru_cache(maxsize=4)
def _lexicon(
    learnt: tuple[HeaderWord, ...],
) -> tuple[dict[str, tuple[Meaning, ...]], frozenset[str]]:
    """The sayings by words, and the words of each header row by themselves."""
    units: dict[str, dict[tuple[str, str], set[tuple[str, str]]]] = {}
    for one in learnt:
        of_word = units.setdefault(one.words, {})
        of_word.setdefault((one.kind, one.column), set()).add((one.unit, _since(one)))
    words = {
        word: tuple(Meaning(*said, frozenset(names)) for said, names in sayings.items())
        for word, sayings in units.items()
    }
    return words, frozenset(part for word in words for part in word.split(ROWS))


def _since(word: HeaderWord) -> str:
    return " ".join(filter(None, (word.by, f"{word.at:%Y-%m-%d}" if word.at else "")))


def _bare(text: str) -> str:
    """The header without its measure unit, which may change from month to month."""
    if is_bare_unit(text):
        return ""
    head = label(text)
    kept = (f"({part})" for part in head.remarks if part not in KNOWN_UNITS)
    return head.name + "".join(kept)
