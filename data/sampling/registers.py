"""What the public reports tell without a figure: mechanisms, awards and plans, in short words."""

from sampling.ledgers import Ledger, Row

_UNDATED = "原文未写日期"
_BLANKED = "原文年份隐去"


def _mechanisms(*names: str, note: str = _UNDATED) -> list[Row]:
    return [{"机制项": name, "是否建立": "是", "备注": note} for name in names]


def _plans(*names: str, note: str = _UNDATED) -> list[Row]:
    return [{"事项": name, "备注": note} for name in names]


def _award(name: str, rank: str, whom: str) -> Row:
    return {"级别": "市", "名称": name, "等次": rank, "对象": whom, "备注": _BLANKED}


COMMUNITY: Ledger = {
    "下步计划": _plans("对照标准查漏补缺", "巩固已有成果"),
    "工作机制": _mechanisms(
        "创建领导小组", "分工划片责任制", "分阶段汇报检查部署", "门前三包责任书", "每日包干责任区"
    ),
}
SCHOOL_AWARDS: dict[int, list[Row]] = {
    10: [
        _award("小小百家讲坛主题演讲（高中组）", "一等奖", "学生"),
        _award("核心价值观教育工作案例评选", "二等奖", "教师"),
    ],
    12: [_award("法治主题演讲（高中组）", "一等奖", "学生")],
}
SCHOOL: Ledger = {
    "下步计划": [
        {"事项": "班级文化建设", "备注": _BLANKED},
        {"事项": "文明过节送温暖主题活动", "完成时限": "寒假春节期间", "备注": _BLANKED},
    ],
    "工作机制": _mechanisms(
        "创建工作领导小组", "校服管理规定", "突击包干区", "每月卫生大检查", "校园周边环境检查", "青年志愿者交通执勤",
        "志愿者服务站", note=_BLANKED,
    ),
}  # fmt: skip
WITHOUT_FIGURES: dict[str, tuple[str, Ledger]] = {
    "某镇（汇报二）": ("公开汇报二", {
        "下步计划": _plans("总结创城工作，研究下一步做法"),
        "工作机制": _mechanisms("创建工作领导小组", "领导小组办公室", "领导接访", "包案化解", "督查小组", "征求群众意见"),
    }),
    "团结街道": ("公开汇报三", {
        "工作机制": _mechanisms("全天候保洁、日产日清", "环境责任书", "人民调解委员会", "妇童站", "四联机制", "巡逻队"),
    }),
    "某幼儿园（汇报四）": ("公开汇报四", {
        "工作机制": _mechanisms(
            "创建工作领导小组", "政务公开责任追究制度", "举报投诉制度", "群众意见登记制度", "教代会制度",
        ),
    }),
}  # fmt: skip
"""Unit → the report and its registers: these units have no figure, so none is loaded."""
