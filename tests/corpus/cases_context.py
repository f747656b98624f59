"""Unit, month and measure unit: where they come from and what contradicts (C2–C4, C11, C24–C30)."""

from datetime import date

from intake.book import ACTIVITY, MONEY

from cityreport.roster.model import Roster
from corpus.case import OWN, bad, good
from corpus.cases_layouts import BOTH, EVENTS, LISTED, PAID, PLAIN, TITLE, TWO
from corpus.formats import page, rows, since_1904, xlsx


def month(value, **rest):
    """A table of the two activities with that month cell in both rows."""
    return rows(ACTIVITY, *(["东河社区", value, *event] for event in EVENTS), **rest)


def spelled(name, value, **rest):
    return good(f"month-{name}", "1-unit-month C2", month(value, **rest), rows=2, totals=TWO)


def no_month(name, value, code):
    faults = f"{code}@B2 {code}@B3"
    covers = "1-unit-month C3" + (" C24" if code == "future-month" else "")
    return bad(f"month-{name}", covers, month(value), faults, rows=2, months=())


MONTHS = (
    spelled("in-words", "2023年3月"),
    spelled("with-a-dash", "2023-03"),
    spelled("with-a-dot-as-text", "2023.3"),
    spelled("packed-number", 202303),
    spelled("real-date", date(2023, 3, 1)),
    spelled("chinese-numerals", "二〇二三年三月份"),
    good(
        "month-without-year-under-a-dated-title", "1-unit-month C2",
        rows(["2023年创建活动"], ACTIVITY, *(["东河社区", "三月份", *event] for event in EVENTS)),
        rows=2, totals=TWO,
    ),
    no_month("without-any-year", "3月", "missing-year"),
    no_month("thirteen", "2023年13月", "month-outside"),
    no_month("quarter", "一季度", "several-months"),
    no_month("range", "2023年1-3月", "several-months"),
    no_month("no-month-at-all", "下个月", "unreadable-month"),
    no_month("to-come", "2024年2月", "future-month"),
    good(
        "month-of-today-is-allowed", "C24", month("2024年1月"), rows=2, totals=TWO, months=("2024-01",),
    ),
    good(
        "month-2023.10-by-its-format", "C30", month(2023.1, formats=(("B2", "0.00"), ("B3", "0.00"))),
        rows=2, totals=TWO, months=("2023-10",),
    ),
    bad(
        "month-2023.1-may-have-been-october", "C30", month(2023.1), "dropped-zero@B2 dropped-zero@B3",
        rows=2, totals=TWO, months=("2023-01",),
    ),
    good(
        "dates-since-1904", "C25", since_1904(page(ACTIVITY, *(["东河社区", date(2023, 3, 1), *e] for e in EVENTS))),
        rows=2, totals=TWO,
    ),
    good(
        "month-from-the-title", "1-unit-month C2", rows(TITLE, PLAIN, *EVENTS), rows=2, totals=TWO,
    ),
    good(
        "month-from-the-sheet-name", "1-unit-month C2",
        rows(["填报单位：东河社区"], PLAIN, *EVENTS, name="2023年3月"), rows=2, totals=TWO,
    ),
    good(
        "month-from-the-folder", "1-unit-month C2", rows(["填报单位：东河社区"], PLAIN, *EVENTS),
        file="2023年3月报表/东河.xlsx", rows=2, totals=TWO,
    ),
    bad(
        "month-nowhere", "1-unit-month C2", rows(["填报单位：东河社区"], PLAIN, *EVENTS), "missing-month@A2",
        rows=2, months=(),
    ),
    bad(
        "day-of-filling-in-is-no-month", "1-unit-month C2",
        rows(["填报单位：东河社区", None, "填报日期：2023年4月3日"], PLAIN, *EVENTS), "missing-month@A2", rows=2, months=(),
    ),
    bad(
        "row-and-title-differ-in-month", "C2",
        rows(TITLE, ACTIVITY, *(["东河社区", "2023年4月", *event] for event in EVENTS)),
        "title-month-conflict@A3", rows=2, totals=TWO, months=("2023-04",),
    ),
    bad(
        "file-name-says-another-month", "C2", rows(TITLE, PLAIN, *EVENTS), "name-month-conflict@A2",
        file="东河4月.xlsx", rows=2, totals=TWO,
    ),
    bad(
        "month-cell-blank", "C2 C3",
        rows(ACTIVITY, ["东河社区", None, *EVENTS[0]], LISTED[1]), "missing-month-cell@B2",
        rows=2, totals={"创建活动.场次": 2, "创建活动.参与人次": 50},
    ),
)  # fmt: skip

