"""An Excel workbook under construction, in the house's look; the same input gives the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cityreport import style

FONT = style.FONTS[0]
TEXT_SIZE = 10
LONGEST_TEXT = 32_767
"""Excel's limit for one cell; the writer drops longer texts without a word."""
_CREATED = datetime(2024, 1, 1)  # noqa: DTZ001 - a fixed stamp: files are comparable by their bytes
_RULE = style.ABSENT
_LINE_HEIGHT = 15.0
_FIRST_WIDE = 0x2000

Look = Literal[
    "title", "caption", "label", "input", "header", "required", "cell", "total", "note", "heading",
    "text",
]  # fmt: skip

_GRID: dict[str, Any] = {"border": 1, "border_color": _RULE, "valign": "vcenter"}
_LOOKS: dict[Look, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "caption": {"font_color": style.QUIET, "valign": "vcenter"},
    "label": {"align": "right", "valign": "vcenter"},
    "input": {**_GRID, "bg_color": "#FFF8E1", "align": "center", "bold": True},
    "header": {
        **_GRID, "bold": True, "bg_color": style.FAINT, "align": "center", "text_wrap": True,
    },
    "required": {
        **_GRID, "bold": True, "bg_color": style.LIGHT, "align": "center", "text_wrap": True,
    },
    "cell": _GRID,
    "total": {**_GRID, "bold": True, "bg_color": style.GROUND, "top": 2},
    "note": {"font_color": style.QUIET, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 12, "font_color": style.PRIMARY, "valign": "vcenter"},
    "text": {"text_wrap": True, "valign": "top"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook in memory and the cell formats made for it so far."""

    output: BytesIO
    workbook: Workbook
    formats: dict[tuple[Look, tuple[tuple[str, Any], ...]], Format] = field(default_factory=dict)

    def look(self, name: Look, **more: Any) -> Format:  # noqa: ANN401 - xlsxwriter's own properties
        """The cell format of that look; ``more`` are further xlsxwriter properties."""
        key = (name, tuple(sorted(more.items())))
        if key not in self.formats:
            base = {"font_name": FONT, "font_size": TEXT_SIZE, "font_color": style.INK}
            self.formats[key] = self.workbook.add_format({**base, **_LOOKS[name], **more})
        return self.formats[key]

    def sheet(self, name: str) -> Worksheet:
        """A new sheet of that (already allowed and unique) name, without grid lines in print."""
        return self.workbook.add_worksheet(name)

    def close(self) -> bytes:
        """The finished .xlsx file; the book cannot be used afterwards."""
        self.workbook.close()
        return self.output.getvalue()


def open_book(title: str, properties: Mapping[str, str] | None = None) -> Book:
    """A new workbook with that document title and custom document properties."""
    output = BytesIO()
    workbook = Workbook(
        output,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": {"font_name": FONT, "font_size": TEXT_SIZE},
        },
    )
    workbook.set_properties({"title": title, "created": _CREATED})
    for name, value in (properties or {}).items():
        workbook.set_custom_property(name, value, "text")
    return Book(output, workbook)


def write_text(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Write the text as text, whatever it begins with (=, +, -, @), cut at Excel's limit.

    No text leaves the cell blank.
    """
    if not text:
        sheet.write_blank(row, column, None, look)
        return
    whole = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    sheet.write_string(row, column, whole, look)


def write_across(sheet: Worksheet, row: int, last_column: int, text: str, look: Format) -> None:
    """Write the text over the merged cells from column A to ``last_column`` (counted from 0)."""
    if last_column > 0:
        sheet.merge_range(row, 0, row, last_column, "", look)
    write_text(sheet, row, 0, text, look)


def lines_needed(text: str, width: float) -> int:
    """How many lines a text takes in a column so many half-width signs wide."""
    room = max(1, int(width - 1))
    return sum(max(1, -(-written_width(line) // room)) for line in text.split("\n"))


def written_width(text: str) -> int:
    """The width of a text in half-width signs; a Chinese character takes two."""
    return sum(2 if ord(sign) > _FIRST_WIDE else 1 for sign in text)


def height_of(lines: int) -> float:
    """The height in points of a row of so many lines.

    Set where the text is known: not every program fits rows to wrapped text by itself.
    """
    return _LINE_HEIGHT * lines + 3


def landscape_page(sheet: Worksheet, header_row: int, footer: str) -> None:
    """Set A4 landscape, one page wide, the rows down to ``header_row`` repeated on every page."""
    sheet.set_landscape()
    _page(sheet, footer)
    sheet.repeat_rows(0, header_row)


def portrait_page(sheet: Worksheet, footer: str) -> None:
    """Set A4 portrait, one page wide."""
    sheet.set_portrait()
    _page(sheet, footer)


def _page(sheet: Worksheet, footer: str) -> None:
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
    sheet.center_horizontally()
    sheet.set_footer(footer)
