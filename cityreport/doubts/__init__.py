"""Data doubts (数据疑点): what figures of several months show that one workbook cannot.

Warnings asked in words, never silent corrections (method.md section 13).
"""

from cityreport.doubts.answering import Answered, Review, review
from cityreport.doubts.families import summaries_of_children, without_reports
from cityreport.doubts.figures import Figures, figures_of
from cityreport.doubts.finding import find
from cityreport.doubts.model import CODES, SUMMARY, Doubt
from cityreport.doubts.ratios import RatioPair, ratio_pairs

__all__ = [
    "CODES",
    "SUMMARY",
    "Answered",
    "Doubt",
    "Figures",
    "RatioPair",
    "Review",
    "figures_of",
    "find",
    "ratio_pairs",
    "review",
    "summaries_of_children",
    "without_reports",
]
