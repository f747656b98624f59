"""Quantities as people write them (Build 2, method.md section 2, details.md B33, C8, C21, D1)."""

from datetime import time

from intake.book import ACTIVITY, INSPECTED, VOLUNTEERS

from corpus.case import OWN, bad, good
from corpus.cases_layouts import PAID
from corpus.formats import rows


def crowd(name, covers, written, people, *said):
    """One activity whose 参与人次 (E2) is written so."""
    return good(
        f"people-{name}", covers, rows(ACTIVITY, [*OWN, "讲堂", 1, written]), rows=1, said=said,
        totals={"创建活动.场次": 1, "创建活动.参与人次": people},
    )  # fmt: skip


def money(name, covers, written, yuan, *said):
    """One project whose 金额 (B3) is written so, in a column of 元."""
    return good(
        f"money-{name}", covers, rows(PAID, ["项目名称", "金额(元)"], ["路灯", written]), rows=1, said=said,
        totals={"资金投入.金额": yuan},
    )  # fmt: skip


def hours(name, covers, written, value, *said):
    """One activity of 10 people whose 服务时长 (E2) is written so."""
    return good(
        f"hours-{name}", covers, rows(VOLUNTEERS, [*OWN, "清洁", 10, written, 300]), rows=1, said=said,
        totals={"志愿服务.参与人次": 10, "志愿服务.服务时长": value, "志愿服务.期末注册志愿者数": 300},
    )  # fmt: skip


def done(name, written, value):
    """One project whose 完成数量 (B3) is written so."""
    return good(
        f"done-{name}", "2-fractions", rows(PAID, ["项目名称", "完成数量", "金额(元)"], ["路灯", written, 900]), rows=1,
        totals={"资金投入.完成数量": value, "资金投入.金额": 900},
    )  # fmt: skip


def wrong(name, covers, written, code):
    """The same for what is no number in 参与人次 or has none."""
    return bad(
        f"people-{name}", covers, rows(ACTIVITY, [*OWN, "讲堂", 1, written]), f"{code}@E2", rows=1,
        totals={"创建活动.场次": 1},
    )  # fmt: skip


ABOUT = "approximate@E2"

