"""The further sheets and registers, by the same mechanism (sheets.md section 1)."""

from cityreport.sheets.first_ring import MONTH, REMARK, REPORTER, UNIT
from cityreport.sheets.model import Column, SheetKind

CODE = Column("指标编码", "code", "测评标准目录的编码。", aliases=("编码", "测评指标编码"))

PROJECTS = SheetKind(
    name="实事项目",
    slug="projects",
    help="民生实事与整治成果，一项成果一行；一笔资金做成几样，分几行填。",
    words=("实事项目", "民生实事", "整治成果", "为民办实事"),
    loadable=True,
    columns=(
        UNIT, MONTH,
        Column("项目名称", "text", "项目叫什么。", aliases=("项目", "实事名称")),
        Column(
            "类别", "category", "属于哪一类。", aliases=("项目类别",),
            choices=("设施建设", "环境整治", "绿化美化", "民生服务", "平安法治", "文化阵地", "其他"),
        ),
        Column("成果名称", "text", "做成了什么，如 路灯。", aliases=("成果", "建成内容")),
        Column("数量", "flow", "做成了多少。", aliases=("成果数量", "完成数量")),
        Column("计量单位", "text", "数量的单位，如 盏。", aliases=("数量单位",)),
        Column("受益户数", "flow", "受益的户数。", measure_unit="户", aliases=("惠及户数",)),
        Column("受益人数", "flow", "受益的人数。", measure_unit="人", aliases=("惠及人数",)),
        Column("关联资金项目", "text", "对应资金投入表的项目名称。", aliases=("对应资金项目",)),
        REPORTER, REMARK,
    ),
)  # fmt: skip

MATERIALS = SheetKind(
    name="申报材料", slug="materials", help="网上申报材料的收集情况。", words=("申报材料",), whole_register=True,
    columns=(
        UNIT, MONTH, CODE,
        Column("材料名称", "text", "材料叫什么。"),
        Column("责任单位", "text", "谁负责。"),
        Column("是否已交", "yes_no", "交了没有。"),
        Column("提交日期", "date", "哪天交的。"),
    ),
)  # fmt: skip

POINTS = SheetKind(
    name="点位台账", slug="points", help="实地考察的点位。", words=("点位台账",), whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("点位名称", "text", "点位叫什么。"),
        Column("点位类型", "category", "点位属于哪一类。"),
        Column("所属单位", "text", "点位归谁管。"),
        Column("责任人", "text", "谁负责。"),
        Column("应用标准", "text", "按哪条标准。"),
    ),
)  # fmt: skip

COORDINATION = SheetKind(
    name="需协调事项", slug="coordination", help="需要上级或其他单位协调的事。", words=("需协调事项", "协调事项"), whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("事项", "text", "什么事。"),
        Column("需协调单位", "text", "需要谁协调。"),
        Column("提出日期", "date", "哪天提出。"),
        Column("进展", "text", "到哪一步。"),
        Column("是否办结", "yes_no", "办完没有。"),
    ),
)  # fmt: skip

PLANS = SheetKind(
    name="下步计划", slug="plans", help="下一步要做的事。", words=("下步计划", "下一步工作"), whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("事项", "text", "要做什么。"),
        Column("责任单位", "text", "谁来做。"),
        Column("完成时限", "text", "什么时候完成。"),
        Column("完成情况", "text", "做到哪一步。"),
    ),
)  # fmt: skip

RECTIFICATION = SheetKind(
    name="问题整改台账", slug="rectification", help="一行一个问题，从发现到复查。",
    words=("问题整改台账", "整改台账"), whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("编号", "text", "问题的编号。"),
        Column("发现日期", "date", "哪天发现。"),
        Column("检查级别", "category", "谁查出的。", choices=("国家", "省", "市", "区县", "街道镇", "自查")),
        Column("点位类型", "category", "在哪类点位。"),
        Column("点位名称", "text", "在哪个点位。"),
        Column("问题描述", "text", "什么问题。"),
        Column("标准类别", "category", "违反哪类标准。"),
        Column("责任单位", "text", "谁负责整改。"),
        Column("整改期限", "date", "哪天前改完。"),
        Column("完成日期", "date", "哪天改完。"),
        Column("复查结果", "text", "复查怎么说。"),
        Column("是否反复", "yes_no", "改后又出现没有。"),
        Column("整改用时天数", "flow", "由发现日期和完成日期算出。", measure_unit="天", family="days"),
        Column("已完成数", "flow", "由完成日期算出，一个问题算一。", measure_unit="个"),
    ),
)  # fmt: skip