UNITS = (
    good(
        "alias-with-spaces", "1-aliases C4",
        rows(ACTIVITY, *([" 东 河 ", "2023年3月", *event] for event in EVENTS)), rows=2, totals=TWO,
    ),
    good(
        "alias-in-a-caption", "1-aliases C4",
        rows(["填报单位：东河社区居委会", None, "2023年3月"], PLAIN, *EVENTS), rows=2, totals=TWO,
    ),
    bad(
        "alias-nobody-entered", "1-aliases C4 1-unknown-unit",
        rows(ACTIVITY, *(["东河新村", "2023年3月", *event] for event in EVENTS)),
        "unknown-unit@A2 unknown-unit@A3", rows=2, units=(),
    ),
    good(
        "known-unit-beside-a-nearly-equal-one", "1-unknown-unit C4",
        rows(ACTIVITY, LISTED[0], ["西河社区", "2023年3月", *EVENTS[1]]), rows=2, totals=TWO, units=BOTH,
    ),
    bad(
        "unknown-unit-in-one-row", "1-unknown-unit C4",
        rows(ACTIVITY, LISTED[0], ["东湖社区", "2023年3月", *EVENTS[1]]), "unknown-unit@A3",
        rows=2, totals={"创建活动.场次": 1, "创建活动.参与人次": 30},
    ),
    bad(
        "unknown-unit-in-a-caption", "1-unknown-unit C2",
        rows(["填报单位：东湖社区", None, "2023年3月"], PLAIN, *EVENTS), "unknown-unit@A1", rows=2, units=(),
        months=("2023-03",),
    ),
    bad(
        "empty-roster", "C4", rows(ACTIVITY, *LISTED), "empty-roster", roster=Roster(()), rows=2, units=(),
    ),
    bad(
        "unit-outside-its-months", "C4", rows(ACTIVITY, ["实验小学", "2023年7月", *EVENTS[0]]), "inactive-unit@A2",
        rows=1, totals={"创建活动.场次": 1, "创建活动.参与人次": 30}, units=("实验小学",), months=("2023-07",),
    ),
    good(
        "ditto-marks", "C25",
        rows(ACTIVITY, LISTED[0], ["同上", "〃", *EVENTS[1]]), rows=2, totals=TWO,
    ),
    bad(
        "ditto-below-an-unknown-unit", "C25",
        rows(ACTIVITY, ["东湖社区", "2023年3月", *EVENTS[0]], ["同上", "同上", *EVENTS[1]]),
        "unknown-unit@A2", rows=2, units=(),
    ),
    bad(
        "all-rows-of-another-unit-than-the-title", "D8",
        rows(TITLE, ["单位", *PLAIN], *(["西河社区", *event] for event in EVENTS)),
        "title-unit-conflict@A1", rows=2, totals=TWO, units=("西河社区",),
    ),
    good(
        "a-street-lists-one-community", "D8",
        rows(["城桥街道2023年3月"], ["单位", *PLAIN], *(["东河社区", *event] for event in EVENTS)), rows=2, totals=TWO,
    ),
    good(
        "two-reporters-of-one-unit", "1-unit-month C12",
        rows([*ACTIVITY, "填报方"], [*LISTED[0], "团委"], [*LISTED[1], "工会"]), rows=2, totals=TWO,
    ),
    bad(
        "row-without-unit", "C2 C4",
        rows(ACTIVITY, [None, "2023年3月", *EVENTS[0]], LISTED[1]), "missing-unit-cell@A2",
        rows=2, totals={"创建活动.场次": 2, "创建活动.参与人次": 50},
    ),
)  # fmt: skip


def paid(caption, header, cell, yuan, name, factor):
    return good(
        f"measure-unit-{name}", "1-measure-unit C11",
        rows([*PAID, caption], ["项目名称", header], ["路灯", cell]), rows=1,
        totals={"资金投入.金额": yuan}, factors={"金额": factor},
    )  # fmt: skip


