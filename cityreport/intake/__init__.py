"""Intake: cells → ledger rows and findings. Pure; nothing is guessed silently, nothing is lost."""

from cityreport.intake.reading import read, without_faulty_rows
from cityreport.intake.suggest import suggest_units

__all__ = ["read", "suggest_units", "without_faulty_rows"]
