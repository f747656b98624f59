"""Recognition: where tables stand, how headers look, what a person says of them (Build 1)."""

from intake.book import ACTIVITY, INSPECTED, MONEY, VOLUNTEERS

from cityreport.period import Month
from cityreport.tables.corrections import CellEdit, Corrections, HeaderWord, TableCorrection
from corpus.case import OWN, bad, good
from corpus.formats import page, rows, xlsx

PLAIN = ["活动名称", "场次", "参与人次"]
TITLE = ["东河社区2023年3月创建活动月报表"]
PAID = ["东河社区2023年3月资金投入月报表"]
TWO = {"创建活动.场次": 3, "创建活动.参与人次": 80}
"""Of the two activities 讲堂 (1 场, 30 人) and 义诊 (2 场, 50 人)."""
EVENTS = (["讲堂", 1, 30], ["义诊", 2, 50])
LISTED = [[*OWN, *event] for event in EVENTS]
BOTH = ("东河社区", "西河社区")
WIDE_HEAD = (
    ["项目名称", "投入金额(万元)", None, None, "备注"],
    [None, "财政拨款", "单位自筹", "小计", None],
)
WIDE_MERGES = ("A2:A3", "B2:D2", "E2:E3")
TEMPLATE = [
    "填报单位：东河社区", None, None, "月份：2023年3月", None, "填报方：",
    None, "本月无此项工作请在右格填“本月无”：",
]  # fmt: skip


def said(**parts):
    return Corrections((TableCorrection("Sheet1", **parts),))


ANYWHERE = (
    good("table-at-a1", "1-anywhere C5 C6", rows(ACTIVITY, *LISTED), rows=2, totals=TWO),
    good(
        "table-in-the-middle-of-the-sheet", "1-anywhere 1-blanks",
        rows([], [], [None, None, None, *TITLE], [], [None, None, None, *PLAIN],
             *([None, None, None, *event] for event in EVENTS)),
        rows=2, totals=TWO,
    ),
    bad(
        "words-that-are-no-table", "1-anywhere D2 C7",
        rows(["三月工作要点"], ["一是抓宣传，二是抓整治"], ["完成 3 项"]),
        "nothing-recognised unrecognised-sheet", units=(), months=(),
    ),
    good(
        "blank-rows-and-columns-inside", "1-blanks",
        rows(TITLE, [None, "活动名称", None, "场次", "参与人次"], [], [None, "讲堂", None, 1, 30], [],
             [None, "义诊", None, 2, 50]),
        rows=2, totals=TWO,
    ),
    bad(
        "number-in-a-blank-column", "1-blanks C17",
        rows(TITLE, ["活动名称", None, "场次", "参与人次"], ["讲堂", None, 1, 30], ["义诊", 7, 2, 50]),
        "stray-cell@B4", rows=2, totals=TWO,
    ),
    good(
        "table-far-down", "1-anywhere 1-blanks",
        rows(*([[]] * 60), TITLE, PLAIN, *EVENTS), rows=2, totals=TWO,
    ),
)  # fmt: skip

