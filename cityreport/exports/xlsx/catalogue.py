"""The catalogue as an Excel file that can be edited there and loaded again."""

from cityreport.framework.draft import Draft, sheet_of
from cityreport.template.book import open_book, write_text

_WIDE, _NARROW = 26, 12
_WIDE_FROM = 10
"""Texts of more signs than this in the header's column get the wide one."""


def catalogue_workbook(draft: Draft) -> bytes:
    """The draft as an .xlsx: title, header, a row an indicator; it loads back as the same draft."""
    sheet = sheet_of(draft)
    book = open_book(draft.edition)
    target = book.sheet(sheet.name)
    look = book.look("text")
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if isinstance(value, int | float):
                target.write_number(row, column, value, look)
            elif value is not None:
                write_text(target, row, column, str(value), look)
    for column in range(len(sheet.rows[0])):
        longest = max((len(str(cells[column] or "")) for cells in sheet.rows[1:]), default=0)
        target.set_column(column, column, _WIDE if longest > _WIDE_FROM else _NARROW)
    target.freeze_panes(2, 4)
    return book.close()
