"""The default catalogue: parts A and B of the proposal, in the notation of details.md A and E7."""

from dataclasses import dataclass

from sampling.cells import Row

EDITION = "测评标准目录（2024版·示范）"
COLUMNS = (
    "编码", "测评项目", "测评内容", "指标名称", "计量单位", "方向", "计分规则", "规则参数", "年度目标",
    "目标性质", "分值", "分子", "分母", "汇总方式", "适用单位类型", "测评方法", "牵头单位", "责任单位",
    "完成时限", "材料要求", "来源", "备注",
)  # fmt: skip
WIDTHS = (7, 14, 12, 28, 9, 10, 10, 10, 14, 10, 6, 44, 30, 10, 26, 12, 12, 12, 10, 20, 44, 60)
_OURS = "本系统建议"
_POINTS = "分值为本系统建议，国家未公布分值。"
_OUTSIDE = "检查级别=国家、省、市、区县、街道镇"
_SENT = "完工状态≠计划"


@dataclass(frozen=True)
class Line:
    """One row of the catalogue; the rest of the columns follows from these."""

    code: str
    dimension: str
    content: str
    name: str
    unit: str
    target: str | float | None
    weight: float
    numerator: str
    denominator: str = ""
    types: str = "全部"
    method: str = "台账"
    source: str = _OURS
    remark: str = ""
    direction: str = "越高越好"
    rule: str = ""
    even: bool = False
    material: str = ""

    def row(self) -> Row:
        """The cells of the row in the order of ``COLUMNS``."""
        rule = self.rule or ("完成率" if self.weight else "仅展示")
        pooled = self.denominator or ".金额" in self.numerator
        return (
            self.code, self.dimension, self.content, self.name, self.unit, self.direction, rule, None,
            self.target, "逐月累计" if self.even else "随时达到", self.weight, self.numerator,
            self.denominator or None, "合并计算" if pooled else "单位平均", self.types, self.method,
            None, None, None, self.material or None, self.source,
            self.remark + (_POINTS if self.weight else ""),
        )  # fmt: skip


def _survey(
    code: str, *cells: str, target: float, weight: float, types: str, source: str, remark: str = ""
) -> Line:
    """A row fed by the questionnaire sheet: satisfied or knowing over valid answers."""
    dimension, content, name = cells
    return Line(
        code, dimension, content, name, "%", target, weight,
        f"问卷测评.满意或知晓数[指标编码={code}]", f"问卷测评.有效样本数[指标编码={code}]",
        types, "问卷调查", source, remark, material="问卷汇总表",
    )  # fmt: skip


_PLACES = "社区、街道、镇"
_ALL_BUT_TOWNS = "社区、街道、学校、幼儿园、机关"