SEVERAL = (
    good(
        "two-tables-below-each-other", "1-several C7",
        rows(["东河社区2023年3月月报"], ["一、资金投入"], ["项目名称", "金额(元)"], ["路灯", 900], ["合计", 900], [],
             ["二、创建活动"], PLAIN, *EVENTS, ["合计", 3, 80]),
        rows=3, totals={"资金投入.金额": 900, **TWO},
    ),
    good(
        "two-units-below-each-other", "1-several C2",
        rows(TITLE, PLAIN, EVENTS[0], [], ["西河社区2023年3月创建活动月报表"], PLAIN, EVENTS[1]),
        rows=2, totals=TWO, units=BOTH,
    ),
    bad(
        "second-table-has-another-unit-nobody-knows", "1-several C4",
        rows(TITLE, PLAIN, EVENTS[0], [], ["南河社区2023年3月创建活动月报表"], PLAIN, EVENTS[1]),
        "unknown-unit@A5", rows=2, totals={"创建活动.场次": 1, "创建活动.参与人次": 30},
    ),
    bad(
        "unknown-unit-in-the-title-though-the-file-name-is-known", "1-unknown-unit C2 C4",
        rows(["南河社区2023年3月创建活动月报表"], PLAIN, *EVENTS), "unknown-unit@A1", file="东河社区.xlsx", rows=2, units=(),
    ),
    good(
        "numbered-parts-keep-the-unit-of-the-sheet", "1-several C2",
        rows(["东河社区2023年3月月报"], ["一、资金投入"], ["项目名称", "金额(元)"], ["路灯", 900], [],
             ["二、社区志愿服务"], ["活动名称", "参与人次", "服务时长"], ["清洁", 10, 20]),
        rows=2, totals={"资金投入.金额": 900, "志愿服务.参与人次": 10, "志愿服务.服务时长": 20},
    ),
    good(
        "two-tables-side-by-side", "1-beside D11",
        rows(["东河社区2023年3月月报"], ["项目名称", "金额(元)", None, *PLAIN], ["路灯", 900, None, *EVENTS[0]],
             ["绿化", 100, None, *EVENTS[1]], ["合计", 1000, None, "合计", 3, 80]),
        rows=4, totals={"资金投入.金额": 1000, **TWO},
    ),
    bad(
        "wrong-total-in-the-right-hand-table", "1-beside D11 C29",
        rows(["东河社区2023年3月月报"], ["项目名称", "金额(元)", None, *PLAIN], ["路灯", 900, None, *EVENTS[0]],
             ["绿化", 100, None, *EVENTS[1]], ["合计", 1000, None, "合计", 3, 81]),
        "wrong-total@F5", rows=4, totals={"资金投入.金额": 1000, **TWO},
    ),
    good(
        "two-months-side-by-side", "1-beside D11 C3",
        rows(["2023年3月"], ["单位", "活动名称", "场次", None, "单位", "活动名称", "场次"],
             ["东河", "讲堂", 1, None, "西河", "义诊", 2]),
        rows=2, totals={"创建活动.场次": 3}, units=BOTH,
    ),
    bad(
        "two-sheets-for-one-report", "1-several C12",
        xlsx(page(ACTIVITY, LISTED[0], name="一"), page(ACTIVITY, LISTED[1], name="二")),
        "sums-of-sheets@二", rows=2, totals=TWO,
    ),
    good(
        "two-sheets-for-two-kinds", "1-several C12 C7",
        xlsx(page(ACTIVITY, *LISTED, name="创建活动"), page(MONEY, [*OWN, "路灯", "财政拨款", 900], name="资金投入")),
        rows=3, totals={"资金投入.金额": 900, **TWO},
    ),
    bad(
        "a-sheet-of-telephone-numbers-beside", "1-several C7",
        xlsx(page(ACTIVITY, *LISTED), page(["通讯录"], ["张三", 5801], name="通讯录")),
        "unrecognised-sheet@通讯录", rows=2, totals=TWO,
    ),
)  # fmt: skip

