"""A header nobody could know: explained once on the page, heeded the month after, cells changed."""

import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from conftest import Server
from looking import Sight, looking
from playwright.sync_api import Browser, FilePayload, Page, expect
from words_on_screen import english

from cityreport.period import Month
from cityreport.roster import Unit
from cityreport.store import Store

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNIT = Unit("S01", "城东社区", "社区")


@pytest.fixture
def store(fresh_server: Server) -> Iterator[Store]:
    """The store behind the server, with one unit in its roster."""
    opened = Store.open(f"sqlite:///{fresh_server.home / 'store' / 'cityreport.db'}")
    opened.save_units([UNIT], "测试")
    yield opened
    opened.close()


@pytest.fixture
def sight(fresh_server: Server, browser: Browser) -> Iterator[Sight]:
    with looking(browser, fresh_server.url) as sight:
        yield sight
        assert sight.complaints == []
        assert sight.foreign == []


def money(month: str, amount: int | str) -> FilePayload:
    """A sheet of 资金投入 whose amount stands under 投入小计, which is no word of ours."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "资金投入"
    for row in (
        (f"城东社区{month}资金投入月报表",), ("项目名称", "资金来源", "投入小计"),
        ("换路灯", "财政拨款", amount),
    ):  # fmt: skip
        sheet.append(row)
    output = BytesIO()
    made.save(output)
    return {"name": f"城东社区{month}.xlsx", "mimeType": XLSX, "buffer": output.getvalue()}


def drop(sight: Sight, file: FilePayload) -> None:
    sight.page.locator("input[type=file]").set_input_files([file])
    expect(sight.page.get_by_role("tab", name="文件 1")).to_be_visible()
    sight.wait()


def commit(sight: Sight, *, by: str = "") -> None:
    page = sight.page
    if by:
        box = page.get_by_label("登记人").first
        box.fill(by)
        box.press("Enter")
    page.get_by_role("button", name="提交 1 个文件", disabled=False).click()
    expect(page.get_by_text("已登记 1 个文件").first).to_be_visible()
    sight.wait()


def cell(page: Page, text: str | re.Pattern[str]) -> None:
    """Expect a table to have a cell with that text (tables are drawn; their texts lie behind)."""
    expect(page.locator("canvas td").get_by_text(text).first).to_be_attached()


def select(page: Page, label: str) -> None:
    """Open the select box with that label."""
    box = page.get_by_test_id("stSelectbox").filter(has_text=label).locator("input")
    box.scroll_into_view_if_needed()
    box.click()
    if box.get_attribute("aria-expanded") != "true":
        box.press("ArrowDown")


def amounts(store: Store, month: Month) -> list[float]:
    rows = store.ledger("资金投入", month, month)
    return [row.quantities["金额"].value for row in rows if "金额" in row.quantities]


def explain_the_header(sight: Sight) -> None:
    page = sight.page
    page.get_by_role("tab", name="表头怎么认的").click()
    cell(page, "不认识这个表头")
    page.get_by_text("认得不对？改正这张表怎么读").click()
    select(page, "C 列：投入小计")
    page.get_by_role("option", name="金额", exact=True).click()
    sight.wait()
    page.get_by_role("button", name="按更正重新读").click()
    cell(page, "登记人这次改的")
    expect(page.get_by_text("记住这次改正的 1 处表头写法")).to_be_visible()
    sight.wait()
    shown = [re.sub("[A-Z]+ 列", "", text) for text in sight.texts()]  # columns have letters
    assert {text: words for text in shown if (words := english(text))} == {}


def change_the_faulty_cell(sight: Sight, text: str) -> None:
    """Type into the last column of the list of faulty cells, as one types into Excel."""
    page = sight.page
    page.get_by_role("tab", name="数据问题").click()
    select(page, "在这里改单元格")
    page.get_by_role("option", name="城东社区2023年4月.xlsx").click()
    sight.wait()
    editor = page.locator("[class*=st-key-edit-faulty] [data-testid=stDataFrame]")
    expect(editor).to_be_visible()
    editor.scroll_into_view_if_needed()
    assert sight.settle() == []
    box = editor.bounding_box()
    assert box is not None
    at = (box["x"] + box["width"] - 60, box["y"] + 52)
    page.mouse.dblclick(*at)
    typed = page.locator(".gdg-input")
    typed.fill(text)
    typed.press("Enter")
    page.get_by_role("button", name="按改后的内容重新读（1 处新改动）", disabled=False).click()
    cell(page, re.compile("登记时改为"))
    sight.wait()


def test_a_header_explained_once_is_read_without_asking_the_month_after(store: Store, sight: Sight):
    sight.open("upload")
    drop(sight, money("2023年3月", 1200))
    explain_the_header(sight)
    commit(sight, by="小周")
    assert amounts(store, Month(2023, 3)) == [1200]
    assert [(word.words, word.column, word.by) for word in store.header_words()] == [
        ("投入小计", "金额", "小周")
    ]

    drop(sight, money("2023年4月", "8OO"))
    sight.page.get_by_role("tab", name="表头怎么认的").click()
    cell(sight.page, re.compile("按以前的选择（小周"))
    change_the_faulty_cell(sight, "800")
    commit(sight)
    assert amounts(store, Month(2023, 4)) == [800]
    assert [(edit.cell, edit.raw, edit.text) for edit in store.corrections(2).edits] == [
        ("C3", "8OO", "800")
    ]
