"""The five units of the public reports: their figures in their own wording, and nothing else.

Reports 2, 3 and 4 hold no usable figure, so their units send none of the monthly sheets (未报),
only what they have set up. Dates that a report does not give are placed in 2023, and the row says
so.
"""

from dataclasses import dataclass

from sampling import registers
from sampling.ledgers import Ledger, Row

COMMUNITY_MONTH = 11
_UNDATED = "原文未写日期，列入2023年11月"
_BLANKED = "原文年份隐去，列入2023年"


@dataclass(frozen=True)
class ReportedFile:
    """One workbook of a reports' unit: month, 填报方, rows by kind, and the manifest's note."""

    unit: str
    month: int
    reporter: str
    ledger: Ledger
    note: str


def _money(item: str, category: str, amount: str, source: str = "") -> Row:
    return {
        "项目名称": item, "投入类别": category, "资金来源": source, "金额": amount, "完工状态": "完工",
        "备注": _UNDATED,
    }  # fmt: skip


def _result(project: str, category: str, what: str, amount: str, unit: str, money: str = "") -> Row:
    return {
        "项目名称": project, "类别": category, "成果名称": what, "数量": amount, "计量单位": unit,
        "关联资金项目": money, "备注": _UNDATED,
    }  # fmt: skip


_RENEWAL = "东升新村改造"
COMMUNITY: Ledger = {
    "资金投入": [
        _money("未成年人心理咨询室", "未成年人工作", "3000元"),
        _money(_RENEWAL, "基础设施", "九万多元", "居民集资、单位自筹、街道拨款、共建单位赞助"),
        _money("新式垃圾桶", "环境整治", "近2万元"),
        _money("公共信息栏", "宣传氛围", "2仟元"),
        _money("下水道疏通", "环境整治", "2万多元"),
    ],
    "创建活动": [
        {"活动名称": "除四害消杀", "活动类别": "病媒消杀", "场次": "6次", "备注": _UNDATED},
    ],
    "实事项目": [
        _result(_RENEWAL, "设施建设", "路灯", "24盏", "盏", _RENEWAL),
        _result(_RENEWAL, "绿化美化", "绿化带补植与硬化", "21处", "处", _RENEWAL),
        _result("绿化带修建补植", "绿化美化", "绿化带", "约300㎡", "㎡"),
        _result("垃圾桶设置", "设施建设", "垃圾桶", "70个", "个", "新式垃圾桶"),
        _result("信息栏设置", "设施建设", "公共信息栏", "5个", "个", "公共信息栏"),
        {"项目名称": "瀛福小区一户一表改造", "类别": "民生服务", "成果名称": "一户一表改造",
         "受益户数": "800多户", "备注": _UNDATED},
        _result("清理乱堆放", "环境整治", "清运乱堆放", "52车次", "车次"),
    ],
}  # fmt: skip

_SCHOOL_EVENTS: dict[int, tuple[tuple[str, str], ...]] = {
    3: (("第36届三好总结表彰", "评选表彰"),),
    4: (("清明祭扫烈士陵园", "主题教育"), ("十八岁成人礼", "未成年人教育")),
    5: (("文明餐桌宣传", "宣传宣讲"), ("五四杯辩论赛", "主题教育"), ("教职工无偿献血", "公益服务")),
    6: (("诚信考场", "道德实践"),),
    7: (("暑期社会实践", "未成年人教育"),),
    8: (("新生国防教育", "未成年人教育"),),
    9: (
        ("教师节征文", "主题教育"), ("中秋学生联欢", "我们的节日"), ("创建板报一期", "宣传宣讲"),
        ("抗战胜利纪念系列", "主题教育"), ("习惯养成月", "道德实践"),
    ),
    10: (
        ("国庆演讲比赛", "主题教育"), ("秋季田径运动会", "文体活动"), ("省级绿色学校验收", "验收迎检"),
        ("习惯养成月观摩", "道德实践"),
    ),
    11: (("一二·九科技文化艺术节", "文体活动"), ("市文明单位验收", "验收迎检")),
    12: (("志愿者服务站成立", "公益服务"),),
}  # fmt: skip
_EXTRA = {"新生国防教育": "8月16日至25日，十天；"}


def _school_events(month: int) -> list[Row]:
    return [
        {
            "活动名称": name,
            "活动类别": category,
            "场次": 1,
            "备注": f"{_EXTRA.get(name, '')}{_BLANKED}",
        }
        for name, category in _SCHOOL_EVENTS[month]
    ]


def _school_month(month: int) -> Ledger:
    awards = registers.SCHOOL_AWARDS.get(month)
    return {"创建活动": _school_events(month), **({"荣誉表彰": awards} if awards else {})}


def _visits(level: str, times: str) -> Row:
    return {
        "检查级别": level, "检查内容": "迎接创建文明城市检查", "检查次数": times,
        "备注": f"原文未写问题数；{_BLANKED}",
    }  # fmt: skip


def _registered(people: str, staff: bool) -> Row:
    row: Row = {"活动名称": "志愿者注册", "期末注册志愿者数": people}
    row |= {"其中职工志愿者数": people} if staff else {}
    return row | {"备注": f"原文未写人次和时长；{_BLANKED}"}


def reported_files() -> list[ReportedFile]:
    """The workbooks of the five units; three of them without any figure."""
    school, about = "江苏省淮安中学", "公开汇报五"
    december: Ledger = {
        "志愿服务": [_registered("310多人", staff=True)],
    }
    pupils: Ledger = {"志愿服务": [_registered("50多人", staff=False)]}
    office: Ledger = {
        "督查检查": [_visits("市", "2次"), _visits("区县", "3次")],
        "创建活动": _school_events(12),
        **registers.SCHOOL,
        "荣誉表彰": registers.SCHOOL_AWARDS[12],
    }
    return [
        ReportedFile(
            "瀛东社区", COMMUNITY_MONTH, "", {**COMMUNITY, **registers.COMMUNITY},
            "公开汇报一的数字，照原文用字；原文未写日期，列入2023年11月。欠水费一项是债务，不列。",
        ),
        *(
            ReportedFile(school, month, "", _school_month(month), f"{about}的逐月活动。")
            for month in range(3, 12)
        ),
        ReportedFile(school, 12, "", office, f"{about}的迎检次数和活动。"),
        *(
            ReportedFile(unit, 12, "", ledger, f"{report}没有数字，只列已建立的机制和打算；原文未写日期。")
            for unit, (report, ledger) in registers.WITHOUT_FIGURES.items()
        ),
        ReportedFile(school, 12, "教职工", december, f"{about}的教职工注册志愿者，填报方为教职工。"),
        ReportedFile(school, 12, "学生", pupils, f"{about}的学生注册志愿者，填报方为学生，与教职工相加。"),
    ]  # fmt: skip
