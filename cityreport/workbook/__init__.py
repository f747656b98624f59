"""Files to cells with addresses, without judgement; the only room that opens workbooks."""

from cityreport.workbook.collect import expand, expand_bytes
from cityreport.workbook.files import (
    MANY,
    MAX_UPLOAD_MB,
    TIMEOUT,
    iter_answers,
    iter_files,
    opened,
    read_files,
    refused,
)
from cityreport.workbook.process import ReadingProcess
from cityreport.workbook.prose import Prose, pasted, read_prose

__all__ = [
    "MANY",
    "MAX_UPLOAD_MB",
    "TIMEOUT",
    "Prose",
    "ReadingProcess",
    "expand",
    "expand_bytes",
    "iter_answers",
    "iter_files",
    "opened",
    "pasted",
    "read_files",
    "read_prose",
    "refused",
]
