"""Every kind of sheet, right and faulty, each in another format of file (Build 3 and 7)."""

from intake.book import ACTIVITY, INSPECTED, MONEY, VOLUNTEERS

from corpus.case import OWN, bad, good
from corpus.formats import csv, html, ods, page, rows, spreadsheetml, word, xlsb, xlsx

HEADS = {
    "实事项目": ["项目名称", "类别", "成果名称", "数量", "计量单位", "受益户数"],
    "阵地设施": ["公益广告处数", "其中未成年人广告处数", "应签数", "已签数"],
    "问卷测评": ["指标编码", "题目", "有效样本数", "满意数"],
    "指标数据": ["指标编码", "分子", "分母"],
    "测评打分": ["期次", "测评内容", "应得分", "实得分", "是否测评"],
    "荣誉表彰": ["级别", "荣誉名称", "等次", "对象"],
    "工作机制": ["机制项", "是否建立", "建立日期", "佐证材料"],
    "申报材料": ["指标编码", "材料名称", "责任单位", "是否已交", "提交日期"],
    "点位台账": ["点位名称", "点位类型", "责任人"],
    "需协调事项": ["事项", "需协调单位", "提出日期", "是否办结"],
    "下步计划": ["事项", "责任单位", "完成时限", "完成情况"],
    "问题整改台账": ["编号", "发现日期", "问题描述", "完成日期"],
}
FORMATS = {
    "xlsx": lambda head, row: xlsx(page(head, row)),
    "xlsb": lambda head, row: xlsb(page(head, row)),
    "ods": lambda head, row: ods(page(head, row)),
    "csv": lambda head, row: csv(head, row, encoding="gb18030"),
    "html": lambda head, row: html(page(head, row), encoding="gbk"),
    "xml": lambda head, row: spreadsheetml(page(head, row)),
    "docx": lambda head, row: word(page(head, row)),
}


def table(kind, form, row):
    return FORMATS[form](["单位", "月份", *HEADS[kind]], [*OWN, *row])


def right(kind, form, row, **totals):
    return good(
        f"{kind}-right", f"7-{kind}", table(kind, form, row), file=f"上报.{form}", rows=1,
        totals={f"{kind}.{name}": value for name, value in totals.items()},
    )  # fmt: skip


def faulty(kind, form, row, said, **totals):
    return bad(
        f"{kind}-faulty", f"7-{kind}", table(kind, form, row), said, file=f"上报.{form}", rows=1,
        totals={f"{kind}.{name}": value for name, value in totals.items()},
    )  # fmt: skip


SECOND = (
    right("实事项目", "docx", ["路灯改造", "设施建设", "路灯", 24, "盏", 120], 数量=24, 受益户数=120),
    faulty("实事项目", "csv", ["路灯改造", "修路", "路灯", 24, "盏", -1], "unknown-category@D2 negative-count@H2", 数量=24, 受益户数=-1),
    right("阵地设施", "xlsb", [12, 5, 80, 76], 公益广告处数=12, 其中未成年人广告处数=5, 门前三包应签数=80, 已签数=76),
    faulty("阵地设施", "ods", [5, 12, 80, 76], "more-than-whole@D2", 公益广告处数=5, 其中未成年人广告处数=12, 门前三包应签数=80, 已签数=76),
    right("问卷测评", "html", ["A04", "是否知晓", 200, 180], 有效样本数=200, 满意或知晓数=180),
    faulty("问卷测评", "xlsx", ["A04", "是否知晓", 180, 200], "more-than-whole@F2", 有效样本数=180, 满意或知晓数=200),
    right("指标数据", "csv", ["A12", 45, 50], 分子数=45, 分母数=50),
    faulty("指标数据", "xlsb", [None, 45, 50], "no-code@C2", 分子数=45, 分母数=50),
    right("测评打分", "ods", ["第1期", "环境卫生", 20, 17.5, "是"], 应得分=20, 实得分=17.5),
    faulty("测评打分", "docx", ["第1期", "环境卫生", 20, None, "是"], "blank-required@F2", 应得分=20),
    right("荣誉表彰", "xml", ["市级", "文明家庭", "一等奖", "居民"]),
    faulty("荣誉表彰", "html", ["市级", None, "一等奖", "居民"], "blank-text@D2"),
    right("工作机制", "xlsb", ["领导小组", "已建立", "2022-05-01", "文件"]),
    faulty("工作机制", "xml", ["领导小组", "正在建", "2022-05-01", None], "unknown-answer@D2"),
    right("申报材料", "csv", ["A04", "志愿服务汇编", "团委", "√", "2023-03-08"]),
    faulty("申报材料", "xlsx", ["A04", None, "团委", "是", None], "blank-text@D2"),
    right("点位台账", "html", ["东门菜场", "集贸市场", "网格长"]),
    faulty("点位台账", "csv", [None, "集贸市场", "网格长"], "blank-text@C2"),
    right("需协调事项", "docx", ["河岸违建", "城管局", "2023-03-02", "未办结"]),
    faulty("需协调事项", "ods", [None, "城管局", "2023-03-02", "否"], "blank-text@C2"),
    right("下步计划", "ods", ["再动员会", "办公室", "4月底", "筹备"]),
    faulty("下步计划", "xlsb", [None, "办公室", "4月底", "筹备"], "blank-text@C2"),
    right("问题整改台账", "xml", ["1", "2023-03-01", "小广告", "2023-03-08"], 整改用时天数=7, 已完成数=1),
    faulty("问题整改台账", "docx", ["1", "2023-03-08", "小广告", "2023-03-01"], "days-reversed@F2"),
)  # fmt: skip

