"""What each invented unit did each month: seeded, seasonal, with the planted stories."""

from dataclasses import dataclass
from random import Random

from sampling import pools
from sampling.units import SampleUnit

YEAR = 2023
Row = dict[str, int | float | str]
Ledger = dict[str, list[Row]]
"""Sheet kind → rows, keys are canonical column names. An empty list is 本月无."""

_PLACES = ("社区", "街道", "镇")
_SEASON = (0.7, 0.65, 1.35, 1.1, 1.05, 0.9, 0.85, 1.3, 1.05, 1.0, 0.9, 1.25)
_SCHOOL_SEASON = (0.6, 0.3, 1.5, 1.2, 1.2, 1.0, 0.35, 0.5, 1.5, 1.3, 1.2, 1.2)
_SPRAYING = {"社区": (4, 6, 7, 9), "街道": (5, 7, 8, 10), "镇": (5, 6, 8, 9), "学校": (3, 8, 9)}
_EMPTY = {
    ("Y02", 2, "督查检查"),
    ("Y21", 1, "资金投入"),
    ("Y32", 2, "创建活动"),
    ("Y16", 2, "资金投入"),
}
"""Units and months that report 本月无 for a kind."""


@dataclass(frozen=True)
class Profile:
    """How a unit stands: ``reach`` of the year's pace, in the autumn another; relapse share."""

    reach: float
    autumn: float
    fixing: float
    relapse: float


_PLANTED = {
    "Y31": Profile(0.62, 1.75, 0.97, 0.02),  # overtakes its neighbour in the autumn
    "Y32": Profile(0.96, 0.45, 0.88, 0.04),  # is overtaken
    "Y03": Profile(0.85, 0.85, 0.9, 0.3),  # the river bank relapses again and again
}


def profile(unit: SampleUnit) -> Profile:
    """The unit's standing; most reach 60 to 110 percent of the pace."""
    random = _random(unit, 0, "profile")
    reach = random.uniform(0.68, 1.08)
    drawn = Profile(reach, reach * random.uniform(0.9, 1.15), random.uniform(0.82, 0.99), 0.04)
    return _PLANTED.get(unit.code, drawn)


def ledger(unit: SampleUnit, month: int) -> Ledger:
    """The unit's rows of that month for the kinds asked of it."""
    makers = {
        "资金投入": _investments, "志愿服务": _volunteering, "督查检查": _inspections, "创建活动": _activities,
    }  # fmt: skip
    rows = {kind: makers[kind](unit, _copied(unit, month, kind)) for kind in unit.kinds}
    for kind in rows:
        if (unit.code, month, kind) in _EMPTY:
            rows[kind] = []
    if unit.code == "Y22" and month == 7:
        rows["资金投入"] = [{**row, "金额": _slipped(row["金额"])} for row in rows["资金投入"]]
    return rows


def _copied(unit: SampleUnit, month: int, kind: str) -> int:
    """The month whose figures are sent: 橘灯社区 sends July's volunteering again for August."""
    return 7 if (unit.code, month, kind) == ("Y15", 8, "志愿服务") else month


def _slipped(amount: float | str) -> float:
    """The amount in 万元, written by mistake under a header in 元."""
    return round(float(amount) / 10000, 2)


def _random(unit: SampleUnit, month: int, kind: str) -> Random:
    return Random(f"{YEAR}|{unit.code}|{month}|{kind}")  # noqa: S311 - samples, not secrets


def _pace(unit: SampleUnit, month: int) -> float:
    own = profile(unit)
    season = _SCHOOL_SEASON if unit.unit_type in ("学校", "幼儿园") else _SEASON
    return season[month - 1] * (own.autumn if month >= 9 else own.reach)


def _base(unit: SampleUnit, name: str) -> int:
    return int(unit.base.get(name, 0))


def _investments(unit: SampleUnit, month: int) -> list[Row]:
    random = _random(unit, month, "资金投入")
    total = _base(unit, "年度资金计划") / 12 * _pace(unit, month)
    count = random.choice((1, 2, 2, 3))
    shares = [random.uniform(0.6, 1.4) for _ in range(count)]
    projects = random.sample(pools.PROJECTS, count + 1)
    rows = [
        _investment(
            random, *project, total * share / sum(shares), random.choice(("完工", "完工", "在建"))
        )
        for project, share in zip(projects, shares, strict=False)
    ]
    if month in (1, 5, 9) and unit.unit_type != "社区":
        rows.append(_investment(random, *projects[-1], total * 0.5, "计划"))
    return rows


def _investment(random: Random, name: str, category: str, amount: float, state: str) -> Row:
    return {
        "项目名称": name, "投入类别": category, "资金来源": random.choice(pools.SOURCES),
        "金额": max(1, round(amount / 100)) * 100, "完工状态": state,
    }  # fmt: skip


def _registered(unit: SampleUnit, month: int) -> tuple[int, int]:
    """Registered volunteers at the month's end, and those of them on the staff."""
    own = profile(unit)
    grown = 0.82 + 0.18 * month / 12
    staff = round(min(1.0, own.reach) * grown * _base(unit, "职工数"))
    if unit.unit_type in _PLACES:
        return round(0.08 * own.reach * grown * _base(unit, "常住人口")), 0
    pupils = 0.06 * _base(unit, "学生数") if unit.unit_type == "学校" else 0
    return staff + round(pupils * grown), staff


