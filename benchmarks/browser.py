"""One Chromium window that opens pages and clicks filters, and what each took.

Time runs in the browser: from the click (or the start of the navigation) to the last change of
the page after the server said that the script has finished and nothing is stale any more. The
end is waited for by content, never by sleeping: the frame ``script_finished`` is read out of the
websocket, changes are counted by a mutation observer. What a table says to screen readers stands
within its canvas, where nobody sees it, and is written 200 ms after the table was drawn: it
belongs to ``settled``, not to ``wall``.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.serving import Server
from benchmarks.wire import Choices

WINDOW = {"width": 1366, "height": 768}
QUIET_MS = 250
"""A page that changed nothing for so long has been drawn."""
_MOST_MS = 180_000
_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_WATCH = """
(() => {
  window.begun = 0; window.drawn = 0; window.touched = 0; window.finished = 0; window.runs = 0; window.bytes = 0;
  // Field 6 of a ForwardMsg is script_finished; the others are skipped by their length.
  const finishes = (bytes) => {
    let at = 0;
    const number = () => {
      let value = 0, factor = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * factor; factor *= 128; } while (byte > 127);
      return value;
    };
    while (at < bytes.length) {
      const tag = number(), field = Math.floor(tag / 8), wire = tag % 8;
      if (field === 6 && wire === 0) return number() !== 2;
      if (wire === 0) number();
      else if (wire === 1) at += 8;
      else if (wire === 2) { const size = number(); at += size; }
      else if (wire === 5) at += 4;
      else return false;
    }
    return false;
  };
  const Plain = WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...all) {
      super(...all);
      this.addEventListener("message", async ({data}) => {
        const buffer = data instanceof Blob ? await data.arrayBuffer() : data;
        window.bytes += buffer.byteLength;
        if (finishes(new Uint8Array(buffer))) {
          window.runs += 1; window.finished = performance.now();
        }
      });
    }
  };
  const begin = () => { window.begun = performance.now(); };
  addEventListener("keydown", (one) => { if (one.key === "Enter") begin(); }, true);
  addEventListener("click", begin, true);
  new MutationObserver((changes) => {
    const main = document.querySelector("[data-testid=stMain]");
    const inside = changes.map((one) => one.target).filter((one) => main?.contains(one));
    if (inside.length) window.touched = performance.now();
    if (inside.some((one) => !(one.closest ? one : one.parentElement)?.closest("canvas")))
      window.drawn = performance.now();
  }).observe(document, {childList: true, subtree: true, characterData: true, attributes: true});
})();
"""
_DRAWN = """([runs, quiet]) => {
  const app = document.querySelector("[data-testid=stApp]");
  return window.runs > runs && app && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton], .stProgress, .stSpinner")
    && performance.now() - Math.max(window.touched, window.finished) > quiet;
}"""


@dataclass(frozen=True)
class Took:
    """One click or one opening: milliseconds until all is drawn and until nothing changes any more,
    of the server's processor, bytes sent."""

    wall: float
    settled: float
    processor: float
    sent: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser until the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def window(browser: Browser) -> BrowserContext:
    """A browser profile of its own: its cache is empty at first and kept while it is open."""
    context = browser.new_context(viewport=WINDOW, locale="zh-CN")
    context.add_init_script(_WATCH)
    return context


class Visitor:
    """A page of a context on a server."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self._context, self._server = context, server
        self._page: Page = context.new_page()

    def open(self, address: str, query: Choices | None = None) -> Took:
        """Go to a page by its address, as from a bookmark, and wait until it is drawn."""
        self._page.bring_to_front()
        self._page.goto("about:blank")
        used = self._server.processor()
        words = f"?{urlencode(query)}" if query else ""
        self._page.goto(f"{self._server.url}/{address}{words}", wait_until="commit")
        self._wait(0)
        return self._took(used, 0.0, 0.0)

    def choose(self, key: str, option: str) -> Took:
        """Choose an option of a filter by its key; the window comes to the front for it."""
        self._page.bring_to_front()
        filled = self._page.locator(f".st-key-{key} input").first
        if filled.count():
            filled.click()
            filled.fill(option)
            self._page.get_by_role("option", name=option, exact=True).first.wait_for()
            return self._acted(lambda: self._page.keyboard.press("Enter"))
        button = self._page.locator(f".st-key-{key} button").get_by_text(option, exact=True).first
        return self._acted(button.click)

    def text(self) -> str:
        """What the page says."""
        return self._page.locator("[data-testid=stMain]").inner_text()

    def close(self) -> None:
        """Close the window."""
        self._page.close()

    def _acted(self, act: Callable[[], None]) -> Took:
        runs, sent = self._page.evaluate("[window.runs, window.bytes]")
        used = self._server.processor()
        act()
        self._wait(runs)
        return self._took(used, self._page.evaluate("window.begun"), sent)

    def _wait(self, runs: int) -> None:
        self._page.wait_for_function(_DRAWN, arg=[runs, QUIET_MS], timeout=_MOST_MS, polling=50)

    def _took(self, used: float, begun: float, sent: float) -> Took:
        drawn, settled, now = self._page.evaluate(
            "[window.drawn, window.touched].map((one) => Math.max(one, window.finished))"
            ".concat(window.bytes)"
        )
        processor = (self._server.processor() - used) * 1000
        return Took(drawn - begun, settled - begun, processor, now - sent)
