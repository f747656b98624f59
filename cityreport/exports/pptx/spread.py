"""How wide the columns of a table on a slide are."""

from collections.abc import Sequence

from pptx.util import Pt

from cityreport.report.deck.spread import shared
from cityreport.template.book import written_width

_NARROWEST, _WIDEST = 4, 44
"""Half-width signs."""
_MARGIN = 2.2


def column_widths(
    texts: Sequence[Sequence[str]], size: float, width: int, first: float = 0.0
) -> list[int]:
    """The widths (EMU): as wide as the longest text where all fits, else in proportion.

    A ``first`` share is kept for the first column and the others are alike.
    """
    count = len(texts[0])
    if first and count > 1:
        share = max(first, 1 / count)
        rest = int(width * (1 - share) / (count - 1))
        return [width - rest * (count - 1), *[rest] * (count - 1)]
    wanted = [
        min(max(_NARROWEST, *(written_width(row[at]) for row in texts)), _WIDEST) + _MARGIN
        for at in range(count)
    ]
    half = Pt(1) * size / 2
    whole = sum(wanted) * half
    if whole <= width:
        # What is left goes to the columns in proportion, so that the table fills the slide.
        return [int(one * half * width / whole) for one in wanted]
    return [int(one * half) for one in shared(wanted, width / half)]