PART_A = (
    Line("A01", "人文环境", "志愿服务", "注册志愿者占常住人口比例", "%", 8, 4, "志愿服务.期末注册志愿者数",
         "名册.常住人口", _PLACES, "网上申报", "[6] 洛阳日报 2009-11-27（官方）",
         "出处为2008版，分母原文是城市人口；常被引用的13%未找到出处，可自行调整目标。"),
    Line("A02", "人文环境", "志愿服务", "注册志愿者人均年服务时长", "小时", 25, 5, "志愿服务.服务时长",
         "志愿服务.期末注册志愿者数", "全部", "网上申报", "[29] 黄淮学院 2018-05-23（转引）",
         "原文为“人均”，未说明按注册志愿者还是按人口计；这里按注册志愿者。", even=True),
    Line("A03", "人文环境", "志愿服务", "职工志愿者注册率", "%", 100, 3, "志愿服务.其中职工志愿者数",
         "名册.职工数", "学校、幼儿园、机关", "材料审核", "[29] 黄淮学院 2018-05-23（转引）",
         "出处针对文明单位。"),
    _survey("A04", "人文环境", "志愿服务", "志愿服务理念知晓率", target=95, weight=2,
            types="社区、街道", source="[23] 某省志愿服务测评体系（转引）", remark="原文分档：95、80、70；这里取最高档为目标。"),
    Line("A05", "人文环境", "志愿服务", "志愿服务站点覆盖率", "%", 60, 2, "阵地设施.志愿服务站数",
         "阵地设施.应设志愿服务站数", _PLACES, "实地考察", "[53] 山东志愿服务报道（转引）",
         "60%为部门要求，山东2021年已达90.78%。"),
    _survey("A06", "创建工作机制", "群众评价", "创建工作群众满意率", target=80, weight=6, types=_PLACES,
            source="[54] 海口网 2015-12-06（官方）", remark="80为2015年得分线；通常力争90（出处不确定）。"),
    _survey("A07", "社会环境", "社会治安", "群众安全感", target=85, weight=3, types="街道、镇",
            source="[56] 满意度指标汇编（转引）"),
    _survey("A08", "政务环境", "行政效能", "党政机关行政效能满意度", target=90, weight=3,
            types="机关、街道", source="[56] 满意度指标汇编（转引）"),
    _survey("A09", "政务环境", "廉政", "反腐倡廉工作满意度", target=90, weight=2, types="机关",
            source="[56] 满意度指标汇编（转引）"),
    _survey("A10", "生活环境", "教育", "义务教育满意度", target=75, weight=2, types="学校",
            source="[56] 满意度指标汇编（转引）"),
    _survey("A11", "人文环境", "道德风尚", "见义勇为赞同支持率", target=90, weight=1,
            types="社区、街道", source="[6] 洛阳日报 2009-11-27（官方）", remark="出处为2008版。"),
    Line("A12", "市场环境", "消费维权", "消费者申（投）诉处理率", "%", 100, 2, "指标数据.分子数[指标编码=A12]",
         "指标数据.分母数[指标编码=A12]", "机关", "材料审核", "[20] 2008版文本（转引）"),
    Line("A13", "生活环境", "背街小巷", "背街小巷装灯率", "%", 100, 2, "阵地设施.已装灯数",
         "阵地设施.背街小巷应装灯数", "社区、街道", "实地考察", "[58] 2015年测评点位标准（转引）"),
    Line("A14", "生活环境", "背街小巷", "背街小巷亮灯率", "%", 95, 2, "阵地设施.亮灯数", "阵地设施.已装灯数",
         "社区、街道", "实地考察", "[58] 2015年测评点位标准（转引）"),
    Line("A15", "精神文明", "公益宣传", "显著位置公益广告数", "处", 3, 3, "阵地设施.公益广告处数", "",
         _ALL_BUT_TOWNS, "实地考察", "[59][60] 街道、学校点位标准（转引）",
         "出处针对街道机关和学校，其余类型为本系统套用。"),
    Line("A16", "未成年人", "公益宣传", "未成年人公益广告占比", "%", 33.3, 2, "阵地设施.其中未成年人广告处数",
         "阵地设施.公益广告处数", "社区、街道、学校、幼儿园", "实地考察", "[59] 街道点位标准（转引）",
         "原文为不少于三分之一。"),
    Line("A17", "生活环境", "市容秩序", "“门前三包”签订率", "%", 95, 3, "阵地设施.已签数",
         "阵地设施.门前三包应签数", _PLACES, "实地考察", "[64] 济宁市中区（转引）"),
    Line("A18", "未成年人", "心理健康", "心理咨询（辅导）室", "个", 1, 3, "阵地设施.心理咨询室数", "",
         "学校、社区", "实地考察", "[66] 校园检查标准 2021（转引）", "社区一项由公开汇报一推及。"),
    Line("A19", "人文环境", "公共文化", "综合文化中心每类活动次数", "次", 5, 2, "创建活动.场次[活动类别=文体活动]",
         "", _PLACES, "实地考察", "[63] 高邑 2018（官方）", "原文为每类活动每年不少于5次；这里按文体活动合计。", even=True),
    Line("A20", "未成年人", "工作成效", "未成年人思想道德建设自测得分率", "%", 85, 8, "测评打分.实得分",
         "测评打分.应得分", "学校、幼儿园", "综合", "[2][3] 申报资料汇编（转引）",
         "85分为多处引用的申报门槛；此处为自测，不是国家测评成绩。"),
)  # fmt: skip

