"""Names that files are saved under: what a stranger calls a file or a unit becomes harmless text."""

import re
import unicodedata
from pathlib import PurePosixPath

_FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10)))
)
_LONGEST = 120
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Kinds of signs that nobody sees, among them those that turn ``fdp.exe`` into ``exe.pdf``."""


def saved_name(name: str) -> str:
    """The last part of a name as every system can save it, its ending kept; never a path.

    Idempotent. What is left of nothing is 文件.
    """
    last = re.split(r"[\\/]", name)[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign) not in _UNSEEN)
    path = PurePosixPath(_FORBIDDEN.sub("_", seen).strip(" ."))
    stem, ending = path.stem.strip(" ."), path.suffix[:_LONGEST]
    if stem.partition(".")[0].lower() in _DEVICES:
        stem = f"_{stem}"
    return f"{stem[: _LONGEST - len(ending)].rstrip(' .') or '文件'}{ending}"
