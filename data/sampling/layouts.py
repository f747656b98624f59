"""The home-made layouts of units that do not use the template."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO

from sampling import cells, pools
from sampling.cells import Merge, SheetPlan
from sampling.ledgers import YEAR, Ledger, Row
from sampling.units import SampleUnit

Headers = tuple[tuple[str, str], ...]
"""Canonical column name → the header as the unit writes it."""

OWN_HEADERS: dict[str, Headers] = {
    "资金投入": (
        ("项目名称", "项目名称"), ("投入类别", "项目类别"), ("资金来源", "资金来源"), ("金额", "投入金额"),
        ("完工状态", "完成情况"), ("备注", "备注"),
    ),
    "志愿服务": (
        ("服务队伍", "志愿服务队"), ("活动名称", "活动内容"), ("服务类别", "服务类型"), ("参与人次", "参加人数"),
        ("服务时长", "服务时数（小时）"), ("期末注册志愿者数", "注册志愿者数"), ("其中职工志愿者数", "其中职工"),
        ("其中有服务记录人数", "有服务记录人数"), ("备注", "备注"),
    ),
    "督查检查": (
        ("检查级别", "督查级别"), ("检查单位", "督查单位"), ("检查内容", "督查内容"), ("检查次数", "督查次数"),
        ("发现问题数", "发现问题"), ("已整改数", "整改数"), ("按期整改数", "按时整改数"), ("逾期未整改数", "逾期数"),
        ("反复问题数", "反弹问题数"), ("测评得分", "得分"), ("测评满分", "满分"), ("备注", "备注"),
    ),
    "创建活动": (
        ("活动名称", "活动名称"), ("活动类别", "活动类型"), ("场次", "活动场次"), ("参与人次", "参加人数"),
        ("宣传资料份数", "发放资料份数"), ("清运车次", "清运垃圾车次"), ("备注", "备注"),
    ),
}  # fmt: skip
_STOCKS = ("期末注册志愿者数", "其中职工志愿者数", "其中有服务记录人数")
_TITLES = {
    "资金投入": "创建资金投入",
    "志愿服务": "志愿服务",
    "督查检查": "督查检查",
    "创建活动": "创建活动",
}
_MONTH_FORMS: tuple[Callable[[int], cells.Value], ...] = (
    lambda m: f"{YEAR}年{m}月",
    lambda m: f"{YEAR}.{m}",
    lambda m: f"{YEAR}{m:02d}",
    lambda m: f"{_HAN[m - 1]}月份",
    lambda m: f"{YEAR}-{m:02d}",
    lambda m: date(YEAR, m, 1),
)
_HAN = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

Owned = tuple[SampleUnit, list[Row]]


def month_form(month: int, salt: int = 0) -> cells.Value:
    """The month in one of the ways people write it: 三月份, 2023.3, 202303, a real date …"""
    return _MONTH_FORMS[(month + salt) % len(_MONTH_FORMS)](month)


def own_form(unit: SampleUnit, month: int, ledger: Ledger) -> bytes:
    """Layout (a): title, 填报单位, 单位:万元 at the right, 合计 and signatures, a sheet a kind."""
    return cells.workbook_bytes(
        [_own_sheet(unit, month, kind, rows) for kind, rows in ledger.items()]
    )


def _own_sheet(unit: SampleUnit, month: int, kind: str, rows: list[Row]) -> SheetPlan:
    headers = OWN_HEADERS[kind]
    last = len(headers)
    money = "单位:万元" if kind == "资金投入" else None
    caption: list[cells.Value] = [f"填报单位：{unit.name}", *[None] * (last - 1), money]
    body = [_own_row(number, row, headers) for number, row in enumerate(rows, start=1)]
    body += [_total("合计", rows, headers)] if rows else [("本月无", *[None] * last)]
    table: list[cells.Row] = [
        (f"{unit.name}{YEAR}年{month}月{_TITLES[kind]}月报表", *[None] * last),
        tuple(caption),
        ("序号", *(title for _, title in headers)),
        *body,
        (),
        ("填表人：（示例）", None, None, "审核人：（示例）"),
    ]
    return SheetPlan(kind, table, ((0, 0, 0, last),), headers=(2,))


def _own_row(number: int, row: Row, headers: Headers) -> cells.Row:
    return (number, *(_written(name, row) for name, _ in headers))


def _written(name: str, row: Row) -> cells.Value:
    value = row.get(name)
    return round(value / 10000, 4) if name == "金额" and isinstance(value, int | float) else value


def _total(label: str, rows: Sequence[Row], headers: Headers) -> cells.Row:
    """A total row: the label, then the sum of every flow column that is all numbers."""
    return (label, *(_sum(name, rows) for name, _ in headers))


def _sum(name: str, rows: Sequence[Row]) -> cells.Value:
    values = [_written(name, row) for row in rows if name in row]
    numbers = [value for value in values if isinstance(value, int | float)]
    if name in _STOCKS or not numbers or len(numbers) < len(values):
        return None
    return round(sum(numbers), 4)


def consolidated(
    title: str,
    month: int,
    kinds: Sequence[str],
    ledgers: dict[str, Ledger],
    units: Sequence[SampleUnit],
) -> bytes:
    """Layout (b): all units of a group in one sheet a kind, merged unit cells and 小计 rows."""
    return cells.workbook_bytes(
        [
            consolidated_sheet(
                title, month, kind, [(unit, ledgers[unit.name][kind]) for unit in units]
            )
            for kind in kinds
        ]
    )


def consolidated_sheet(title: str, month: int, kind: str, owned: Sequence[Owned]) -> SheetPlan:
    """One sheet of layout (b)."""
    headers = OWN_HEADERS[kind]
    titles = tuple(f"{t}(万元)" if name == "金额" else t for name, t in headers)
    table: list[cells.Row] = [
        (f"{title}{YEAR}年{month}月{_TITLES[kind]}汇总表",), ("单位", "月份", *titles),
    ]  # fmt: skip
    merged: list[Merge] = []
    for unit, rows in owned:
        first = len(table)
        table += [(unit.name, month_form(month), *_own_row(0, row, headers)[1:]) for row in rows]
        if len(rows) > 1:
            merged.append((first, 0, len(table) - 1, 0))
            table.append(("小计", None, *_total("", rows, headers)[1:]))
    everything = [row for _, rows in owned for row in rows]
    table.append(("合计", None, *_total("", everything, headers)[1:]))
    merged.append((0, 0, 0, len(headers) + 1))
    return SheetPlan(kind, table, tuple(merged), headers=(1,))


def sheet_per_unit(month: int, kind: str, owned: Sequence[Owned]) -> list[SheetPlan]:
    """Layout (c): one sheet a unit, the sheet's name is the unit."""
    headers = OWN_HEADERS[kind]
    return [
        SheetPlan(
            unit.aliases[0],
            [
                (f"{YEAR}年{month}月{_TITLES[kind]}月报表",),
                tuple(title for _, title in headers),
                *(_own_row(0, row, headers)[1:] for row in rows),
            ],
            headers=(1,),
        )
        for unit, rows in owned
    ]


