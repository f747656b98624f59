"""Charts as PNG files, drawn by a Chromium of this machine, and what that takes."""

from cityreport.exports.pictures.archive import NO_BROWSER, pictures_zip
from cityreport.exports.pictures.browser import find_browser
from cityreport.exports.pictures.fonts import missing_font

__all__ = ["NO_BROWSER", "find_browser", "missing_font", "pictures_zip"]
