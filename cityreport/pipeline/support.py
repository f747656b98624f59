"""The support bundle: what a maintainer needs to know of an installation, and nothing of a person."""

import json
import platform
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.metadata import distributions
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cityreport import __version__, logbook
from cityreport.errors import StoreError
from cityreport.settings import SHIPPED_DATA, Places, office_settings
from cityreport.store import Store
from cityreport.tables.keeping import Check

_LOG_BYTES = 200_000
_QUOTED = re.compile("“[^”]*”|「[^」]*」|《[^》]*》")
_HIDDEN = "［略］"
_OFFICE = ("due_day", "completeness_line", "status_cuts", "relapse_days", "points_confirmed")
"""Office settings that are figures; its name and dates stay at home."""
_CARD = """这是看板的诊断包，供维护人员查原因用。

里面有：程序和软件包的版本、设置里的数字、自检结果、各数据表的行数、最近的日志。
里面没有：月报内容、单位名、人名、文件名、备注、密码、网址。自检和日志里凡是可能写到它们的地方，都换成了“［略］”。
每个文件都可以用记事本打开，发出前请看一眼。
"""


def bundle(
    where: Places, checks: Sequence[Check], opened: Callable[[], Store], at: datetime
) -> bytes:
    """The zip of a support bundle; also of an installation whose store cannot be opened."""
    counted, hidden = _of_store(opened)
    hide = _hider(hidden)
    texts = {
        "说明.txt": _CARD,
        "版本.json": _json(_versions()),
        "设置.json": _json(_settings(where, opened)),
        "自检.txt": "".join(
            f"{'✗' if c.fault else '✓'} {c.name}：{hide(c.verdict)}\n" for c in checks
        ),
        "数据量.json": _json(counted),
    }
    logs = {file.name: hide(_end_of(file)) for file in _logs(where.home)}
    return _zipped(texts | {f"日志/{name}": text for name, text in logs.items()}, at)


def file_name(at: datetime) -> str:
    """The name a support bundle is saved under: 看板诊断包20231205-0930.zip."""
    return f"看板诊断包{at:%Y%m%d-%H%M}.zip"


def _of_store(opened: Callable[[], Store]) -> tuple[dict[str, int], frozenset[str]]:
    try:
        store = opened()
        return store.table_sizes(), store.names_held()
    except StoreError:
        return {}, frozenset()  # the self-check says why


def _versions() -> dict[str, object]:
    packages = {one.metadata["Name"]: one.version for one in distributions()}
    return {
        "cityreport": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "packages": dict(sorted(packages.items(), key=lambda pair: pair[0].lower())),
    }


def _settings(where: Places, opened: Callable[[], Store]) -> dict[str, object]:
    """Figures and kinds only: an address may hold a password, a folder somebody's name."""
    try:
        office = asdict(office_settings(opened().settings()))
    except StoreError:
        office = {}
    return {
        "database": re.split(r"[+:]", where.database_url)[0],
        "default_home": where.home == SHIPPED_DATA,
        "max_upload_mb": where.max_upload_mb,
        "timezone": where.timezone.key,
        **{name: office[name] for name in _OFFICE if name in office},
    }


def _hider(names: frozenset[str]) -> Callable[[str], str]:
    """Takes the names, and whatever stands in quotation marks, out of a text."""
    longest_first = sorted((name for name in names if _telling(name)), key=len, reverse=True)

    def hide(text: str) -> str:
        text = _QUOTED.sub(_HIDDEN, text)
        for name in longest_first:
            text = text.replace(name, _HIDDEN)
        return text

    return hide


def _telling(name: str) -> bool:
    """Whether a name is one: a single letter or a plain number would blank out half the log."""
    return len(name) > 1 and not name.isdecimal()


def _logs(home: Path) -> list[Path]:
    folder = home / logbook.FOLDER
    files = (folder / name for name in (logbook.SERVER, logbook.COMMANDS))
    return [file for file in files if file.is_file()]


def _end_of(file: Path) -> str:
    with file.open("rb") as stream:
        stream.seek(max(0, file.stat().st_size - _LOG_BYTES))
        return stream.read().decode("utf-8", errors="replace")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _zipped(texts: dict[str, str], at: datetime) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            entry = ZipInfo(name, at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, text.replace("\n", "\r\n").encode())
    return stream.getvalue()
