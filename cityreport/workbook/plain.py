"""Sheets that hold nothing but values: told by a few searches through the bytes.

Most sheets are such, and reading their XML once more takes longer than reading their cells
(benchmarks/README.md). Whatever is unusual in any way is left to ``stream.py``.
"""

import re
from collections.abc import Collection

from cityreport.workbook.scan import SheetScan, merged_range

_LARGEST = 4 << 20
_UNUSUAL = re.compile(
    rb"""<(?:
        !                                         # a comment or a declaration
        | c(?!\ r="[A-Z]{1,2}[0-9]{1,3}"|[a-z])   # a cell without a place, or far out
        | row(?!\ r="[0-9]{1,3}"|[A-Z])           # a row likewise
        | f(?!(?:>|\ [^>]*[^/>]>)[^<]*</f><v>[^<]|[a-z])  # a formula without a result
    )""",
    re.VERBOSE,
)
"""What lies inside 702 columns × 999 rows needs no measuring; letters: another element's name."""
_ENCODING = re.compile(rb"encoding=[\"'](?!utf-8[\"'])", re.IGNORECASE)
_HIDDEN = re.compile(rb"hidden\s*=\s*[\"'](?:1|true)")
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
        and b"\0" not in content
        and not _ENCODING.search(content[:200])
        and not _UNUSUAL.search(content)
    )


def _has_more(content: bytes, styles: Collection[str]) -> bool:
    if b't="e"' in content or b"'" in content[content.find(b"?>") :]:
        return True  # a quote may hide any of the other signs
    if styles and re.search(rb' s="(?:%b)"' % "|".join(styles).encode(), content):
        return True
    return _HIDDEN.search(content) is not None
