"""From a sheet to the units of the roster, with every fault named by its cell (details.md C27)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from cityreport.period import Month
from cityreport.quantities import BlankCell, Quantity, Unreadable, parse_quantity
from cityreport.roster.model import BASE_FIGURES, KNOWN_TYPES, Unit, fold_name
from cityreport.sheets import BY_NAME, FIRST_RING, MEASURE_UNITS
from cityreport.tables.named import CellError, NamedRow, find_table, fold, table_findings
from cityreport.tables.workbook import Address, Finding, Severity, SheetCells, address_of

PLAN: Final = "年度资金计划"
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "单位编码": ("编码", "代码"),
    "单位名称": ("单位", "名称"),
    "别名": ("别名(；分隔)", "简称"),
    "单位类型": ("类型",),
    "上级单位": ("上级", "主管单位"),
    "常住人口": ("常住人口(人)",),
    "户数": ("户数(户)",),
    "职工数": ("职工数(人)", "教职工数"),
    "学生数": ("学生数(人)", "幼儿数"),
    PLAN: tuple(f"{PLAN}({unit})" for unit in MEASURE_UNITS["money"]),
    "应报表种": ("应报报表",),
    "启用月份": (),
    "停用月份": (),
    "备注": ("说明",),
}
"""The columns of the roster in the order of the shipped file, with the headers also read."""
REQUIRED: Final = ("单位编码", "单位名称", "单位类型")
_RESIDENTS: Final = ("常住人口", PLAN)
_PUPILS: Final = ("职工数", "学生数", PLAN)
_NEEDED: Final = dict.fromkeys(("社区", "村", "街道", "镇", "区县"), _RESIDENTS) | dict.fromkeys(
    ("学校", "幼儿园"), _PUPILS
)
_NEEDED_ELSEWHERE: Final = ("职工数", PLAN)
"""The base figures whose absence is mentioned, by unit type."""
_MONTH: Final = re.compile(r"(\d{4})[年./-]?(\d{1,2})(?:月份?)?(?:[./-]?\d{1,2}日?)?")
_FURNITURE: Final = re.compile(r"合计|总计|小计|注[::]?|说明|填表|审核|制表|共\d+")

T = TypeVar("T")


def parse_roster(sheet: SheetCells, file: str) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units of a roster sheet, none at all if it has any error, and what is to be said of it.

    ``file`` names the workbook where there is no header to point at. What is said stands in the
    order of the cells.
    """
    units, findings = _parsed(sheet, file)
    return units, sorted(findings, key=_place)


def _place(finding: Finding) -> Address:
    return address_of(finding.cell) if finding.cell else (-1, -1)


def _parsed(sheet: SheetCells, file: str) -> tuple[tuple[Unit, ...], list[Finding]]:
    table = find_table(sheet, COLUMNS)
    if table is None:
        return (), [_no_header(sheet, file)]
    findings = table_findings(table, REQUIRED)
    if any(finding.code == "missing-column" for finding in findings):
        return (), findings
    readers = [_Row(row, _plan_unit(table.headers)) for row in table.rows() if not _furniture(row)]
    units = [reader.unit() for reader in readers]
    findings += [finding for reader in readers for finding in reader.findings]
    findings += _doubles(readers)
    if not readers:
        message = "表头下面没有单位。"
        findings.append(Finding("error", "no-rows", message, "请至少填写一个单位。", sheet.name))
    if any(finding.severity == "error" for finding in findings):
        return (), findings
    named, remarks = _with_parents([unit for unit in units if unit is not None], readers)
    return named, findings + remarks


def _no_header(sheet: SheetCells, file: str) -> Finding:
    message = f"“{file}”前 10 行里没有找到单位名册的表头。"
    hint = f"表头至少要有：{'、'.join(REQUIRED)}。"
    return Finding("error", "no-header", message, hint, sheet.name)


