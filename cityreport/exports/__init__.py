"""Sections and ledger rows → files: one writer per format, each returning bytes."""
