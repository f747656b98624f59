"""退回单: a file that was read goes back to its unit with its faults marked."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cityreport import quality, returns, workbook
from cityreport.errors import UserError
from cityreport.settings import OfficeSettings
from cityreport.tables.filenames import saved_name
from cityreport.tables.ledger import FileReading


def marked_up(
    reading: FileReading,
    name: str,
    content: bytes,
    until: date | None = None,
    *,
    macros: bool = False,
) -> bytes:
    """The 退回单 of one file: its own workbook with the faults marked, a 说明 sheet first.

    ``until`` is the day it is due back. UnreadableInputError when the file cannot be read.
    """
    [cells] = workbook.read_files([(name, content)])
    file = returns.Returned(reading, cells, until, macros)
    return returns.marked_up(file, office=returns.find_office())


def returned_zip(readings: Sequence[FileReading], settings: OfficeSettings, at: datetime) -> bytes:
    """The 退回单 of every readable file that has a fault, in one zip dated ``at``."""
    faulty = [reading for reading in readings if returnable(reading)]
    if not faulty:
        raise UserError("这批文件没有需要退回的：都没有错误和警告，或者无法读取。")
    cells = workbook.read_files([(reading.file, reading.content) for reading in faulty])
    files = [
        returns.Returned(reading, one, due_back(reading, settings, at.date()), has_macros(reading))
        for reading, one in zip(faulty, cells, strict=True)
    ]
    made = returns.marked_up_all(files, office=returns.find_office())
    return _zipped(dict(zip(_names(faulty), made, strict=True)), at)


def returnable(reading: FileReading) -> bool:
    """Whether there is anything to send a file back for."""
    return reading.readable and any(f.severity in ("error", "warning") for f in reading.findings)


def due_back(reading: FileReading, settings: OfficeSettings, today: date) -> date | None:
    """The due day of the file's last month, None when it is past or the month is not known."""
    months = [month for table in reading.tables for month in table.months]
    due = quality.due_date(max(months), settings) if months else None
    return due if due is not None and due >= today else None


def has_macros(reading: FileReading) -> bool:
    """Whether the file is an xlsm with macros, which its 退回单 keeps."""
    return any(finding.code == "has-macros" for finding in reading.findings)


def returned_name(reading: FileReading) -> str:
    """The file name of the 退回单: 退回单_东河社区12月月报.xlsx."""
    ending = ".xlsm" if has_macros(reading) else ".xlsx"
    return f"退回单_{PurePosixPath(saved_name(reading.file)).stem}{ending}"


def _names(readings: Sequence[FileReading]) -> list[str]:
    """A name for each file; equal ones are numbered."""
    met: Counter[str] = Counter()
    names: list[str] = []
    for reading in readings:
        name = PurePosixPath(returned_name(reading))
        met[name.stem] += 1
        again = f"（{met[name.stem]}）" if met[name.stem] > 1 else ""
        names.append(f"{name.stem}{again}{name.suffix}")
    return names


def _zipped(members: dict[str, bytes], at: datetime) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in members.items():
            entry = ZipInfo(name, (at.year, at.month, at.day, at.hour, at.minute, at.second))
            archive.writestr(entry, content, ZIP_DEFLATED)
    return stream.getvalue()
