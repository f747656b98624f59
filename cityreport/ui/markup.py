"""Text from sheets and people on a page: never markup."""

import re

_MARKUP = re.compile(r"([\\`*_{}\[\]$~<>|#:])")
_LIST_SIGN = re.compile(r"^(\s*\d*)([-+.)])(\s)")


def said(error: Exception) -> str:
    """The words of an error, which may quote a cell, a file name or the address, line by line."""
    return "  \n".join(plain(line) for line in str(error).splitlines())


def plain(text: str) -> str:
    """The text with everything Markdown would take for markup made harmless."""
    return _LIST_SIGN.sub(r"\1\\\2\3", _MARKUP.sub(r"\\\1", text)).replace("\n", " ")
