"""Photograph every page with the sample city, so that the pictures in the guide never go stale.

Run ``python docs/make_screenshots.py`` with the environment of ``python start.py test``. It starts
a server on a temporary home, opens every page of the registry at both sizes an office looks at, and
writes ``docs/screenshots/{key}.png`` from the smaller one; the larger ones go to
``build/screenshots-1920/`` for looking at. Exit status 1 when a page failed or is wider than its
window. Names of pictures take those alone; ``--check`` takes none and names those that are stale.
"""

import argparse
import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import start  # noqa: E402 - found only once the checkout is on the path
from cityreport.ui import registry  # noqa: E402
from cityreport.ui.frame import FAULT  # noqa: E402

SMALL, LARGE = (1366, 768), (1920, 1080)
PICTURES = ROOT / "docs" / "screenshots"
WIDE = ROOT / "build" / "screenshots-1920"
TITLES = PICTURES / "titles.json"
"""What stood over the blocks of each picture: a test sees by it that a picture has gone stale."""
TALLEST = 1500
"""A picture is cut here: what lies below is more of the same."""
COLOURS = 256
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SETTLED_MS = 1500
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LATE_FILE = ROOT / "data" / "samples" / "extra" / "墨舟社区202309.xlsx"
FAULTY_FILE = "苇笛社区12月志愿服务.xlsx"
FAULTY_ROWS: tuple[tuple[str | int, ...], ...] = (
    ("苇笛社区2023年12月志愿服务月报表",),
    ("单位", "活动名称", "服务类别", "参与人次", "服务时长"),
    ("苇笛社区", "楼道清扫", "清洁家园", "约30", 60),
    ("苇迪社区", "路口劝导", "文明交通", 12, "若干"),
    ("苇笛社区", "上门理发", "关爱帮扶", 20, "3O"),
    ("合计", "", "", 50, 100),
)
"""A sheet as they come: a misspelt unit, 若干, an O for a 0, a total that does not add up."""
REPORT = (
    "鸢堤社区2023年12月创建工作汇报\n"
    "鸢堤社区常住人口8600余人，去年拖欠的物业费12万元已全部还清。\n"
    "一、完善设施。街道拨款、居民集资共九万多元，为老楼安装楼道灯48盏，修补路面约260平方米。\n"
    "二、壮大队伍。本月组织志愿者210人次清理楼道，服务时间合计630小时；举办“邻里节”文艺汇演，观众近300人。\n"
    "三、迎接检查。市级检查2次、区级检查3次，发现问题15个，整改14个；发放倡议书份。\n"
    "四、健全机制。成立创建工作领导小组，建立门前三包责任制。社区荣获“市级文明社区”称号。\n"
    "五、下一步打算\n1、补齐老旧小区路灯。\n"
)
"""A short report as they come, with a debt, a figure that dropped out and plans."""
ODD_FILE = "苇笛社区11月资金.xlsx"
ODD_ROWS: tuple[tuple[str | int, ...], ...] = (
    ("苇笛社区2023年11月资金投入月报表",),
    ("项目名称", "资金来源", "投入小计", "经办科室"),
    ("更换路灯", "财政拨款", 12000, "城管科"),
    ("修补步道", "单位自筹", 3400, "城管科"),
)
"""A unit's own words: 投入小计 is no column of ours until somebody says so."""
CHOICES: dict[str, dict[str, str]] = {
    "unit": {"unit": "鸢堤社区"},
    "ranking": {"type": "社区"},
    "gaps": {"month": "2023年9月"},
    "forecast": {"month": "2023年9月"},
    "provenance": {"code": "2308-B09-Y14-1A"},
    "present": {"month": "2023年9月"},
    "documents": {"month": "2023年9月"},
    "whatif": {"month": "2023年9月", "assume": "v:A02:18.75:墨舟社区"},
}
"""What is chosen on a page before it is photographed; elsewhere what it opens with."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, the address with what is chosen, and what is done first."""

    name: str
    address: str
    query: dict[str, str] = field(default_factory=dict)
    act: Callable[[Page], None] | None = None

    @property
    def url(self) -> str:
        """The address below the server's."""
        return f"/{self.address}?{urlencode(self.query)}" if self.query else f"/{self.address}"


