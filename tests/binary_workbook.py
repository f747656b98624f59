"""Binary workbooks made record by record, since no library writes them ([MS-XLSB], [MS-XLS])."""

import struct
import zipfile
from io import BytesIO

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    "</Types>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def record(kind, data=b""):
    kinds = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, lengths = len(data), b""
    while length >= 0x80:
        lengths += bytes([length & 0x7F | 0x80])
        length >>= 7
    return kinds + lengths + bytes([length]) + data


def text(value):
    return struct.pack("<I", len(value)) + value.encode("utf-16-le")


def cell(column, value):
    start = struct.pack("<II", column, 0)
    if isinstance(value, str) and value.startswith("#"):
        return record(3, start + bytes([0x17]))
    if isinstance(value, bool):
        return record(4, start + bytes([value]))
    if isinstance(value, str):
        return record(6, start + text(value))
    return record(5, start + struct.pack("<d", value))


def sheet(rows, merged=(), hidden_rows=(), hidden_columns=()):
    """A sheet from ``{row: {column: value}}``; ``#REF!`` becomes an error cell."""
    columns = [
        record(60, struct.pack("<IIIIH", column, column, 2304, 0, 1)) for column in hidden_columns
    ]
    last = max(rows, default=0), max((c for cells in rows.values() for c in cells), default=0)
    body = record(129) + record(148, struct.pack("<4I", 0, last[0], 0, last[1]))
    body += record(390) + b"".join(columns) + record(391) if columns else b""
    body += record(145)
    for row, cells in rows.items():
        flags = 0x10 if row in hidden_rows else 0
        body += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0))
        body += b"".join(cell(column, value) for column, value in cells.items())
    body += record(146)
    if merged:
        ranges = b"".join(record(176, struct.pack("<4I", t, b, l, r)) for t, l, b, r in merged)  # noqa: E741
        body += record(177, struct.pack("<I", len(merged))) + ranges + record(178)
    return body + record(130)


def xlsb(sheets, hidden=()):
    """A binary workbook of named sheets, those in ``hidden`` very hidden."""
    bundled = b"".join(
        record(
            156, struct.pack("<II", 2 if name in hidden else 0, n) + text(f"rId{n}") + text(name)
        )
        for n, name in enumerate(sheets, 1)
    )
    book = record(131) + record(143) + bundled + record(144) + record(132)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", f"{RELATIONS}{main}</Relationships>")
        archive.writestr("xl/workbook.bin", book)
        archive.writestr("xl/_rels/workbook.bin.rels", f"{RELATIONS}{links}</Relationships>")
        for n, content in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{n}.bin", content)
    return stream.getvalue()
