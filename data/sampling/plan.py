"""Which file carries what: the twelve months of sample files and their manifest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from sampling import cells, citywide, layouts
from sampling.filled import template_bytes
from sampling.ledgers import YEAR, Ledger, ledger
from sampling.reports import reported_files
from sampling.units import BY_NAME, CITY, SampleUnit

LATE = "屿麦镇"
WITHHELD = ("墨舟社区", 9)
MONTHS = tuple(range(1, 13))
_TEMPLATE = ("汐岚街道", "霁禾镇", "棠汀镇", "云汐市霁禾中学")
_OWN_FORM = (
    "屿麦镇", "枫玦街道", "橘灯社区", "云汐市棠汀镇中心小学", "砚鹭街道", "鹿笙社区", "云汐市砚鹭中学",
)  # fmt: skip
_STORIES = {
    ("棠汀镇", 7): "情节：资金把万元数填进了“元”栏。",
    ("橘灯社区", 8): "情节：志愿服务照抄7月。",
    ("云汐市霁禾中学", 9): "情节：九月起加快，名次超过砚鹭中学。",
    ("枫玦街道", 5): "情节：河岸同一点位反复反弹（4月至11月）。",
}


@dataclass(frozen=True)
class SampleFile:
    """One sample file: its place under ``samples/``, content, 收到日期 and what it is."""

    path: str
    content: bytes
    received: date | None
    note: str


def sample_files(months: Sequence[int] = MONTHS) -> Iterator[SampleFile]:
    """The files of those months of the sample year, month by month."""
    for month in months:
        ledgers = {unit.name: ledger(unit, month) for unit in CITY}
        yield from _reports(month)
        yield from _template_files(month, ledgers)
        yield from _own_files(month, ledgers)
        yield _wide_file(month, ledgers["墨舟社区"])
        yield _communities(month, ledgers)
        yield _kindergartens(month, ledgers)
        yield _offices(month, ledgers)
        yield from _csv_files(month, ledgers["云汐市鸢堤小学"])
        yield from _citywide_files(month)


def _place(month: int, name: str, content: bytes, note: str, owner: str = "") -> SampleFile:
    path = f"{YEAR}-{month:02d}/{name}"
    return SampleFile(path, content, _received(owner or name, month), note)


def _received(owner: str, month: int) -> date:
    """The day the file came: by the 5th of the next month, but for the late unit."""
    random = Random(f"{YEAR}|{owner}|{month}|received")  # noqa: S311 - samples, not secrets
    late = owner == LATE and month >= 3
    day = random.randrange(8, 17) if late else random.randrange(2, 6)
    return date(YEAR + month // 12, month % 12 + 1, day)


def _reports(month: int) -> Iterator[SampleFile]:
    for report in reported_files():
        if report.month == month:
            content = template_bytes(BY_NAME[report.unit], month, report.ledger, report.reporter)
            end = f"_{report.reporter}" if report.reporter else ""
            name = f"{report.unit}_{YEAR}年{month}月_月报{end}.xlsx"
            yield _place(month, name, content, f"示例·来自公开汇报：{report.note}", report.unit)


def _told(name: str, month: int, layout: str) -> str:
    late = "情节：迟报。" if name == LATE and month >= 3 else ""
    return f"示例·虚构，{layout}。{_STORIES.get((name, month), '')}{late}"


def _template_files(month: int, ledgers: dict[str, Ledger]) -> Iterator[SampleFile]:
    for name in _TEMPLATE:
        content = template_bytes(BY_NAME[name], month, ledgers[name])
        file = f"{name}_{YEAR}年{month}月_月报.xlsx"
        yield _place(month, file, content, _told(name, month, "用模板填报"), name)


def _own_files(month: int, ledgers: dict[str, Ledger]) -> Iterator[SampleFile]:
    for name in _OWN_FORM:
        content = layouts.own_form(BY_NAME[name], month, ledgers[name])
        note = _told(name, month, "自制表：标题、单位:万元、合计、填表人")
        yield _place(month, f"{name}{month}月月报.xlsx", content, note, name)


def _wide_file(month: int, own: Ledger) -> SampleFile:
    unit = BY_NAME["墨舟社区"]
    rest = {kind: rows for kind, rows in own.items() if kind != "资金投入"}
    funds = layouts.wide_funds(unit, month, layouts.wide_sources(own["资金投入"]))
    content = cells.workbook_bytes([funds, *layouts.own_sheets(unit, month, rest)])
    name = f"墨舟社区{YEAR}{month:02d}.xlsx"
    if (unit.name, month) == WITHHELD:
        note = "示例·虚构。情节：九月漏报；这个文件不随示例载入，可自己上传，看得分怎么变。"
        return SampleFile(f"extra/{name}", content, None, note)
    note = _told(unit.name, month, "自制表：资金按来源分三列")
    return _place(month, name, content, note, unit.name)


def _communities(month: int, ledgers: dict[str, Ledger]) -> SampleFile:
    units = [unit for unit in CITY if unit.parent == "汐岚街道"]
    content = layouts.consolidated("汐岚街道各社区", month, units[0].kinds, ledgers, units)
    name = f"汐岚街道社区汇总{YEAR}.{month}.xlsx"
    return _place(month, name, content, "示例·虚构，街道汇总表：合并单元格、小计、合计。")


def _kindergartens(month: int, ledgers: dict[str, Ledger]) -> SampleFile:
    units = [unit for unit in CITY if unit.unit_type == "幼儿园"]
    content = layouts.consolidated("云汐市幼儿园", month, units[0].kinds, ledgers, units)
    note = "示例·虚构，全市幼儿园一张表。"
    return _place(month, f"幼儿园汇总_{YEAR}{month:02d}.xlsx", content, note)


def _offices(month: int, ledgers: dict[str, Ledger]) -> SampleFile:
    units = [unit for unit in CITY if unit.unit_type == "机关"]
    own = {kind: [(u, ledgers[u.name][kind]) for u in units] for kind in units[0].kinds}
    sheets = layouts.sheet_per_unit(month, "志愿服务", own.pop("志愿服务"))
    sheets += [
        layouts.consolidated_sheet("市直机关", month, kind, rows) for kind, rows in own.items()
    ]
    note = "示例·虚构，机关：志愿服务一单位一张工作表，其余汇总。"
    return _place(month, f"市直机关{YEAR}年{month}月.xlsx", cells.workbook_bytes(sheets), note)


def _csv_files(month: int, own: Ledger) -> Iterator[SampleFile]:
    unit: SampleUnit = BY_NAME["云汐市鸢堤小学"]
    rest = {kind: rows for kind, rows in own.items() if kind != "创建活动"}
    content = layouts.own_form(unit, month, rest)
    name = f"鸢堤小学{YEAR}年{month}月.xlsx"
    yield _place(month, name, content, "示例·虚构，自制表。", unit.name)
    text = layouts.gbk_csv(unit, month, "创建活动", own["创建活动"])
    name = f"鸢堤小学创建活动{YEAR}年{month}月.csv"
    yield _place(month, name, text, "示例·虚构，GBK 编码的 csv。", unit.name)


def _citywide_files(month: int) -> Iterator[SampleFile]:
    """What the city's own office keeps: the rounds of the mock assessment, the 整改台账."""
    if month in citywide.ROUNDS:
        name = f"模拟测评{citywide.ROUNDS[month]}打分表_{YEAR}年{month}月.xlsx"
        note = "示例·虚构，全市模拟测评打分表；有一家写明未测评。"
        yield _place(month, name, citywide.assessment(month), note, "市创建办")
    if month in citywide.REGISTERS:
        name = f"问题整改台账_{YEAR}年{month}月.xlsx"
        note = "示例·虚构，问题整改台账，每月报全部问题。情节：枫玦街道河岸步道反复反弹。"
        yield _place(month, name, citywide.register(month), note, "市创建办")