def wide_funds(unit: SampleUnit, month: int, rows: Sequence[Row]) -> SheetPlan:
    """Layout (d): 投入金额(万元) over the three sources, one row a project."""
    sources = pools.WIDE_SOURCES
    table: list[cells.Row] = [
        (f"{unit.name}{YEAR}年{month}月资金投入情况表",),
        ("月份", "项目名称", "项目类别", "投入金额(万元)", None, None, "完成情况"),
        (None, None, None, *sources, None),
    ]
    table += [
        (
            month_form(month, 2), row["项目名称"], row["投入类别"],
            *(_written("金额", row) if row["资金来源"] == source else None for source in sources),
            row["完工状态"],
        )
        for row in rows
    ]  # fmt: skip
    merged = ((0, 0, 0, 6), (1, 3, 1, 5), *((1, c, 2, c) for c in (0, 1, 2, 6)))
    return SheetPlan("资金投入", table, merged, headers=(1, 2))


def wide_sources(rows: list[Row]) -> list[Row]:
    """The rows with every source that has no column in layout (d) booked as 单位自筹."""
    return [
        row if row["资金来源"] in pools.WIDE_SOURCES else {**row, "资金来源": "单位自筹"}
        for row in rows
    ]


def own_sheets(unit: SampleUnit, month: int, ledger: Ledger) -> list[SheetPlan]:
    """The sheets of layout (a), to be put beside others."""
    return [_own_sheet(unit, month, kind, rows) for kind, rows in ledger.items()]


def gbk_csv(unit: SampleUnit, month: int, kind: str, rows: Sequence[Row]) -> bytes:
    """Layout (e): a table saved as text by an old spreadsheet, in GBK."""
    headers = OWN_HEADERS[kind]
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["单位名称", "月份", *(title for _, title in headers)])
    for row in rows:
        values = ["" if (value := _written(name, row)) is None else value for name, _ in headers]
        writer.writerow([unit.aliases[0], f"{YEAR}年{month}月", *values])
    return stream.getvalue().encode("gbk")