CASES = (
    crowd("number", "2-arabic", 1200, 1200),
    crowd("exponent", "2-arabic", "1.2E+03", 1200),
    wrong("word", "2-arabic C8", "很多人", "unreadable-number"),
    wrong("two-numbers", "2-arabic C8", "30 50", "unreadable-number"),
    wrong("formula-as-text", "2-arabic 5-hostile C8", "'=1+1", "unreadable-number"),
    crowd("full-width", "2-full-width", "３００", 300),
    wrong("full-width-with-a-slip", "2-full-width", "３Ｏ０", "unreadable-number"),
    crowd("separators", "2-separators", "1,200", 1200),
    crowd("spaced-thousands", "2-separators", "3 000 ", 3000),
    wrong("two-decimal-points", "2-separators", "1.2.3", "unreadable-number"),
    crowd("chinese", "2-chinese", "三百二十", 320),
    crowd("chinese-with-a-gap", "2-chinese", "一千零五人", 1005),
    crowd("classical-twenty", "2-chinese", "廿五人", 25),
    wrong("chinese-nonsense", "2-chinese", "百十千", "unreadable-number"),
    money("formal", "2-formal", "人民币叁仟元整", 3000),
    money("formal-two-hundred-times-ten-thousand", "2-formal", "贰百万元", 2_000_000),
    bad(
        "money-formal-cut-off", "2-formal", rows(PAID, ["项目名称", "金额(元)"], ["路灯", "叁仟×元整"]),
        "unreadable-number@B3", rows=1,
    ),
    crowd("mixed", "2-mixed", "2千5百", 2500),
    money("mixed-wan", "2-mixed 2-wan-yi", "2万3千", 23_000),
    wrong("mixed-with-letters", "2-mixed", "2千abc", "unreadable-number"),
    money("wan", "2-wan-yi", "3.5万", 35_000),
    money("yi", "2-wan-yi", "1.2亿元", 120_000_000),
    wrong("wan-without-number", "2-wan-yi", "X万人", "vague-quantity"),
    money("more-than-ninety-thousand", "2-more C8", "九万多元", 90_000, "approximate@B3"),
    crowd("more", "2-more C8", "300余人", 300, ABOUT),
    crowd("as-many-as", "2-more", "达3000人之多", 3000, ABOUT),
    crowd("and-above", "2-more", "50人以上", 50, ABOUT),
    wrong("several-hundred", "2-more C8", "几百人", "vague-quantity"),
    crowd("nearly", "2-less", "近20", 20, ABOUT),
    crowd("under", "2-less", "不足100人", 100, ABOUT),
    wrong("nearly-nothing-named", "2-less", "近若干", "vague-quantity"),
    crowd("roughly", "2-about", "约300", 300, ABOUT),
    crowd("give-or-take", "2-about", "300人左右", 300, ABOUT),
    wrong("roughly-nothing-named", "2-about C8", "若干", "vague-quantity"),
    crowd("sum-in-one-cell", "2-sums", "310多人+50多人", 360, ABOUT),
    crowd("exact-sum-in-one-cell", "2-sums", "310+50", 360),
    wrong("sum-with-a-word", "2-sums", "310人+若干", "unreadable-number"),
    crowd("glued-unit", "2-glued", "12人次", 12),
    wrong("blank-to-be-filled-in", "2-glued C8", "__人次", "vague-quantity"),
    money("glued-thousand-yuan", "2-glued C11", "3千元", 3000),
    done("fraction", "1/2", 0.5),
    done("fraction-in-words", "三分之二", 2 / 3),
    done("percentage", "15%", 0.15),
    done("percentage-in-words", "百分之十五", 0.15),
    money("half-of-ten-thousand", "2-fractions 2-wan-yi", "1/2万元", 5000),
    money("three-tenths-of-a-yi", "2-fractions 2-wan-yi", "十分之三亿元", 30_000_000),
    bad(
        "money-fifteen-or-twenty", "2-fractions", rows(PAID, ["项目名称", "金额(元)"], ["路灯", "15/20元"]),
        "unreadable-number@B3", rows=1,
    ),
    good(
        "points-as-a-share", "2-fractions",
        rows(["东河社区2023年3月督查检查"], [*INSPECTED[2:], "测评得分", "测评满分"], ["市", 1, 3, 2, "90.5分", 100]), rows=1,
        totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2, "督查检查.测评得分": 90.5,
                "督查检查.测评满分": 100},
    ),
    wrong("fraction-of-nothing", "2-fractions", "1/0", "unreadable-number"),
    hours("minutes", "2-time", "90分钟", 1.5),
    hours("and-a-half", "2-time", "3个半小时", 3.5),
    hours("with-a-decimal", "2-time", "3.5小时", 3.5),
    bad(
        "hours-half-said", "2-time C8", rows(VOLUNTEERS, [*OWN, "清洁", 10, "九十分之", 300]), "unreadable-number@E2",
        rows=1, totals={"志愿服务.参与人次": 10, "志愿服务.期末注册志愿者数": 300},
    ),
    hours("clock", "2-time-cells C21", time(1, 30), 1.5, "time-value@E2"),
    hours("clock-as-text", "2-time-cells C21", "1:30", 1.5),
    bad(
        "clock-in-a-count", "2-time-cells C21", rows(ACTIVITY, [*OWN, "讲堂", 1, time(1, 30)]),
        "unreadable-number@E2", rows=1, totals={"创建活动.场次": 1},
    ),
    good(
        "zero-in-words", "D1 2-arabic", rows(INSPECTED, [*OWN, "市", 1, "无", "零"]), rows=1,
        totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 0, "督查检查.已整改数": 0},
    ),
    bad(
        "dashes-are-blank", "D1 C9", rows(INSPECTED, [*OWN, "市", 1, "—", "/"]), "blank-required@E2 blank-required@F2",
        rows=1, totals={"督查检查.检查次数": 1},
    ),
    good(
        "optional-quantities-may-be-blank", "C9",
        rows(["东河社区2023年3月创建活动"], ["活动名称", "场次", "参与人次", "清运车次"], ["讲堂", 1, None, None]), rows=1,
        totals={"创建活动.场次": 1},
    ),
    bad(
        "negative-count", "C8", rows(ACTIVITY, [*OWN, "讲堂", -1, 30]), "negative-count@D2", rows=1,
        totals={"创建活动.场次": -1, "创建活动.参与人次": 30},
    ),
    bad(
        "count-with-decimals", "C8", rows(ACTIVITY, [*OWN, "讲堂", 1.5, 30]), "fractional-count@D2", rows=1,
        totals={"创建活动.场次": 1.5, "创建活动.参与人次": 30},
    ),
    bad(
        "negative-money-is-taken-off", "C8", rows(PAID, ["项目名称", "金额(元)"], ["退款", -100]), "negative-money@B3",
        rows=1, totals={"资金投入.金额": -100},
    ),
    good(
        "raw-text-is-kept", "2-raw",
        rows(PAID, ["项目名称", "金额(万元)"], ["路灯", "９.５万元"], ["绿化", "2,000元"]), rows=2,
        totals={"资金投入.金额": 97_000},
    ),
    bad(
        "raw-text-of-a-fault-is-kept", "2-raw", rows(ACTIVITY, [*OWN, "讲堂", "ｘ场", 30]), "vague-quantity@D2",
        rows=1, totals={"创建活动.参与人次": 30},
    ),
)  # fmt: skip