def shots() -> list[Shot]:
    """Every built page, and the upload page with files on it: what was read, what is wrong."""
    pages = [
        Shot(page.key, page.address, CHOICES.get(page.key, {}), ACTS.get(page.key))
        for page in registry.built()
    ]
    address = registry.page("upload").address
    return [
        *pages,
        Shot("upload-preview", address, act=_drop_files),
        Shot("upload-findings", address, act=_drop_files_and_see_findings),
        Shot("upload-headers", address, act=_drop_an_odd_file_and_see_its_header),
        Shot("wall", "present", {"month": "2023年9月", "show": "1"}, act=_step_on),
    ]


def main() -> int:
    """Take all pictures; 1 when a page is not fit to be shown."""
    parser = argparse.ArgumentParser(description="拍下每一页")
    parser.add_argument("only", nargs="*", help="只拍这些页（registry 里的 key）")
    parser.add_argument("--check", action="store_true", help="不拍，只列出已经过时的")
    asked = parser.parse_args()
    only = set(asked.only)
    browser = start.find_browser()
    if browser is None:
        sys.stderr.write(start.no_browser_sentence() + "\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=FLAGS)
        seen: dict[str, list[str]] = {}
        faults = list(_photograph_all(opened, Path(folder), only, seen, taken=not asked.check))
        opened.close()
    known = json.loads(TITLES.read_text("utf-8")) if TITLES.exists() else {}
    if asked.check:
        faults += [f"{name}: 图片已过时" for name, said in seen.items() if known.get(name) != said]
    else:
        text = json.dumps({**known, **seen}, ensure_ascii=False, indent=1, sort_keys=True)
        TITLES.write_text(f"{text}\n", "utf-8")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def _photograph_all(
    browser: Browser, folder: Path, only: set[str], seen: dict[str, list[str]], *, taken: bool
) -> Iterator[str]:
    for place in (PICTURES, WIDE):
        place.mkdir(parents=True, exist_ok=True)
    with _server(folder / "empty") as url:
        yield from _photograph(browser, url, [Shot("first", "")], only, seen, taken=taken)
    home = folder / "samples"
    _command(home, "demo")
    with _server(home) as url:
        yield from _photograph(browser, url, shots(), only, seen, taken=taken)


def _photograph(
    browser: Browser,
    url: str,
    wanted: list[Shot],
    only: set[str],
    seen: dict[str, list[str]],
    *,
    taken: bool,
) -> Iterator[str]:
    for (width, height), place in ((SMALL, PICTURES), (LARGE, WIDE))[: None if taken else 1]:
        context = browser.new_context(
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": height},
        )
        for shot in wanted:
            if not only or shot.name in only:
                page = context.new_page()
                page.goto(url + shot.url)
                _settle(page)
                if shot.act is not None:
                    shot.act(page)
                    _settle(page)
                yield from (f"{shot.name}@{width}: {fault}" for fault in _faults(page))
                seen[shot.name] = _titles(page)
                if taken:
                    _save(page, place / f"{shot.name}.png", (width, height))
                page.close()
        context.close()


def _settle(page: Page) -> None:
    """Wait until the page has been computed and drawn."""
    page.wait_for_selector('[data-testid="stMainBlockContainer"] h1', timeout=180_000)
    page.wait_for_timeout(SETTLED_MS)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=180_000)
    page.wait_for_timeout(SETTLED_MS)


def _titles(page: Page) -> list[str]:
    """The titles of the blocks, from the top."""
    return [text.strip() for text in page.locator('[data-testid="stHeading"] h3').all_inner_texts()]


def _faults(page: Page) -> Iterator[str]:
    """What must not be on a picture: a failed page, or one wider than its window."""
    if FAULT in page.inner_text("body") or page.locator('[data-testid="stException"]').count():
        yield "页面出错"
    main = "document.querySelector('[data-testid=stMain]')"
    if page.evaluate(f"{main}.scrollWidth > {main}.clientWidth + 1"):
        yield "页面比窗口宽"


