"""Pages of values turned into files: every format a unit may send, as far as it can be made here."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path

import docx
import msoffcrypto.format.ooxml
from binary_workbook import sheet as binary_sheet
from binary_workbook import xlsb as binary_workbook
from openpyxl import Workbook
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

Source = Callable[[], bytes]
"""Makes the bytes of a file when asked."""
KEPT = Path(__file__).parent / "files"
SHEET_PART = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True)
class Page:
    """One sheet to be written: its rows from A1, merged ranges (``A1:B1``) and what is hidden.

    ``formats`` are number formats by cell.
    """

    rows: tuple[tuple, ...]
    name: str = "Sheet1"
    merged: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()

    @property
    def spans(self):
        """First and last row and column of each merged range, from 0."""
        for reference in self.merged:
            left, top, right, bottom = range_boundaries(reference)
            yield top - 1, left - 1, bottom - 1, right - 1


def page(*rows, **rest):
    return Page(tuple(tuple(row) for row in rows), **rest)


def xlsx(*pages, epoch=None) -> Source:
    """A workbook as openpyxl saves it: formulas have no cached value, ``#REF!`` is an error cell."""
    return lambda: _xlsx(pages, epoch)


def rows(*lines, **rest) -> Source:
    """A workbook of one page."""
    return xlsx(page(*lines, **rest))


def since_1904(*pages) -> Source:
    return xlsx(*pages, epoch=CALENDAR_MAC_1904)


def _xlsx(pages, epoch):
    book = Workbook()
    book.epoch = epoch or book.epoch
    book.remove(book.active)
    for one in pages:
        sheet = book.create_sheet(one.name)
        for number, line in enumerate(one.rows, 1):
            for column, value in enumerate(line, 1):
                if value is not None:
                    sheet.cell(number, column, value)
        for reference in one.merged:
            # What it covers stays in the file, as WPS can leave it.
            sheet.merged_cells.add(reference)
        for number in one.hidden_rows:
            sheet.row_dimensions[number].hidden = True
        for letter in one.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        for cell, number_format in one.formats:
            sheet[cell].number_format = number_format
        sheet.sheet_state = "hidden" if one.hidden else "visible"
    if not any(not one.hidden for one in pages):
        book.create_sheet("空")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_cells(source, **cells) -> Source:
    """The workbook with further cells on its first sheet, however far out."""

    def build():
        xml = "".join(
            f'<row r="{coordinate_to_tuple(name)[0]}"><c r="{name}" t="inlineStr"><is><t>{escape(text)}</t></is></c></row>'
            for name, text in cells.items()
        )
        return changed(source, SHEET_PART, b"</sheetData>", xml.encode() + b"</sheetData>")()

    return build


def with_styled_cell(source, name) -> Source:
    """The workbook with a blank cell that has only a format, however far out."""
    row = coordinate_to_tuple(name)[0]
    blank = f'<row r="{row}"><c r="{name}" s="0"/></row></sheetData>'.encode()
    return changed(source, SHEET_PART, b"</sheetData>", blank)


def changed(source, part, old, new) -> Source:
    """The zip with one text of one part replaced."""
    return lambda: _repacked(source(), {part: lambda data: data.replace(old, new, 1)})


def with_part(source, name, content) -> Source:
    """The zip with one more part."""

    def build():
        stream = io.BytesIO(source())
        with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return stream.getvalue()

    return build


def without_part(source, name) -> Source:
    return lambda: _repacked(source(), {name: lambda data: None})


def _repacked(content, changes):
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as after,
    ):
        for name in before.namelist():
            data = changes.get(name, lambda same: same)(before.read(name))
            if data is not None:
                after.writestr(name, data)
    return stream.getvalue()


def bloated(source, megabytes) -> Source:
    """The workbook with a further part of so many MB of nothing, packed small."""

    def build():
        stream = io.BytesIO(source())
        with (
            zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
            archive.open("xl/worksheets/sheet2.xml", "w") as part,
        ):
            for _ in range(megabytes):
                part.write(bytes(1 << 20))
        return stream.getvalue()

    return build


def many_sheets(count) -> Source:
    """A workbook that lists thousands of sheets, all of them the first."""

    def build():
        one = (
            b'<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        )
        more = b"".join(
            one + b' name="n%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(2, count + 1)
        )
        return changed(rows(["a"]), "xl/workbook.xml", b"</sheets>", more + b"</sheets>")()

    return build


def cut(source, share=0.5) -> Source:
    """Only the beginning of the file."""
    return lambda: (content := source())[: int(len(content) * share)]


def damaged(source, part=SHEET_PART) -> Source:
    """One byte of a part's packed data flipped, so that its checksum is wrong."""

    def build():
        content = bytearray(source())
        content[content.index(part.encode()) + len(part) + 10] ^= 0xFF
        return bytes(content)

    return build


def locked(source) -> Source:
    """The workbook encrypted with a password to open it."""

    def build():
        stream = io.BytesIO()
        msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(source())).encrypt("机密", stream)
        return stream.getvalue()

    return build


