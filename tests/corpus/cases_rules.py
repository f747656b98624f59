"""Empty reports, totals and the logic of rows (Build 3; C1, C5–C10, C20, C29, D1–D10, D19, D20)."""

from intake.book import ACTIVITY, INSPECTED, MONEY, VOLUNTEERS

from corpus.case import OWN, bad, good
from corpus.cases_layouts import BOTH, EVENTS, LISTED, PAID, PLAIN, TEMPLATE, TITLE, TWO
from corpus.formats import page, rows, with_cells, xlsx

OTHER = ["西河社区", "2023年3月"]
LIGHTS = [*OWN, "路灯", "财政拨款", 900]
TREES = [*OWN, "绿化", "财政拨款", 100]
YUAN = {"资金投入.金额": 1000}


def sums(name, covers, *lines):
    """Two amounts of 900 and 100 元, and what stands below them."""
    return good(name, covers, rows(MONEY, LIGHTS, TREES, *lines), rows=2, totals=YUAN)


def volunteers(people, worked, registered=300):
    return rows(VOLUNTEERS, [*OWN, "清洁", people, worked, registered])


def helped(people, worked, registered=300):
    return {
        "志愿服务.参与人次": people,
        "志愿服务.服务时长": worked,
        "志愿服务.期末注册志愿者数": registered,
    }


def inspected(*values, extra=()):
    return rows([*INSPECTED, *extra], [*OWN, "市", *values])


def checked(visits, found, rectified, **more):
    named = {"检查次数": visits, "发现问题数": found, "已整改数": rectified, **more}
    return {f"督查检查.{name}": value for name, value in named.items()}


EMPTY = (
    good("none-in-place-of-rows", "C1 C5", rows(TITLE, PLAIN, ["本月无"]), empty=("A3",)),
    good("none-as-a-dash", "C1", rows(ACTIVITY, [*OWN, "—", None, None]), empty=("C2",)),
    good("none-as-zero-report", "C1", rows(ACTIVITY, [*OWN, "零报告", 0, 0]), empty=("C2",)),
    good(
        "none-in-the-cell-of-the-template", "C1",
        rows(["东河社区月报"], [*TEMPLATE, "本月无"], VOLUNTEERS, name="志愿服务"), empty=("I2",),
    ),
    good("none-under-a-title-without-a-table", "C1 D2", rows(["东河社区2023年3月志愿服务月报表"], [], ["本月无"]), empty=("A3",)),
    good(
        "none-with-a-telephone-and-no-table", "C1", rows(["东河社区2023年3月志愿服务月报表"], ["本月无"], ["联系电话", 58011234]), empty=("A2",),
    ),
    bad(
        "none-under-numbers-in-no-table", "C1 D2", rows(["东河社区2023年3月志愿服务月报表"], ["清洁", 30], ["备注", "本月无"]),
        "nothing-recognised unrecognised-sheet", units=(), months=(),
    ),
    good(
        "none-of-one-unit-beside-rows-of-another", "C1",
        rows(ACTIVITY, *LISTED, [*OTHER, "本月无", None, None]), rows=2, totals=TWO, units=BOTH, empty=("C4",),
    ),
    bad("headers-only", "C1 D5", rows(TITLE, PLAIN), "header-only@A2", units=(), months=()),
    bad("headers-only-with-prefilled-units", "C1 D5", rows(ACTIVITY, list(OWN), OTHER), "header-only@A1", units=(), months=()),
    bad("none-and-rows-together", "C1", rows([*TEMPLATE, "本月无"], ACTIVITY, *LISTED), "empty-and-rows@I1", rows=2, totals=TWO),
    bad("doubtful-word-for-none", "C1", rows([*TEMPLATE, "好"], ACTIVITY), "unclear-empty-mark@I1", units=(), months=()),
    bad("wholly-empty-workbook", "D2", xlsx(page()), "empty-file", units=(), months=()),
    good(
        "one-sheet-filled-three-empty", "D5 C1",
        xlsx(page(ACTIVITY, *LISTED, name="创建活动"), page(["单位", "月份", "测评内容", "应得分", "实得分"], name="测评打分")),
        said=("header-only-optional@测评打分!A1",), rows=2, totals=TWO,
    ),
)  # fmt: skip

