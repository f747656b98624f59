"""Category words as people write them, and the choices they stand for."""

import re
from collections.abc import Mapping
from functools import lru_cache

from cityreport.intake.grid import fold
from cityreport.sheets import Column

_LEVELS = {
    "国家": ("国家级", "中央", "全国"),
    "省": ("省级", "省里"),
    "市": ("市级", "市里", "全市"),
    "区县": ("区级", "县级", "区", "县", "区(县)", "县(区)", "区县级", "县区"),
    "街道镇": ("街道", "镇", "街道级", "镇级", "乡镇", "乡镇级", "街镇", "镇街", "街道(镇)", "乡", "街道、镇"),
    "自查": ("自查自纠", "自检", "单位自查", "内部自查", "本单位自查", "自评"),
}  # fmt: skip
_SOURCES = {
    "财政拨款": ("财政", "财政资金", "财政投入", "财政补助", "市财政", "区财政", "县财政", "市级财政", "区级财政"),
    "街道拨款": ("街道", "街道资金", "街道补助", "街道办拨款", "街道投入"),
    "单位自筹": ("自筹", "自筹资金", "自有资金", "本单位自筹", "单位自有资金", "学校自筹", "社区自筹"),
    "居民集资": ("集资", "居民自筹", "居民筹资", "群众集资", "群众自筹"),
    "共建单位赞助": ("共建单位", "共建赞助", "共建单位资金", "共建单位支持"),
    "社会捐赠": ("捐赠", "捐款", "社会捐款", "社会捐助", "捐助"),
    "多方筹资(未分列)": ("多方筹资", "多方筹集", "多渠道筹资"),
    "其他": ("其它", "其他来源", "其他资金"),
}  # fmt: skip
_STATES = {
    "完工": ("已完工", "竣工", "已竣工", "完成", "已完成", "建成", "已建成"),
    "在建": ("在建中", "施工中", "建设中", "进行中", "正在施工", "未完工"),
    "计划": ("计划中", "拟建", "待建", "未开工", "筹备中"),
}
SYNONYMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "检查级别": _LEVELS,
    "级别": _LEVELS,
    "资金来源": _SOURCES,
    "完工状态": _STATES,
}
"""Column → choice → other ways to write it; only what is unambiguous."""

_JOINTS = re.compile(r"[、,;/+和与及]")


@lru_cache(maxsize=256)
def _spellings(name: str, choices: tuple[str, ...]) -> dict[str, str]:
    """Folded spelling → choice, for one column."""
    known = {word: said for word, said in SYNONYMS.get(name, {}).items() if word in choices}
    found = {"其它": "其他"} if "其他" in choices else {}
    for word in choices:
        for spelling in (word, word + "类", *known.get(word, ())):
            found.setdefault(fold(spelling), word)
    return found


def choice(column: Column, text: str) -> str | None:
    """The choice of the column a word stands for, None when it stands for none of them."""
    return _spellings(column.name, column.choices).get(fold(text))


def normalised(column: Column, text: str) -> tuple[str, bool]:
    """The text in the column's own words, and whether they are known.

    Several sources joined by 、 are kept together, each in its own word (sheets.md section 1).
    """
    whole = choice(column, text)
    if whole is not None:
        return whole, True
    if not column.choices:
        return text, True
    parts = [choice(column, part) for part in _JOINTS.split(text)] if column.several else []
    known = [part for part in parts if part is not None]
    if len(parts) > 1 and len(known) == len(parts):
        return "、".join(dict.fromkeys(known)), True
    return text, False
