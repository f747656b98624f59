"""Files to cells with addresses, without judgement; the only room that opens workbooks."""

from cityreport.workbook.collect import expand, expand_bytes
from cityreport.workbook.files import iter_files, read_files
from cityreport.workbook.prose import Prose, pasted, read_prose

__all__ = [
    "Prose",
    "expand",
    "expand_bytes",
    "iter_files",
    "pasted",
    "read_files",
    "read_prose",
]