TOTALS = (
    sums("total-row", "3-total C10 C6", ["合计", None, None, None, 1000]),
    sums("total-row-with-spaces-in-its-word", "3-total", ["合 计：", None, None, None, 1000]),
    sums("small-totals-and-a-grand-total", "3-subtotal 3-total C10", ["小计", None, None, None, 1000], ["总计", None, None, None, 1000]),
    sums("year-to-date-row-is-not-compared", "3-cumulative C10", ["合计", None, None, None, 1000], ["本年累计", None, None, None, 88_000]),
    good("total-on-top", "D10 3-total", rows(MONEY, ["总计", None, None, None, 1000], LIGHTS, TREES), rows=2, totals=YUAN),
    bad("wrong-total-on-top", "D10", rows(MONEY, ["总计", None, None, None, 999], LIGHTS, TREES), "wrong-total@E2", rows=2, totals=YUAN),
    bad("wrong-total", "3-total C10 C8", rows(MONEY, LIGHTS, TREES, ["合计", None, None, None, 1001]), "wrong-total@E4", rows=2, totals=YUAN),
    bad("wrong-small-total", "3-subtotal C10",
        rows(MONEY, LIGHTS, ["小计", None, None, None, 900], TREES, ["小计", None, None, None, 10], ["合计", None, None, None, 1000]),
        "wrong-total@E5", rows=2, totals=YUAN),
    bad("year-to-date-called-total", "3-cumulative C10", rows(MONEY, LIGHTS, TREES, ["合计", None, None, None, 88_000]), "wrong-total@E4", rows=2, totals=YUAN),
    bad("total-that-is-no-number", "3-total", rows(MONEY, LIGHTS, TREES, ["合计", None, None, None, "见附表"]), "unreadable-total@E4", rows=2, totals=YUAN),
    good("small-totals-per-unit", "3-subtotal 1-all-in-one",
         rows(["2023年3月创建活动"], ["单位", *PLAIN], ["东河社区", *EVENTS[0]], ["小计", None, 1, 30], ["西河社区", *EVENTS[1]],
              ["小计", None, 2, 50], ["合计", None, 3, 80]),
         rows=2, totals=TWO, units=BOTH),
    good("rounded-total", "C10", rows(PAID, ["项目名称", "金额(万元)"], ["路灯", 10.11], ["绿化", 2.15], ["合计", 12.3]),
         rows=2, totals={"资金投入.金额": 122_600}, factors={"金额": 1e4}),
    bad("total-rounded-the-wrong-way", "C10", rows(PAID, ["项目名称", "金额(万元)"], ["路灯", 10.11], ["绿化", 2.15], ["合计", 12.4]),
        "wrong-total@B5", rows=2, totals={"资金投入.金额": 122_600}, factors={"金额": 1e4}),
    good("total-within-approximate-bounds", "C10",
         rows(PAID, ["项目名称", "金额(元)"], ["路灯", "九万多"], ["绿化", 5000], ["合计", 97_000]), said=("approximate@B3",),
         rows=2, totals={"资金投入.金额": 95_000}),
    good("two-equal-activities-with-names", "C29", rows(ACTIVITY, [*OWN, "讲堂", 1, 30], [*OWN, "义诊", 1, 30]), rows=2,
         totals={"创建活动.场次": 2, "创建活动.参与人次": 60}),
    bad("nameless-sum", "C29", rows(TITLE, PLAIN, *EVENTS, [None, 3, 80]), "unlabelled-total@A5", rows=2, totals=TWO),
    good("nameless-row-that-is-no-sum", "C29", rows(TITLE, PLAIN, *EVENTS, [None, 3, 81]), rows=3,
         totals={"创建活动.场次": 6, "创建活动.参与人次": 161}),
    good("stock-total-is-no-sum", "C6 3-total",
         rows(VOLUNTEERS, [*OWN, "清洁", 10, 20, 300], [*OWN, "宣传", 10, 20, 300], ["合计", None, None, 20, 40, 300]), rows=2,
         totals={"志愿服务.参与人次": 20, "志愿服务.服务时长": 40, "志愿服务.期末注册志愿者数": 300}),
    bad("stock-total-that-is-nothing", "C6 3-total",
        rows(VOLUNTEERS, [*OWN, "清洁", 10, 20, 300], [*OWN, "宣传", 10, 20, 300], ["合计", None, None, 20, 40, 999]),
        "stock-total@F4", rows=2, totals={"志愿服务.参与人次": 20, "志愿服务.服务时长": 40, "志愿服务.期末注册志愿者数": 300}),
    bad("stock-differs-between-rows", "3-flags C6",
        rows(VOLUNTEERS, [*OWN, "清洁", 10, 20, 300], [*OWN, "宣传", 10, 20, 310]), "differing-stock@F3", rows=2,
        totals={"志愿服务.参与人次": 20, "志愿服务.服务时长": 40, "志愿服务.期末注册志愿者数": 310}),
    good("total-of-a-dash", "3-total", rows(MONEY, LIGHTS, TREES, ["合计", None, None, None, "—"]), rows=2, totals=YUAN),
)  # fmt: skip