HEADERS = (
    good(
        "two-row-header-over-merged-cells", "1-header-rows",
        rows(["东河社区2023年3月督查检查"], ["检查级别", "督查情况", None, "整改情况", None],
             [None, "检查次数", "问题数", "已整改", "按期整改数"], ["市", 1, 3, 2, 1],
             merged=("A2:A3", "B2:C2", "D2:E2")),
        rows=1, totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2, "督查检查.按期整改数": 1},
    ),
    good(
        "two-row-header-without-merged-cells", "1-header-rows",
        rows(["东河社区2023年3月督查检查"], ["检查级别", "督查情况", None, "整改情况", None],
             [None, "检查次数", "问题数", "已整改", "按期整改数"], ["市", 1, 3, 2, 1]),
        rows=1, totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2, "督查检查.按期整改数": 1},
    ),
    good(
        "header-with-spaces-breaks-and-full-width-brackets", "1-header-rows",
        rows(PAID, ["项 目\n名称", "投入资金（万元）", "资金 来源"], ["路灯", 2, "财政拨款"]),
        rows=1, totals={"资金投入.金额": 20_000}, factors={"金额": 1e4},
    ),
    bad(
        "sub-header-nobody-knows", "1-header-rows C8",
        rows(["东河社区2023年3月督查检查"], ["检查级别", "督查情况", None, None], [None, "检查次数", "问题数", "天气"],
             ["市", 1, 3, "晴"], merged=("A2:A3", "B2:D2")),
        "missing-column@A2 unknown-column@D3", rows=1, totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3},
    ),
    bad(
        "two-columns-for-one-quantity", "1-header-rows C8",
        rows(PAID, ["项目名称", "投入资金", "投资额"], ["路灯", 1, 2]),
        "duplicate-column@C2", rows=1, totals={"资金投入.金额": 1},
    ),
    bad(
        "second-name-beside-the-real-one", "1-header-rows C8",
        rows(PAID, ["项目名称", "金额", "投资额"], ["路灯", 1, 2]),
        "ignored-column@C2", rows=1, totals={"资金投入.金额": 1},
    ),
    good(
        "header-repeated-on-each-printed-page", "1-repeated",
        rows(TITLE, PLAIN, EVENTS[0], TITLE, PLAIN, EVENTS[1], ["合计", 3, 80]), rows=2, totals=TWO,
    ),
    good(
        "header-repeated-without-its-title", "1-repeated",
        rows(TITLE, PLAIN, EVENTS[0], PLAIN, EVENTS[1]), rows=2, totals=TWO,
    ),
    bad(
        "wrong-total-after-a-repeated-header", "1-repeated",
        rows(TITLE, PLAIN, EVENTS[0], TITLE, PLAIN, EVENTS[1], ["合计", 3, 50]),
        "wrong-total@C7", rows=2, totals=TWO,
    ),
    good(
        "numbering-column-is-no-quantity", "1-header-rows",
        rows(TITLE, ["序号", *PLAIN], *([n, *event] for n, event in enumerate(EVENTS, 1)), ["合计", None, 3, 80]),
        rows=2, totals=TWO,
    ),
)  # fmt: skip

