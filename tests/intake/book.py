"""Workbooks in memory: rows of values, and what intake makes of them."""

from datetime import date

from cityreport.intake import read
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster.model import Roster, Unit
from cityreport.tables.workbook import SheetCells, WorkbookCells

TODAY = date(2024, 1, 10)
MARCH = Month(2023, 3)
PEOPLE = {"常住人口": Quantity("6000多", 6000, "at_least", 6000, 7000)}
ROSTER = Roster(
    (
        Unit("S1", "城桥街道", "街道"),
        Unit("C1", "东河社区", "社区", ("东河", "东河社区居委会"), "城桥街道", PEOPLE),
        Unit("C2", "西河社区", "社区", ("西河",), "城桥街道"),
        Unit("X1", "实验小学", "学校", start=Month(2023, 2), end=Month(2023, 6)),
    )
)
ACTIVITY = ["单位", "月份", "活动名称", "场次", "参与人次"]
MONEY = ["单位", "月份", "项目名称", "资金来源", "金额(元)"]
VOLUNTEERS = ["单位", "月份", "活动名称", "参与人次", "服务时长(小时)", "期末注册志愿者数"]
INSPECTED = ["单位", "月份", "检查级别", "检查次数", "发现问题数", "已整改数"]


def sheet(*rows, name="Sheet1", **rest):
    """A sheet of the rows given, padded to a rectangle."""
    width = max((len(row) for row in rows), default=0)
    padded = tuple(tuple(row) + (None,) * (width - len(row)) for row in rows)
    return SheetCells(name, padded, **rest)


def read_sheets(*sheets, file="上报.xlsx", folder="", roster=ROSTER):
    return read(WorkbookCells(file, "0" * 64, tuple(sheets), folder), roster, TODAY)


def read_rows(*rows, name="Sheet1", file="上报.xlsx", **rest):
    return read_sheets(sheet(*rows, name=name, **rest), file=file)


def activities(*rows, **rest):
    """A table of 创建活动 with all its columns; rows without unit and month get 东河社区, 3月."""
    filled = [["东河社区", "2023年3月", *row] for row in rows]
    return read_rows(ACTIVITY, *filled, **rest)


def codes(reading, severity=None):
    return [f.code for f in reading.findings if severity in (None, f.severity)]


def found(reading, code):
    """The one finding of that code."""
    (finding,) = [f for f in reading.findings if f.code == code]
    return finding


def ledger(reading):
    return [row for table in reading.tables for row in table.rows]


def amounts(reading, column):
    rows = ledger(reading)
    return [row.quantities[column].quantity.value for row in rows if column in row.quantities]


def keys(reading):
    reported = reading.keys()
    return [(key.unit, str(key.month), key.kind, key.reporter) for key in reported]


def empties(reading):
    return [(e.key.unit, e.cell) for table in reading.tables for e in table.empty_reports]
