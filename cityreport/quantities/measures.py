"""Written measure units and their factors, by family (details.md C11)."""

import re
from decimal import Decimal

from cityreport.quantities.model import Family
from cityreport.quantities.numerals import MULTIPLES

_YUAN = ("元", "圆", "块", "块钱", "元整", "元正", "圆整", "元钱", "元人民币", "rmb", "yuan")
_HOURS = (
    "小时", "时", "h", "hr", "hrs", "hour", "hours", "个小时", "钟头", "个钟头", "工时", "人时",
    "人小时", "个工时",
)  # fmt: skip
_MINUTES = ("分钟", "分", "min", "mins", "minute", "minutes")

FACTORS: dict[Family, dict[str, Decimal]] = {
    "money": {**dict.fromkeys(_YUAN, Decimal(1)), "角": Decimal("0.1")},
    "time": {**dict.fromkeys(_HOURS, Decimal(60)), **dict.fromkeys(_MINUTES, Decimal(1))},
    "count": {},
    "score": {"分": Decimal(1)},
    "days": dict.fromkeys(("天", "日", "个工作日", "工作日", "个自然日"), Decimal(1)),
}
"""Factor to a common small unit of the family (元, 分钟, 分, 天)."""

_FOREIGN_TO_COUNT = (
    frozenset(("元", "圆", "块钱", "元整", "元正", "元人民币", "角", "rmb", "yuan"))
    | (frozenset((*_HOURS, *_MINUTES)) - {"时", "分", "人时"})
    | frozenset(("月", "月份", "日", "号", "点"))
)
_COUNTED = re.compile(r"(?![第])[一-鿿]{1,4}|m[23]?|km2?|k?g|t|cm|mm|m?l|pcs", re.IGNORECASE)
_NO_MEASURE = re.compile(r"[未待预拟计划不无或至到和及等第余多约近元角缺差欠另含]")
_MULTIPLE = re.compile(rf"[{''.join(MULTIPLES)}]+(?=.)")


def factor(unit: str, family: Family, stored_unit: str) -> Decimal | None:
    """How many stored units one written ``unit`` is; None when the family does not know it.

    Counts accept any measure word (盏, 车次, 平方米), but no unit of money or time.
    """
    unit, stored = unit.casefold(), stored_unit.casefold()
    if unit in ("", stored):
        return Decimal(1)
    if (multiple := _MULTIPLE.match(unit)) and unit[:2] not in ("千克", "千米", "千瓦"):
        rest = factor(unit[multiple.end() :], family, stored_unit)
        return None if rest is None else rest * _product(multiple[0])
    if family == "count":
        return Decimal(1) if _is_counted(unit) else None
    known = FACTORS[family]
    return known[unit] / known.get(stored, _default(family)) if unit in known else None


def _default(family: Family) -> Decimal:
    return Decimal(60) if family == "time" else Decimal(1)


def _product(multiples: str) -> Decimal:
    product = Decimal(1)
    for multiple in multiples:
        product *= MULTIPLES[multiple]
    return product


def _is_counted(unit: str) -> bool:
    return (
        unit not in _FOREIGN_TO_COUNT
        and _COUNTED.fullmatch(unit) is not None
        and _NO_MEASURE.search(unit) is None
    )