def xlsb(*pages) -> Source:
    def build():
        sheets = {}
        for one in pages:
            cells = {
                number: {c: _number(v) for c, v in enumerate(line) if v is not None}
                for number, line in enumerate(one.rows)
            }
            hidden = [number - 1 for number in one.hidden_rows]
            sheets[one.name] = binary_sheet(cells, merged=list(one.spans), hidden_rows=hidden)
        return binary_workbook(sheets, hidden=[one.name for one in pages if one.hidden])

    return build


def _number(value):
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def csv(*lines, encoding="utf-8", separator=",") -> Source:
    def build():
        quoted = (separator.join(_quoted(value, separator) for value in line) for line in lines)
        return "\r\n".join(quoted).encode(encoding)

    return build


def _quoted(value, separator):
    text = "" if value is None else str(value)
    return f'"{text}"' if any(sign in text for sign in (separator, "\n")) else text


def html(*pages, encoding="utf-8", above="") -> Source:
    """A web page with one table for each page of values, as offices save them as ``.xls``."""

    def build():
        tables = "".join(_html_table(one) for one in pages)
        head = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
        return f"<html><head>{head}</head><body>{above}{tables}</body></html>".encode(encoding)

    return build


def _html_table(one):
    starts, covered = _spread(one)
    lines = []
    for r, line in enumerate(one.rows):
        cells = []
        for c, value in enumerate(line):
            if (r, c) in covered:
                continue
            down, right = starts.get((r, c), (1, 1))
            span = f' rowspan="{down}"' * (down > 1) + f' colspan="{right}"' * (right > 1)
            cells.append(f"<td{span}>{escape('' if value is None else str(value))}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def _spread(one):
    """The size of each merged range by its first cell, and the cells it covers."""
    starts, covered = {}, set()
    for top, left, bottom, right in one.spans:
        starts[top, left] = bottom - top + 1, right - left + 1
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
    return starts, covered - set(starts)


def ods(*pages) -> Source:
    """An OpenDocument spreadsheet, written part by part."""

    def build():
        tables = "".join(_ods_table(one) for one in pages)
        content = (
            '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
            f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
            "</office:document-content>"
        )
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        manifest = (
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>"
        )
        return zipped(
            {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}
        )()

    return build


def _ods_table(one):
    starts, covered = _spread(one)
    lines = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(v, starts.get((r, c)), (r, c) in covered) for c, v in enumerate(line))
        + "</table:table-row>"
        for r, line in enumerate(one.rows)
    )
    return f'<table:table table:name="{one.name}">{lines}</table:table>'


def _ods_cell(value, span, hidden):
    if hidden:
        return "<table:covered-table-cell/>"
    size = (
        f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
        if span
        else ""
    )
    if value is None:
        return f"<table:table-cell{size}/>"
    shown = f"<text:p>{escape(str(value))}</text:p>"
    if isinstance(value, int | float):
        kind = f' office:value-type="float" office:value="{value}"'
    elif isinstance(value, date):
        kind = f' office:value-type="date" office:date-value="{value.isoformat()}"'
    else:
        kind = ' office:value-type="string"'
    return f"<table:table-cell{size}{kind}>{shown}</table:table-cell>"


def spreadsheetml(*pages) -> Source:
    """An XML table of Excel 2003, as some systems export it."""

    def build():
        sheets = "".join(
            f'<Worksheet ss:Name="{one.name}"><Table>'
            + "".join(f"<Row>{''.join(map(_xml_cell, line))}</Row>" for line in one.rows)
            + "</Table></Worksheet>"
            for one in pages
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?>'
            '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
            f' xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">{sheets}</Workbook>'
        ).encode()

    return build


def _xml_cell(value):
    if value is None:
        return "<Cell/>"
    kind = "Number" if isinstance(value, int | float) else "String"
    return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'


def word(*parts) -> Source:
    """A Word document of paragraphs (texts) and tables (pages)."""

    def build():
        document = docx.Document()
        for part in parts:
            if isinstance(part, str):
                document.add_paragraph(part)
                continue
            width = max(len(line) for line in part.rows)
            table = document.add_table(len(part.rows), width)
            for r, line in enumerate(part.rows):
                for c, value in enumerate(line):
                    table.cell(r, c).text = "" if value is None else str(value)
            for top, left, bottom, right in part.spans:
                table.cell(top, left).merge(table.cell(bottom, right))
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return build


def zipped(members) -> Source:
    """A zip of named sources, texts or bytes; names in UTF-8."""

    def build():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, content in members.items():
                archive.writestr(name, content() if callable(content) else content)
        return stream.getvalue()

    return build


def zipped_gbk(members) -> Source:
    """A zip whose names are GBK, as Chinese Windows packs them: no flag says so."""

    def build():
        letters = zip(members, "abcdefgh", strict=False)
        stand_ins = {name: letter * len(name.encode("gb18030")) for name, letter in letters}
        content = zipped({stand_ins[name]: source for name, source in members.items()})()
        for name, stand_in in stand_ins.items():
            content = content.replace(stand_in.encode(), name.encode("gb18030"))
        return content

    return build


def kept(name) -> Source:
    """A file that lies beside this one, since no library here writes its format."""
    return (KEPT / name).read_bytes


def raw(content) -> Source:
    return lambda: content