PART_B = (
    Line("B01", "创建工作机制", "经费保障", "创建资金累计投入", "万元", "年度资金计划", 0, f"资金投入.金额[{_SENT}]",
         method="材料审核", rule="完成率", even=True, remark="目标为各单位名册中的年度资金计划；不计分。"),
    Line("B02", "创建工作机制", "经费保障", "年度资金计划完成率", "%", 100, 6, f"资金投入.金额[{_SENT}]",
         "名册.年度资金计划", method="材料审核", even=True),
    Line("B03", "创建工作机制", "经费保障", "自筹与社会资金占比", "%", None, 0,
         "资金投入.金额[资金来源=单位自筹、居民集资、社会捐赠]", "资金投入.金额", method="材料审核",
         direction="仅展示", remark="多方筹资而未分列的金额不计入分子，显示为未拆分。"),
    Line("B04", "人文环境", "志愿服务", "志愿服务总时长", "小时", None, 0, "志愿服务.服务时长", method="网上申报"),
    Line("B05", "人文环境", "志愿服务", "志愿服务人次", "人次", None, 0, "志愿服务.参与人次", method="网上申报"),
    Line("B06", "人文环境", "志愿服务", "有服务记录者占注册志愿者比例", "%", 50, 3, "志愿服务.其中有服务记录人数",
         "志愿服务.期末注册志愿者数", method="网上申报", remark="阈值为本系统建议。"),
    Line("B07", "创建工作机制", "督查督办", "接受检查次数", "次", None, 0, f"督查检查.检查次数[{_OUTSIDE}]",
         direction="仅展示", remark="不含自查。"),
    Line("B08", "创建工作机制", "督查督办", "每次检查发现问题数", "个/次", 3, 3, f"督查检查.发现问题数[{_OUTSIDE}]",
         f"督查检查.检查次数[{_OUTSIDE}]", direction="越低越好", remark="不含自查。阈值为本系统建议。"),
    Line("B09", "创建工作机制", "问题整改", "问题整改率", "%", 95, 8, f"督查检查.已整改数[{_OUTSIDE}]",
         f"督查检查.发现问题数[{_OUTSIDE}]",
         remark="不含自查。阈值为本系统建议；公开所见有93.31%（泰山区）、70.4%（长子县）。"),
    Line("B10", "创建工作机制", "问题整改", "按期整改率", "%", 90, 5, f"督查检查.按期整改数[{_OUTSIDE}]",
         f"督查检查.发现问题数[{_OUTSIDE}]", remark="不含自查。阈值为本系统建议。"),
    Line("B11", "创建工作机制", "问题整改", "问题反弹（重复）率", "%", 5, 3, f"督查检查.反复问题数[{_OUTSIDE}]",
         f"督查检查.已整改数[{_OUTSIDE}]", method="回头看", direction="越低越好", remark="不含自查。阈值为本系统建议。"),
    Line("B12", "创建工作机制", "问题整改", "平均整改用时", "天", 7, 2, "问题整改台账.整改用时天数",
         "问题整改台账.已完成数", direction="越低越好", remark="阈值为本系统建议。"),
    Line("B13", "创建工作机制", "模拟测评", "实地测评得分率", "%", 85, 5, "督查检查.测评得分", "督查检查.测评满分",
         method="实地考察", remark="阈值参照地方红线：80%（临沂）、85分（泰山区）。"),
    Line("B14", "精神文明", "创建活动", "创建活动场次", "场", 24, 2, "创建活动.场次", method="材料审核",
         even=True, remark="阈值为本系统建议。"),
    Line("B15", "精神文明", "创建活动", "活动参与人次", "人次", None, 0, "创建活动.参与人次", method="材料审核"),
    Line("B16", "精神文明", "公益宣传", "宣传资料发放", "份", None, 0, "创建活动.宣传资料份数", method="材料审核"),
    Line("B17", "生活环境", "环境整治", "清运乱堆放车次", "车次", None, 0, "创建活动.清运车次",
         types=_PLACES, direction="仅展示"),
    Line("B18", "生活环境", "环境整治", "病媒消杀次数", "次", 4, 1, "创建活动.场次[活动类别=病媒消杀]",
         types="社区、街道、镇、学校", even=True, remark="阈值为本系统建议。"),
    Line("B19", "创建工作机制", "数据报送", "月报按时报送率", "%", 100, 2, "报送.按时数", "报送.应报数",
         remark="阈值为本系统建议。"),
)  # fmt: skip


def catalogue_rows() -> list[Row]:
    """The rows of the catalogue: part A (60 points), then part B (40 points)."""
    return [line.row() for line in (*PART_A, *PART_B)]
