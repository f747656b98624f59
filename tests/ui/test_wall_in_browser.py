"""投屏 in a real browser: keys, the picture, the print; nothing but the sheet is seen."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from barriers import barriers
from conftest import Server, keep_picture, watched_window
from PIL import Image
from playwright.sync_api import Browser, Page, expect

DRAWN = """() => {
  const frames = document.querySelectorAll('.st-key-wall [data-testid="stPlotlyChart"]').length;
  const drawn = document.querySelectorAll('.st-key-wall .js-plotly-plot .main-svg').length / 3;
  const awaited = document.querySelectorAll('.st-key-wall [data-testid="stSkeleton"]').length;
  return frames > 5 && drawn >= frames && !awaited;
}"""
FITTING = """(scale) => [...document.querySelectorAll('[class*="st-key-sheet-"]')].every((sheet) =>
  Number(sheet.style.getPropertyValue('--wall-fit')) === scale
  && [...sheet.querySelectorAll('.stPlotlyChart')].every((frame) =>
    Number(frame.querySelector('.main-svg').getAttribute('width')) === frame.offsetWidth))"""
"""Every sheet is as large as the window, its figures as wide as their frames."""
ADDRESS = "/present?month=2023年9月&show=1"


def count(page: Page) -> int:
    """How many sheets there are: the foot of the first says so."""
    said = page.locator(".st-key-sheet-1 .sheet-foot span").last.text_content() or ""
    return int(said.split("/")[1])


@pytest.fixture(scope="module")
def hung(browser: Browser, sample_server: Server) -> Iterator[Page]:
    """The window of all tests, just opened: to draw a wall takes a browser seconds."""
    with watched_window(browser) as window:
        hang(window, sample_server)
        expect(sheet(window, 1)).to_have_css("visibility", "visible")
        yield window


@pytest.fixture
def wall(hung: Page, sample_server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The wall on its first sheet, in a window of the usual size."""
    hung.set_viewport_size({"width": 1366, "height": 768})
    if not hung.locator(".st-key-wall-stage").count():
        hang(hung, sample_server)
    hung.keyboard.press("Home")
    expect(sheet(hung, 1)).to_have_css("visibility", "visible")
    yield hung
    keep_picture(hung, request.node)


def hang(window: Page, server: Server) -> None:
    window.goto(server.url + ADDRESS)
    drawn(window)


def drawn(window: Page) -> None:
    """Wait until every sheet is there with its pictures."""
    expect(window.locator(".st-key-wall-stage")).to_be_attached()
    expect(window.locator(".sheet-foot")).to_have_count(count(window))
    window.wait_for_function(DRAWN)


def sheet(page: Page, number: int):
    return page.locator(f".st-key-sheet-{number}")


def seen(page: Page) -> list[int]:
    return page.evaluate(
        """[...document.querySelectorAll('[class*="st-key-sheet-"]')]
           .filter(one => getComputedStyle(one).visibility === 'visible')
           .map(one => Number(/st-key-sheet-(\\d+)/.exec(one.className)[1]))"""
    )


def test_keys_step_through_the_sheets_wherever_the_focus_is(wall: Page):
    last = count(wall)
    for key, place in (
        ("ArrowRight", 2), ("PageDown", 3), ("Space", 4), ("ArrowLeft", 3), ("PageUp", 2),
        ("End", last), ("ArrowRight", last), ("Home", 1), ("ArrowLeft", 1),
    ):  # fmt: skip
        wall.keyboard.press(key)
        assert seen(wall) == [place]
    assert barriers(wall) == []
    wall.evaluate("document.querySelector('a, button').focus()")
    wall.keyboard.press("PageDown")
    assert seen(wall) == [2]
    wall.reload()
    drawn(wall)
    expect(sheet(wall, 2)).to_have_css("visibility", "visible")


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_the_sheet_fills_the_window_and_nothing_else_is_on_it(wall: Page, size: tuple[int, int]):
    width, height = size
    wall.set_viewport_size({"width": width, "height": height})
    wall.keyboard.press("PageDown")
    box = sheet(wall, 2).bounding_box()
    assert box is not None
    assert abs(box["height"] - height) < 2
    assert abs(box["width"] - width) < 2
    over = wall.evaluate(
        """([w, h]) => [[8, 8], [w / 2, 8], [w - 8, 8], [8, h - 8], [w - 8, h - 8], [w / 2, h / 2]]
           .every(([x, y]) => document.elementFromPoint(x, y).closest('.st-key-wall'))""",
        [width, height],
    )
    assert over
    picture = Image.open(BytesIO(wall.screenshot(full_page=True)))
    assert picture.size == size


def test_figures_are_as_wide_as_their_sheets_however_the_wall_is_opened(
    browser: Browser, sample_server: Server
):
    """Streamlit takes the width of a scaled sheet for its figures: they would run off it."""
    with watched_window(browser) as window:
        window.set_viewport_size({"width": 1920, "height": 1080})
        hang(window, sample_server)
        window.wait_for_function(FITTING, arg=1.5)
        window.keyboard.press("Escape")
        window.get_by_role("button", name="开始投屏").click()
        drawn(window)
        window.wait_for_function(FITTING, arg=1.5)


def test_a_figure_that_was_measured_on_a_scaled_sheet_is_drawn_anew(wall: Page):
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.wait_for_function(FITTING, arg=1.5)
    wrong = "([...document.querySelectorAll('.stPlotlyChart .main-svg')].some((drawn) => drawn.getAttribute('width') > 1500))"
    wall.evaluate(
        """() => document.querySelectorAll('[class*="st-key-sheet-"]').forEach((sheet) => {
             sheet.style.paddingRight = '52px'; })"""
    )  # their frames are another width now, and measured as they are seen: scaled
    wall.wait_for_function(wrong)
    wall.wait_for_function(FITTING, arg=1.5)
    assert not wall.evaluate(wrong)


def test_no_sheet_is_cut(wall: Page):
    """What a sheet holds is no larger than the sheet: 1280 × 720."""
    overflowing = wall.evaluate(
        """[...document.querySelectorAll('[class*="st-key-sheet-"]')]
           .filter(one => one.scrollHeight > 721 || one.scrollWidth > 1281)
           .map(one => one.className)"""
    )
    assert overflowing == []


def test_it_prints_one_sheet_a_page(wall: Page):
    content = wall.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", content)) == count(wall)
    assert len(set(re.findall(rb"/MediaBox\s*\[([^\]]+)\]", content))) == 1
    assert b"/MediaBox [0 0 960 540]" in content


def test_the_picture_of_a_sheet_goes_to_the_clipboard(wall: Page):
    wall.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wall.keyboard.press("PageDown")
    wall.keyboard.press("Control+c")
    expect(wall.locator(".sheet-said")).to_have_text("图片已复制，可直接粘贴到文档或群里")
    size = wall.evaluate(
        """async () => {
             const [item] = await navigator.clipboard.read();
             const picture = await createImageBitmap(await item.getType('image/png'));
             return [picture.width, picture.height];
           }"""
    )
    assert size == [2560, 1440]


def test_escape_leads_back_to_the_agenda(wall: Page):
    wall.keyboard.press("Escape")
    expect(wall.locator(".st-key-wall")).to_have_count(0)
    expect(wall.get_by_role("button", name="开始投屏")).to_be_visible()
    assert "show" not in wall.url
