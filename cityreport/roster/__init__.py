"""The roster (单位名册): who reports, and how a roster sheet is read."""

from cityreport.roster.model import BASE_FIGURES, KNOWN_TYPES, Roster, Unit, fold_name
from cityreport.roster.parse import COLUMNS, parse_roster

__all__ = ["BASE_FIGURES", "COLUMNS", "KNOWN_TYPES", "Roster", "Unit", "fold_name", "parse_roster"]
