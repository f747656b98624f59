"""Quantities as people write them: value, precision and bounds (method.md section 2)."""

from cityreport.quantities.model import BlankCell, Family, Precision, Quantity, Unreadable
from cityreport.quantities.numerals import Numeral, read_numeral
from cityreport.quantities.parse import add, parse_quantity, written
from cityreport.quantities.prose import Phrase, half_width, scan

__all__ = [
    "BlankCell",
    "Family",
    "Numeral",
    "Phrase",
    "Precision",
    "Quantity",
    "Unreadable",
    "add",
    "half_width",
    "parse_quantity",
    "read_numeral",
    "scan",
    "written",
]
