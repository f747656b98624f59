"""退回单: a unit's own workbook back, its faults marked and explained (sheets.md section 3)."""

from cityreport.returns.making import Returned, marked_up, marked_up_all
from cityreport.returns.office import find_office

__all__ = ["Returned", "find_office", "marked_up", "marked_up_all"]
