"""A Chromium of this machine, and one run of it without window or network."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from cityreport.errors import UserError

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome",
    "microsoft-edge", "msedge",
)  # fmt: skip
_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
_MAC = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
_FLAGS = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--mute-audio", "--virtual-time-budget=60000", "--dump-dom",
)  # fmt: skip
_SECONDS = 120


def find_browser() -> str | None:
    """The path of a Chromium, Chrome or Edge on this machine, None without one."""
    named = (shutil.which(name) for name in _NAMES)
    roots = (
        os.environ.get(name, "") for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
    )
    installed = [str(Path(root) / place) for root in roots if root for place in _PLACES]
    there = (place for place in (*installed, *_MAC) if Path(place).exists())
    return next((found for found in named if found), None) or next(there, None)


def page_after_scripts(browser: str, page: str) -> str:
    """What a page has become once its scripts are done, as HTML text.

    UserError when the browser does not start or does not answer in time.
    """
    # Windows: a browser that is ending may still hold a file of its profile.
    with tempfile.TemporaryDirectory(prefix="cityreport-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "page.html"
        file.write_text(page, "utf-8")
        command = [browser, *_FLAGS, f"--user-data-dir={folder}/profile", file.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium refuses its sandbox to root
        try:
            done = subprocess.run(  # noqa: S603 - a browser found above, a file written above
                command, capture_output=True, timeout=_SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise UserError(
                "这台电脑上的浏览器没有画出图片。请稍后再试，或在各页点图下面的“图片”逐张保存。"
            ) from error
    return done.stdout.decode("utf-8", "replace")
