"""Yes and no as people write them, 同上, and what says that something was not assessed."""

from cityreport.intake.grid import fold

YES, NO = "是", "否"
_YES = frozenset(
    map(
        fold,
        (
            "是", "有", "√", "✓", "✔", "☑", "1", "对", "y", "yes", "true", "t", "已", "建立", "已建立", "已建",
            "已成立", "成立", "健全", "已交", "已提交", "已上交", "已报", "已办结", "办结", "已解决", "已完成",
            "完成", "反复", "已反弹", "反弹", "回潮", "测评", "已测评", "已测", "参评", "已参评",
        ),
    )
)  # fmt: skip
_NO = frozenset(
    map(
        fold,
        (
            "否", "未", "无", "没有", "没", "×", "✗", "✘", "x", "☐", "0", "不是", "n", "no", "false", "f", "未建立",
            "未建", "未成立", "不健全", "未交", "未提交", "未上交", "未报", "未办结", "未解决", "未完成", "未反复",
            "未反弹",
        ),
    )
)  # fmt: skip
_NOT_ASSESSED = frozenset(
    map(fold, ("未测评", "未测", "未参评", "不测评", "不参评", "免测", "免评", "本期未测评", "本期未测", "未抽到", "未抽中"))
)  # fmt: skip
_DITTO = frozenset({"同上", "〃", "″", '"', "''", "同前", "同左", "..", "”", "“"})
_BLANK = frozenset({"", "-", "--", "—", "——", "/", "\\"})


def answer(text: str) -> str | None:
    """是, 否, "" for a blank sign, None for what is neither (是 / 已建立 / √ / 有 / 1 and so on)."""
    plain = fold(text)
    if plain in _YES:
        return YES
    if plain in _NO or plain in _NOT_ASSESSED:
        return NO
    return "" if plain in _BLANK else None


def says_not_assessed(text: str) -> bool:
    """Whether a cell says 未测评 in place of a mark."""
    return fold(text) in _NOT_ASSESSED


def is_ditto(text: str) -> bool:
    """Whether a cell says that the one above it counts: 同上."""
    return fold(text) in _DITTO
