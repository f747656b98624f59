"""上传月报: what was read of the uploaded files, what a commit will do, what it did."""

from cityreport.report.upload.differences import changed_cells, score_effect
from cityreport.report.upload.faults import (
    SEVERITIES,
    FaultFilter,
    chosen,
    families,
    files_with_faults,
    grouped,
)
from cityreport.report.upload.outcome import committed
from cityreport.report.upload.preview import files, headlines
from cityreport.report.upload.recognised import (
    Spot,
    explained,
    learnt,
    meaning,
    meanings,
    recognised,
    shown,
    spots,
)
from cityreport.report.upload.replacing import (
    Held,
    Rivals,
    held_reports,
    replacements,
    rivals,
    set_aside,
)
from cityreport.report.upload.states import word

__all__ = [
    "SEVERITIES",
    "FaultFilter",
    "Held",
    "Rivals",
    "Spot",
    "changed_cells",
    "chosen",
    "committed",
    "explained",
    "families",
    "files",
    "files_with_faults",
    "grouped",
    "headlines",
    "held_reports",
    "learnt",
    "meaning",
    "meanings",
    "recognised",
    "replacements",
    "rivals",
    "score_effect",
    "set_aside",
    "shown",
    "spots",
    "word",
]
