"""The words around a number: blank signs, vague words, and what makes a number imprecise."""

import re
import unicodedata

from cityreport.quantities.model import Precision

_MORE = ("超过", "超", "逾", "多于", "大于", "高于", "至少", "不少于", "不低于", "突破", "多达")
_LESS = ("近", "将近", "接近", "不足", "不到", "未满", "少于", "小于", "低于", "至多", "最多")
_ROUGHLY = ("约", "大约", "约为", "约有", "大概", "大致", "估计", "差不多", "≈", "~")
_TOTAL = ("共", "共计", "合计", "总计", "总共", "共有", "计", "人民币", "rmb", "¥", "￥")

BEFORE: dict[str, Precision] = {
    **dict.fromkeys((*_MORE, "高达", "达到", "达", ">", "≥", ">="), "at_least"),
    **dict.fromkeys((*_LESS, "不超过", "不多于", "不高于", "<", "≤", "<="), "at_most"),
    **dict.fromkeys(_ROUGHLY, "about"),
    **dict.fromkeys(_TOTAL, "exact"),
}
"""Words before the number; an exact one says nothing about precision."""

INSIDE: dict[str, Precision] = {"多": "at_least", "余": "at_least", "几": "at_least", "来": "about"}
"""Words between the digits and the measure unit: 九万多元, 20多万元, 十几个, 十来个."""

AFTER: dict[str, Precision] = {
    **dict.fromkeys(
        ("以上", "及以上", "之多", "有余", "多", "余", "不止", "开外", "出头", "+"), "at_least"
    ),
    **dict.fromkeys(("以下", "以内", "不到", "不足"), "at_most"),
    **dict.fromkeys(("左右", "上下", "许", "大约"), "about"),
    **dict.fromkeys(("整", "正"), "exact"),
}  # fmt: skip

_ZERO = re.compile(r"无|零|〇|没有|本月无|零报告|0")
_DASHES = re.compile(r"[-—–―─−/\\.…·~]+|空|未填|n/?a|null|none", re.IGNORECASE)
_MASK = r"(?:[XxΧ×*□■○_]{2,}|[Xx_□])"
_MULTIPLE = r"[十百千万亿]"
_CLASSIFIER = r"(?:小时|[人名位个次场家户件条处份块项元天余多支张册本辆车吨遍批期盏])"
_VAGUE = re.compile(
    rf"(?:共|约|近|达|大约|将近|超|超过)?(?:"
    rf"(?:若干|无数|许多|大量|少量|少许|部分|不详|未知|不清楚|待定|待统计|未统计)[一-鿿]{{0,3}}"
    rf"|\d*{_MASK}\d*{_MULTIPLE}*(?:多|余)?[一-鿿]{{0,3}}"
    rf"|(?:数|几|好几|上|成){_MULTIPLE}+(?:上{_MULTIPLE}+|余|多)?[一-鿿]{{0,3}}"
    rf"|(?:数|几|好几|多|无数){_CLASSIFIER}{_CLASSIFIER}?"
    rf"|[一二两三四五六七八九十]?(?:一二|一两|二三|两三|三四|三五|四五|五六|六七|七八|八九)"
    rf"{_MULTIPLE}*[一-鿿]{{0,3}}"
    rf")"
)
_TENS = {ord("廿"): "二十", ord("卅"): "三十", ord("卌"): "四十"}
_SQUARE_METRES = re.compile(r"㎡|[mM]²|平方公尺")
_GROUPING_SPACE = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))")
_APART = re.compile(r"\d\s+[\d.]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff'`]")


def normalise(text: str) -> str:
    """The text in half width, without spaces; two numbers set apart stay apart by a blank."""
    text = unicodedata.normalize("NFKC", _SQUARE_METRES.sub("平方米", text)).translate(_TENS)
    text = _GROUPING_SPACE.sub("", _INVISIBLE.sub("", text).strip())
    if _APART.search(text):
        return text
    return re.sub(r"[−－](?=[\d.])", "-", "".join(text.split()))


def is_blank(text: str) -> bool:
    """Whether the text is nothing or a sign for nothing (details.md D1)."""
    return not text or _DASHES.fullmatch(text) is not None


def is_zero(text: str) -> bool:
    """Whether a word says zero: 无, 零 (details.md D1)."""
    return _ZERO.fullmatch(text) is not None


def is_vague(text: str) -> bool:
    """Whether a word stands where a number is missing: 若干, __, XX, 几十, X万 (details.md B33)."""
    return _VAGUE.fullmatch(text) is not None
