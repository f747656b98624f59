"""The 说明 sheet in front: how many faults, which, what to do, until when, what was not kept."""

import re
from collections import Counter
from collections.abc import Sequence

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from cityreport.returns.job import Fault, Job
from cityreport.returns.marking import FILLS, SIGNS
from cityreport.style import FONTS, INK, LIGHT, LINE, PRIMARY
from cityreport.tables.workbook import Severity

TITLE = "说明"
_HEADERS = ("序号", "程度", "所在表", "位置", "原来填的", "哪里不对", "怎么改")
_WIDTHS = (6, 9, 18, 12, 20, 56, 44)
_LINE_HEIGHT, _MOST_LINES = 15, 20
_LONGEST = 32_000
_FORMULA_SIGNS = ("=", "+", "-", "@")
_WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告"}
_PLAIN_CELL = re.compile(r"[A-Z]{1,3}\d+(?::[A-Z]{1,3}\d+)?")


def _argb(colour: str) -> str:
    return f"FF{colour.lstrip('#')}"


_RULE = Side(style="thin", color=_argb(LINE))
_GRID = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)


def explain(
    workbook: Workbook, job: Job, sheets: Sequence[Worksheet | None], lost: Sequence[str]
) -> None:
    """Put the sheet first and make it the one that is seen when the file is opened."""
    sheet = workbook.create_sheet(_free_title(workbook), 0)
    marked = any(place is not None for place in sheets)
    for line in _lines(job, lost, marked=marked):
        sheet.append([None])
        _write(sheet.cell(sheet.max_row, 1), line, wrap=False)
    sheet["A1"].font = Font(FONTS[0], size=16, bold=True, color=_argb(INK))
    sheet.row_dimensions[1].height = 2 * _LINE_HEIGHT
    if job.faults:
        _table(sheet, job.faults, sheets)
    _arrange(sheet)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet  # else typing goes into all selected ones
    workbook.active = 0
    for view in workbook.views:
        view.firstSheet = 0


def summary(faults: Sequence[Fault]) -> str:
    """How many faults there are, in one sentence."""
    counts = Counter(fault.severity for fault in faults)
    if not counts:
        return "这份表没有查出问题，不需要修改。"
    parts = [
        f"{counts[severity]} 处{word}" for severity, word in _WORDS.items() if counts[severity]
    ]
    must = "错误必须改正，警告请核对" if counts["error"] else "警告请核对，确实无误的不用改"
    return f"这份表有 {'、'.join(parts)}。{must}。"


def _lines(job: Job, lost: Sequence[str], *, marked: bool) -> list[str]:
    lines = [f"退回单：{job.file}", summary(job.faults)]
    lines += [job.deadline] if job.faults else []
    if marked:
        lines += [
            "怎么看：红底（批注以“◆ 错误”开头）是错误，黄底（批注以“▲ 警告”开头）是警告；"
            "鼠标移到单元格上可看批注。下表“位置”可以点击跳转。",
            "怎么改：直接在原来的表里改，其余内容没有动过；改好后把这个文件报回即可，本页不用删。",
        ]
    lines += [f"注意：{remark}" for remark in job.remarks]
    if lost:
        lines.append(f"注意：原文件里的{'、'.join(lost)}没有保留，请以单位自存的原件为准。")
    return lines


def _table(sheet: Worksheet, faults: Sequence[Fault], sheets: Sequence[Worksheet | None]) -> None:
    first = sheet.max_row + 2
    for column, words in enumerate(_HEADERS, start=1):
        cell = sheet.cell(first, column)
        _write(cell, words)
        cell.font = Font(FONTS[0], size=10, bold=True, color=_argb(INK))
        cell.fill = PatternFill("solid", fgColor=_argb(LIGHT))
        cell.border = _GRID
    for number, (fault, on) in enumerate(zip(faults, sheets, strict=True), start=1):
        _row(sheet, first + number, number, fault, on)
    sheet.print_title_rows = f"{first}:{first}"


def _row(sheet: Worksheet, row: int, number: int, fault: Fault, on: Worksheet | None) -> None:
    texts = (
        str(number), SIGNS[fault.severity], (on.title if on else fault.sheet) or "整个文件",
        fault.cell, fault.value, fault.message, fault.suggestion,
    )  # fmt: skip
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        _write(cell, text)
        cell.border = _GRID
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(map(_lines_of, texts, _WIDTHS))
    if fault.severity in FILLS:
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[fault.severity])
    if on is not None and _PLAIN_CELL.fullmatch(fault.cell):
        _link(sheet.cell(row, 4), on.title, fault.cell)


def _lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column of that width; a Chinese sign takes two places."""
    places = sum(1 if letter.isascii() else 2 for letter in text)
    return min(1 + places // (width - 1), _MOST_LINES)


def _link(cell: Cell | MergedCell, title: str, place: str) -> None:
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(FONTS[0], size=10, underline="single", color=_argb(PRIMARY))


def _write(cell: Cell | MergedCell, text: str, *, wrap: bool = True) -> None:
    """The text as a text: never a formula, whatever it begins with."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST] or None
    if cell.value is not None:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_SIGNS)
    cell.font = Font(FONTS[0], size=10)
    cell.alignment = Alignment(wrap_text=wrap, vertical="top")


def _arrange(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.sheet_properties.tabColor = "FFB8322A"


def _free_title(workbook: Workbook) -> str:
    taken = {title.lower() for title in workbook.sheetnames}
    names = (TITLE, *(f"{TITLE}（退回{number}）" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.lower() not in taken)
