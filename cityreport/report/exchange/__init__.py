"""The table set that offices exchange: one workbook a month, every table in full."""

from cityreport.report.exchange.table_set import Sheet, table_set

__all__ = ["Sheet", "table_set"]
