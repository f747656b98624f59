"""Writes the shipped roster and catalogue: ``python data/make_defaults.py``."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from sampling.cells import Row, SheetPlan, workbook_bytes  # noqa: E402
from sampling.criteria import COLUMNS, EDITION, WIDTHS, catalogue_rows  # noqa: E402
from sampling.units import UNITS, SampleUnit  # noqa: E402

ROSTER_COLUMNS = (
    "单位编码", "单位名称", "别名", "单位类型", "上级单位", "常住人口", "户数", "职工数", "学生数",
    "年度资金计划(元)", "应报表种", "启用月份", "停用月份", "备注",
)  # fmt: skip
_ROSTER_WIDTHS = (10, 24, 28, 10, 14, 10, 8, 8, 8, 16, 40, 10, 10, 56)


def roster_bytes() -> bytes:
    """The workbook ``units.xlsx``."""
    rows: list[Row] = [("单位名册（示例）",), ROSTER_COLUMNS, *map(_unit_row, UNITS)]
    sheet = SheetPlan("单位名册", rows, headers=(1,), widths=_ROSTER_WIDTHS, frozen=2)
    return workbook_bytes([sheet])


def _unit_row(unit: SampleUnit) -> Row:
    base = (
        unit.base.get(name) for name in ("常住人口", "户数", "职工数", "学生数", "年度资金计划")
    )
    names = (unit.code, unit.name, "；".join(unit.aliases), unit.unit_type, unit.parent)
    return (*names, *base, "、".join(unit.kinds), None, None, unit.remark)


def catalogue_bytes() -> bytes:
    """The workbook ``criteria.xlsx``."""
    rows: list[Row] = [(EDITION,), COLUMNS, *catalogue_rows()]
    return workbook_bytes([SheetPlan("测评标准目录", rows, headers=(1,), widths=WIDTHS, frozen=2)])


def main() -> None:
    """Write both workbooks beside this script."""
    (HERE / "units.xlsx").write_bytes(roster_bytes())
    (HERE / "criteria.xlsx").write_bytes(catalogue_bytes())


if __name__ == "__main__":
    main()
