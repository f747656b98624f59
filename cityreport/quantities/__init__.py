"""Quantities as people write them: value, precision and bounds (method.md section 2)."""

from cityreport.quantities.model import BlankCell, Family, Precision, Quantity, Unreadable
from cityreport.quantities.numerals import Numeral, read_numeral
from cityreport.quantities.parse import add, parse_quantity, written

__all__ = [
    "BlankCell",
    "Family",
    "Numeral",
    "Precision",
    "Quantity",
    "Unreadable",
    "add",
    "parse_quantity",
    "read_numeral",
    "written",
]
