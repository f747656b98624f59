"""The four monthly sheets every unit sends (sheets.md section 1)."""

from cityreport.sheets.model import Column, SheetKind

UNIT = Column(
    "单位", "unit", "填报单位的名称，与单位名册一致。",
    aliases=("单位名称", "填报单位", "报送单位", "社区名称", "学校名称", "村（社区）", "责任主体"),
)  # fmt: skip
MONTH = Column(
    "月份",
    "month",
    "数据所属月份，如 2023年3月。",
    aliases=("所属月份", "填报月份", "统计月份", "年月", "日期月份"),
)
REPORTER = Column(
    "填报方", "reporter", "单位内部谁填的（团委、财务、市督查组等）；同一单位不同填报方相加。",
    aliases=("填报部门", "填报科室", "填报人部门"),
)  # fmt: skip
REMARK = Column("备注", "text", "需要说明的情况。", aliases=("说明", "备 注", "注"))

INVESTMENTS = SheetKind(
    name="资金投入",
    slug="investments",
    help="当月为创建工作投入的资金，一项一行；债务、罚款、日常工资不填。",
    words=("资金投入", "投入资金", "创建资金", "经费投入", "资金月报", "投入情况"),
    first_ring=True,
    sum_note="合计含完工状态为“计划”的项目，“资金投入”页不计入投入",
    columns=(
        UNIT, MONTH,
        Column("项目名称", "text", "钱用在什么项目上。", aliases=("项目", "投入项目", "建设项目", "用途", "建设内容", "项目内容")),
        Column(
            "投入类别", "category", "项目属于哪一类。", aliases=("类别", "项目类别", "投入类型"),
            choices=("基础设施", "环境整治", "绿化美化", "宣传氛围", "未成年人工作", "服务保障", "其他"),
        ),
        Column(
            "资金来源", "category", "钱从哪里来；来源多项而未分列金额的，用“、”连写，金额不拆分。",
            aliases=("来源", "经费来源", "资金渠道"), several=True,
            choices=("财政拨款", "街道拨款", "单位自筹", "居民集资", "共建单位赞助", "社会捐赠", "多方筹资(未分列)", "其他"),
        ),
        Column(
            "金额", "flow", "当月投入金额，不是累计数。", measure_unit="元", family="money", required=True, header="金额(元)",
            aliases=("投入金额", "投入资金", "资金", "投入", "金额合计", "投资额", "经费", "资金投入", "本月投入"),
        ),
        Column("完成数量", "flow", "做成了多少，如 24。", aliases=("数量", "建设数量", "工程量")),
        Column("计量单位", "text", "完成数量的单位，如 盏、处、个。", aliases=("数量单位", "量词")),
        Column("完工状态", "category", "项目进行到哪一步。", aliases=("状态", "进度", "完成情况"), choices=("计划", "在建", "完工")),
        Column("测评指标编码", "code", "对应测评标准目录的编码，可不填。", aliases=("指标编码", "测评编码")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

VOLUNTEERING = SheetKind(
    name="志愿服务",
    slug="volunteering",
    help="当月志愿服务活动，一项活动一行；注册志愿者数填月末数。",
    words=("志愿服务", "志愿者", "志愿活动"),
    first_ring=True,
    columns=(
        UNIT, MONTH,
        Column("服务队伍", "text", "哪支志愿服务队。", aliases=("队伍", "志愿服务队", "服务队", "队伍名称")),
        Column("活动名称", "text", "活动叫什么。", aliases=("活动", "活动内容", "服务内容", "服务项目", "活动主题")),
        Column(
            "服务类别", "category", "服务属于哪一类。", aliases=("类别", "服务类型", "活动类别"),
            choices=("清洁家园", "文明交通", "文明劝导", "关爱帮扶", "环境保护", "宣传宣讲", "巡查巡访", "其他"),
        ),
        Column(
            "参与人次", "flow", "参加的人次。", measure_unit="人次", required=True,
            aliases=("人次", "参加人数", "参与人数", "参加人次", "服务人次", "志愿者人次"),
        ),
        Column(
            "服务时长", "flow", "所有参加者的服务时间相加。", measure_unit="小时", family="time", required=True,
            header="服务时长(小时)",
            aliases=("服务时数", "志愿服务时长", "时长", "服务时间", "服务小时数", "志愿服务时数", "总时长"),
        ),
        Column(
            "期末注册志愿者数", "stock", "月末在册的注册志愿者总数。", measure_unit="人",
            aliases=("注册志愿者数", "注册志愿者", "期末注册数", "注册人数", "注册志愿者总数"),
        ),
        Column(
            "其中职工志愿者数", "stock", "注册志愿者中的本单位职工。", measure_unit="人",
            aliases=("职工志愿者数", "教职工志愿者数", "其中职工", "职工注册数"),
        ),
        Column(
            "其中有服务记录人数", "stock", "注册志愿者中本年有服务记录的人数。", measure_unit="人",
            aliases=("有服务记录人数", "有服务记录", "活跃志愿者数"),
        ),
        REPORTER, REMARK,
    ),
)  # fmt: skip

INSPECTIONS = SheetKind(
    name="督查检查",
    slug="inspections",
    help="当月接受的检查和自查，一次或一类检查一行。",
    words=("督查检查", "督查", "检查情况", "迎检", "问题整改月报", "督导检查"),
    first_ring=True,
    sum_note="合计含自查，“督查整改”页把自查另列",
    columns=(
        UNIT, MONTH,
        Column("检查日期", "date", "检查在哪一天；填了日期可不填月份。", aliases=("检查时间", "督查日期", "督查时间")),
        Column(
            "检查级别", "category", "谁来查；自查单列。", aliases=("级别", "督查级别", "检查层级"),
            choices=("国家", "省", "市", "区县", "街道镇", "自查"),
        ),
        Column("检查单位", "text", "检查的部门或督查组。", aliases=("督查单位", "检查部门", "督查组")),
        Column("检查内容", "text", "查了什么。", aliases=("督查内容", "检查事项", "检查项目")),
        Column(
            "检查次数", "flow", "检查了几次。", measure_unit="次", required=True, implied_one=True,
            aliases=("次数", "督查次数", "受检次数", "迎检次数"),
        ),
        Column(
            "发现问题数", "flow", "查出的问题个数。", measure_unit="个", required=True,
            aliases=("问题数", "发现问题", "问题个数", "查出问题数"),
        ),
        Column(
            "已整改数", "flow", "已经整改到位的问题个数。", measure_unit="个", required=True,
            aliases=("整改数", "整改完成数", "已整改", "完成整改数", "整改个数"),
        ),
        Column("按期整改数", "flow", "在期限内整改完成的个数。", measure_unit="个", aliases=("按期整改", "按时整改数", "限期内整改数")),
        Column(
            "逾期未整改数", "flow", "超过期限仍未整改的个数。", measure_unit="个",
            aliases=("逾期数", "逾期未整改", "超期未整改数", "逾期"),
        ),
        Column(
            "反复问题数", "flow", "整改后又反弹（回潮）的问题个数。", measure_unit="个", header="反复问题数(反弹、回潮)",
            aliases=("反弹问题数", "反复数", "回潮数", "反弹数", "反复问题"),
        ),
        Column("上期未整改数", "flow", "上月结转、当时未整改的个数。", measure_unit="个", aliases=("上月未整改数", "结转问题数")),
        Column("测评得分", "flow", "检查打分的得分。", measure_unit="分", family="score", aliases=("得分", "检查得分")),
        Column("测评满分", "flow", "该次打分的满分。", measure_unit="分", family="score", aliases=("满分", "总分值")),
        REPORTER, REMARK,
    ),
)  # fmt: skip

ACTIVITIES = SheetKind(
    name="创建活动",
    slug="activities",
    help="当月开展的创建和宣传活动，一项活动一行。",
    words=("创建活动", "活动宣传", "宣传活动", "活动月报", "活动开展情况", "主题活动"),
    first_ring=True,
    columns=(
        UNIT, MONTH,
        Column("活动名称", "text", "活动叫什么。", aliases=("活动", "活动内容", "活动主题", "主要活动")),
        Column(
            "活动类别", "category", "活动属于哪一类。", aliases=("类别", "活动类型"),
            choices=(
                "动员培训", "主题教育", "道德实践", "未成年人教育", "我们的节日", "文体活动", "公益服务",
                "宣传宣讲", "环境整治", "病媒消杀", "评选表彰", "验收迎检", "其他",
            ),
        ),
        Column(
            "场次", "flow", "开展了几场。", measure_unit="场", required=True, implied_one=True,
            aliases=("活动场次", "次数", "场数", "活动次数", "场次数"),
        ),
        Column(
            "参与人次", "flow", "参加的人次。", measure_unit="人次",
            aliases=("人次", "参加人数", "参与人数", "参加人次"),
        ),
        Column(
            "宣传资料份数", "flow", "发放的宣传资料份数。", measure_unit="份",
            aliases=("宣传资料", "发放资料份数", "资料份数", "发放宣传资料"),
        ),
        Column("清运车次", "flow", "清运乱堆放的车次。", measure_unit="车次", aliases=("清运垃圾车次", "车次", "清理车次")),
        REPORTER, REMARK,
    ),
)  # fmt: skip
