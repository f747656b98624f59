"""One sheet of a blank workbook: title, captions, header and the cells to fill in."""

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from cityreport import style
from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.sheets import Column, SheetKind
from cityreport.tables.workbook import column_letters
from cityreport.template.book import FONT, Book, landscape_page, write_across, write_text
from cityreport.template.guide import EMPTY_WORD, ChoiceRanges, wanted

CAPTION_ROW, HEADER_ROW, FIRST_ROW, LAST_ROW = 1, 2, 3, 202
"""Rows counted from 0: the title stands in row 1, the data in rows 4 to 203."""
EMPTY_LABEL = f"本月无此项工作请在右格填“{EMPTY_WORD}”："
EMPTY_CELL = (CAPTION_ROW, 9)
_MONTH_PLACE, _REPORTER_PLACE = 3, 5
_RULED_ROWS = 24
_WIDTHS = {
    "unit": 15, "month": 11, "reporter": 11, "text": 18, "category": 13, "code": 10,
    "date": 11, "flow": 11, "stock": 12, "yes_no": 9,
}  # fmt: skip
_OWN_WIDTHS = {"备注": 22, "计量单位": 9, "金额": 14}
_NUMBER_FORMATS = {"money": "#,##0.00", "time": "#,##0.0#", "score": "#,##0.0#"}
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255
_WHERE_WANTED = {
    "unit": "可不填，以表上方的填报单位为准。",
    "month": "可不填，以表上方的月份为准。",
}
_APPROXIMATE = "只知道大概的照实写，如“约300”“2万多”，出现提醒点“是”。"


def write_sheet(
    book: Book, kind: SheetKind, unit: Unit | None, month: Month | None, choices: ChoiceRanges
) -> None:
    """Add the sheet of one kind, for that unit and month where given."""
    sheet = book.sheet(kind.name)
    last = len(kind.entered) - 1
    sheet.set_comments_author("创建办")
    _write_captions(book, sheet, kind, unit, month)
    for place, column in enumerate(kind.entered):
        _write_column(book, sheet, place, column, choices.get((kind.name, column.name), ""))
    _rule_further_rows(book, sheet, last)
    sheet.freeze_panes(FIRST_ROW, 0)
    footer = (
        "&L填表人：　　　　　审核人：　　　　　单位负责人：　　　　　填报日期：&R第 &P 页，共 &N 页"
    )
    landscape_page(sheet, HEADER_ROW, footer)


def title_of(kind: SheetKind, unit: Unit | None, month: Month | None) -> str:
    """The sheet's title: 城东社区2023年3月资金投入月报表."""
    return f"{unit.name if unit else ''}{month.label if month else ''}{kind.name}月报表"


def number_format(column: Column) -> str:
    """The number format a column's cells get; text columns take what is typed as it stands."""
    if not column.is_measure:
        return "yyyy-mm-dd" if column.role == "date" else "@"
    return _NUMBER_FORMATS.get(column.family, "#,##0" if column.measure_unit else "General")


def _write_captions(
    book: Book, sheet: Worksheet, kind: SheetKind, unit: Unit | None, month: Month | None
) -> None:
    plain = book.look("caption", font_color=style.INK)
    write_across(sheet, 0, len(kind.entered) - 1, title_of(kind, unit, month), book.look("title"))
    sheet.set_row(0, 34)
    sheet.set_row(CAPTION_ROW, 24)
    write_text(sheet, CAPTION_ROW, 0, f"填报单位：{unit.name if unit else ''}", plain)
    write_text(sheet, CAPTION_ROW, _MONTH_PLACE, f"月份：{month.label if month else ''}", plain)
    write_text(sheet, CAPTION_ROW, _REPORTER_PLACE, "填报方：", plain)
    row, place = EMPTY_CELL
    write_text(sheet, row, place - 1, EMPTY_LABEL, book.look("label", font_size=9))
    sheet.write_blank(row, place, None, book.look("input"))
    sheet.data_validation(row, place, row, place, _empty_word_rule())


def _write_column(book: Book, sheet: Worksheet, place: int, column: Column, choices: str) -> None:
    cells = _cell_properties(column)
    sheet.set_column(place, place, _width(column), book.look("text", **cells, valign="vcenter"))
    _write_header(sheet, place, column, book.look("required" if column.required else "header"))
    ruled = book.look("cell", **cells)
    for row in range(FIRST_ROW, FIRST_ROW + _RULED_ROWS):
        sheet.write_blank(row, place, None, ruled)
    sheet.data_validation(FIRST_ROW, place, LAST_ROW, place, _rule(column, choices))


def _write_header(sheet: Worksheet, place: int, column: Column, look: Format) -> None:
    write_text(sheet, HEADER_ROW, place, column.title, look)
    note = wanted(column) + _WHERE_WANTED.get(column.role, "")
    sheet.write_comment(
        HEADER_ROW, place, note, {"font_name": FONT, "font_size": 9, "width": 200, "height": 60}
    )
    sheet.set_row(HEADER_ROW, 34)


def _cell_properties(column: Column) -> dict[str, Any]:
    wrap = not column.is_measure
    return {"num_format": number_format(column), "text_wrap": wrap, "font_size": 11}


def _width(column: Column) -> float:
    return _OWN_WIDTHS.get(column.name, _WIDTHS[column.role])


def _rule(column: Column, choices: str) -> dict[str, Any]:
    """The cell rule of a column: a hint at the cell, and at most a question, never a refusal."""
    if column.is_measure:
        return _number_rule(column)
    hint = {"validate": "any", **_message("input", column.title, _hint(column))}
    source = ["是", "否"] if column.role == "yes_no" else choices
    if not source:
        return hint
    error = _message("error", "不在下拉中", "下拉中没有这一项。确实要这样写的，点“是”继续。")
    return {**hint, **error, "validate": "list", "source": source, "error_type": "warning"}


def _number_rule(column: Column) -> dict[str, Any]:
    wrong = "这里一般填不小于0的数。确实只知道大概（如“约300”“2万多”）或要冲减的，点“是”继续。"
    return {
        "validate": "decimal",
        "criteria": ">=",
        "value": 0,
        "error_type": "warning",
        **_message("input", column.title, _hint(column)),
        **_message("error", "请核对这个数", wrong),
    }


def _hint(column: Column) -> str:
    return wanted(column) + (
        _APPROXIMATE if column.is_measure else _WHERE_WANTED.get(column.role, "")
    )


def _empty_word_rule() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": [EMPTY_WORD],
        "error_type": "warning",
        **_message(
            "input", "本月无此项工作", f"本月确实没有这项工作的，选“{EMPTY_WORD}”；有的不填。"
        ),
        **_message("error", "请核对", f"这里只填“{EMPTY_WORD}”，或留空。"),
    }


def _message(which: str, title: str, text: str) -> dict[str, str]:
    return {f"{which}_title": title[:_TITLE_LIMIT], f"{which}_message": text[:_MESSAGE_LIMIT]}


def _rule_further_rows(book: Book, sheet: Worksheet, last: int) -> None:
    """Draw lines around rows past the first page only once they are filled: no blank pages."""
    first = FIRST_ROW + _RULED_ROWS
    letters = f"$A{first + 1}:${column_letters(last)}{first + 1}"
    sheet.conditional_format(
        first, 0, LAST_ROW, last,
        {
            "type": "formula",
            "criteria": f"=COUNTA({letters})>0",
            "format": book.workbook.add_format({"border": 1, "border_color": style.ABSENT}),
        },
    )  # fmt: skip
