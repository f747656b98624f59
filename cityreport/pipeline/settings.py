"""What an office may decide, and saving it: nothing is kept that makes no sense (details.md E8)."""

from dataclasses import asdict
from datetime import date
from itertools import pairwise

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.settings import OfficeSettings
from cityreport.store import Store

DUE_DAYS = (1, 28)
"""Every month has a 28th."""
RELAPSE_DAYS = (1, 365)
NAME_LENGTH = 30


def faults(settings: OfficeSettings) -> tuple[str, ...]:
    """What is wrong with the settings, in words; empty when they can be kept."""
    checks = (
        (1 <= len(settings.office_name.strip()) <= NAME_LENGTH,
         f"办公室名称要写 1 至 {NAME_LENGTH} 个字。"),
        (not settings.assessment_date or _is_day(settings.assessment_date),
         "测评日期要写成年、月、日，或者留空。"),
        (_within(settings.due_day, DUE_DAYS), "报送截止日要在 1 日到 28 日之间：每个月都有的日子。"),
        (0 < settings.completeness_line <= 1, "数据完整度下限要大于 0，不超过 100%。"),
        (_falling(settings.status_cuts),
         "状态分界要一条比一条低：达到序时＞基本达到＞滞后，都大于 0，不超过 100%。"),
        (_within(settings.relapse_days, RELAPSE_DAYS), "反弹认定天数要在 1 到 365 天之间。"),
        (not settings.start_month or _is_month(settings.start_month),
         "启用月份要写成“2024-01”这样的年月，或者留空。"),
    )  # fmt: skip
    return tuple(words for sound, words in checks if not sound)


def save_settings(store: Store, settings: OfficeSettings, by: str, about: str) -> None:
    """Keep the settings; UserError naming everything that is wrong, then nothing is kept.

    「本市分值已确认」 is not among them: ``confirm_points`` says it. ``about``: what is set
    otherwise, for 操作记录.
    """
    wrong = faults(settings)
    if wrong:
        raise UserError("没有保存。" + "".join(wrong))
    values = asdict(settings)
    del values["points_confirmed"]
    if settings.start_month:
        values["start_month"] = str(Month.parse(settings.start_month))
    store.set_settings(values, by, about)


def confirm_points(store: Store, by: str, *, confirmed: bool = True) -> None:
    """Say that the 分值 of the edition in force are the city's own, or take it back."""
    about = "本市分值已确认" if confirmed else "撤回“本市分值已确认”"
    store.set_settings({"points_confirmed": confirmed}, by, about)


def _within(number: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= number <= limits[1]


def _falling(cuts: tuple[float, ...]) -> bool:
    falling = all(higher > lower for higher, lower in pairwise(cuts))
    return len(cuts) == 3 and falling and cuts[-1] > 0 and cuts[0] <= 1


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True
