"""Narrative reports: prose → candidates for ledger rows, and holes to ask the unit about."""

from cityreport.narrative.extraction import extract
from cityreport.narrative.layout import normalise
from cityreport.narrative.lexicon import (
    Lexicon,
    read_lexicon,
    shipped_lexicon,
    word_lists,
)
from cityreport.narrative.model import BACKGROUND, Candidate, Extraction, Hole, Report
from cityreport.narrative.rows import (
    NAME_COLUMNS,
    Accepted,
    as_reading,
    month_for,
    span_name,
    span_of,
    titled_month,
)

__all__ = [
    "BACKGROUND",
    "NAME_COLUMNS",
    "Accepted",
    "Candidate",
    "Extraction",
    "Hole",
    "Lexicon",
    "Report",
    "as_reading",
    "extract",
    "month_for",
    "normalise",
    "read_lexicon",
    "shipped_lexicon",
    "span_name",
    "span_of",
    "titled_month",
    "word_lists",
]
