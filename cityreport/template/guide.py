"""The first sheet of a blank workbook (填表说明) and the hidden one with the drop-down lists."""

from collections.abc import Iterator, Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from cityreport.period import Month
from cityreport.roster.model import Unit
from cityreport.sheets import Column, SheetKind
from cityreport.tables.workbook import column_letters
from cityreport.template.book import (
    Book,
    height_of,
    lines_needed,
    portrait_page,
    write_across,
    write_text,
)

TEMPLATE_VERSION = "1.0"
"""Raised when a column of the monthly sheets changes; printed in every blank workbook."""
GUIDE_SHEET = "填表说明"
LISTS_SHEET = "字典"
EMPTY_WORD = "本月无"
LAST_COLUMN = 3
_WIDTHS = (14, 22, 44, 40)
_RULES = (
    "只填本单位当月发生的数；累计数不填，程序会逐月累加。下属单位的数由下属单位自己报，不要汇总进来。",
    "一项一行，从表头下一行填起；行数不够可以往下接着写，不用写合计行。",
    "深蓝色表头的列是必填数；确实是0就填0，不掌握的留空，不要用0代替。",
    "只知道大概的，照实写，如“约300”“2万多”“2万余元”“近500”；出现提醒时点“是”即可。",
    "金额按元填；按万元填的请写明单位，如“3.5万元”。服务时长按小时填，是所有参加者的时间相加。",
    "本月没有某项工作的，在该表上方黄色格填“本月无”；整张表空着不填，视为未报。",
    "“单位”“月份”两列可以不填，以表上方的填报单位和月份为准；填了就要与上方一致。",
    "单位内部由几个部门分别填报的，各自写明“填报方”（如 团委、总务处），程序相加；同一填报方再报，以后一次为准。",
    "类别从下拉中选；下拉中没有的可以直接写，出现提醒时点“是”。",
    "不要改动表头和工作表名称。填好后整本发回，不用删除空表。",
)

ChoiceRanges = Mapping[tuple[str, str], str]
"""(Sheet kind, column) → the range of the hidden sheet that holds the choices."""


def write_guide(
    book: Book, unit: Unit | None, month: Month | None, kinds: Sequence[SheetKind]
) -> None:
    """Add 填表说明: what each sheet wants, how to write numbers, every column in words."""
    sheet = book.sheet(GUIDE_SHEET)
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row = _write_head(book, sheet, unit, month)
    row = _write_table(book, sheet, row, "一、填哪几张表", ("工作表", "填什么"), _wants(kinds))
    row = _write_rules(book, sheet, row)
    heads = ("工作表", "列名", "怎么填", "可选内容")
    row = _write_table(book, sheet, row, "三、各列怎么填", heads, _columns(kinds))
    portrait_page(sheet, f"&C第 &P 页，共 &N 页&R模板版本 {TEMPLATE_VERSION}")
    sheet.print_area(0, 0, row - 1, LAST_COLUMN)


def choice_ranges(kinds: Sequence[SheetKind]) -> ChoiceRanges:
    """Where the hidden sheet keeps the choices of every column that has some."""
    return {
        (kind.name, column.name): _range(place, len(column.choices))
        for place, (kind, column) in enumerate(_with_choices(kinds))
    }


def write_lists(book: Book, kinds: Sequence[SheetKind]) -> None:
    """Add the hidden sheet 字典, one list a column."""
    sheet = book.sheet(LISTS_SHEET)
    sheet.hide()
    for place, (kind, column) in enumerate(_with_choices(kinds)):
        for row, text in enumerate((f"{kind.name}：{column.name}", *column.choices)):
            write_text(sheet, row, place, text, book.look("text"))


def _with_choices(kinds: Sequence[SheetKind]) -> list[tuple[SheetKind, Column]]:
    return [(kind, column) for kind in kinds for column in kind.entered if column.choices]


def _range(place: int, count: int) -> str:
    letter = column_letters(place)
    return f"={LISTS_SHEET}!${letter}$2:${letter}${count + 1}"


def _write_head(book: Book, sheet: Worksheet, unit: Unit | None, month: Month | None) -> int:
    write_across(sheet, 0, LAST_COLUMN, "文明城市创建工作月报填表说明", book.look("title"))
    sheet.set_row(0, 32)
    whom = [f"发给：{unit.name}"] if unit else []
    whom += [f"所属月份：{month.label}"] if month else []
    line = "　".join([*whom, f"模板版本：{TEMPLATE_VERSION}"])
    write_across(sheet, 1, LAST_COLUMN, line, book.look("caption", align="center"))
    return 3


def _write_rules(book: Book, sheet: Worksheet, row: int) -> int:
    write_text(sheet, row, 0, "二、怎么填", book.look("heading"))
    for number, rule in enumerate(_RULES, start=1):
        line = f"{number}. {rule}"
        write_across(sheet, row + number, LAST_COLUMN, line, book.look("text"))
        # Excel does not fit the height of merged cells by itself.
        sheet.set_row(row + number, height_of(lines_needed(line, sum(_WIDTHS))))
    return row + len(_RULES) + 2


def _write_table(
    book: Book,
    sheet: Worksheet,
    row: int,
    heading: str,
    heads: tuple[str, ...],
    rows: Iterator[tuple[str, ...]],
) -> int:
    write_text(sheet, row, 0, heading, book.look("heading"))
    row += 1
    _write_cells(book, sheet, row, heads, "header")
    for cells in rows:
        row += 1
        _write_cells(book, sheet, row, cells, "cell")
    return row + 2


def _write_cells(book: Book, sheet: Worksheet, row: int, cells: tuple[str, ...], look: str) -> None:
    header = look == "header"
    shown = book.look("header") if header else book.look("cell", text_wrap=True)
    *first, last = cells
    for place, text in enumerate(first):
        write_text(sheet, row, place, text, shown)
    place = len(first)
    if place < LAST_COLUMN:
        sheet.merge_range(row, place, row, LAST_COLUMN, "", shown)
    write_text(sheet, row, place, last, shown)
    widths = (*_WIDTHS[:place], sum(_WIDTHS[place:]))
    lines = max(lines_needed(text, width) for text, width in zip(cells, widths, strict=True))
    sheet.set_row(row, height_of(lines))


def _wants(kinds: Sequence[SheetKind]) -> Iterator[tuple[str, ...]]:
    return ((kind.name, kind.help) for kind in kinds)


def _columns(kinds: Sequence[SheetKind]) -> Iterator[tuple[str, ...]]:
    everywhere = [c for c in kinds[0].entered if all(c in kind.entered for kind in kinds)]
    yield from (_in_words("各表", column) for column in everywhere)
    for kind in kinds:
        yield from (_in_words(kind.name, c) for c in kind.entered if c not in everywhere)


def _in_words(where: str, column: Column) -> tuple[str, ...]:
    return where, column.title, wanted(column), "、".join(column.choices)


def wanted(column: Column) -> str:
    """What a column wants, in a sentence or two: its help, and whether it must be filled."""
    must = "必填。" if column.required else ""
    several = "可多选，用“、”连写。" if column.several and "、" not in column.help else ""
    return f"{column.help}{several}{must}"
