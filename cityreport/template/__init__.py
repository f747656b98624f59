"""Stage: the blank monthly workbooks that units fill in (月报模板)."""

from cityreport.template.blank import all_workbooks, blank_workbook, file_name, kinds_for
from cityreport.template.guide import TEMPLATE_VERSION

__all__ = ["TEMPLATE_VERSION", "all_workbooks", "blank_workbook", "file_name", "kinds_for"]
