"""本市设置 in words: what each setting does, what confirming the 分值 changes, days to go."""

from datetime import date

from cityreport.framework import Framework
from cityreport.settings import OfficeSettings
from cityreport.style import write
from cityreport.tables.section import Headline

EXPLAINED: dict[str, tuple[str, str]] = {
    "office_name": ("办公室名称", "落款和材料里写的本办公室名称。"),
    "assessment_date": ("测评日期", "填了以后，总览上显示距离测评还有多少天；留空就不显示。"),
    "due_day": (
        "报送截止日（次月几日）",
        "次月这一天（含当天）之前收到的算按时，之后收到的算迟报。",
    ),
    "completeness_line": (
        "数据完整度下限（%）",
        "数据完整度低于这个数的写“数据不足”，不出得分和名次。",
    ),
    "status_cuts": (
        "状态分界",
        "序时得分率不低于这三条线的，依次为达到序时、基本达到、滞后；低于最后一条的为严重滞后。",
    ),
    "relapse_days": ("反弹认定天数", "整改后在这么多天之内，同一点位同一问题再次出现，算反弹。"),
    "start_month": ("启用月份", "从这个月起统计及时率，以前的月份不算迟报；留空则各月都统计。"),
}
"""Each setting by its stored name: what it is called, and what it does, in one sentence."""
CUT_NAMES = ("达到序时", "基本达到", "滞后")


def changes(before: OfficeSettings, after: OfficeSettings) -> str:
    """What is set otherwise, old → new, for 操作记录; empty where nothing is."""
    return "；".join(
        f"{label}：{old} → {new}"
        for (label, old), (_, new) in zip(_written(before), _written(after), strict=True)
        if old != new
    )


def _written(settings: OfficeSettings) -> list[tuple[str, str]]:
    """Each setting's name and value as read; the three lines of 状态分界 one by one."""
    said = {name: str(getattr(settings, name)) or "未填" for name in EXPLAINED}
    said["completeness_line"] = write(settings.completeness_line, "rate")
    del said["status_cuts"]
    cuts = [
        (f"{name}不低于", write(cut, "rate"))
        for name, cut in zip(CUT_NAMES, settings.status_cuts, strict=True)
    ]
    return [(EXPLAINED[name][0], value) for name, value in said.items()] + cuts


def confirmation(framework: Framework, settings: OfficeSettings) -> tuple[str, tuple[str, ...]]:
    """Whether the 分值 are confirmed, as a claim, and what that means or would change."""
    total = write(sum(one.weight for one in framework.indicators if one.scored), "number")
    points = (
        f"现行目录“{framework.edition}”共 {total} 分，由本系统或本市创建办设定，不是官方测评分值。"
    )
    reset = "启用另一版目录时自动变回“待确认”，需要重新确认。"
    if settings.points_confirmed:
        return "本市分值已确认", (
            points,
            f"各页以得分为第一个数，不再写“参考得分（分值待确认）”。{reset}",
        )
    return "本市分值待确认", (
        points,
        f"现在总览先写未达序时的项数和报送率，得分写作“参考得分（分值待确认）”；"
        f"确认后各页以得分为第一个数。{reset}",
    )


def days_to_assessment(settings: OfficeSettings, today: date) -> Headline | None:
    """How many days there are to the assessment; None where no day is set."""
    if not settings.assessment_date:
        return None
    day = date.fromisoformat(settings.assessment_date)
    left = (day - today).days
    text = "就在今天" if left == 0 else f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"
    return Headline(
        "距离测评", text, f"测评日期 {day.year}年{day.month}月{day.day}日", "日期在“设置 → 本市设置”里填写。"
    )  # fmt: skip
