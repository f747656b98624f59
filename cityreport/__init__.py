"""cityreport: from monthly workbooks to a scored, traceable dashboard.

Importing this package loads nothing heavy, so that ``python -m cityreport`` starts at once.
"""

__version__ = "0.1.0"
