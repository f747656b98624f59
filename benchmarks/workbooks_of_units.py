"""Monthly workbooks of invented units for the benchmarks: four sheets of forty rows each."""

from io import BytesIO
from pathlib import Path

import xlsxwriter

from cityreport.roster.model import Roster, Unit

ROWS = 40
UNITS = 100
MONTHS = 10
_HEADERS = {
    "资金投入": ("单位", "月份", "项目名称", "投入类别", "资金来源", "金额(元)", "完成数量", "计量单位", "完工状态", "备注"),
    "志愿服务": ("单位", "月份", "服务队伍", "活动名称", "服务类别", "参与人次", "服务时长(小时)", "期末注册志愿者数", "其中职工志愿者数", "备注"),
    "督查检查": ("单位", "月份", "检查级别", "检查单位", "检查内容", "检查次数", "发现问题数", "已整改数", "按期整改数", "逾期未整改数", "反复问题数"),
    "创建活动": ("单位", "月份", "活动名称", "活动类别", "场次", "参与人次", "宣传资料份数", "清运车次", "备注"),
}  # fmt: skip


def roster() -> Roster:
    """The units the workbooks come from."""
    return Roster(tuple(Unit(f"U{n:04d}", _unit(n), "社区") for n in range(UNITS)))


def workbooks(folder: Path) -> list[tuple[str, bytes]]:
    """1,000 workbooks, one a unit and month; written to the folder once and read back later."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [(unit, month) for month in range(1, MONTHS + 1) for unit in range(UNITS)]
    return [(_file(unit, month), _content(folder, unit, month)) for unit, month in files]


def _content(folder: Path, unit: int, month: int) -> bytes:
    path = folder / _file(unit, month)
    if not path.exists():
        path.write_bytes(_written(unit, month))
    return path.read_bytes()


def _file(unit: int, month: int) -> str:
    return f"{_unit(unit)}2023年{month}月.xlsx"


def _unit(number: int) -> str:
    return f"第{number:03d}社区"


def _written(unit: int, month: int) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        for kind, headers in _HEADERS.items():
            sheet = workbook.add_worksheet(kind)
            sheet.write_row(0, 0, headers)
            for row in range(ROWS):
                sheet.write_row(row + 1, 0, _row(kind, unit, month, row))
    return stream.getvalue()


def _row(kind: str, unit: int, month: int, row: int) -> tuple[object, ...]:
    place = _unit(unit), f"2023年{month}月"
    size = unit + month + row
    match kind:
        case "资金投入":
            what = (
                f"第{row}号楼道改造",
                "基础设施",
                "单位自筹",
                1000 + size * 10.5,
                size,
                "处",
                "完工",
                "",
            )
        case "志愿服务":
            what = f"{row}队", f"清洁家园第{row}次", "清洁家园", 10 + size, 20.5 + size, 300, 50, ""
        case "督查检查":
            what = "市", "市督查组", f"第{row}项环境卫生", 1, 9, 8, 7, 1, 0
        case _:
            what = f"第{row}场道德讲堂", "主题教育", 1, 30 + size, 100 + size, 2, "社区活动室"
    return (*place, *what)
