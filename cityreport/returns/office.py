"""xls, xlsb, ods and et as xlsx through LibreOffice, where one is installed."""

from collections.abc import Mapping
from pathlib import Path

from cityreport.confined.office import convert, find_office

__all__ = ["CONVERTED", "converted", "find_office"]

CONVERTED = {"xls": ".xls", "xlsb": ".xlsb", "ods": ".ods"}
"""The formats that are converted, and the file name ending LibreOffice expects."""
_XLSX = ("xlsx:Calc MS Excel 2007 XML", ".xlsx")


def converted(
    files: Mapping[int, tuple[str, bytes]], office: Path | None, seconds: float | None = None
) -> dict[int, bytes]:
    """The files (format and content, by number) as xlsx; those that failed are left out."""
    named = {number: (CONVERTED[form], content) for number, (form, content) in files.items()}
    return convert(named, office, _XLSX, seconds)
