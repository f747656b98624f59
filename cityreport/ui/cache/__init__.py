"""Streamlit's caches, all of them: the store, evaluations, sections, figures.

Everything computed is kept under the store's address and revision, so that a commit makes it
stale at once, and every cache is bounded.
"""

from cityreport.ui.cache.drawn import figure, picture_of, prepared
from cityreport.ui.cache.rows import (
    evidence,
    first_rows,
    ledger_rows,
    ledger_section_of,
    ledger_sections,
    ledger_totals,
    listed_of_kind,
    made_of_kind,
    newest,
    rows_of,
    rows_of_report,
    rows_of_units,
)
from cityreport.ui.cache.standing import (
    actor,
    framework,
    has_samples,
    header_words,
    is_empty,
    may,
    office_settings,
    one_revision,
    revision,
    roster,
    store,
)
from cityreport.ui.cache.years import (
    build,
    build_with_previous,
    default_month,
    doubts,
    evaluation,
    months,
)

__all__ = [
    "actor",
    "build",
    "build_with_previous",
    "default_month",
    "doubts",
    "evaluation",
    "evidence",
    "figure",
    "first_rows",
    "framework",
    "has_samples",
    "header_words",
    "is_empty",
    "ledger_rows",
    "ledger_section_of",
    "ledger_sections",
    "ledger_totals",
    "listed_of_kind",
    "made_of_kind",
    "may",
    "months",
    "newest",
    "office_settings",
    "one_revision",
    "picture_of",
    "prepared",
    "revision",
    "roster",
    "rows_of",
    "rows_of_report",
    "rows_of_units",
    "store",
]
