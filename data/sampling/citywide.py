"""What the invented city office itself keeps: two rounds of mock assessment, and the 整改台账."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sampling import cells
from sampling.cells import SheetPlan
from sampling.ledgers import YEAR, profile
from sampling.units import CITY, SampleUnit

ROUNDS = {6: "第1期", 11: "第2期"}
"""Month → the round of the mock assessment that was held in it."""
REGISTERS = (9, 11, 12)
_FIRST_FOUND = 3
_SKIPPED = (("屿麦镇", "第1期"), ("鹿笙社区", "第2期"))
"""Units the assessors did not come to: 未测评, not 0."""
_ITEMS = (
    ("公共环境", "背街小巷", 20, ("垃圾堆放", "小广告", "绿化带脏乱")),
    ("公共秩序", "主次干道", 20, ("非机动车乱停", "占道经营")),
    ("公益宣传", "主次干道", 15, ("公益广告破损", "公益广告不足")),
    ("便民服务", "社区", 15, ("无障碍设施被占用",)),
    ("志愿服务", "社区", 10, ("站点无人值守",)),
    ("农贸市场管理", "集贸市场", 20, ("占道经营", "地面积水")),
)
_MARKET = ("街道", "镇")
_PLACES = ("社区", "街道", "镇")

_REGISTERED = ("枫玦街道", "鸢堤社区", "苇笛社区", "橘灯社区", "霁禾镇", "棠汀镇")
_POINTS = (
    ("背街小巷", "后街", "公共环境", ("垃圾堆放未清", "墙面小广告")),
    ("主次干道", "主干道", "公共秩序", ("非机动车乱停", "占道经营")),
    ("小区", "老旧小区", "公共环境", ("楼道堆物", "绿化带踩踏")),
    ("集贸市场", "便民市场", "公共秩序", ("摊位外溢", "地面积水")),
    ("公交站点", "中心站", "公益宣传", ("公益广告破损",)),
)
_RIVER = ("河道沿线", "河岸步道", "公共环境", ("垃圾堆放未清",))
"""The point of 枫玦街道 where the same problem comes back again and again."""


@dataclass(frozen=True)
class _Case:
    unit: str
    found: date
    closed: date
    due: date
    point: tuple[str, str, str]
    words: str
    level: str


def assessment(month: int) -> bytes:
    """The marks of a round: one sheet over all places, an item a row."""
    name = ROUNDS[month]
    head = (
        "单位",
        "月份",
        "期次",
        "测评内容",
        "点位类型",
        "应得分",
        "实得分",
        "扣分原因",
        "是否测评",
    )
    rows: list[cells.Row] = [(f"云汐市{YEAR}年{name}模拟测评打分表", *(None,) * 8), head]
    for unit in CITY:
        if unit.unit_type in _PLACES:
            rows += _marks(unit, month, name)
    sheet = SheetPlan(
        "测评打分", rows, ((0, 0, 0, 8),), headers=(1,), widths=(14, 12, 8, 14, 12, 8, 8, 18, 10)
    )
    return cells.workbook_bytes([sheet])


def _marks(unit: SampleUnit, month: int, name: str) -> list[cells.Row]:
    random = _random(unit.code, month, "marks")
    rows: list[cells.Row] = []
    for item, point, possible, reasons in _ITEMS:
        if point == "集贸市场" and unit.unit_type not in _MARKET:
            continue
        begin = (unit.name, f"{YEAR}年{month}月", name, item, point, possible)
        if (unit.name, name) in _SKIPPED:
            rows.append((*begin, None, None, "否"))
            continue
        better = 0.05 if month > min(ROUNDS) else 0.0
        share = min(1.0, random.gauss(0.72 + 0.14 * profile(unit).fixing + better, 0.07))
        won = round(possible * share * 2) / 2
        reason = random.choice(reasons) if won < possible else None
        rows.append((*begin, won, reason, "是"))
    return rows


def register(month: int) -> bytes:
    """The 问题整改台账 as it stood at the end of a month: every case since March."""
    head = (
        "单位", "月份", "编号", "发现日期", "检查级别", "点位类型", "点位名称", "问题描述", "标准类别", "责任单位",
        "整改期限", "完成日期", "复查结果", "是否反复",
    )  # fmt: skip
    until = _end(month)
    known = [case for case in _cases() if case.found <= until]
    rows: list[cells.Row] = [
        (f"云汐市问题整改台账（截至{YEAR}年{month}月底）", *(None,) * 13),
        head,
    ]
    for number, case in enumerate(known, start=1):
        closed = case.closed if case.closed <= until else None
        again = closed is not None and any(
            (other.unit, other.point) == (case.unit, case.point) and other.found > case.closed
            for other in known
        )
        point_type, point, standard = case.point
        rows.append((
            case.unit, f"{YEAR}年{month}月", f"{YEAR}-{number:03d}", case.found, case.level, point_type,
            f"{case.unit}{point}", case.words, standard, case.unit, case.due, closed,
            "合格" if closed else None, ("是" if again else "否") if closed else None,
        ))  # fmt: skip
    sheet = SheetPlan("问题整改台账", rows, ((0, 0, 0, 13),), headers=(1,), widths=(12,) * 14)
    return cells.workbook_bytes([sheet])


def _cases() -> list[_Case]:
    """All cases of the year by the day they were found."""
    found = [case for unit in CITY if unit.name in _REGISTERED for case in _cases_of(unit)]
    return sorted(found, key=lambda case: (case.found, case.unit, case.words))


def _cases_of(unit: SampleUnit) -> list[_Case]:
    cases = []
    free: dict[tuple[str, str, str], date] = {}
    for month in range(_FIRST_FOUND, 13):
        random = _random(unit.code, month, "cases")
        points = random.sample(_POINTS, random.choice((1, 2, 2, 3)))
        if unit.name == "枫玦街道":
            points.append(_RIVER)
        for kind, name, standard, words in points:
            stretch = "" if name == _RIVER[1] else random.choice("一二三四五六")
            point = (kind, f"{name}{stretch and stretch + '段'}", standard)
            on = date(YEAR, month, random.randrange(2, 26))
            days = random.choice((1, 2, 3, 4, 5, 6, 8, 11, 16, 45))
            if on <= free.get(point, date.min):
                continue
            free[point] = on + timedelta(days)
            level = random.choice(("市", "市", "区县", "街道镇"))
            due = on + timedelta(7)
            cases.append(_Case(unit.name, on, free[point], due, point, random.choice(words), level))
    return cases


def _end(month: int) -> date:
    return date(YEAR, month, monthrange(YEAR, month)[1])


def _random(code: str, month: int, what: str) -> Random:
    return Random(f"{YEAR}|{code}|{month}|{what}")  # noqa: S311 - samples, not secrets
