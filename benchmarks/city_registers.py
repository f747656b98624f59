"""The further sheets of a large city: registers, awards, marks and works of a year, for every unit.

``city.py`` makes the four monthly sheets only; the pages made of ledger rows (申报材料与机制,
模拟测评, the 台账 of 督查整改, slides) are empty on it. This adds to a copy of its store some
40,000 rows a month: ``PYTHONPATH=. python benchmarks/city_registers.py copy-of/city.db [1000]``.
"""

import hashlib
import random
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.city import LAST, unit_list
from cityreport.period import Month, months_of
from cityreport.quantities import Quantity
from cityreport.sheets import BY_NAME, Column
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)

ROWS = {
    "实事项目": (2, 2), "申报材料": (8, 12), "工作机制": (8, 8), "荣誉表彰": (0, 1), "下步计划": (3, 5),
    "测评打分": (12, 12), "问题整改台账": (10, 20),
}  # fmt: skip
"""Sheet kind → the fewest and most rows a unit sends in a month."""
ROUND_MONTHS = 3
SILENT = 0.1
_CHOICES = {
    "指标编码": ("A01", "A02", "A03", "A04", "B01", "B05", "B09", "C01", "C02"),
    "扣分原因": ("垃圾未清", "车辆乱停", "小广告", "设施破损", "飞线充电", "台账不全", "乱晾晒"),
    "点位类型": ("背街小巷", "农贸市场", "社区", "学校", "公园广场", "主次干道"),
    "等次": ("一等奖", "二等奖", "优秀"),
}
_FROM_THE_TITLE = ("unit", "month", "reporter")


def add(file: Path, units: int) -> None:
    """Commit the further sheets of the last year, one file of all units a month."""
    store = Store.open(f"sqlite:///{file}")
    names = [unit.name for unit in unit_list(units)]
    for month in months_of(LAST.year):
        chance = random.Random(f"registers {month}")
        sent = [name for name in names if chance.random() > SILENT]
        kinds = [one for one in ROWS if one != "测评打分" or month.number % ROUND_MONTHS == 0]
        tables = tuple(_table(kind, sent, month, chance) for kind in kinds)
        title = f"{month.label}台账.xlsx"
        sha256 = hashlib.sha256(title.encode()).hexdigest()
        reading = FileReading(title, sha256, True, tables, content=b"x")
        submission = Submission(reading, "bench", date(2024, 1, 3))
        store.commit(submission, datetime(2024, 1, 5, 9, month.number, tzinfo=UTC))
    store.close()


def _table(kind: str, names: list[str], month: Month, chance: random.Random) -> TableReading:
    rows: list[LedgerRow] = []
    for name in names:
        for number in range(chance.randint(*ROWS[kind])):
            rows.append(_row(kind, name, month, 4 + len(rows), number, chance))
    return TableReading(
        kind, kind, "A3", {}, tuple(names), (month,), len(rows), {}, tuple(rows)
    )  # fmt: skip


def _row(
    kind: str, unit: str, month: Month, row: int, number: int, chance: random.Random
) -> LedgerRow:
    amounts: dict[str, float] = {}
    texts: dict[str, str] = {}
    for column in BY_NAME[kind].entered:
        if column.is_measure:
            amounts[column.name] = _amount(column, chance)
        elif column.role not in _FROM_THE_TITLE and column.name != "备注":
            texts[column.name] = _text(column, month, number, chance)
    if kind == "问题整改台账":
        amounts |= _mended(texts, chance)
    quantities = {
        name: CellQuantity(Quantity(f"{value:g}", value, "exact", value, value), f"F{row}")
        for name, value in amounts.items()
    }
    cells = {name: CellText(text, f"C{row}") for name, text in texts.items() if text}
    return LedgerRow(kind, unit, month, "", kind, row, quantities, cells)


def _mended(texts: dict[str, str], chance: random.Random) -> dict[str, float]:
    """Four of five problems are mended within 40 days; what is computed of the dates."""
    if chance.random() > 0.8:
        texts["完成日期"] = ""
        return {}
    days = chance.randint(1, 40)
    texts["完成日期"] = str(date.fromisoformat(texts["发现日期"]) + timedelta(days))
    return {"整改用时天数": float(days), "已完成数": 1.0}


def _amount(column: Column, chance: random.Random) -> float:
    if column.name == "应得分":
        return 10.0
    return float(chance.choice((10, 9, 8, 6)) if column.name == "实得分" else chance.randint(1, 99))


def _text(column: Column, month: Month, number: int, chance: random.Random) -> str:
    if column.role == "yes_no":
        return "是" if chance.random() < 0.9 else "否"
    if column.name == "期次":
        return f"第{month.number // ROUND_MONTHS}期"
    if column.role == "date":
        known = column.name != "发现日期"
        of = month.number if known else chance.randint(1, month.number)
        return f"{month.year}-{of:02d}-{chance.randint(1, 28):02d}"
    listed = column.choices or _CHOICES.get(column.name, ())
    return chance.choice(listed) if listed else f"{column.name}{number}"


if __name__ == "__main__":
    add(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:] or ("1000",)))