UNITS = (
    good(
        "merged-unit-cells-over-many-rows", "1-merged-units 1-all-in-one",
        rows(["2023年3月创建活动汇总表"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], [None, *EVENTS[1]],
             ["西河社区", "宣讲", 4, 20], merged=("A3:A4",)),
        rows=3, totals={"创建活动.场次": 7, "创建活动.参与人次": 100}, units=BOTH,
    ),
    bad(
        "blank-unit-cell-that-is-not-merged", "1-merged-units",
        rows(["2023年3月创建活动汇总表"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], [None, *EVENTS[1]]),
        "filled-down@A4", rows=2, totals=TWO,
    ),
    bad(
        "merged-unit-nobody-knows", "1-merged-units C4 1-unknown-unit",
        rows(["2023年3月创建活动汇总表"], ["单位", *PLAIN], ["南河社区", *EVENTS[0]], [None, *EVENTS[1]], merged=("A3:A4",)),
        "unknown-unit@A3", rows=2, units=(),
    ),
    good(
        "merged-amount-over-two-rows-counts-once", "1-merged-units C5",
        rows(PAID, ["项目名称", "金额(元)"], ["路灯", 900], ["电线", None], merged=("B3:B4",)),
        rows=2, totals={"资金投入.金额": 900},
    ),
    bad(
        "amount-hidden-under-a-merged-cell", "1-merged-units",
        rows(PAID, ["项目名称", "金额(元)"], ["路灯", 900], ["电线", 300], merged=("B3:B4",)), "covered-number@B4",
        rows=2, totals={"资金投入.金额": 1200},
    ),
    good(
        "one-sheet-per-unit", "1-sheet-per-unit C2",
        xlsx(page(PLAIN, EVENTS[0], name="东河"), page(PLAIN, EVENTS[1], name="西河社区")),
        file="2023年三月份创建活动.xlsx", rows=2, totals=TWO, units=BOTH,
    ),
    bad(
        "one-sheet-per-unit-one-of-them-unknown", "1-sheet-per-unit C4",
        xlsx(page(PLAIN, EVENTS[0], name="东河"), page(PLAIN, EVENTS[1], name="南河社区")),
        "unknown-unit@南河社区!A1", file="2023年三月份创建活动.xlsx", rows=2,
        totals={"创建活动.场次": 1, "创建活动.参与人次": 30},
    ),
    good(
        "one-unit-per-file", "1-unit-per-file C2", rows(PLAIN, *EVENTS),
        file="东河社区2023年3月创建活动.xlsx", rows=2, totals=TWO,
    ),
    bad(
        "file-name-names-no-unit", "1-unit-per-file C2", rows(PLAIN, *EVENTS),
        "missing-unit@A1", file="2023年3月创建活动.xlsx", rows=2, units=(), months=("2023-03",),
    ),
    good(
        "all-units-in-one-sheet", "1-all-in-one D8",
        rows(["城桥街道2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], ["西河社区", *EVENTS[1]]),
        rows=2, totals=TWO, units=BOTH,
    ),
    bad(
        "a-street-that-sends-its-childrens-sum", "1-all-in-one 3-children",
        rows(["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], ["西河社区", *EVENTS[1]],
             ["城桥街道", "街道汇总", 3, 80]),
        "sum-of-children@A5", rows=3, totals={"创建活动.场次": 6, "创建活动.参与人次": 160},
        units=("东河社区", "城桥街道", "西河社区"),
    ),
    good(
        "a-street-with-work-of-its-own", "3-children",
        rows(["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], ["西河社区", *EVENTS[1]],
             ["城桥街道", "街道大会", 1, 300]),
        rows=3, totals={"创建活动.场次": 4, "创建活动.参与人次": 380},
        units=("东河社区", "城桥街道", "西河社区"),
    ),
)  # fmt: skip

WIDE = (
    good(
        "amounts-wide-over-two-sources", "1-wide C5 D9 3-columns",
        rows(PAID, *WIDE_HEAD, ["路灯", 1, 2, 3, "夜间"], ["绿化", 4, None, 4], merged=WIDE_MERGES),
        rows=2, totals={"资金投入.金额": 70_000}, factors={"金额": 1e4},
    ),
    bad(
        "wide-amounts-with-a-wrong-small-total", "1-wide D9 3-columns",
        rows(PAID, *WIDE_HEAD, ["路灯", 1, 2, 4], merged=WIDE_MERGES),
        "wrong-subtotal-column@D4", rows=1, totals={"资金投入.金额": 30_000}, factors={"金额": 1e4},
    ),
    bad(
        "wide-amounts-only-in-the-small-total", "1-wide D9",
        rows(PAID, *WIDE_HEAD, ["路灯", None, None, 4], merged=WIDE_MERGES),
        "unsplit-subtotal@D4", rows=1, totals={"资金投入.金额": 40_000}, factors={"金额": 1e4},
    ),
    good(
        "sources-as-plain-columns", "1-wide",
        rows(PAID, ["项目名称", "财政拨款(元)", "自筹(元)", "合计"], ["路灯", 100, 50, 150]),
        rows=1, totals={"资金投入.金额": 150},
    ),
    good(
        "wide-amounts-with-a-total-row", "1-wide 3-total",
        rows(PAID, *WIDE_HEAD, ["路灯", 1, 2, 3], ["绿化", 4, None, 4], ["合计", 5, 2, 7], merged=WIDE_MERGES),
        rows=2, totals={"资金投入.金额": 70_000}, factors={"金额": 1e4},
    ),
)  # fmt: skip

PEOPLE = (
    good(
        "header-word-a-person-once-explained", "1-learnt",
        rows(PAID, ["项目名称", "资金来源", "投入金额小计"], ["路灯", "财政拨款", 900]),
        learnt=(HeaderWord("东河社区", "资金投入", "投入金额小计", "金额", "小王"),),
        said=("learnt-header@C2",), rows=1, totals={"资金投入.金额": 900},
    ),
    bad(
        "header-word-another-unit-explained", "1-learnt",
        rows(PAID, ["项目名称", "资金来源", "投入金额小计"], ["路灯", "财政拨款", 900]),
        "missing-column@A2 unknown-column@C2", learnt=(HeaderWord("西河社区", "资金投入", "投入金额小计", "金额", "小王"),),
        rows=1,
    ),
    good(
        "column-a-person-corrected", "1-corrected",
        rows(PAID, ["项目名称", "资金来源", "投入金额小计"], ["路灯", "财政拨款", 900]),
        corrections=said(header=2, columns=(("C2", "金额"),)), said=("said-header@C2",),
        rows=1, totals={"资金投入.金额": 900},
    ),
    bad(
        "header-word-a-person-once-called-useless", "1-learnt",
        rows(PAID, ["项目名称", "资金来源", "投入金额小计"], ["路灯", "财政拨款", 900]),
        "missing-column@A2 learnt-unused@C2", learnt=(HeaderWord("东河社区", "资金投入", "投入金额小计", "", "小王"),),
        rows=1,
    ),
    good(
        "header-row-and-kind-a-person-pointed-out", "1-corrected",
        rows(["活动名称", "参与人次", "场次"], ["2023年3月创建活动"], ["活动名称", "到场", "几场"], ["讲座", 30, 1], name="东河社区"),
        corrections=Corrections(
            (TableCorrection("东河社区", 3, 1, 1, "创建活动", columns=(("B3", "参与人次"), ("C3", "场次"))),)
        ),
        said=("corrected-header@A3", "corrected-kind@A3", "said-header@B3", "said-header@C3"), rows=1,
        totals={"创建活动.场次": 1, "创建活动.参与人次": 30},
    ),
    bad(
        "header-row-a-person-pointed-out-fits-no-kind", "1-corrected",
        rows(["事", "人"], ["讲座", 30]), "header-not-fitting@A1", corrections=said(header=1, rows=1), units=(), months=(),
    ),
    good(
        "unit-and-month-a-person-said", "1-corrected",
        rows(PLAIN, *EVENTS), corrections=said(header=1, unit="东河社区", month=Month(2023, 3)),
        said=("corrected-unit@A1", "corrected-month@A1"), rows=2, totals=TWO,
    ),
    good(
        "cell-a-person-changed", "1-corrected",
        rows(TITLE, PLAIN, ["讲堂", "一场吧", 30], EVENTS[1]),
        corrections=Corrections(edits=(CellEdit("Sheet1", "B3", "一场吧", "1"),)),
        said=("edited-cell@B3",), rows=2, totals=TWO,
    ),
    bad(
        "column-a-person-said-is-not-used", "1-corrected",
        rows(TITLE, PLAIN, *EVENTS), "said-unused@C2",
        corrections=said(header=2, columns=(("C2", ""),)), rows=2, totals={"创建活动.场次": 3},
    ),
    good(
        "template-with-prefilled-rows", "1-unit-per-file C5",
        rows(["东河社区2023年3月志愿服务月报表"], TEMPLATE, VOLUNTEERS, [*OWN, "清洁日", 30, 60, 310], list(OWN), list(OWN), name="志愿服务"),
        rows=1, totals={"志愿服务.参与人次": 30, "志愿服务.服务时长": 60, "志愿服务.期末注册志愿者数": 310},
    ),
    good(
        "template-sheets-without-data-are-silent", "1-several",
        xlsx(page(["单位", "活动名称", "场次"], name="填表说明"), page(["国家"], ["省"], name="字典", hidden=True),
             page(ACTIVITY, *LISTED, name="创建活动")),
        rows=2, totals=TWO,
    ),
    good(
        "notes-and-signatures-below", "1-several C5",
        rows(["东河社区2023年3月督查检查"], INSPECTED[2:], ["市", 1, 3, 2], ["合计", 1, 3, 2], ["注：含第三方测评"],
             ["填表人：张三", None, "审核人：李四"], ["填报日期：2023年4月3日"]),
        rows=1, totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2},
    ),
)  # fmt: skip

CASES = (*ANYWHERE, *SEVERAL, *HEADERS, *UNITS, *WIDE, *PEOPLE)
