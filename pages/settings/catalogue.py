"""测评标准与任务分解: the edition in force, and how to load another."""

from cityreport.report import method
from cityreport.ui import blocks, cache, enter, office_tables

enter("catalogue")
blocks.show_tree(method.catalogue(cache.framework()))
office_tables.upload_catalogue()