def _furniture(row: NamedRow) -> bool:
    """Whether the row is a total or a note under the table, not a unit."""
    texts = [
        fold(str(v)) for v in row.table.sheet.rows[row.index] if v is not None and str(v).strip()
    ]
    return not row.text("单位编码") and bool(_FURNITURE.match(texts[0]))


def _plan_unit(headers: Mapping[str, str]) -> str:
    """The measure unit in the header 年度资金计划(万元), '' when it names none."""
    return headers.get(PLAN, "").removeprefix(PLAN).strip("()")


class _Row:
    """Reads one unit cell by cell and keeps every fault met on the way."""

    def __init__(self, row: NamedRow, plan_unit: str) -> None:
        self.row = row
        self.plan_unit = plan_unit
        self.findings: list[Finding] = []
        self.aliases = _aliases(row.text("别名"), row.text("单位名称"))

    def take(self, column: str, parse: Callable[[], T]) -> T | None:
        """What ``parse`` returns; None and a finding at the column's cell when it faults."""
        try:
            return parse()
        except CellError as fault:
            self.findings.append(self.row.finding(fault, column))
            return None

    def unit(self) -> Unit | None:
        """The row's unit, None when a cell is faulty."""
        text = self.row.text
        for column in REQUIRED:
            self.take(column, lambda column=column: _filled(text(column), column))  # type: ignore[misc]
        kinds = self.take("应报表种", lambda: _kinds(text("应报表种")))
        start = self.take("启用月份", lambda: _month(text("启用月份")))
        end = self.take("停用月份", lambda: _month(text("停用月份")))
        self.take("停用月份", lambda: _in_order(start, end))
        base = {name: q for name in BASE_FIGURES if (q := self.base_figure(name)) is not None}
        self.remark_type()
        self.remark_missing(base)
        if any(finding.severity == "error" for finding in self.findings):
            return None
        return Unit(
            code=text("单位编码"), name=text("单位名称"), unit_type=fold(text("单位类型")),
            aliases=self.aliases, parent=text("上级单位"), base=base, kinds=kinds or FIRST_RING,
            start=start, end=end, remark=text("备注"),
        )  # fmt: skip

    def base_figure(self, name: str) -> Quantity | None:
        """The base figure as a quantity, None where blank; a vague one (若干) is remarked."""
        value = self.row.value(name)
        stored = BASE_FIGURES[name]
        unit = self.plan_unit if name == PLAN else ""
        read = parse_quantity(value, stored, "money" if name == PLAN else "count", unit)
        if isinstance(read, Quantity) and read.value >= 0:
            return read
        text = self.row.text(name)
        if isinstance(read, BlankCell):
            if read.vague:
                self.remark_vague(name, text)
            return None
        wrong = "是负数" if not isinstance(read, Unreadable) else "看不出是多少"
        fault = CellError("bad-number", f"“{name}”填的“{text}”{wrong}。", "请填数字，可写 6000多。")
        self.findings.append(self.row.finding(fault, name))
        return None

    def remark_vague(self, name: str, text: str) -> None:
        """Say that a filled cell gives no number."""
        message = f"{name}填的“{text}”没有具体的数，按没有填处理，用到它的指标显示为缺基数。"
        self.remark("vague-base", message, "请填数字，可写 6000多。", name, "warning")

    def remark_type(self) -> None:
        """Say when the type is none of the known ones: it may be a slip of the pen."""
        unit_type = fold(self.row.text("单位类型"))
        if unit_type and unit_type not in KNOWN_TYPES:
            message = f"“{unit_type}”不在常用单位类型中，按新类型处理。"
            hint = f"如属笔误，常用类型有：{'、'.join(KNOWN_TYPES)}。"
            self.remark("new-type", message, hint, "单位类型")

    def remark_missing(self, base: Mapping[str, Quantity]) -> None:
        """Say which base figures are missing that units of the type need (缺基数)."""
        needed = _NEEDED.get(fold(self.row.text("单位类型")), _NEEDED_ELSEWHERE)
        for name in needed:
            if name not in base and not any(f.cell == self.row.cell(name) for f in self.findings):
                message = f"“{self.row.text('单位名称')}”没有填{name}，用到它的指标显示为缺基数。"
                self.remark("missing-base", message, f"有数后请补填{name}。", name)

    def remark(
        self, code: str, message: str, hint: str, column: str, severity: Severity = "info"
    ) -> None:
        """Keep a remark about one cell of the row."""
        place, text = self.row.cell(column), self.row.text(column) or None
        sheet = self.row.table.sheet.name
        self.findings.append(Finding(severity, code, message, hint, sheet, place, text))


