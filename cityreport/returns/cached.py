"""The results that formula cells had, put back into a workbook written by openpyxl.

openpyxl keeps a formula or its result, never both; a workbook without results is all blanks for
whoever reads it before Excel has opened it once, our own intake included.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

Result = tuple[str, str]
"""The type sign of the cell element (``n``, ``str``, ``b``, ``e``) and the text of its value."""

_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]+\d+)"((?: s="\d+")?)>(<f[^>]*?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>'
)


def has_formulas(workbook: Workbook) -> bool:
    """Whether any cell of the workbook is a formula."""
    return any(
        cell.data_type == "f"
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
    )


def results_of(content: bytes) -> dict[str, dict[str, Result]]:
    """The kept result of every cell with a value, by sheet and cell."""
    workbook = load_workbook(BytesIO(content), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: _result(cell.value, cell.data_type, workbook.epoch)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in workbook.worksheets
    }


def put_back(
    written: bytes, titles: list[str], results: Mapping[str, Mapping[str, Result]]
) -> bytes:
    """The workbook with results in its formula cells; ``titles`` are its worksheets in order."""
    parts = {f"xl/worksheets/sheet{at}.xml": name for at, name in enumerate(titles, start=1)}
    stream = BytesIO()
    with ZipFile(BytesIO(written)) as before, ZipFile(stream, "w", ZIP_DEFLATED) as after:
        for entry in before.infolist():
            content = before.read(entry)
            found = results.get(parts.get(entry.filename, ""), {})
            after.writestr(entry, _filled(content, found) if found else content)
    return stream.getvalue()


def _filled(xml: bytes, results: Mapping[str, Result]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        result = results.get(match[1].decode())
        if result is None:
            return match[0]
        sign, text = result
        value = escape(text).encode()
        return b'<c r="%b"%b t="%b">%b<v>%b</v></c>' % (
            match[1], match[2], sign.encode(), match[3], value,
        )  # fmt: skip

    return _FORMULA_CELL.sub(fill, xml)


def _result(value: object, data_type: str, epoch: datetime) -> Result:
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return "n", repr(to_excel(value, epoch))  # type: ignore[no-untyped-call]
    if isinstance(value, int | float):
        return "n", repr(value)
    return ("e" if data_type == "e" else "str"), str(value)
