"""Where a figure comes from: its 出处码, its working, its cells (product C8, E4)."""

from cityreport.report.provenance.cells import Evidence, ReadOnce, Rows
from cityreport.report.provenance.codes import code_of, figure_of, month_of
from cityreport.report.provenance.evidence import evidence
from cityreport.report.provenance.tables import (
    SourceFile,
    cell_sections,
    comparison,
    files_of,
    listing,
    unit_section,
    why_no_cells,
)
from cityreport.report.provenance.words import name, title
from cityreport.report.provenance.working import working

__all__ = [
    "Evidence",
    "ReadOnce",
    "Rows",
    "SourceFile",
    "cell_sections",
    "code_of",
    "comparison",
    "evidence",
    "figure_of",
    "files_of",
    "listing",
    "month_of",
    "name",
    "title",
    "unit_section",
    "why_no_cells",
    "working",
]
