"""The further sheets and registers, by the same mechanism (sheets.md section 1)."""

from dataclasses import replace

from cityreport.sheets.first_ring import MONTH, REMARK, REPORTER, UNIT
from cityreport.sheets.model import Column, SheetKind

CODE = Column(
    "指标编码", "code", "测评标准目录的编码，如 A04。", aliases=("编码", "测评指标编码", "指标代码", "指标号")
)  # fmt: skip
LEVELS = ("国家", "省", "市", "区县", "街道镇")

PROJECTS = SheetKind(
    name="实事项目",
    slug="projects",
    help="民生实事与整治成果，一项成果一行；一笔资金做成几样，分几行填。",
    words=("实事项目", "民生实事", "整治成果", "为民办实事"),
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
    name="申报材料",
    slug="materials",
    help="网上申报材料的收集情况，一份材料一行；每月报全部材料，以最近一个月的为准。",
    words=("申报材料", "申报资料", "材料收集", "网上申报"),
    whole_register=True,
    columns=(
        UNIT, MONTH, CODE,
        Column("材料名称", "text", "材料叫什么。", required=True, aliases=("材料", "资料名称", "申报材料名称", "资料")),
        Column("责任单位", "text", "谁负责收集。", aliases=("责任部门", "牵头单位", "报送部门")),
        Column("是否已交", "yes_no", "交了填“是”，没交填“否”。", required=True,
               aliases=("是否提交", "提交情况", "是否上交", "是否报送", "是否完成")),
        Column("提交日期", "date", "哪天交的，如 2023-05-08。", aliases=("提交时间", "上交日期", "报送日期")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

POINTS = SheetKind(
    name="点位台账",
    slug="points",
    help="实地考察的点位，一个点位一行；每月报全部点位，以最近一个月的为准。",
    words=("点位台账", "点位清单", "点位一览", "实地考察点位"),
    whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("点位名称", "text", "点位叫什么。", required=True, aliases=("点位", "考察点位")),
        Column("点位类型", "category", "点位属于哪一类，如 背街小巷。", aliases=("类型", "点位类别")),
        Column("所属单位", "text", "点位归谁管。", aliases=("管理单位", "产权单位", "点位所属")),
        Column("责任人", "text", "谁负责，可只写职务。", aliases=("点位责任人", "点长")),
        Column("应用标准", "text", "按哪条标准。", aliases=("适用标准", "测评标准", "标准")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

COORDINATION = SheetKind(
    name="需协调事项",
    slug="coordination",
    help="需要上级或其他单位协调的事，一事一行；每月报全部，以最近一个月的为准。",
    words=("需协调事项", "协调事项", "需要协调", "协调解决"),
    whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("事项", "text", "什么事。", required=True, aliases=("需协调事项", "协调事项", "存在困难", "具体事项")),
        Column("需协调单位", "text", "需要谁协调。", aliases=("协调单位", "需协调部门", "建议协调单位")),
        Column("提出日期", "date", "哪天提出，如 2023-05-08。", aliases=("提出时间", "上报时间")),
        Column("进展", "text", "到哪一步。", aliases=("进展情况", "办理进展", "办理情况")),
        Column("是否办结", "yes_no", "办完填“是”，没办完填“否”。", aliases=("办结情况", "是否解决", "办结")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

PLANS = SheetKind(
    name="下步计划",
    slug="plans",
    help="下一步要做的事，一事一行；每月报全部，以最近一个月的为准。",
    words=("下步计划", "下一步工作", "下一步计划", "工作计划", "工作打算"),
    whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("事项", "text", "要做什么。", required=True, aliases=("计划事项", "工作事项", "计划内容", "工作内容", "重点工作")),
        Column("责任单位", "text", "谁来做。", aliases=("责任部门", "牵头单位", "承办单位")),
        Column("完成时限", "text", "什么时候完成，如 2024年2月底。", aliases=("完成时间", "时限", "计划完成时间")),
        Column("完成情况", "text", "做到哪一步。", aliases=("落实情况", "目前进展")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

RECTIFICATION = SheetKind(
    name="问题整改台账",
    slug="rectification",
    help="一行一个问题，从发现到复查；每月报全部问题，以最近一个月的为准，整改用时按完成日期算到当月。",
    words=("问题整改台账", "整改台账", "问题台账", "问题清单", "整改清单"),
    whole_register=True,
    dated_by="完成日期",
    columns=(
        UNIT, MONTH,
        Column("编号", "text", "问题的编号。", aliases=("问题编号",)),
        Column("发现日期", "date", "哪天发现，如 2023-07-03。", required=True, aliases=("发现时间", "交办日期", "交办时间")),
        Column("检查级别", "category", "谁查出的。", choices=(*LEVELS, "自查"), aliases=("级别", "问题来源")),
        Column("点位类型", "category", "在哪类点位，如 背街小巷。", aliases=("点位类别",)),
        Column("点位名称", "text", "在哪个点位。", aliases=("点位", "问题点位", "地点", "具体位置")),
        Column("问题描述", "text", "什么问题。", required=True, aliases=("问题", "存在问题", "问题内容", "具体问题", "主要问题")),
        Column("标准类别", "category", "违反哪类标准。", aliases=("问题类别", "问题类型")),
        Column("责任单位", "text", "谁负责整改。", aliases=("责任部门", "整改单位", "整改责任单位")),
        Column("整改期限", "date", "哪天前改完。", aliases=("整改时限", "期限", "要求完成日期")),
        Column("完成日期", "date", "哪天改完；没改完留空。", aliases=("完成时间", "整改完成日期", "整改完成时间", "办结日期")),
        Column("复查结果", "text", "复查怎么说。", aliases=("复查情况", "验收结果")),
        Column("是否反复", "yes_no", "改后又出现填“是”。", aliases=("是否反弹", "是否回潮")),
        Column("整改用时天数", "flow", "由发现日期和完成日期算出。", measure_unit="天", family="days",
               derived_from=("发现日期", "完成日期")),
        Column("已完成数", "flow", "由完成日期算出，一个问题算一。", measure_unit="个",
               derived_from=("发现日期", "完成日期")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

FACILITIES = SheetKind(
    name="阵地设施",
    slug="facilities",
    help="阵地和设施的月末数，一个单位一行；填现有数，不是当月新增数。",
    words=("阵地设施", "设施台账", "阵地建设", "阵地情况"),
    columns=(
        UNIT, MONTH,
        Column("公益广告处数", "stock", "显著位置公益广告处数。", measure_unit="处", aliases=("公益广告数", "公益广告", "公益广告数量")),
        Column("其中未成年人广告处数", "stock", "其中面向未成年人的处数。", measure_unit="处",
               aliases=("未成年人广告处数", "未成年人公益广告数", "未成年人公益广告处数", "其中未成年人公益广告")),
        Column("心理咨询室数", "stock", "未成年人心理咨询（辅导）室个数。", measure_unit="个",
               aliases=("心理咨询室", "心理辅导室数", "心理辅导室", "心理咨询(辅导)室数")),
        Column("应设志愿服务站数", "stock", "按要求应设的站点数。", measure_unit="个", aliases=("应设站点数", "应建志愿服务站数")),
        Column("志愿服务站数", "stock", "已设的站点数。", measure_unit="个", aliases=("已设志愿服务站数", "志愿服务站", "志愿服务站点数", "已建志愿服务站数")),
        Column("背街小巷应装灯数", "stock", "背街小巷应装的路灯数。", measure_unit="盏", aliases=("应装灯数", "应装路灯数")),
        Column("已装灯数", "stock", "已装的路灯数。", measure_unit="盏", aliases=("已装路灯数", "装灯数")),
        Column("亮灯数", "stock", "亮着的路灯数。", measure_unit="盏", aliases=("亮着的灯数", "亮灯盏数")),
        Column("门前三包应签数", "stock", "应签责任书的商户数。", measure_unit="户", aliases=("应签数", "应签户数", "应签门前三包户数")),
        Column("已签数", "stock", "已签责任书的商户数。", measure_unit="户", aliases=("门前三包已签数", "已签户数", "已签订数")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

SURVEYS = SheetKind(
    name="问卷测评",
    slug="surveys",
    help="当月问卷结果，一题一行。",
    words=("问卷测评", "问卷调查", "问卷结果", "满意度调查"),
    columns=(
        UNIT, MONTH, CODE,
        Column("题目", "text", "问的什么。", aliases=("问题", "问卷题目", "调查内容", "问卷内容")),
        Column("有效样本数", "flow", "有效问卷份数。", measure_unit="份", required=True,
               aliases=("有效样本", "样本数", "有效问卷数", "样本量", "有效份数", "回收有效问卷数")),
        Column("满意或知晓数", "flow", "答满意（基本满意）或知晓的份数。", measure_unit="份", required=True,
               aliases=("满意数", "知晓数", "满意份数", "知晓份数", "满意人数", "知晓人数", "满意(知晓)数")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

COUNTED = SheetKind(
    name="指标数据",
    slug="counted",
    help="其他可以计数的指标，一项指标一行，写明指标编码。",
    words=("指标数据", "指标完成情况", "指标月报"),
    columns=(
        UNIT, MONTH, replace(CODE, required=True),
        Column("分子数", "flow", "当月达到要求的数量。", required=True, aliases=("分子", "达标数", "完成数")),
        Column("分母数", "flow", "当月应达到的总数。", required=True, aliases=("分母", "应达标数", "总数", "应完成数")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

MECHANISMS = SheetKind(
    name="工作机制",
    slug="mechanisms",
    help="领导小组、制度、责任制等是否建立，一项一行；每月报全部，以最近一个月的为准。",
    words=("工作机制", "机制建设", "制度建设"),
    whole_register=True,
    columns=(
        UNIT, MONTH,
        Column("机制项", "text", "哪一项机制，如 领导小组、督查制度。", required=True,
               aliases=("机制名称", "工作机制", "机制", "制度名称", "机制内容")),
        Column("是否建立", "yes_no", "建立了填“是”，没有填“否”。", required=True,
               aliases=("建立情况", "是否已建立", "是否建立健全", "有无")),
        Column("建立日期", "date", "哪天建立，如 2023-05-08。", aliases=("建立时间", "成立日期", "成立时间", "印发日期")),
        Column("佐证材料", "text", "拿什么证明，如 文件名、照片。", aliases=("证明材料", "佐证", "文件依据", "依据文件")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

AWARDS = SheetKind(
    name="荣誉表彰",
    slug="awards",
    help="当月获得的荣誉，一项一行。",
    words=("荣誉表彰", "获奖情况", "荣誉情况", "表彰情况"),
    columns=(
        UNIT, MONTH,
        Column("级别", "category", "哪一级授予。", choices=(*LEVELS, "其他"), aliases=("荣誉级别", "授予级别", "表彰级别", "获奖级别")),
        Column("名称", "text", "荣誉叫什么。", required=True, aliases=("荣誉名称", "奖项名称", "奖项", "表彰名称", "获奖名称", "荣誉称号")),
        Column("等次", "text", "几等奖。", aliases=("奖次", "等级", "获奖等次", "获奖等级")),
        Column("对象", "text", "谁获得，如 学生、教师、集体。", aliases=("获奖对象", "获奖者", "表彰对象", "获奖人")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

MARKS = SheetKind(
    name="测评打分",
    slug="marks",
    help="模拟测评、第三方测评或考核的打分，一项测评内容一行；本期没有测的填“否”，不要填0分。",
    words=("测评打分", "模拟测评成绩", "模拟测评", "第三方测评", "测评成绩", "考核打分"),
    by_unit=("测评内容", "实得分"),
    columns=(
        UNIT, MONTH,
        Column("期次", "text", "第几期。", aliases=("测评期次", "期数", "轮次")),
        Column("测评内容", "text", "测的什么。", aliases=("测评项目", "考核内容", "考核项目", "测评指标", "评分项目", "内容")),
        CODE,
        Column("应得分", "flow", "这一项的满分。", measure_unit="分", family="score", required=True,
               aliases=("满分", "标准分", "分值", "应得分值")),
        Column("实得分", "flow", "这一项的得分。", measure_unit="分", family="score", required=True,
               aliases=("得分", "实际得分", "测评得分", "实得分值")),
        Column("点位类型", "text", "在哪类点位测的，如 背街小巷；不分点位的不填。", aliases=("点位类别", "测评点位")),
        Column("扣分原因", "text", "为什么扣分。", aliases=("扣分说明", "扣分情况", "失分原因")),
        Column("是否测评", "yes_no", "本期测了没有；没测的填“否”，不计分。", gates=True, aliases=("测评情况", "是否参评", "是否已测")),
        REPORTER, REMARK,
    ),
)  # fmt: skip
