"""Blank monthly workbooks, for one unit or for all of them (features A3 and A4)."""

import re
from collections.abc import Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.sheets import FIRST_RING, KINDS, SheetKind
from cityreport.tables.filenames import saved_name
from cityreport.template.book import open_book
from cityreport.template.guide import TEMPLATE_VERSION, choice_ranges, write_guide, write_lists
from cityreport.template.monthly import write_sheet

ALWAYS = ("实事项目",)
"""Offered to every unit: results without money belong somewhere."""
_NAMELESS = Unit("", "\ue000", "")
"""Stands for any unit in the pattern of a workbook; its name is a sign nobody writes."""
_TEXTS = "xl/sharedStrings.xml"
_UNPRINTABLE = re.compile(r"[\x00-\x1f]")
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


Parts = list[tuple[str, bytes]]
"""The files inside a zip or .xlsx, by name, in their order."""


def blank_workbook(
    unit: Unit | None, month: Month | None, kinds: Sequence[SheetKind] | None = None
) -> bytes:
    """The blank .xlsx to fill in, one sheet a kind (default: those the unit has to send).

    Unit and month, where given, stand in every title and caption; without them the person who
    fills it in writes them there.
    """
    wanted = tuple(kinds) if kinds is not None else kinds_for(unit)
    book = open_book("文明城市创建工作月报", {"模板版本": TEMPLATE_VERSION})
    book.workbook.define_name("模板版本", f'="{TEMPLATE_VERSION}"')
    write_guide(book, unit, month, wanted)
    choices = choice_ranges(wanted)
    for kind in wanted:
        write_sheet(book, kind, unit, month, choices)
    write_lists(book, wanted)
    return book.close()


def all_workbooks(units: Sequence[Unit], month: Month) -> bytes:
    """A zip with one blank workbook for every unit active in the month, with UTF-8 names."""
    taken: set[str] = set()
    patterns: dict[tuple[SheetKind, ...], Parts] = {}
    books: list[tuple[str, bytes]] = []
    for unit in units:
        if unit.active(month):
            kinds = kinds_for(unit)
            if kinds not in patterns:
                patterns[kinds] = _parts(blank_workbook(_NAMELESS, month, kinds))
            name = _free_name(unit, month, taken)
            taken.add(name)
            books.append((name, _for_unit(patterns[kinds], unit)))
    # An .xlsx is compressed already.
    return _zipped(books, ZIP_STORED)


def kinds_for(unit: Unit | None) -> tuple[SheetKind, ...]:
    """The sheets of a unit's workbook: its 应报表种 and 实事项目; without a unit the monthly four.

    The registers and further sheets go only to those who have to send them.
    """
    asked = FIRST_RING if unit is None else unit.kinds
    return tuple(kind for kind in KINDS if kind.name in (*asked, *ALWAYS))


def file_name(unit: Unit | None, month: Month | None) -> str:
    """The name a blank workbook is saved under: 城东社区_2023年3月_月报.xlsx."""
    parts = (unit.name if unit else "", month.label if month else "", "月报")
    whole = "_".join(_FORBIDDEN.sub("_", part).strip(" .") for part in parts if part)
    return saved_name(f"{whole}.xlsx")


def _parts(workbook: bytes) -> Parts:
    with ZipFile(BytesIO(workbook)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _for_unit(pattern: Parts, unit: Unit) -> bytes:
    """The pattern with the unit's name in it; ten times faster than writing it anew."""
    mark, name = _NAMELESS.name.encode(), escape(_UNPRINTABLE.sub("", unit.name)).encode()
    own = [
        (part, content.replace(mark, name) if part == _TEXTS else content)
        for part, content in pattern
    ]
    return _zipped(own, ZIP_DEFLATED)


def _zipped(parts: Parts, compression: int) -> bytes:
    output = BytesIO()
    with ZipFile(output, "w", compression) as archive:
        for name, content in parts:
            entry = ZipInfo(name)  # a fixed date: the same input gives the same bytes
            entry.compress_type = compression
            archive.writestr(entry, content)
    return output.getvalue()


def _free_name(unit: Unit, month: Month, taken: set[str]) -> str:
    name = file_name(unit, month)
    if name not in taken:
        return name
    return _FORBIDDEN.sub("_", f"{name.removesuffix('.xlsx')}_{unit.code}.xlsx")
