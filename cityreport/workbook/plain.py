"""Sheets that hold nothing but values: told by a few searches through the bytes.

Most sheets are such, and reading their XML once more takes longer than reading their cells
(benchmarks/README.md). Whatever is unusual in any way is left to ``stream.py``.
"""

import re
from collections.abc import Collection

from cityreport.workbook.scan import SheetScan, merged_range

_LARGEST = 4 << 20
_FAR = re.compile(rb' r="(?:[A-Z]{3}|[A-Z]{0,2}[0-9]{4})')
"""A place outside 702 columns × 999 rows; what is inside needs no measuring."""
_ENCODING = re.compile(rb"encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_HIDDEN = re.compile(rb"hidden\s*=\s*[\"'](?:1|true)")
_FORMULA = re.compile(rb"<f(?:>| [^>]*[^/>]>)[^<]*</f><v>[^<]")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')


def scan_plain(content: bytes, styles: Collection[str]) -> SheetScan | None:
    """The merged ranges of a sheet of values; None if there may be more to say about it.

    More is: errors, formulas without a result, hidden lines, a cell in one of ``styles``, cells
    far out or without a place, another encoding, declarations.
    """
    if len(content) > _LARGEST or not _is_usual(content) or _has_more(content, styles):
        return None
    tail = content[content.rfind(b"</sheetData>") :]
    references = _MERGED.findall(tail)
    if len(references) != content.count(b"<mergeCell "):
        return None
    return SheetScan(merged=[m for ref in references if (m := merged_range(ref.decode()))])


def _is_usual(content: bytes) -> bool:
    """Whether the bytes are XML as all known programs write it, every cell and row placed."""
    return (
        b"<sheetData>" in content
        and b"<!" not in content
        and b"\0" not in content
        and not _ENCODING.search(content[:200])
        and _all_begin(content, b"<c", b'<c r="')
        and _all_begin(content, b"<row", b'<row r="')
    )


def _all_begin(content: bytes, element: bytes, written: bytes) -> bool:
    elements = sum(content.count(element + end) for end in (b" ", b">", b"/", b"\n", b"\t", b"\r"))
    return elements == content.count(written)


def _has_more(content: bytes, styles: Collection[str]) -> bool:
    if b't="e"' in content or b"'" in content[content.find(b"?>") :]:
        return True  # a quote may hide any of the other signs
    if _FAR.search(content) or _HIDDEN.search(content):
        return True
    if styles and re.search(rb' s="(?:%b)"' % "|".join(styles).encode(), content):
        return True
    formulas = content.count(b"<f>") + content.count(b"<f ") + content.count(b"<f/")
    return formulas != 0 and formulas != len(_FORMULA.findall(content))
