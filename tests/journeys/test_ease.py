"""Ease of use in Chromium: reach by keyboard, the contrast switch, paper."""

from collections.abc import Iterator

import pytest
from barriers import barriers
from conftest import Server
from looking import Sight, looking
from playwright.sync_api import Browser, expect

from cityreport.ui.access import forms

FOCUSED = """() => {
  const one = document.activeElement, box = one.closest("[data-testid=stDataFrame], .stSelectbox");
  const ring = [one, box].some((it) => it && getComputedStyle(it).outlineStyle === "solid");
  const name = one.getAttribute("aria-label") || [...one.querySelectorAll("p")].pop()?.innerText
    || one.innerText;
  return [one.tagName, one.matches("canvas") ? "" : (name || "").trim(), ring];
}"""
SEEN_ON_PAPER = """() => [...document.querySelectorAll("button, [role=combobox], a")]
  .filter((one) => one.checkVisibility()).map((one) => one.innerText || one.ariaLabel)"""


@pytest.fixture(scope="module")
def sight(sample_server: Server, browser: Browser) -> Iterator[Sight]:
    with looking(browser, sample_server.url) as sight:
        yield sight


def steps(sight: Sight, most: int = 70) -> list[tuple[str, str, bool]]:
    """Tag, name and visible ring of what the Tab key reaches, to the end of the page."""
    found: list[tuple[str, str, bool]] = []
    while len(found) < most:
        sight.page.keyboard.press("Tab")
        tag, name, ring = sight.page.evaluate(FOCUSED)
        if tag == "BODY":
            break
        found.append((tag, name, ring))
    return found


def test_tab_reaches_everything_in_order_and_never_leaves_the_page(sight: Sight):
    sight.open()
    expect(sight.page.get_by_role("button", name="打开").first).to_be_attached()
    address = sight.page.url
    reached = steps(sight)
    assert sight.page.url == address
    names = [name for _, name, _ in reached]
    wanted = ["跳到正文", "总览", "投屏", "月报收集", "设置", "月份", "单位类型", "序时得分",
              "待核实数据 16 处（11 家单位）", "表", "计算说明", "查看出处", "图片", "批注"]  # fmt: skip
    places = [names.index(name) for name in wanted]
    assert places == sorted(places)
    assert "CANVAS" in {tag for tag, _, _ in reached}
    assert [name or tag for tag, name, ring in reached if not ring] == []


def test_the_skip_link_leads_to_the_content(sight: Sight):
    sight.open("vetoes")
    sight.page.keyboard.press("Tab")
    sight.page.keyboard.press("Enter")
    sight.page.keyboard.press("Tab")
    assert sight.page.evaluate("document.activeElement.closest('[data-testid=stMain]') !== null")


def test_escape_closes_a_dialog(sight: Sight):
    sight.open()
    sight.page.get_by_role("button", name="计算说明").first.press("Enter")
    expect(sight.page.get_by_role("dialog")).to_be_visible()
    sight.page.keyboard.press("Escape")
    expect(sight.page.get_by_role("dialog")).to_have_count(0)


def test_what_a_click_on_a_row_opens_is_a_link_too(sight: Sight):
    sight.open()
    sight.page.get_by_role("button", name="打开", exact=True).first.press("Enter")
    link = sight.page.get_by_role("dialog").get_by_role("link", name="打开一单位一表：瀛东社区")
    link.press("Enter")
    expect(sight.page.get_by_role("heading", level=1)).to_have_text("一单位一表")
    sight.wait()
    # Once on top, once over what the unit is at the end: one alone is a page still being drawn.
    expect(sight.page.get_by_role("heading", name="瀛东社区 · 社区")).to_have_count(2)


def test_the_contrast_is_kept_on_the_next_page_and_after_a_reload(sight: Sight):
    switch = sight.page.get_by_role("button", name="高对比度")
    sight.open("vetoes")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert barriers(sight.page) == []
    sight.page.get_by_test_id("stTopNavLink").filter(has_text="总览").click()
    expect(sight.page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(switch).to_have_attribute("aria-pressed", "true")
    sight.page.reload()
    sight.wait()
    expect(switch).to_have_attribute("aria-pressed", "true")
    colour = "one => getComputedStyle(one).color"
    caption = sight.page.get_by_test_id("stCaptionContainer").locator("p").first
    assert caption.evaluate(colour) == "rgb(0, 0, 0)"
    switch.click()
    assert caption.evaluate(colour) == "rgb(91, 102, 117)"


def test_paper_shows_title_month_and_source_and_nothing_that_is_pressed(sight: Sight):
    sight.open()
    sight.page.get_by_text("来源：").first.wait_for()
    sight.page.emulate_media(media="print")
    try:
        expect(sight.page.get_by_role("heading", level=1)).to_be_visible()
        expect(sight.page.get_by_text("2023年12月　序时得分")).to_be_visible()
        expect(sight.page.get_by_text("示例", exact=True).first).to_be_visible()
        expect(sight.page.get_by_text("来源：").first).to_be_visible()
        assert sight.page.evaluate(SEEN_ON_PAPER) == []
    finally:
        sight.page.emulate_media(media="screen")


def test_paper_takes_the_page_as_wide_as_the_sheet(sight: Sight):
    sight.open("volunteers")
    sight.page.get_by_text("来源：").first.wait_for()
    sight.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    wide, fit = sight.page.evaluate(
        "['--print-width', '--print-zoom'].map("
        "(name) => parseFloat(document.documentElement.style.getPropertyValue(name)))"
    )
    assert wide * fit == pytest.approx(1030)
    sight.page.evaluate("window.dispatchEvent(new Event('afterprint'))")


def test_nobody_is_shut_out_of_the_login(sight: Sight):
    asked = forms.login("", "/", fault="姓名或密码不对。")
    sight.page.set_content(bytes(asked.body).decode())
    assert barriers(sight.page) == []