EVENTS = {"创建活动.场次": 1, "创建活动.参与人次": 30}
FIRST = (
    good("资金投入-right", "7-资金投入", xlsx(page(MONEY, [*OWN, "路灯", "财政拨款", 900])), rows=1, totals={"资金投入.金额": 900}),
    bad("资金投入-faulty", "7-资金投入", xlsx(page(MONEY, [*OWN, "路灯", "财政拨款", "一大笔"])), "unreadable-number@E2", rows=1),
    good("志愿服务-right", "7-志愿服务", ods(page(VOLUNTEERS, [*OWN, "清洁", 10, 20, 300])), file="上报.ods", rows=1,
         totals={"志愿服务.参与人次": 10, "志愿服务.服务时长": 20, "志愿服务.期末注册志愿者数": 300}),
    bad("志愿服务-faulty", "7-志愿服务", ods(page(VOLUNTEERS, [*OWN, "清洁", 10, "很久", 300])), "unreadable-number@E2", file="上报.ods", rows=1,
        totals={"志愿服务.参与人次": 10, "志愿服务.期末注册志愿者数": 300}),
    good("督查检查-right", "7-督查检查", csv(INSPECTED, [*OWN, "市", 1, 3, 2]), file="上报.csv", rows=1,
         totals={"督查检查.检查次数": 1, "督查检查.发现问题数": 3, "督查检查.已整改数": 2}),
    bad("督查检查-faulty", "7-督查检查", csv(INSPECTED, [*OWN, "市", 1, -3, 2]), "negative-count@E2 rectified-beyond-found@F2", file="上报.csv", rows=1,
        totals={"督查检查.检查次数": 1, "督查检查.发现问题数": -3, "督查检查.已整改数": 2}),
    good("创建活动-right", "7-创建活动", word("东河社区2023年3月创建活动月报表", page(ACTIVITY[2:], ["讲堂", 1, 30])), file="上报.docx", rows=1, totals=EVENTS),
    bad("创建活动-faulty", "7-创建活动", word("2023年3月创建活动月报表", page(ACTIVITY[2:], ["讲堂", 1, 30])), "missing-unit@A2", file="上报.docx",
        rows=1, units=()),
)  # fmt: skip

MARKS = (
    good(
        "marks-criteria-by-units", "7-测评打分 1-all-in-one",
        rows(["2023年3月模拟测评成绩"], ["测评内容", "应得分", "东河", "西河社区"], ["环境卫生", 20, 18, 15], ["公共秩序", 30, 24, 30],
             ["合计", 50, 42, 45]),
        rows=2, totals={"测评打分.应得分": 100, "测评打分.实得分": 87}, units=("东河社区", "西河社区"),
    ),
    good(
        "marks-of-a-unit-not-assessed-are-no-zero", "7-测评打分",
        rows(["2023年3月模拟测评成绩"], ["测评内容", "应得分", "东河", "西河社区"], ["环境卫生", 20, 18, "未测评"]),
        said=("not-assessed@D3",), rows=1, totals={"测评打分.应得分": 20, "测评打分.实得分": 18}, units=("东河社区", "西河社区"),
    ),
    bad(
        "marks-with-a-wrong-total-of-one-unit", "7-测评打分 3-total",
        rows(["2023年3月模拟测评成绩"], ["测评内容", "应得分", "东河", "西河社区"], ["环境卫生", 20, 18, 12], ["公共秩序", 30, 24, 20],
             ["合计", 50, 42, 33]),
        "wrong-total@D5", rows=2, totals={"测评打分.应得分": 100, "测评打分.实得分": 74}, units=("东河社区", "西河社区"),
    ),
    good(
        "register-case-that-is-still-open", "7-问题整改台账",
        rows(["单位", "月份", *HEADS["问题整改台账"]], [*OWN, "1", "2023-03-01", "小广告", None]), rows=1,
    ),
    bad(
        "register-case-closed-in-the-future", "7-问题整改台账",
        rows(["单位", "月份", *HEADS["问题整改台账"]], [*OWN, "1", "2023-03-01", "小广告", "2024-03-08"]), "day-to-come@F2", rows=1,
    ),
    bad(
        "register-case-with-a-month-for-a-day", "7-问题整改台账",
        rows(["单位", "月份", *HEADS["问题整改台账"]], [*OWN, "1", "2023-03-01", "小广告", "月底"]), "days-unknown@F2", rows=1,
    ),
)  # fmt: skip

CASES = (*FIRST, *SECOND, *MARKS)
