"""Names that Excel and WPS accept for a sheet."""

import re
from collections.abc import Sequence

LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = {"history"}


def sheet_names(titles: Sequence[str]) -> list[str]:
    """One allowed sheet name per title, in order; cut to 31 signs and told apart by number."""
    names: list[str] = []
    taken = set(_RESERVED)
    for title in titles:
        name = _free(_plain(title), taken)
        taken.add(name.lower())
        names.append(name)
    return names


def _plain(title: str) -> str:
    # Excel counts UTF-16 units, so that a rare character takes two places.
    text = _cut(_FORBIDDEN.sub(" ", title).strip(" '"), LONGEST_NAME)
    return text.strip(" '") or "表"


def _free(name: str, taken: set[str]) -> str:
    number = 1
    free = name
    while free.lower() in taken:
        number += 1
        ending = f"({number})"
        free = _cut(name, LONGEST_NAME - len(ending)) + ending
    return free


def _cut(text: str, places: int) -> str:
    return text.encode("utf-16-le")[: 2 * places].decode("utf-16-le", errors="ignore")
