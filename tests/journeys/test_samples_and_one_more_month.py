"""The journey of the first hour: samples in, one more month, taken back, samples out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from looking import Sight, looking
from playwright.sync_api import Browser, Page, expect

from cityreport.style import write
from start import ROOT

UNIT, MONTH, SHOWN_MONTH = "墨舟社区", "2023-09", "2023年9月"
WITHHELD = ROOT / "data" / "samples" / "extra" / "墨舟社区202309.xlsx"


@pytest.fixture
def sight(fresh_server, browser: Browser) -> Iterator[Sight]:
    with looking(browser, fresh_server.url) as sight:
        yield sight
        assert sight.complaints == []
        assert sight.foreign == []


def headlines(page: Page) -> dict[str, str]:
    """The headline figures by what they are."""
    cards = page.locator(".st-key-headlines [data-testid=stColumn]").all()
    return {
        card.locator("p").first.inner_text().strip(): card.locator("h3").inner_text().strip()
        for card in cards
    }


def standing_of_unit(server, sight: Sight) -> tuple[dict[str, str], dict]:
    """What the unit's page says, and what the command line says, of the same month."""
    sight.open("unit", unit=UNIT, month=SHOWN_MONTH)
    expect(sight.page.get_by_role("heading", name=f"{UNIT} · 社区").first).to_be_visible()
    document = json.loads(server.cli("score", "--month", MONTH, "--unit", UNIT, "--json"))
    (unit,) = document["units"]
    shown = headlines(sight.page)
    assert shown["数据完整度"] == write(unit["coverage"], "rate")
    assert unit["score"] is None or write(unit["score"], "score") in shown.values()
    return shown, unit


def choose_in_menu(page: Page, menu: str, title: str) -> None:
    page.get_by_test_id("stTopNavSection").filter(has_text=menu).click()
    page.get_by_role("menuitem", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def load_samples(sight: Sight) -> None:
    page = sight.page
    for step in ("① 建单位名册", "② 上传月报", "③ 看总览"):
        expect(page.get_by_role("heading", name=step)).to_be_visible()
    page.get_by_role("button", name="先看示例").click()
    expect(page.get_by_text("正在载入").first).to_be_visible()
    expect(page.locator(".st-key-headlines")).to_be_visible(timeout=120_000)
    sight.wait()


def read_the_city(server, sight: Sight) -> None:
    city = json.loads(server.cli("score", "--json"))["city"]
    shown = headlines(sight.page)
    assert shown["参考得分（分值待确认）"] == write(city["score"], "score")
    assert shown["数据完整度"] == write(city["coverage"], "rate")
    assert shown["对照测评标准"] == f"{city['scored']} 项中 {city['below_pace']} 项未达序时"


def upload(sight: Sight, file: Path) -> None:
    page = sight.page
    choose_in_menu(page, "月报收集", "上传月报")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("tab", name="文件 1")).to_be_visible()
    expect(page.locator("canvas td").get_by_text(UNIT).first).to_be_attached()
    submit = page.get_by_role("button", name="提交 1 个文件")
    expect(submit).to_be_disabled()
    by = page.get_by_label("登记人").first
    by.fill("小周")
    by.press("Enter")
    # While the page redraws, the button as it was stands beside the new one for a moment.
    page.get_by_role("button", name="提交 1 个文件", disabled=False).click()
    expect(page.get_by_text("已登记 1 个文件").first).to_be_visible()
    sight.wait()


def take_back(sight: Sight) -> None:
    page = sight.page
    choose_in_menu(page, "月报收集", "上传月报")
    page.get_by_text("撤回一次登记").click()
    expect(page.get_by_label("撤回哪一次")).to_be_visible()
    sight.wait()
    for label, text in (("撤回原因", "传错了月份"), ("登记人", "小周")):
        box = page.get_by_label(label).last
        box.fill(text)
        box.press("Enter")
        # Streamlit may lose what is typed into two boxes at once: a person reads what is missing.
        expect(page.get_by_text(re.compile(f"^请先填写.*{label}"))).to_have_count(0)
    button = page.get_by_role("button", name="号登记")
    expect(button).to_be_enabled()
    button.click()
    expect(page.get_by_text(re.compile(r"^已撤回 \d+ 号登记。$"))).to_be_visible()
    sight.wait()
    # Nothing of what was typed stays for the next one.
    expect(page.get_by_label("撤回原因")).to_have_value("")


def clear_samples(sight: Sight) -> None:
    page = sight.page
    sight.open()
    page.get_by_role("button", name="清空示例数据，开始使用").click()
    page.get_by_role("button", name="确认清空").click()
    expect(page.get_by_role("button", name="先看示例")).to_be_visible()
    expect(page.get_by_text("示例", exact=True)).to_have_count(0)


def test_from_empty_to_a_score_that_changes_and_comes_back(fresh_server, sight: Sight):
    sight.open()
    load_samples(sight)
    read_the_city(fresh_server, sight)

    before, without = standing_of_unit(fresh_server, sight)
    upload(sight, WITHHELD)
    after, with_month = standing_of_unit(fresh_server, sight)
    assert after["本月报送"] != before["本月报送"]
    assert with_month["coverage"] >= without["coverage"]
    assert (with_month["score"], after) != (without["score"], before)

    take_back(sight)
    again, as_before = standing_of_unit(fresh_server, sight)
    assert (again, as_before) == (before, without)

    clear_samples(sight)
    assert json.loads(fresh_server.cli("history", "--json"))["submissions"] == []
