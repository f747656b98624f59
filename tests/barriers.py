"""What shuts people out of a page who do not see it or use no mouse: axe in Chromium."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TOLERATED: dict[str, str] = {
    "presentation-role-conflict": "Streamlit's drop zone has a role and a name; its button is named",
}
"""What axe finds inside Streamlit's own widgets, out of reach of style and script: rule and reason."""
_ADVICE = ("minor", "moderate")


def barriers(page: Page) -> list[str]:
    """What axe finds on the page: all that is serious or critical, and any other not tolerated."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['impact']} {one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] not in _ADVICE or one["id"] not in TOLERATED
        for node in one["nodes"]
    ]
