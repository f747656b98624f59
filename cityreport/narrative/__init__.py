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

__all__ = [
    "BACKGROUND",
    "Candidate",
    "Extraction",
    "Hole",
    "Lexicon",
    "Report",
    "extract",
    "normalise",
    "read_lexicon",
    "shipped_lexicon",
    "word_lists",
]
