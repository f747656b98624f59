"""From a sheet to an edition of the catalogue: every fault named, or a Framework (details.md A)."""

import math
import re
from pathlib import PurePath
from typing import Final

from cityreport.framework.model import Framework
from cityreport.framework.rows import RowReader
from cityreport.roster.model import Roster
from cityreport.tables.named import (
    CellError,
    NamedRow,
    NamedTable,
    find_table,
    fold,
    table_findings,
)
from cityreport.tables.workbook import Finding, SheetCells

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "编码": ("指标编码", "代码"),
    "测评项目": ("项目",),
    "测评内容": ("内容",),
    "指标名称": ("指标", "测评指标"),
    "计量单位": ("单位",),
    "方向": ("指标方向",),
    "计分规则": ("规则",),
    "规则参数": ("参数",),
    "年度目标": ("目标", "目标值", "年度目标值"),
    "目标性质": (),
    "分值": ("权重",),
    "分子": (),
    "分母": (),
    "汇总方式": (),
    "适用单位类型": ("适用类型", "适用单位"),
    "测评方法": (),
    "牵头单位": (),
    "责任单位": (),
    "完成时限": (),
    "材料要求": (),
    "来源": ("出处",),
    "备注": ("说明",),
}
"""The columns of the catalogue in the order of the shipped file, with the headers also read."""
REQUIRED: Final = (
    "编码",
    "测评项目",
    "指标名称",
    "计量单位",
    "方向",
    "计分规则",
    "年度目标",
    "分值",
    "分子",
)
TOTAL_WEIGHT: Final = 100.0
_TOLERANCE: Final = 0.001
_FURNITURE: Final = re.compile(r"合计|总计|小计|注[::]?|说明|备注|填表|审核|制表")


def parse_framework(
    sheet: SheetCells, file: str, roster: Roster
) -> tuple[Framework | None, list[Finding]]:
    """The catalogue of a sheet, None if it has any error; findings name every fault by its cell.

    The edition is the title above the header, else the file's name (details.md A12).
    """
    table = find_table(sheet, COLUMNS)
    if table is None:
        return None, [_no_header(sheet)]
    findings = table_findings(table, REQUIRED)
    if any(finding.code == "missing-column" for finding in findings):
        return None, findings
    readers = [RowReader(row, roster) for row in table.rows() if not is_furniture(row)]
    indicators = [reader.indicator() for reader in readers]
    findings += _unsaid(findings, readers)
    findings += _doubled_codes(readers) + _weights(table, readers)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    edition = table.title() or PurePath(file).stem
    return Framework(edition, tuple(i for i in indicators if i is not None)), findings


def _no_header(sheet: SheetCells) -> Finding:
    return Finding(
        "error", "no-header", "前 10 行里没有找到测评标准目录的表头。",
        f"表头应有这些列：{'、'.join(REQUIRED)}。", sheet.name,
    )  # fmt: skip


def is_furniture(row: NamedRow) -> bool:
    """Whether the row is a total or a note under the table, not an indicator."""
    cells = row.table.sheet.rows[row.index]
    texts = [fold(str(value)) for value in cells if value is not None and str(value).strip()]
    return not row.text("编码") and bool(_FURNITURE.match(texts[0]))


def _unsaid(said: list[Finding], readers: list[RowReader]) -> list[Finding]:
    """What the rows have to say, without a second word on cells already named."""
    cells = {finding.cell for finding in said}
    return [f for reader in readers for f in reader.findings if f.cell not in cells]


def _doubled_codes(readers: list[RowReader]) -> list[Finding]:
    first: dict[str, RowReader] = {}
    findings = []
    for reader in readers:
        if reader.code and first.setdefault(reader.code, reader) is not reader:
            earlier = first[reader.code].row.cell("编码")
            fault = CellError(
                "doubled-code", f"编码“{reader.code}”与 {earlier} 重复。", "请改成不同的编码。"
            )
            findings.append(reader.row.finding(fault, "编码"))
    return findings


def _weights(table: NamedTable, readers: list[RowReader]) -> list[Finding]:
    """An error when the 分值 do not add up to 100; silent while a 分值 itself is faulty (A10)."""
    weights = [reader.weight for reader in readers]
    if not readers:
        return [_at_header(table, "编码", "no-rows", "表头下面没有指标。", "请至少填写一个指标。")]
    if None in weights:
        return []
    total = math.fsum(weight for weight in weights if weight is not None)
    if abs(total - TOTAL_WEIGHT) <= _TOLERANCE:
        return []
    message = f"计分指标的分值合计是 {total:g}，不是 100。"
    return [
        _at_header(
            table,
            "分值",
            "weight-sum",
            message,
            "请调整分值，使合计等于 100（加分项和仅展示不计）。",
        )
    ]


def _at_header(table: NamedTable, column: str, code: str, message: str, suggestion: str) -> Finding:
    return Finding("error", code, message, suggestion, table.sheet.name, table.header_cell(column))
