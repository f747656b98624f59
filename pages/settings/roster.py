"""单位名册: who reports, what is missing, and how to load another file."""

from cityreport.report import method, roster
from cityreport.ui import blocks, cache, enter, office_tables

enter("roster")
register = cache.roster()
blocks.show(roster.roster(register.units))
if register.units:
    needed = method.needed_figures(cache.framework(), register.types)
    blocks.show(roster.missing_figures(register.units, needed))
office_tables.upload_roster()
