"""一单位一表: its gaps, the open questions and the faults of its files, in one go."""

import re

from cityreport.period import Month
from cityreport.pipeline import Evaluation
from cityreport.report import unit_gaps
from cityreport.tables.section import Section
from cityreport.tables.stored import VersionFilter
from cityreport.tables.workbook import Finding
from cityreport.ui import blocks, cache
from cityreport.ui.selection import Selection

_MOST_FILES = 200
_ROW = re.compile(r"[A-Z]+(\d+)")


def show(chosen: Selection, name: str) -> None:
    """The blocks of the unit chosen on the page."""
    year, month = chosen.year, chosen.month.number
    blocks.show(cache.build(unit_gaps.gaps_of_unit, year, name, month, chosen.view))
    review = cache.doubts(year).review
    blocks.show(unit_gaps.doubts_of_unit(review.open, name, month))
    blocks.show(cache.build(_findings, year, name, month))


def _findings(evaluation: Evaluation, name: str, month: int) -> Section:
    """The findings of the files that hold for the unit; of a common file only its own rows."""
    store, until = cache.store(), Month(evaluation.year, month)
    valid = store.versions(
        VersionFilter(unit=name, state="valid", year=until.year), _MOST_FILES
    ).versions
    files = {one.submission: one.file for one in valid if one.key.month <= until}
    own = {
        (row.submission, row.sheet, row.row)
        for rows in cache.ledger_rows(name, Month(evaluation.year, 1), until).values()
        for row in rows
    }
    found = []
    for number, file in sorted(files.items()):
        # Most files have none, and the reports in a file of all units are thousands.
        if said := store.findings(number):
            alone = {entry.key.unit for entry in store.submission(number).scope} == {name}
            found += [(file, one) for one in said if alone or _is_own(number, one, own)]
    return unit_gaps.findings_of_unit(found, name)


def _is_own(submission: int, finding: Finding, own: set[tuple[int, str, int]]) -> bool:
    """Whether a finding of a file of several units stands in a row of this one."""
    match = _ROW.match(finding.cell or "")
    return match is not None and (submission, finding.sheet or "", int(match[1])) in own
