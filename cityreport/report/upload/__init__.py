"""上传月报: what was read of the uploaded files, what a commit will do, what it did."""

from cityreport.report.upload.outcome import committed
from cityreport.report.upload.preview import explanation, files, headlines
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
    "Held",
    "Rivals",
    "committed",
    "explanation",
    "files",
    "headlines",
    "held_reports",
    "replacements",
    "rivals",
    "set_aside",
    "word",
]
