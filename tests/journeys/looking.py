"""Looking at the dashboard in Chromium: waiting until it has settled, reading what it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from conftest import office_window, shut
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from cityreport.ui.frame import SELF_ASSESSED

expect.set_options(timeout=20_000)
QUIET_MS = 2000
PROBED = ("/_stcore/health", "/_stcore/host-config")
"""Streamlit's script looks for its server below a deep link first; the browser notes the 404."""

_WATCH = """() => {
  if (window.lastChange !== undefined) return;
  window.lastChange = performance.now();
  window.changes = [];
  new MutationObserver((all) => {
    window.lastChange = performance.now();
    window.changes.push(...all.map((one) => one.target.className || one.target.nodeName));
    window.changes.splice(0, window.changes.length - 20);
  }).observe(document.body,
             {childList: true, subtree: true, characterData: true, attributes: true});
}"""
_IDLE = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  return app && app.dataset.testScriptState === "notRunning"
    && app.dataset.testConnectionState === "CONNECTED"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton], .stProgress");
}"""
_QUIET = "(wanted) => performance.now() - window.lastChange > wanted"
_OVERFLOW = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .map((one) => one.scrollWidth - one.clientWidth)"""
_CLIPPED = """() => {
  const clipped = [];
  for (const card of document.querySelectorAll(".st-key-headlines [data-testid=stColumn]"))
    for (const one of [card, ...card.querySelectorAll("p, h3, [data-testid=stMarkdownContainer]")]) {
      const box = card.getBoundingClientRect(), own = one.getBoundingClientRect();
      const cut = one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 0;
      const out = own.right > box.right + 1 || own.bottom > box.bottom + 1;
      if (cut || out) clipped.push(one.textContent);
    }
  return clipped;
}"""
_TEXTS = """() => {
  const drawn = (one) => getComputedStyle(one).fontFamily.includes("Material");
  const seen = (one) => one.checkVisibility({visibilityProperty: true}) && !drawn(one);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest("script, style, noscript") && seen(node.parentElement))
      found.push(node.data.trim());
  for (const one of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (seen(one) && !one.closest(".js-plotly-plot"))
      for (const name of ["aria-label", "title", "placeholder", "alt"])
        found.push(one.getAttribute(name));
  return found.filter(Boolean);
}"""


@dataclass
class Sight:
    """A page in a browser window of its own, and what went wrong in it meanwhile."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, address: str = "", **query: str) -> None:
        """Go to an address and wait until the page is finished."""
        self.page.goto(f"{self.url}/{address}" + (f"?{urlencode(query)}" if query else ""))
        self.wait()

    def wait(self) -> None:
        """Wait until the script has run and everything it sent is drawn."""
        # While a page takes the place of another both lines may stand there for a moment.
        expect(self.page.get_by_text(SELF_ASSESSED)).to_have_count(1, timeout=30_000)
        self.page.wait_for_function(_IDLE, timeout=30_000)

    def settle(self) -> list[str]:
        """Wait until nothing has changed for two seconds; what still changes if it never does."""
        self.page.evaluate(_WATCH)
        try:
            self.page.wait_for_function(_QUIET, arg=QUIET_MS, timeout=10 * QUIET_MS)
        except PlaywrightTimeout:
            return list(self.page.evaluate("window.changes"))
        return []

    def resize(self, width: int, height: int) -> None:
        """Give the window another size and wait until the page has adapted."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.wait_for_function("(width) => window.innerWidth === width", arg=width)
        self.page.evaluate("() => new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")

    def overflow(self) -> list[int]:
        """By how many pixels the page and its main part are wider than the window."""
        return list(self.page.evaluate(_OVERFLOW))

    def clipped(self) -> list[str]:
        """The texts of the headline cards that do not fit into their card."""
        return list(self.page.evaluate(_CLIPPED))

    def texts(self) -> list[str]:
        """Every visible text and every label of a control; icons are drawn, not read."""
        return list(self.page.evaluate(_TEXTS))


@contextmanager
def looking(browser: Browser, url: str, width: int = 1366, height: int = 768) -> Iterator[Sight]:
    """A window of an office PC that notes every complaint and every request to another host."""
    sight = Sight(office_window(browser), url)
    sight.page.set_viewport_size({"width": width, "height": height})

    def console(message: ConsoleMessage) -> None:
        probe = urlsplit(message.location.get("url", "")).path.endswith(PROBED)
        if message.type in ("error", "warning") and not probe:
            sight.complaints.append(f"{message.type}: {message.text}")

    def request(sent: Request) -> None:
        parts = urlsplit(sent.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
            sight.foreign.append(sent.url)

    sight.page.on("console", console)
    sight.page.on("request", request)
    sight.page.on("pageerror", lambda error: sight.complaints.append(str(error)))
    yield sight
    shut(sight.page)