LOGIC = (
    good("twelve-hours-each", "D19 3-cross-field", volunteers(10, 120), rows=1, totals=helped(10, 120)),
    bad("more-than-twelve-hours-each", "D19 3-cross-field", volunteers(10, 121), "hours-per-person@E2", rows=1, totals=helped(10, 121)),
    bad("more-than-a-day-each", "D19 3-flags", volunteers(10, 241), "hours-beyond-day@E2", rows=1, totals=helped(10, 241)),
    bad("hours-without-people", "3-flags", volunteers(0, 5), "hours-without-people@E2", rows=1, totals=helped(0, 5)),
    bad("more-registered-than-inhabitants", "3-flags", volunteers(10, 20, 7001), "more-than-population@F2", rows=1, totals=helped(10, 20, 7001)),
    good("registered-within-approximate-inhabitants", "3-flags", volunteers(10, 20, 6500), rows=1, totals=helped(10, 20, 6500)),
    good("all-rectified", "3-cross-field C8", inspected(1, 3, 3), rows=1, totals=checked(1, 3, 3)),
    bad("rectified-beyond-found", "3-cross-field C8", inspected(1, 3, 5), "rectified-beyond-found@F2", rows=1, totals=checked(1, 3, 5)),
    bad("rectified-beyond-found-and-left-over", "3-cross-field", inspected(1, 3, 5, 1, extra=["上期未整改数"]), "more-than-whole@F2",
        rows=1, totals=checked(1, 3, 5, 上期未整改数=1)),
    good("rectified-with-what-was-left-over", "3-cross-field", inspected(1, 3, 5, 2, extra=["上期未整改数"]), rows=1,
         totals=checked(1, 3, 5, 上期未整改数=2)),
    bad("in-time-beyond-rectified", "3-cross-field", inspected(1, 3, 2, 3, extra=["按期整改数"]), "more-than-whole@G2", rows=1,
        totals=checked(1, 3, 2, 按期整改数=3)),
    bad("overdue-beyond-open", "3-cross-field", inspected(1, 3, 2, 1, 3, extra=["上期未整改数", "逾期未整改数"]), "overdue-beyond-open@H2",
        rows=1, totals=checked(1, 3, 2, 上期未整改数=1, 逾期未整改数=3)),
    bad("points-without-their-maximum", "3-flags", inspected(1, 0, 0, 90, None, extra=["测评得分", "测评满分"]), "half-filled@G2", rows=1,
        totals=checked(1, 0, 0, 测评得分=90)),
    bad("row-twice", "D20 3-flags", rows(ACTIVITY, LISTED[0], LISTED[0]), "duplicate-row@A3", rows=2,
        totals={"创建活动.场次": 2, "创建活动.参与人次": 60}),
    good("row-twice-but-for-its-remark", "D20", rows([*ACTIVITY, "备注"], [*LISTED[0], "上午"], [*LISTED[0], "下午"]), rows=2,
         totals={"创建活动.场次": 2, "创建活动.参与人次": 60}),
    bad("required-quantity-blank", "C9 C8", rows(ACTIVITY, [*OWN, "讲堂", None, 30]), "blank-required@D2", rows=1,
        totals={"创建活动.参与人次": 30}),
    good("every-required-column", "D3", volunteers(10, 20), rows=1, totals=helped(10, 20)),
    bad("required-column-absent", "D3", rows(["单位", "月份", "服务队伍", "参与人次"], [*OWN, "一队", 3], [*OWN, "二队", 4]),
        "missing-column@A1", rows=2, totals={"志愿服务.参与人次": 7}),
    good("dated-inspections-count-one-each", "C20", rows(["单位", "检查日期", "检查级别", "发现问题数", "已整改数"],
         ["东河", "2023-03-05", "市", 1, 1], ["东河", "2023-03-09", "省", 2, 1]), said=("implied-one@A1",), rows=2,
         totals=checked(2, 3, 2)),
    bad("undated-inspections-are-not-counted", "C20 D3", rows(["单位", "月份", "检查级别", "发现问题数", "已整改数"], [*OWN, "市", 1, 1]),
        "missing-column@A1", rows=1, totals={"督查检查.发现问题数": 1, "督查检查.已整改数": 1}),
    bad("inspection-dated-in-another-month", "C2 3-flags",
        rows(["单位", "月份", "检查日期", "检查次数", "发现问题数", "已整改数"], [*OWN, "2023-04-09", 1, 1, 1]), "date-month-conflict@C2",
        rows=1, totals=checked(1, 1, 1)),
    good("known-categories-in-many-words", "C8", rows(MONEY, [*OWN, "路灯", "财政、居民集资", 900]), rows=1, totals={"资金投入.金额": 900}),
    bad("category-not-in-the-list", "C8", rows(MONEY, [*OWN, "路灯", "彩票公益金", 900]), "unknown-category@D2", rows=1,
        totals={"资金投入.金额": 900}),
    bad("column-not-in-the-list", "C8 C16", rows([*ACTIVITY, "天气"], [*LISTED[0], "晴"]), "unknown-column@F1", rows=1,
        totals={"创建活动.场次": 1, "创建活动.参与人次": 30}),
)  # fmt: skip

