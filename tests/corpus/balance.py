"""Every cell of a file accounted for, recomputed from its raw cells without asking intake how.

Only three things are taken from the reading: the ledger (which cell gave which value), the header
rows with what each column was taken for, and the findings. What a cell is otherwise (title, total,
note, numbering …) is judged here anew, by rules simpler and narrower than those of intake.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from cityreport.sheets import BY_NAME
from cityreport.tables.ledger import FileReading, TableReading
from cityreport.tables.workbook import SheetCells, WorkbookCells, address_of, cell_name

TEMPLATE_SHEETS = ("填表说明", "字典")
_FIGURE = re.compile(r"-?\d[\d,]*(\.\d+)?")
_TOTAL = re.compile(r"[^\d]{0,12}(小计|合计|总计|共计|累计)(数|金额)?[:：]?")
_SIGNATURE = re.compile(
    r"填表人|填报人|制表|审核|复核|经办|负责人|单位负责人|联系人|联系电话|电话|单位盖章|单位\(盖章\)|盖章|填报日期|填表日期|填报单位"
)
_NOTE = re.compile(r"(注|说明|备注)[:：\d]|※|\d[.、].{8,}")
_NONE = re.compile(r"(本月|当月|本期)?(无|没有|零报告|未开展)(此项)?(工作|活动|投入)?|[-—/]")
_BLANK = re.compile(r"[-—–/]+")
_NUMBER = re.compile(r"[(]?[a-z]{0,3}[\d.\-]+[)、.]?|[(]?[一二三四五六七八九十]+[)、.]?")
_NUMBERING = re.compile(r"序号|编号|序|no\.?|项次")
_MONTH = re.compile(r"20\d\d(0[1-9]|1[0-2])?")

_LEFT_OUT = "这一行已略过"
_UNPLACED = {
    "empty-roster", "unknown-unit", "missing-unit", "missing-unit-cell", "missing-month",
    "missing-month-cell", "missing-year", "unreadable-month", "month-outside", "several-months",
    "future-month",
}  # fmt: skip
"""Errors for which a row has no unit or month and so no place in the ledger."""
_WHOLE_ROW = {"unlabelled-total", "not-assessed", "unclear-empty-mark", "empty-and-rows"}
_WHOLE_COLUMN = {
    "unknown-column", "ignored-column", "duplicate-column", "said-unused", "learnt-unused",
}  # fmt: skip
_WHOLE_SHEET = {"unrecognised-sheet", "nothing-recognised", "ambiguous-kind", "header-not-fitting"}


def plain(value):
    """A cell's text in half width and without spaces; None is empty."""
    text = "" if value is None else str(value)
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def figure(value):
    """The number a cell shows, None if it shows none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value)
    text = plain(value) if isinstance(value, str) else ""
    return float(text.replace(",", "")) if _FIGURE.fullmatch(text) else None


@dataclass(frozen=True)
class Account:
    """What became of the cells of one sheet: a class for each occupied cell, empty for none."""

    sheet: SheetCells
    classes: dict
    measured: dict
    """Ledger value by cell and column."""

    @property
    def unaccounted(self):
        return {cell_name(*at): self.sheet.value(*at) for at, c in self.classes.items() if not c}

    def raw_sum(self):
        """The sum of every number of the sheet."""
        return sum(figure(self.sheet.value(*at)) or 0.0 for at in self.classes)

    def booked_sum(self, factors):
        """The sum of what was booked: the ledger in written units, and the numbers of all other
        classes."""
        total = 0.0
        for (at, column), value in self.measured.items():
            if figure(self.sheet.value(*at)) is not None:
                total += value / factors.get(column, 1.0)
        others = (at for at, found in self.classes.items() if found and found != "quantity")
        return total + sum(figure(self.sheet.value(*at)) or 0.0 for at in others)

    def counts(self):
        return Counter(self.classes.values())


def accounts(workbook: WorkbookCells, reading: FileReading):
    """The account of every sheet of a file that was read."""
    return [_Sheet(sheet, reading).account() for sheet in workbook.sheets]


class _Sheet:
    """One sheet with the tables and findings the reading gives it."""

    def __init__(self, sheet: SheetCells, reading: FileReading):
        self.sheet = sheet
        self.tables: list[TableReading] = [t for t in reading.tables if t.sheet == sheet.name]
        self.findings = [f for f in reading.findings if f.sheet in (sheet.name, None)]
        self.cells = set(self._occupied())
        self.headers = {
            row
            for t in self.tables
            if t.recognition and t.columns
            for row in range(t.recognition.first - 1, t.recognition.last)
        }
        self.texts = {
            address_of(cell.cell) for t in self.tables for r in t.rows for cell in r.texts.values()
        }
        self.placed = {row.row - 1 for t in self.tables for row in t.rows}
        self.measured = self._measured()
        self.named = self._named()

    def account(self):
        classes = {at: self._class(at) for at in sorted(self.cells)}
        return Account(self.sheet, self._with_range(classes), self.measured)

    def _occupied(self):
        for r, line in enumerate(self.sheet.rows):
            for c, value in enumerate(line):
                if value is not None and plain(value):
                    yield r, c
        yield from self.sheet.error_cells
        yield from self.sheet.uncached
        yield from self.sheet.strays

    def _measured(self):
        """The ledger by cell and column; a cell may serve several rows with one value only."""
        found = {}
        for table in self.tables:
            derived = {c.name for c in BY_NAME[table.kind].columns if c.derived_from}
            for row in table.rows:
                for name, one in row.quantities.items():
                    if name in derived or one.quantity.raw == "":
                        continue
                    key = (address_of(one.cell), name)
                    assert found.setdefault(key, one.quantity.value) == one.quantity.value
        return found

    def _named(self):
        """The cells that a finding names by itself."""
        cells = set()
        for finding in self.findings:
            for cell in (finding.cell or "").split(":")[:1]:
                if cell and ":" not in finding.cell:
                    cells.add(address_of(cell))
        return cells

    def _with_range(self, classes):
        """One finding may name many strays as a range with their number (C17)."""
        strays = [f for f in self.findings if f.code == "stray-cell" and ":" in f.cell]
        for finding in strays:
            first, last = map(address_of, finding.cell.split(":"))
            inside = [at for at, found in classes.items() if not found and first <= at <= last]
            if len(inside) <= int(re.search(r"\d+", finding.value)[0]):
                classes |= dict.fromkeys(inside, "named")
        return classes

    def _class(self, at):
        if plain(self.sheet.name) in TEMPLATE_SHEETS:
            return "template"
        if any(at == cell for cell, _ in self.measured):
            return "quantity"
        if at in self.texts:
            return "text"
        if at[0] in self.headers or self._repeats_header(at[0]):
            return "header"
        for rule in (self._in_row, self._around):
            if found := rule(at):
                return found
        if at in self.named or self._named_with_others(at):
            return "named"
        return ""

    def _repeats_header(self, row):
        line = self._line(row)
        return bool(line) and any(line == self._line(header) for header in self.headers)

    def _line(self, row):
        return [(c, plain(self.sheet.value(r, c))) for r, c in sorted(self.cells) if r == row]

    def _role(self, at):
        """The role of the column a cell stands in, and the part of a measure it holds."""
        for table in reversed(self.tables):
            if table.recognition and table.recognition.last <= at[0]:
                for column in table.recognition.columns:
                    if address_of(column.cell)[1] == at[1] and column.column:
                        name, _, part = column.column.partition("/")
                        return BY_NAME[table.kind].column(name).role, part
                if self._inside(table, at):
                    break
        return "", ""

    def _inside(self, table, at):
        columns = [address_of(column.cell)[1] for column in table.recognition.columns]
        return bool(columns) and min(columns) <= at[1] <= max(columns)

    def _in_row(self, at):
        """What a cell is by its row and column below a header."""
        if not any(row < at[0] for row in self.headers):
            return ""
        text = plain(self.sheet.value(*at))
        role, part = self._role(at)
        if self._totals(at[0]) and (role or _TOTAL.fullmatch(text)):
            return "total"
        if self._numbered(at) and _NUMBER.fullmatch(text):
            return "numbering"
        if at[0] in self.placed:
            if role in ("unit", "month", "reporter", "date"):
                return "key"
            if part == "小计" and role:
                return "total"
            return "blank sign" if _BLANK.fullmatch(text) and role else ""
        return self._of_unplaced_row(at, role, text)

    def _of_unplaced_row(self, at, role, text):
        line = [t for _, t in self._line(at[0])]
        if line and (_SIGNATURE.match(line[0]) or any(_SIGNATURE.match(t) for t in line)):
            return "note"
        if line and _NOTE.match(line[0]) and figure(text) is None:
            return "note"
        data = [t for (c, t) in self._line(at[0]) if self._role((at[0], c))[0] not in _KEYS]
        if all(_NONE.fullmatch(t) or t == "0" for t in data) and any(map(_NONE.fullmatch, line)):
            return "none"
        if role in ("unit", "month", "reporter") and not data:
            return "prefilled"
        if len(line) == 1 and figure(text) is None:
            return "heading"
        if any(f.code in _UNPLACED and f.severity == "error" for f in self.findings) and role:
            return "named"
        return ""

    def _totals(self, row):
        return any(_TOTAL.fullmatch(text) for text in self._texts(row))

    def _texts(self, row):
        return [text for _, text in self._line(row)]

    def _numbered(self, at):
        return any(_NUMBERING.fullmatch(plain(self.sheet.value(h, at[1]))) for h in self.headers)

    def _around(self, at):
        """What a cell is above a table, or between two of them."""
        value = self.sheet.value(*at)
        below = [row for row in self.headers if row > at[0]]
        if not below or at[0] in self.placed:
            return "none" if self._bare(at) else ""
        if figure(value) is None:
            return "caption" if value is not None else ""
        after = [text for c, text in self._line(at[0]) if c > at[1]]
        of_day = after and after[0][0] in "年月日"
        return "caption" if _MONTH.fullmatch(plain(value)) or of_day else ""

    def _bare(self, at):
        """A sheet without a table that says 本月无 under its title."""
        number = figure(self.sheet.value(*at))
        signed = any(map(_SIGNATURE.match, self._texts(at[0])))
        said = number in (None, 0.0) or _MONTH.fullmatch(plain(self.sheet.value(*at))) or signed
        return bool(said) and any(t.empty_reports and not t.columns for t in self.tables)

    def _measures(self, row):
        """Whether the ledger has any quantity of the row."""
        return any(at[0] == row for at, _ in self.measured)

    def _named_with_others(self, at):
        """Cells that a finding names together: a sheet, a row, a column, rows without a place."""
        for finding in self.findings:
            if finding.code in _WHOLE_SHEET:
                return True
            if finding.code in _UNPLACED and _row(finding) == at[0]:
                return True
            if _LEFT_OUT in finding.message and _row(finding) == at[0]:
                return True
            if finding.code in _WHOLE_ROW and _row(finding) == at[0] and not self._measures(at[0]):
                return True
            if finding.code in _WHOLE_COLUMN:
                head = address_of(finding.cell)
                if head[1] == at[1] and head[0] < at[0]:
                    return True
        return False


def _row(finding):
    return address_of(finding.cell)[0] if finding.cell else None


_KEYS = ("unit", "month", "reporter")
