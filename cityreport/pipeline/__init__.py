"""The data's way: files → readings → store → evaluation. The stages meet only here."""

from cityreport.pipeline.assuming import assuming
from cityreport.pipeline.doubts import Doubts, doubts_of
from cityreport.pipeline.evaluation import CITY, Evaluation, default_month, evaluate
from cityreport.pipeline.ingest import (
    FileResult,
    LoadChoices,
    Status,
    check,
    foresee,
    ingest,
    read,
)
from cityreport.pipeline.learning import header_words, learnable, remember
from cityreport.pipeline.office import (
    framework_in_force,
    load_catalogue,
    load_roster,
    read_catalogue,
    read_roster,
    settings_in_force,
    shipped_framework,
)
from cityreport.pipeline.rechecking import Recheck, recheck
from cityreport.pipeline.rehearsing import rehearse
from cityreport.pipeline.returning import (
    due_back,
    has_macros,
    marked_up,
    returnable,
    returned_name,
    returned_zip,
)
from cityreport.pipeline.samples import Progress, load_samples, sample_files
from cityreport.pipeline.settings import NAME_LENGTH, confirm_points, faults, save_settings
from cityreport.reading import iter_readings

__all__ = [
    "CITY",
    "NAME_LENGTH",
    "Doubts",
    "Evaluation",
    "FileResult",
    "LoadChoices",
    "Progress",
    "Recheck",
    "Status",
    "assuming",
    "check",
    "confirm_points",
    "default_month",
    "doubts_of",
    "due_back",
    "evaluate",
    "faults",
    "foresee",
    "framework_in_force",
    "has_macros",
    "header_words",
    "ingest",
    "iter_readings",
    "learnable",
    "load_catalogue",
    "load_roster",
    "load_samples",
    "marked_up",
    "read",
    "read_catalogue",
    "read_roster",
    "recheck",
    "rehearse",
    "remember",
    "returnable",
    "returned_name",
    "returned_zip",
    "sample_files",
    "save_settings",
    "settings_in_force",
    "shipped_framework",
]
