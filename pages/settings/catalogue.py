"""测评标准与任务分解: the edition in force, edited here or loaded from a file."""

from cityreport.report import method
from cityreport.ui import blocks, cache, catalogue_editor, enter, office_tables

enter("catalogue")
blocks.show_tree(method.catalogue(cache.framework()))
catalogue_editor.editor()
office_tables.upload_catalogue()
