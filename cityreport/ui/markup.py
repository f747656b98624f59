"""Text from sheets and people on a page: never markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]$~<>|#:])")
_LIST_SIGN = re.compile(r"^(\s*\d*)([-+.)])(\s)")


def plain(text: str) -> str:
    """The text with everything Markdown would take for markup made harmless."""
    return _LIST_SIGN.sub(r"\1\\\2\3", _MARKUP.sub(r"\\\1", text)).replace("\n", " ")
