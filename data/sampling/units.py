"""The sample city: the five units of the public reports and the units of invented 云汐市."""

from dataclasses import dataclass, field

REPORTED = "示例·来自公开汇报"
INVENTED = "示例·虚构"
BASES = ("常住人口", "户数", "职工数", "学生数", "年度资金计划")
KINDS_BY_TYPE = {
    "社区": ("资金投入", "志愿服务", "督查检查", "创建活动"),
    "街道": ("资金投入", "志愿服务", "督查检查", "创建活动"),
    "镇": ("资金投入", "志愿服务", "督查检查", "创建活动"),
    "学校": ("志愿服务", "督查检查", "创建活动"),
    "幼儿园": ("志愿服务", "创建活动"),
    "机关": ("志愿服务", "督查检查", "创建活动"),
}
"""What is asked of each type: little of small units (details.md B28)."""


@dataclass(frozen=True)
class SampleUnit:
    """One row of ``units.xlsx``."""

    code: str
    name: str
    unit_type: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    base: dict[str, int | str] = field(default_factory=dict)
    remark: str = INVENTED

    @property
    def kinds(self) -> tuple[str, ...]:
        """The sheet kinds asked of the unit."""
        return KINDS_BY_TYPE[self.unit_type]


def _residents(people: int, homes: int, plan: int) -> dict[str, int | str]:
    return {"常住人口": people, "户数": homes, "年度资金计划": plan}


def _pupils(staff: int, pupils: int, plan: int) -> dict[str, int | str]:
    return {"职工数": staff, "学生数": pupils, "年度资金计划": plan}


def _office(staff: int, plan: int) -> dict[str, int | str]:
    return {"职工数": staff, "年度资金计划": plan}


FROM_REPORTS = (
    SampleUnit(
        "H01", "瀛东社区", "社区", ("瀛东社区居委会", "瀛东"), "", {"常住人口": "6000多"},
        f"{REPORTED}（汇报一）。常住人口照原文；户数、资金计划原文未写。",
    ),
    SampleUnit("H02", "某镇（汇报二）", "镇", remark=f"{REPORTED}（汇报二）。原文隐去镇名，没有数字。"),
    SampleUnit("H03", "团结街道", "街道", remark=f"{REPORTED}（汇报三）。原文数字已被隐去。"),
    SampleUnit("H04", "某幼儿园（汇报四）", "幼儿园", remark=f"{REPORTED}（汇报四）。原文未写园名，没有数字。"),
    SampleUnit(
        "H05", "江苏省淮安中学", "学校", ("淮安中学",),
        remark=f"{REPORTED}（汇报五）。职工数、学生数原文未写。",
    ),
)  # fmt: skip

CITY = (
    SampleUnit(
        "Y01",
        "汐岚街道",
        "街道",
        ("汐岚街道办事处", "汐岚街道办"),
        "",
        _residents(21800, 7600, 960000),
    ),
    SampleUnit("Y02", "砚鹭街道", "街道", ("砚鹭街道办事处",), "", _residents(18400, 6300, 840000)),
    SampleUnit("Y03", "枫玦街道", "街道", ("枫玦街道办事处",), "", _residents(15200, 5100, 720000)),
    SampleUnit(
        "Y11", "鸢堤社区", "社区", ("鸢堤社区居委会",), "汐岚街道", _residents(5600, 1980, 180000)
    ),
    SampleUnit(
        "Y12", "檐雨社区", "社区", ("檐雨社区居委会",), "汐岚街道", _residents(4300, 1520, 150000)
    ),
    SampleUnit(
        "Y13", "苇笛社区", "社区", ("苇笛社区居委会",), "汐岚街道", _residents(6100, 2140, 200000)
    ),
    SampleUnit(
        "Y14", "墨舟社区", "社区", ("墨舟社区居委会",), "砚鹭街道", _residents(4900, 1700, 160000)
    ),
    SampleUnit(
        "Y15",
        "橘灯社区",
        "社区",
        ("橘灯社区居委会", "橘灯"),
        "砚鹭街道",
        _residents(5200, 1830, 170000),
    ),
    SampleUnit(
        "Y16", "鹿笙社区", "社区", ("鹿笙社区居委会",), "枫玦街道", _residents(3900, 1360, 140000)
    ),
    SampleUnit(
        "Y21",
        "霁禾镇",
        "镇",
        ("霁禾镇人民政府", "霁禾镇政府"),
        "",
        _residents(26500, 8100, 1080000),
    ),
    SampleUnit("Y22", "棠汀镇", "镇", ("棠汀镇人民政府",), "", _residents(19700, 6200, 900000)),
    SampleUnit("Y23", "屿麦镇", "镇", ("屿麦镇人民政府",), "", _residents(16900, 5400, 780000)),
    SampleUnit("Y31", "云汐市霁禾中学", "学校", ("霁禾中学",), "", _pupils(142, 1860, 120000)),
    SampleUnit("Y32", "云汐市砚鹭中学", "学校", ("砚鹭中学",), "", _pupils(168, 2240, 140000)),
    SampleUnit("Y33", "云汐市鸢堤小学", "学校", ("鸢堤小学",), "", _pupils(76, 1180, 80000)),
    SampleUnit(
        "Y34",
        "云汐市棠汀镇中心小学",
        "学校",
        ("棠汀镇中心小学", "棠汀小学"),
        "",
        _pupils(64, 930, 70000),
    ),
    SampleUnit("Y41", "云汐市橘灯幼儿园", "幼儿园", ("橘灯幼儿园",), "", _pupils(32, 260, 30000)),
    SampleUnit("Y42", "云汐市苇笛幼儿园", "幼儿园", ("苇笛幼儿园",), "", _pupils(28, 220, 26000)),
    SampleUnit(
        "Y43", "云汐市小麦穗幼儿园", "幼儿园", ("小麦穗幼儿园",), "", _pupils(24, 180, 24000)
    ),
    SampleUnit(
        "Y44", "云汐市屿麦镇幼儿园", "幼儿园", ("屿麦镇幼儿园",), "", _pupils(18, 140, 20000)
    ),
    SampleUnit(
        "Y51", "云汐市城市管理局", "机关", ("城市管理局", "城管局"), "", _office(118, 600000)
    ),
    SampleUnit("Y52", "云汐市教育局", "机关", ("教育局",), "", _office(64, 300000)),
    SampleUnit("Y53", "云汐市民政局", "机关", ("民政局",), "", _office(42, 240000)),
    SampleUnit(
        "Y54", "云汐市文旅局", "机关", ("文旅局", "云汐市文化和旅游局"), "", _office(38, 260000)
    ),
)

UNITS = FROM_REPORTS + CITY
BY_NAME = {unit.name: unit for unit in UNITS}
