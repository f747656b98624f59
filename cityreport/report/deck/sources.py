"""Where a slide's figures come from, in lines for the speaker: 出处码, then file, sheet, cell."""

from collections.abc import Sequence

from cityreport.report import provenance
from cityreport.report.deck.meeting import Meeting
from cityreport.report.deck.slides import Sources
from cityreport.report.provenance.cells import SourceCell
from cityreport.store import Store
from cityreport.tables.figure import Figure
from cityreport.tables.section import Section

MOST_FIGURES = 12
MOST_TRACED = 2
MOST_CELLS = 4
MOST_UNITS = 100
"""In a larger city the cells of a whole are thousands, and finding them delays the meeting."""


def sources_in(store: Store) -> Sources:
    """What puts codes and cells beside the slides, the cells looked up in the store."""
    rows = provenance.ReadOnce(store)

    def lines(meeting: Meeting, section: Section) -> tuple[str, ...]:
        found = section.figures[:MOST_FIGURES]
        said: list[str] = []
        for place, figure in enumerate(found):
            code = provenance.code_of(figure, meeting.evaluation)
            said.append(f"{code}　{provenance.title(meeting.evaluation, figure, rows)}")
            if place < MOST_TRACED and _few(meeting, figure):
                said.extend(_cells(rows, meeting, figure))
        more = len(section.figures) - len(found)
        return (*said, *((f"另有 {more} 个数，见页面“查看出处”。",) if more else ()))

    return lines


def _few(meeting: Meeting, figure: Figure) -> bool:
    return bool(figure.unit) or len(meeting.evaluation.values.units) <= MOST_UNITS


def _cells(rows: provenance.Rows, meeting: Meeting, figure: Figure) -> Sequence[str]:
    """The largest cells of each side of a figure, and how many there are."""
    said = []
    for side in provenance.evidence(rows, meeting.evaluation, figure):
        filed = sorted((one for one in side.cells if one.file), key=lambda one: -abs(one.value))
        places = "；".join(f"{_place(one)}（{one.raw}）" for one in filed[:MOST_CELLS])
        if places:
            whole = f"等 {len(filed)} 格" if len(filed) > MOST_CELLS else ""
            said.append(f"　{side.name}：{places}{whole}")
    return said


def _place(cell: SourceCell) -> str:
    """File, sheet and cell; of a base figure the roster and the unit."""
    return "·".join(filter(None, (cell.file, cell.sheet or cell.unit, cell.cell)))