def _filled(text: str, column: str) -> str:
    if not text:
        raise CellError("blank-cell", f"“{column}”没有填写。", f"请补填“{column}”。")
    return text


def _listed(text: str) -> list[str]:
    return [part for part in re.split(r"[、；;,，]", text.strip()) if part.strip()]


def _aliases(text: str, name: str) -> tuple[str, ...]:
    parts = dict.fromkeys(part.strip() for part in re.split(r"[、；;]", text) if part.strip())
    return tuple(part for part in parts if fold_name(part) != fold_name(name))


def _kinds(text: str) -> tuple[str, ...]:
    names = [fold(part) for part in _listed(text)]
    odd = [name for name in names if name not in BY_NAME]
    if odd:
        known = "、".join(BY_NAME)
        raise CellError("unknown-kind", f"没有“{'、'.join(odd)}”这种报表。", f"可填：{known}。")
    return tuple(kind for kind in BY_NAME if kind in names)


def _month(text: str) -> Month | None:
    if not text:
        return None
    match = _MONTH.fullmatch(fold(text))
    if match is None or not 1 <= int(match[2]) <= 12:
        raise CellError("bad-month", f"月份“{text}”看不懂。", "请写成 2023-03 或 2023年3月。")
    return Month(int(match[1]), int(match[2]))


def _in_order(start: Month | None, end: Month | None) -> None:
    if start is not None and end is not None and end < start:
        raise CellError("bad-month", "停用月份早于启用月份。", "请核对两个月份。")


def _doubles(readers: list[_Row]) -> list[Finding]:
    """Errors for a code, name or alias that two rows claim; both cells are named."""
    codes: dict[str, tuple[_Row, str]] = {}
    names: dict[str, tuple[_Row, str]] = {}
    findings = []
    for reader in readers:
        claims = [(codes, "单位编码", reader.row.text("单位编码"))]
        claims += [(names, "单位名称", reader.row.text("单位名称"))]
        claims += [(names, "别名", alias) for alias in reader.aliases]
        for taken, column, text in claims:
            owner, place = taken.setdefault(fold_name(text), (reader, column))
            if text and owner is not reader:
                message = f"{column}“{text}”与 {owner.row.cell(place)} 重复。"
                fault = CellError("doubled-unit", message, "一个编码、名称或别名只能属于一个单位。")
                findings.append(reader.row.finding(fault, column))
    return findings


def _with_parents(units: list[Unit], readers: list[_Row]) -> tuple[tuple[Unit, ...], list[Finding]]:
    """The units with 上级单位 as the canonical name, and warnings where it is not in the roster."""
    names = {fold_name(name): unit.name for unit in units for name in (unit.name, *unit.aliases)}
    findings: list[Finding] = []
    settled = []
    for unit, reader in zip(units, readers, strict=True):
        parent = names.get(fold_name(unit.parent)) if unit.parent else ""
        settled.append(replace(unit, parent=unit.parent if parent is None else parent))
        if parent is None or (parent and parent == unit.name):
            wrong = "就是本单位" if parent else "不在名册中"
            findings.append(_parent_warning(reader, f"上级单位“{unit.parent}”{wrong}。"))
    return tuple(settled), findings


def _parent_warning(reader: _Row, message: str) -> Finding:
    row = reader.row
    hint = "请核对名称，或把上级单位也加进名册。"
    place, text = row.cell("上级单位"), row.text("上级单位")
    return Finding("warning", "unknown-parent", message, hint, row.table.sheet.name, place, text)
