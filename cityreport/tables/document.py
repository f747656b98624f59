"""A written document: headings, sentences, tables and annexes, without any format's own ideas.

The text is complete here, numbering included, so that it can be read and tested without a file.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cityreport.tables.figure import Figure
from cityreport.tables.section import Table

Level = Literal[1, 2]
ItemLevel = Literal[0, 3, 4]
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell that a figure stands on: file, sheet, cell (``C7``) and the words written in it."""

    file: str
    sheet: str
    cell: str
    raw: str

    @property
    def place(self) -> str:
        """Where it stands: file · sheet · cell."""
        return f"{self.file} · {self.sheet} · {self.cell}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure of the text: what it is, as written, and the cells it stands on.

    ``cells`` may be some of ``count``; ``figure`` finds all of them again; ``note`` is said where
    a figure stands on no cells (a score) or on too many to list.
    """

    label: str
    text: str
    cells: tuple[CellPlace, ...] = ()
    count: int = 0
    note: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a sentence: plain words, a figure, or a blank that the writer has to fill."""

    text: str
    cited: Cited | None = None
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、) or 2 (（一）), its number in the text once numbered."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text, of level 3 (1.) or 4 (（1）) where it is a numbered item.

    ``quiet`` ones are notes under a table.
    """

    runs: tuple[Run, ...]
    level: ItemLevel = 0
    quiet: bool = False

    @property
    def text(self) -> str:
        """The sentences without their marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its title over it; ``widths`` are the columns' shares of the line."""

    title: str
    table: Table
    widths: tuple[float, ...]


Block = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an official paper: who issues it and its number, which may be a blank."""

    name: str
    number: Run


@dataclass(frozen=True, slots=True)
class Annex:
    """What is attached, on pages of its own; ``landscape`` where its table is wide."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper; ``mark`` stands on every page (示例), "" for none.

    ``title_lines`` is the title where it may be broken if it does not fit on one line.
    """

    kind: str
    title_lines: tuple[str, ...]
    addressees: Run
    blocks: tuple[Block, ...]
    signed_by: str
    signed_on: str
    letterhead: Letterhead | None = None
    annexes: tuple[Annex, ...] = ()
    mark: str = ""

    @property
    def title(self) -> str:
        """The title in one."""
        return "".join(self.title_lines)

    @property
    def cited(self) -> tuple[Cited, ...]:
        """The figures of the text in its order, each once."""
        blocks = (*self.blocks, *(block for annex in self.annexes for block in annex.blocks))
        return tuple(dict.fromkeys(run.cited for run in _runs(blocks) if run.cited))

    @property
    def text(self) -> str:
        """Title, headings and sentences of the body, a line each."""
        said = (block.text for block in self.blocks if not isinstance(block, Grid))
        return "\n".join((self.title, self.addressees.text, *said))


def _runs(blocks: Sequence[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.runs


def number_words(number: int) -> str:
    """A whole number from 1 as in headings: 一, 十, 十二, 二十; digits from a hundred up."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def number_mark(level: int, number: int) -> str:
    """The number of a heading or item in the official order 一、 （一） 1. （1）."""
    if level == 1:
        return f"{number_words(number)}、"
    if level == 2:
        return f"（{number_words(number)}）"
    return f"{number}." if level == 3 else f"（{number}）"


def with_numbers(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with every heading and item numbered within the one above it.

    A sentence that ends in a colon leads a new list, whose items begin at 1 again.
    """
    counts = [0, 0, 0, 0]
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid) or not block.level:
            found.append(block)
            if isinstance(block, Paragraph) and block.text.endswith("："):
                counts[2:] = [0, 0]
            continue
        at = block.level - 1
        counts[at:] = [counts[at] + 1, *[0] * (3 - at)]
        found.append(_marked(block, number_mark(block.level, counts[at])))
    return tuple(found)


def _marked(block: Heading | Paragraph, mark: str) -> Block:
    if isinstance(block, Heading):
        return replace(block, text=f"{mark}{block.text}")
    return replace(block, runs=(Run(mark), *block.runs))
