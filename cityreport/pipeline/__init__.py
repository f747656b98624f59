"""The data's way: files → readings → store → evaluation. The stages meet only here."""

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
from cityreport.pipeline.office import (
    framework_in_force,
    load_catalogue,
    load_roster,
    read_catalogue,
    read_roster,
    settings_in_force,
    shipped_framework,
)
from cityreport.pipeline.samples import Progress, load_samples, sample_files

__all__ = [
    "CITY",
    "Evaluation",
    "FileResult",
    "LoadChoices",
    "Progress",
    "Status",
    "check",
    "default_month",
    "evaluate",
    "foresee",
    "framework_in_force",
    "ingest",
    "load_catalogue",
    "load_roster",
    "load_samples",
    "read",
    "read_catalogue",
    "read_roster",
    "sample_files",
    "settings_in_force",
    "shipped_framework",
]