def _volunteering(unit: SampleUnit, month: int) -> list[Row]:
    random = _random(unit, month, "志愿服务")
    people, staff = _registered(unit, month)
    hours = people * 25 / 12 * _pace(unit, month)
    works, teams = _service_words(unit)
    count = 1 if unit.unit_type == "幼儿园" else random.choice((2, 2, 3, 4))
    shares = [random.uniform(0.6, 1.4) for _ in range(count)]
    rows = [
        _service(random, *work, random.choice(teams), hours * share / sum(shares))
        for work, share in zip(random.sample(works, count), shares, strict=True)
    ]
    served = round(people * min(0.9, (0.12 + 0.035 * month) * profile(unit).reach))
    rows[0] |= {"期末注册志愿者数": people, "其中有服务记录人数": served}
    rows[0] |= {"其中职工志愿者数": staff} if staff else {}
    return rows


def _service_words(unit: SampleUnit) -> tuple[tuple[pools.Named, ...], tuple[str, ...]]:
    if unit.unit_type in ("学校", "幼儿园"):
        return pools.SCHOOL_SERVICE, pools.SCHOOL_TEAMS
    return pools.SERVICE, pools.OFFICE_TEAMS if unit.unit_type == "机关" else pools.TEAMS


def _service(random: Random, name: str, category: str, team: str, hours: float) -> Row:
    each = random.choice((1.5, 2, 2, 2.5, 3))
    people = max(3, round(hours / each))
    return {
        "服务队伍": team, "活动名称": name, "服务类别": category, "参与人次": people,
        "服务时长": round(people * each, 1),
    }  # fmt: skip


def _inspections(unit: SampleUnit, month: int) -> list[Row]:
    random = _random(unit, month, "督查检查")
    levels = ["区县"] if unit.unit_type in ("街道", "镇", "机关") else ["街道镇"]
    levels += ["市"] if month % 3 == 0 else []
    levels += ["自查"] if random.random() < 0.5 else []
    return [_inspection(random, unit, level, month) for level in levels]


def _inspection(random: Random, unit: SampleUnit, level: str, month: int) -> Row:
    own = profile(unit)
    times = random.choice((1, 1, 2))
    found = sum(random.choice((1, 2, 3, 3, 4, 5)) for _ in range(times))
    fixed = min(found, round(found * min(1.0, own.fixing + random.uniform(-0.15, 0.12))))
    in_time = max(0, fixed - (random.random() < 0.35))
    row: Row = {
        "检查级别": level, "检查单位": pools.INSPECTORS[level], "检查内容": random.choice(pools.CHECKED),
        "检查次数": times, "发现问题数": found, "已整改数": fixed, "按期整改数": in_time,
        "逾期未整改数": min(found - fixed, random.choice((0, 0, 1))),
        "反复问题数": _relapsed(random, own.relapse, fixed, month),
    }  # fmt: skip
    if level == "市":
        row |= {
            "测评得分": round(
                100 * min(0.97, 0.62 + 0.27 * own.reach + random.uniform(-0.04, 0.04)), 1
            )
        }
        row |= {"测评满分": 100}
    if own.relapse > 0.2 and row["反复问题数"]:
        row |= {"检查内容": "河岸乱堆放", "备注": "河岸同一点位整改后又反弹。"}
    return row


def _relapsed(random: Random, share: float, fixed: int, month: int) -> int:
    if share > 0.2:
        return max(1, round(fixed * share)) if 4 <= month <= 11 and fixed else 0
    return sum(random.random() < share for _ in range(fixed))


def _activities(unit: SampleUnit, month: int) -> list[Row]:
    random = _random(unit, month, "创建活动")
    count = max(1, round(2.1 * _pace(unit, month) + random.uniform(-0.4, 0.4)))
    words = {
        "学校": pools.SCHOOL_EVENTS,
        "幼儿园": pools.SCHOOL_EVENTS,
        "机关": pools.OFFICE_EVENTS,
    }
    chosen = random.sample(words.get(unit.unit_type, pools.EVENTS), count)
    if month == 3:
        chosen = [*pools.SPRING, *chosen][:count]
    if month in pools.FESTIVALS and unit.unit_type != "机关":
        chosen[-1] = pools.FESTIVALS[month]
    rows = [_activity(random, unit, *event) for event in chosen]
    if month in _SPRAYING.get(unit.unit_type, ()):
        rows.append({"活动名称": "病媒生物消杀", "活动类别": "病媒消杀", "场次": 1})
    return rows


def _activity(random: Random, unit: SampleUnit, name: str, category: str) -> Row:
    size = {"街道": 120, "镇": 150, "社区": 60, "学校": 200, "幼儿园": 50, "机关": 45}[
        unit.unit_type
    ]
    row: Row = {
        "活动名称": name, "活动类别": category, "场次": 1, "参与人次": random.randrange(size // 2, size * 2),
    }  # fmt: skip
    if category in ("宣传宣讲", "动员培训"):
        sheets = random.randrange(2, 12) * 50
        row["宣传资料份数"] = f"{sheets}余份" if random.random() < 0.2 else sheets
    if category == "环境整治" and unit.unit_type in _PLACES:
        row["清运车次"] = random.randrange(2, 14)
    return row
