"""From the cells of one file to its reading."""

from collections.abc import Sequence
from datetime import date

from cityreport import intake
from cityreport.roster import Roster
from cityreport.tables.corrections import HeaderWord
from cityreport.tables.ledger import FileReading
from cityreport.tables.workbook import SKIPPED, WorkbookCells


def understood(
    cells: WorkbookCells, roster: Roster, today: date, learnt: Sequence[HeaderWord] = ()
) -> FileReading:
    """The reading of a file; a photo in the folder is named, but says nothing (details.md C15)."""
    if cells.format != SKIPPED:
        return intake.read(cells, roster, today, learnt=learnt)
    return FileReading(cells.file, cells.sha256, readable=True, findings=cells.findings)
