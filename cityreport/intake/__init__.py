"""Intake: cells → ledger rows and findings. Pure; nothing is guessed silently, nothing is lost."""

from cityreport.intake.explaining import header_readings, samples
from cityreport.intake.grid import written
from cityreport.intake.reading import read, without_faulty_rows
from cityreport.intake.suggest import suggest_units

__all__ = ["header_readings", "read", "samples", "suggest_units", "without_faulty_rows", "written"]
