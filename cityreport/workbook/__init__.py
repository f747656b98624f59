"""Files to cells with addresses, without judgement; the only room that opens workbooks."""

from cityreport.workbook.collect import expand, expand_bytes
from cityreport.workbook.files import iter_files, read_files

__all__ = ["expand", "expand_bytes", "iter_files", "read_files"]