def _save(page: Page, file: Path, size: tuple[int, int]) -> None:
    """The page from its top to its end (at most `TALLEST`), in few colours."""
    width, height = size
    content = '[data-testid="stMainBlockContainer"]'
    needed = page.evaluate(f"Math.ceil(document.querySelector('{content}').scrollHeight)")
    page.set_viewport_size({"width": width, "height": min(max(height, needed + 60), TALLEST)})
    page.wait_for_timeout(SETTLED_MS)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    sys.stdout.write(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB\n")


def _drop_files(page: Page) -> None:
    """Put the sample city's one late report and one with faults on the uploader."""
    late = {"name": LATE_FILE.name, "mimeType": XLSX, "buffer": LATE_FILE.read_bytes()}
    faulty = {"name": FAULTY_FILE, "mimeType": XLSX, "buffer": _workbook("志愿服务", FAULTY_ROWS)}
    page.locator('input[type="file"]').first.set_input_files([late, faulty])
    page.get_by_role("tab").first.wait_for(timeout=180_000)
    page.get_by_placeholder("姓名").first.fill("王敏")
    page.keyboard.press("Enter")


def _paste_report(page: Page) -> None:
    """Paste a short report, so that the marked text and the rows it offers are to be seen."""
    page.get_by_role("radio", name="粘贴文字").or_(page.get_by_text("粘贴文字")).first.click()
    box = page.get_by_role("textbox", name="把汇报材料的文字粘贴到这里")
    box.fill(REPORT)
    box.press("Control+Enter")
    page.get_by_text("候选数据").first.wait_for(timeout=180_000)


def _wait_for(page: Page, place: str) -> None:
    """Wait for what comes last on a page."""
    page.locator(place).wait_for(timeout=120_000)


def _keep_a_meeting(page: Page) -> None:
    """Keep a meeting on 材料输出 and come back to the list of copies."""
    back = page.url
    page.goto(back.replace("/archive", "/documents?month=2023年9月"))
    page.get_by_placeholder("姓名").fill("王敏")
    page.get_by_placeholder("姓名").press("Enter")
    page.get_by_role("button", name="留档").click()
    page.get_by_text("已留档").wait_for(timeout=180_000)
    page.goto(back)
    _wait_for(page, ".st-key-kept-meeting")


ACTS: dict[str, Callable[[Page], None]] = {
    "narrative": _paste_report,
    "present": lambda page: _wait_for(page, ".st-key-agenda-add button"),
    "documents": lambda page: _wait_for(page, ".st-key-kept-save button"),
    "archive": _keep_a_meeting,
}
"""What is done on a page before it is photographed."""


def _drop_files_and_see_findings(page: Page) -> None:
    _drop_files(page)
    _settle(page)
    page.get_by_role("tab", name="数据问题").click()


def _drop_an_odd_file_and_see_its_header(page: Page) -> None:
    """Put a file with a header nobody knows on the uploader and open the form to explain it."""
    odd = {"name": ODD_FILE, "mimeType": XLSX, "buffer": _workbook("资金投入", ODD_ROWS)}
    page.locator('input[type="file"]').first.set_input_files([odd])
    page.get_by_role("tab").first.wait_for(timeout=180_000)
    _settle(page)
    page.get_by_role("tab", name="表头怎么认的").click()
    page.get_by_text("认得不对？改正这张表怎么读").click()
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 0)")


def _step_on(page: Page) -> None:
    """Show the fourth sheet of the wall, a chart."""
    page.locator(".st-key-wall-stage").wait_for(state="attached", timeout=120_000)
    page.locator(".st-key-sheet-4 .main-svg").first.wait_for(state="attached", timeout=120_000)
    for _ in range(3):
        page.keyboard.press("PageDown")


def _workbook(title: str, rows: tuple[tuple[str | int, ...], ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@contextmanager
def _server(home: Path) -> Iterator[str]:
    """A dashboard working in `home`, on a free port."""
    home.mkdir(exist_ok=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-m", "cityreport.ui.server", "--port", port]
    process = subprocess.Popen(command, cwd=ROOT, env=_environment(home))
    try:
        start.wait_until_healthy(process, f"http://127.0.0.1:{port}")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def _command(home: Path, *arguments: str) -> None:
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "cityreport", *arguments]
    subprocess.run(command, cwd=ROOT, env=_environment(home), check=True)


def _environment(home: Path) -> dict[str, str]:
    return start.environment(CITYREPORT_HOME=str(home))


if __name__ == "__main__":
    sys.exit(main())