MEASURE_UNITS = (
    paid("单位：万元", "金额", 2, 20_000, "of-the-caption", 1e4),
    paid("（单位：千元）", "金额", 2, 2000, "of-a-bracketed-caption", 1e3),
    paid("", "投入金额（亿元）", 0.01, 1_000_000, "of-the-header", 1e8),
    paid("单位：万元", "金额", "300元", 300, "of-the-cell", 1),
    paid("", "金额", 2, 2, "of-the-column", 1),
    bad(
        "measure-unit-of-header-and-caption-differ", "1-measure-unit C11",
        rows([*PAID, "单位：万元"], ["项目名称", "金额(元)"], ["路灯", 5]), "unit-caption-conflict@B2",
        rows=1, totals={"资金投入.金额": 5},
    ),
    bad(
        "measure-unit-nobody-knows", "1-measure-unit C11",
        rows(PAID, ["项目名称", "金额(美元)"], ["路灯", 5]), "unknown-measure-unit@B2", rows=1,
        totals={"资金投入.金额": 5},
    ),
    good(
        "organisation-and-measure-unit-in-one-line", "1-measure-unit C11 C2",
        rows(["填报单位：东河社区  2023年3月  单位：万元"], ["项目名称", "金额"], ["路灯", 2], name="资金投入"), rows=1,
        totals={"资金投入.金额": 20_000}, factors={"金额": 1e4},
    ),
    good(
        "the-word-unit-beside-a-number-of-things", "1-measure-unit C11",
        rows(PAID, ["项目名称", "数量", "单位", "金额/元"], ["路灯", 24, "盏", 900]), rows=1,
        totals={"资金投入.金额": 900, "资金投入.完成数量": 24},
    ),
    good(
        "minutes-in-the-header", "1-measure-unit 2-time",
        rows(["东河社区2023年3月志愿服务"], ["活动名称", "参与人次", "服务时长(分钟)"], ["清洁", 10, 90]), rows=1,
        totals={"志愿服务.参与人次": 10, "志愿服务.服务时长": 1.5}, factors={"服务时长": 1 / 60},
    ),
)  # fmt: skip

KIND = (
    good(
        "title-decides-between-two-kinds", "C28",
        rows(["东河社区2023年3月志愿服务"], ["活动名称", "参与人次", "服务时长"], ["清洁", 3, 6]), rows=1,
        totals={"志愿服务.参与人次": 3, "志愿服务.服务时长": 6},
    ),
    good(
        "sheet-name-decides-between-two-kinds", "C28",
        rows(["东河社区2023年3月"], ["活动名称", "参与人次"], ["讲堂", 3], name="创建活动"), rows=1,
        totals={"创建活动.参与人次": 3, "创建活动.场次": 1}, said=("implied-one@A2",),
    ),
    bad(
        "header-of-two-kinds-without-a-title", "C28",
        rows(["2023年3月"], ["单位", "活动名称", "参与人次"], ["东河社区", "讲堂", 3]), "ambiguous-kind@A2",
        units=(), months=(),
    ),
    good(
        "good-rows-kept-when-a-faulty-one-is-left-out", "C26",
        rows(ACTIVITY, LISTED[0], [*OWN, "义诊", "abc", 50]), leave_out=True,
        said=("unreadable-number@D3",), rows=2, totals={"创建活动.场次": 1, "创建活动.参与人次": 30},
    ),
    bad(
        "wrong-total-cannot-be-left-out", "C26",
        rows(ACTIVITY, *LISTED, ["合计", None, None, 3, 90]), "wrong-total@E4", leave_out=True, rows=2, totals=TWO,
    ),
    bad(
        "unit-as-question-marks", "C2 C4",
        xlsx(page(MONEY, [*OWN, "路灯", "财政拨款", 900], ["？？", "2023年3月", "绿化", "财政拨款", 100])),
        "unknown-unit@A3", rows=2, totals={"资金投入.金额": 900},
    ),
)  # fmt: skip

CASES = (*MONTHS, *UNITS, *MEASURE_UNITS, *KIND)
