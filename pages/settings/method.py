"""计分办法: written from the catalogue and the settings in force."""

from cityreport.report import method, terms
from cityreport.ui import blocks, cache, enter

enter("method")
blocks.show(method.rules(cache.office_settings()))
blocks.show(method.indicator_rules(cache.framework()))
blocks.show(terms.listed())
