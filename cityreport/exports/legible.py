"""Text from sheets as a document may hold it: no control signs, nothing that turns the line."""

import unicodedata

_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows, so that a name could disguise a number."""
_NO_SIGN = frozenset("\ufffe\uffff")
_BREAKS = ("Cc", "Zl", "Zp")


def legible(text: str) -> str:
    """The text on one line without signs that XML forbids or that change the text around them."""
    line = "".join(_sign(sign) for sign in text)
    return " ".join(part for part in line.split(" ") if part)


def _sign(sign: str) -> str:
    if sign in _TURNING or sign in _NO_SIGN:
        return ""
    kind = unicodedata.category(sign)
    if kind in _BREAKS:
        return " "
    return "" if kind == "Cs" else sign
