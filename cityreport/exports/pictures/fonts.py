"""Whether this machine can write Chinese into a picture (product.md K2)."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_WINDOWS = ("msyh.ttc", "msyh.ttf", "simhei.ttf", "simsun.ttc", "Deng.ttf")
_MAC = ("PingFang.ttc", "STHeiti Light.ttc", "Hiragino Sans GB.ttc")
_MAC_FOLDERS = ("/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts")
_SECONDS = 10
NO_FONT = (
    "这台电脑没有中文字体，图片和打印里的汉字会变成方框。"
    "请安装“微软雅黑”或“思源黑体”（Noto Sans CJK SC），装好后重新打开看板。"
)


def missing_font() -> str:
    """What to do when no Chinese font is installed, "" where one is or nobody can say."""
    return "" if _has_font() else NO_FONT


def _has_font() -> bool:
    if sys.platform == "win32":
        fonts = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
        return any((fonts / name).exists() for name in _WINDOWS)
    if sys.platform == "darwin":
        return any((Path(folder) / name).exists() for folder in _MAC_FOLDERS for name in _MAC)
    return _listed_by_fontconfig()


def _listed_by_fontconfig() -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return True
    done = subprocess.run(  # noqa: S603 - a program of the system, nothing of it from outside
        [program, ":lang=zh", "family"], capture_output=True, timeout=_SECONDS, check=False
    )
    return bool(done.stdout.strip())