FACILITIES = SheetKind(
    name="阵地设施", slug="facilities", help="阵地和设施的月末数。", words=("阵地设施", "设施台账"),
    columns=(
        UNIT, MONTH,
        Column("公益广告处数", "stock", "显著位置公益广告处数。", measure_unit="处"),
        Column("其中未成年人广告处数", "stock", "其中面向未成年人的处数。", measure_unit="处"),
        Column("心理咨询室数", "stock", "未成年人心理咨询（辅导）室个数。", measure_unit="个"),
        Column("应设志愿服务站数", "stock", "按要求应设的站点数。", measure_unit="个"),
        Column("志愿服务站数", "stock", "已设的站点数。", measure_unit="个"),
        Column("背街小巷应装灯数", "stock", "背街小巷应装的路灯数。", measure_unit="盏"),
        Column("已装灯数", "stock", "已装的路灯数。", measure_unit="盏"),
        Column("亮灯数", "stock", "亮着的路灯数。", measure_unit="盏"),
        Column("门前三包应签数", "stock", "应签责任书的商户数。", measure_unit="户"),
        Column("已签数", "stock", "已签责任书的商户数。", measure_unit="户"),
        REPORTER, REMARK,
    ),
)  # fmt: skip

SURVEYS = SheetKind(
    name="问卷测评", slug="surveys", help="问卷结果，一题一行。", words=("问卷测评", "问卷调查"),
    columns=(
        UNIT, MONTH, CODE,
        Column("题目", "text", "问的什么。"),
        Column("有效样本数", "flow", "有效问卷份数。", measure_unit="份"),
        Column("满意或知晓数", "flow", "答满意（基本满意）或知晓的份数。", measure_unit="份"),
        REPORTER, REMARK,
    ),
)  # fmt: skip

COUNTED = SheetKind(
    name="指标数据", slug="counted", help="其他可以计数的指标。", words=("指标数据",),
    columns=(
        UNIT, MONTH, CODE,
        Column("分子数", "flow", "达到要求的数量。"),
        Column("分母数", "flow", "应达到的总数。"),
        REPORTER, REMARK,
    ),
)  # fmt: skip

MECHANISMS = SheetKind(
    name="工作机制", slug="mechanisms", help="领导小组、制度、责任制等是否建立。", words=("工作机制",), whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("机制项", "text", "哪一项机制。"),
        Column("是否建立", "yes_no", "建立没有。"),
        Column("建立日期", "date", "哪天建立。"),
        Column("佐证材料", "text", "拿什么证明。"),
    ),
)  # fmt: skip

AWARDS = SheetKind(
    name="荣誉表彰", slug="awards", help="获得的荣誉。", words=("荣誉表彰",),
    columns=(
        UNIT, MONTH,
        Column("级别", "category", "哪一级授予。"),
        Column("名称", "text", "荣誉叫什么。"),
        Column("等次", "text", "几等奖。"),
        Column("对象", "text", "谁获得。"),
        REMARK,
    ),
)  # fmt: skip

MARKS = SheetKind(
    name="测评打分", slug="marks", help="模拟测评、第三方测评或考核的打分。", words=("测评打分", "模拟测评成绩"),
    columns=(
        UNIT, MONTH,
        Column("期次", "text", "第几期。"),
        Column("测评内容", "text", "测的什么。"),
        CODE,
        Column("应得分", "flow", "满分。", measure_unit="分", family="score"),
        Column("实得分", "flow", "得分。", measure_unit="分", family="score"),
        Column("扣分原因", "text", "为什么扣分。"),
        Column("是否测评", "yes_no", "本期测了没有。"),
        REMARK,
    ),
)  # fmt: skip
