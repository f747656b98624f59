"""The office's own PowerPoint master: checked from outside, opened first in a confined process."""

import zipfile
from io import BytesIO
from pathlib import Path

from cityreport.confined import ConfinedError, ConfinedProcess, module_command
from cityreport.errors import UnreadableInputError, UserError
from cityreport.workbook.guard import check_parts
from cityreport.workbook.refusals import RefusalError

FILE_NAME = "master.pptx"
"""Under ``CITYREPORT_HOME``; not there: the house's own look."""
LARGEST = 30 << 20
_KIND = b"presentationml.presentation.main+xml"
_TIMEOUT = 20.0
_CHILD = "cityreport.exports.pptx.child"
_SAVE_AS = "请用 PowerPoint 或 WPS 另存为 pptx 格式后再试。"


def master_for(file: Path | None, home: Path) -> bytes | None:
    """The master that was asked for, else the office's kept one, else None; checked.

    UnreadableInputError when the file cannot be opened, UserError when it is no master.
    """
    kept = home / FILE_NAME
    chosen = file or (kept if kept.exists() else None)
    if chosen is None:
        return None
    try:
        content = chosen.read_bytes()
    except OSError:
        raise UnreadableInputError(f"找不到或打不开母版“{chosen}”。请检查路径。") from None
    check_master(content, chosen.name)
    return content


def keep_master(content: bytes, name: str, home: Path) -> None:
    """Keep a checked master as the office's own; UserError when it is none."""
    check_master(content, name)
    home.mkdir(parents=True, exist_ok=True)
    (home / FILE_NAME).write_bytes(content)


def drop_master(home: Path) -> None:
    """Go back to the house's look."""
    (home / FILE_NAME).unlink(missing_ok=True)


def check_master(content: bytes, name: str) -> None:
    """UserError when slides cannot be put on this file, with what to do."""
    if len(content) > LARGEST:
        raise UserError(f"母版“{name}”超过 {LARGEST >> 20} MB。请删去里面的图片、视频后再试。")
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            check_parts(archive)
            kinds = archive.read("[Content_Types].xml")
    except (zipfile.BadZipFile, RefusalError, KeyError):
        raise UserError(f"母版“{name}”打不开：不是 pptx 文件，或文件已损坏。{_SAVE_AS}") from None
    if _KIND not in kinds:
        raise UserError(
            f"母版“{name}”不是普通的 pptx 演示文稿（可能带宏、是模板或别的文件）。{_SAVE_AS}"
        )
    with ConfinedProcess(module_command(_CHILD), _TIMEOUT) as confined:
        try:
            sound = confined.request(name, content) == b"sound"
        except ConfinedError:
            sound = False
    if not sound:
        raise UserError(
            f"母版“{name}”不能用来做幻灯片：里面至少要有一个带标题的版式。"
            "请在 PowerPoint 的“幻灯片母版”里检查。"
        )
