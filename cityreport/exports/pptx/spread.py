"""How wide the columns of a table on a slide are."""

from collections.abc import Sequence

from pptx.util import Pt

from cityreport.exports.pptx.look import line_room
from cityreport.report.deck.spread import shared
from cityreport.template.book import written_width

_NARROWEST = 4
"""Half-width signs."""
SIDE = 110_000
"""The margin on each side of a cell (EMU)."""


def column_widths(
    texts: Sequence[Sequence[str]], size: float, width: int, first: float = 0.0
) -> list[int]:
    """The widths (EMU): as wide as the longest text where all fits, else the longest wrap.

    A ``first`` share is kept for the first column and the others are alike.
    """
    count = len(texts[0])
    if first and count > 1:
        share = max(first, 1 / count)
        rest = int(width * (1 - share) / (count - 1))
        return [width - rest * (count - 1), *[rest] * (count - 1)]
    half = Pt(1) * size / 2
    wanted = [
        line_room(max(_NARROWEST, *(written_width(row[at]) for row in texts))) + 2 * SIDE / half
        for at in range(count)
    ]
    whole = sum(wanted) * half
    if whole <= width:
        # What is left goes to the columns in proportion, so that the table fills the slide.
        return [int(one * half * width / whole) for one in wanted]
    return [int(one * half) for one in shared(wanted, width / half)]