STRAYS = (
    bad("stray-word-beside-the-table", "C17", rows(ACTIVITY, [*LISTED[0], None, "看这里"]), "stray-cell@G2", rows=1,
        totals={"创建活动.场次": 1, "创建活动.参与人次": 30}),
    bad("stray-number-above-the-table", "C17", rows([*TITLE, None, 77], PLAIN, *EVENTS), "stray-cell@C1", rows=2, totals=TWO),
    bad("stray-cell-in-the-last-corner", "C17 C22", with_cells(rows(ACTIVITY, *LISTED), XFD1048576="尾"), "stray-cell@XFD1048576",
        rows=2, totals=TWO),
    bad("many-strays-as-one-range", "C17", rows(ACTIVITY, *([*event, None, n, n] for n, event in enumerate([*LISTED, *LISTED[:1]] , 1))),
        "stray-cell@G2:H4 duplicate-row@A4", rows=3, totals={"创建活动.场次": 4, "创建活动.参与人次": 110}),
    good("month-in-parts-above-the-table", "C17 C2", rows(["东河社区创建活动", None, 2023, "年", 3, "月"], PLAIN, *EVENTS), rows=2, totals=TWO),
    good("nothing-beside-the-table", "C17", rows(ACTIVITY, *([*event, None, " "] for event in LISTED)), rows=2, totals=TWO),
    good("month-number-beside-the-title", "C17 C2", rows(["东河社区创建活动", None, 202303], PLAIN, *EVENTS), rows=2, totals=TWO),
    good("whole-table-without-a-word", "C16", rows(ACTIVITY, *LISTED, ["合计", None, None, 3, 80]), rows=2, totals=TWO),
)  # fmt: skip

CASES = (*EMPTY, *TOTALS, *LOGIC, *STRAYS)
