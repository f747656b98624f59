"""Excel files: the merged ledger (汇总表) and the tables of sections."""

from cityreport.exports.xlsx.merged import merged_workbook
from cityreport.exports.xlsx.tables import tables_workbook

__all__ = ["merged_workbook", "tables_workbook"]
