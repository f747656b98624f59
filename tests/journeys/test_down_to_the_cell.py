"""From a bar on 总览 down to the cell and back, as a leader asks 这个数哪来的."""

import json
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from conftest import Server
from looking import Sight, looking
from playwright.sync_api import Browser, Locator, expect

from cityreport.ui import registry

MONTH, MONTH_SHOWN = "2023-08", "2023年8月"
ROW, HEAD = 35, 38


@pytest.fixture
def sight(sample_server: Server, browser: Browser) -> Iterator[Sight]:
    with looking(browser, sample_server.url) as sight:
        yield sight
        assert sight.complaints == []
        assert sight.foreign == []


def block(sight: Sight, title: str) -> Locator:
    """The figure block whose claim holds these words."""
    heading = sight.page.locator("h3").filter(has_text=title)
    return sight.page.get_by_test_id("stVerticalBlock").filter(has=heading).last


def click_row(sight: Sight, title: str, row: int) -> None:
    """Click the first column of a row of the table under a title."""
    table = block(sight, title).get_by_test_id("stDataFrame").first
    expect(table.locator("canvas").first).to_be_visible()
    # Below the frame's head, which stays on top of what is scrolled under it.
    table.evaluate("(one) => one.scrollIntoView({block: 'start'})")
    table.evaluate("(one) => one.closest('[data-testid=stMain]').scrollBy(0, -120)")
    sight.settle()
    box = table.bounding_box()
    assert box is not None
    sight.page.mouse.click(box["x"] + 60, box["y"] + HEAD + ROW * row + ROW // 2)


def click_bar(sight: Sight, title: str, number: int, marks: str = ".bars .point path") -> None:
    """Click into the middle of a bar (or other mark): a layer of the drawing lies over them."""
    bar = block(sight, title).locator(marks).nth(number)
    expect(bar).to_be_attached()
    bar.scroll_into_view_if_needed()
    sight.settle()
    box = bar.bounding_box()
    assert box is not None
    sight.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def cells_of(table: Locator) -> list[list[str]]:
    """The rows of a table on screen as texts."""
    rows = table.locator("canvas tbody tr").all()
    return [row.locator("td").all_text_contents() for row in rows]


def query(sight: Sight) -> dict[str, str]:
    found = parse_qs(urlsplit(sight.page.url).query)
    return {name: unquote(values[0]) for name, values in found.items()}


def arrived(sight: Sight, title: str) -> None:
    expect(sight.page.get_by_role("heading", level=1)).to_have_text(title)
    sight.wait()


def wait_for_address(sight: Sight, title: str, chosen: str) -> None:
    """The page has written its own choices into the address: only then is it a step to go back."""
    path = next(f"/{page.address}" for page in registry.ALL if page.title == title)
    sight.page.wait_for_url(
        lambda url: urlsplit(url).path == path and chosen in parse_qs(urlsplit(url).query)
    )


def test_bar_to_unit_to_row_to_cell_and_back(sample_server: Server, sight: Sight):
    page = sight.page
    sight.open(month=MONTH_SHOWN)
    click_bar(sight, "占全部失分的", 0)

    arrived(sight, "测评进度")
    code = query(sight)["indicator"].split()[0]
    gaps = json.loads(sample_server.cli("gaps", "--month", MONTH, "--json"))["rows"]
    assert code == next(row["code"] for row in gaps if row.get("city"))
    assert query(sight)["month"] == MONTH_SHOWN
    criteria = page.url

    click_row(sight, "家有数据", 0)
    arrived(sight, "一单位一表")
    unit = query(sight)["unit"]
    document = json.loads(
        sample_server.cli("score", "--month", MONTH, "--unit", unit, "--json")
    )["units"][0]["indicators"]  # fmt: skip
    (said,) = [one for one in document if one["code"] == code]
    expect(block(sight, f"{unit}{MONTH_SHOWN[:5]}1—8月{said['name']}").first).to_be_visible()
    unit_page = page.url

    click_row(sight, "适用指标", 1)
    arrived(sight, "查看出处")
    found = query(sight)["code"]
    traced = json.loads(sample_server.cli("trace", "--code", found, "--json"))
    table = block(sight, "分子").get_by_test_id("stDataFrame").first
    expect(table.locator("canvas tbody tr").first).to_be_attached()
    shown = cells_of(table)
    assert [row[4] for row in shown[: len(traced["cells"])]] == [
        cell["cell"] for cell in traced["cells"][: len(shown)]
    ]
    expect(page.get_by_text("一致，差 0").first).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name=traced["cells"][0]["file"]).first.click()
    assert saved.value.suggested_filename == traced["cells"][0]["file"]

    page.go_back()
    arrived(sight, "一单位一表")
    assert page.url == unit_page
    page.go_back()
    arrived(sight, "测评进度")
    assert page.url == criteria
    page.go_back()
    arrived(sight, "总览")
    expect(page.get_by_role("combobox", name="月份")).to_have_value(MONTH_SHOWN)


MARKS = [
    # page, choices, words of the claim, mark, which one, where it leads and what is chosen there
    ("ranking", {"type": "社区"}, "测评项目得分率", ".bars .point path", 9, "一单位一表", "unit"),
    ("ranking", {"type": "社区"}, "首尾相差", ".scatterlayer path.point", 1, "一单位一表", "unit"),
    ("reporting", {}, "有到期未报齐", ".bars .point path", 3, "一单位一表", "unit"),
    ("", {}, "得分从", ".scatterlayer path.point", 2, "测评进度", "month"),
    ("inspections", {}, "已整改", ".bars .point path", 1, "查看出处", "code"),
    ("activities", {}, "开展活动", ".bars .point path", 4, "查看出处", "code"),
    ("criteria", {}, "创建工作机制：", ".bars .point path", 0, "测评进度", "indicator"),
]


def test_every_kind_of_mark_leads_on_and_back(sample_server: Server, sight: Sight):
    """Field of a heat map, dot, tile, point of a line, step of a funnel, bullet."""
    for address, choices, claim, mark, number, title, chosen in MARKS:
        sight.open(address, month=MONTH_SHOWN, **choices)
        before = next(page.title for page in registry.ALL if page.address == address)
        arrived(sight, before)
        click_bar(sight, claim, number, mark)
        arrived(sight, title)
        wait_for_address(sight, title, chosen)
        sight.page.go_back()
        arrived(sight, before)


def test_a_row_in_the_table_of_a_figure_leads_on(sight: Sight):
    page = sight.page
    sight.open(month=MONTH_SHOWN)
    block(sight, "得分从").get_by_role("button", name="表", exact=True).click()
    dialog = page.get_by_role("dialog")
    table = dialog.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas").first).to_be_visible()
    sight.settle()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 60, box["y"] + HEAD + ROW * 4 + ROW // 2)
    arrived(sight, "测评进度")
    expect(page.get_by_role("combobox", name="月份")).to_have_value("2023年5月")
    expect(dialog).to_have_count(0)


def test_a_headline_figure_is_pressed_by_keyboard(sample_server: Server, sight: Sight):
    page = sight.page
    sight.open(month=MONTH_SHOWN)
    card = page.get_by_role("button", name="报送率", exact=True)
    card.focus()
    page.keyboard.press("Enter")
    arrived(sight, "查看出处")
    code = query(sight)["code"]
    traced = json.loads(sample_server.cli("trace", "--code", code, "--json"))
    said = json.loads(sample_server.cli("completeness", "--month", MONTH, "--json"))
    assert traced["value"] == said["rate"]
    expect(page.get_by_text("一致，差 0").first).to_be_visible()
    page.go_back()
    arrived(sight, "总览")


def test_a_ledger_row_opens_the_very_cells(sample_server: Server, sight: Sight):
    """The end of the path: file, sheet and cell with what stands in it."""
    sight.open("unit", month=MONTH_SHOWN, unit="墨舟社区")
    click_row(sight, "资金投入：", 1)
    arrived(sight, "查看出处")
    traced = json.loads(sample_server.cli("trace", "--code", query(sight)["code"], "--json"))
    [amount] = [cell for cell in traced["cells"] if cell["cell"]]
    table = block(sight, "墨舟社区2023年").get_by_test_id("stDataFrame").first
    expect(table.locator("canvas tbody tr").first).to_be_attached()
    shown = {row[1]: row[2] for row in cells_of(table)}
    assert shown[amount["cell"]] == amount["raw"]
    expect(
        sight.page.get_by_text(f"{amount['file']} · {amount['sheet']} · 第").first
    ).to_be_visible()
    expect(sight.page.get_by_role("button", name=amount["file"]).first).to_be_visible()


def test_a_shared_link_opens_the_same_figure_and_leads_up(sample_server: Server, sight: Sight):
    listed = json.loads(
        sample_server.cli("score", "--month", MONTH, "--unit", "墨舟社区", "--json")
    )["units"][0]["indicators"]  # fmt: skip
    (rate,) = [one for one in listed if one["code"] == "B09"]
    sight.open("provenance", code="2308-B09-Y14-1A")
    expect(block(sight, f"问题整改率：{rate['value']:.2f}%").first).to_be_visible()
    sight.page.get_by_test_id("stPageLink").filter(has_text="墨舟社区").get_by_role("link").click()
    arrived(sight, "一单位一表")
    assert query(sight)["unit"] == "墨舟社区"
    assert query(sight)["unit-indicator"] == "B09 问题整改率"


def test_a_month_of_a_topic_leads_to_its_rows(sample_server: Server, sight: Sight):
    sight.open("investments", month=MONTH_SHOWN, unit="墨舟社区")
    click_bar(sight, "月最多", 2)
    arrived(sight, "查看出处")
    traced = json.loads(sample_server.cli("trace", "--code", query(sight)["code"], "--json"))
    assert traced["figure"].startswith("墨舟社区2023年3月资金投入")
    expect(block(sight, f"{len(traced['cells'])} 个数相加").first).to_be_visible()


def test_working_and_sources_open_without_leaving_the_page(sight: Sight):
    page = sight.page
    sight.open("unit", month=MONTH_SHOWN, unit="墨舟社区")
    block(sight, "适用指标").get_by_role("button", name="计算说明").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("出处码").first).to_be_visible()
    expect(dialog.get_by_test_id("stDataFrame")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    block(sight, "适用指标").get_by_role("button", name="查看出处").click()
    expect(dialog.get_by_text("一致，差 0").first).to_be_visible()
    expect(dialog.get_by_role("link", name="整页查看")).to_be_visible()


def test_numbers_on_screen_are_those_of_the_command_line(sample_server: Server, sight: Sight):
    """A sample read from the rendered page: the ranking, row by row, and the headline figures."""
    city = json.loads(sample_server.cli("score", "--month", MONTH, "--json"))
    units = {one["unit"]: one for one in city["units"] if one["type"] == "社区"}
    sight.open("ranking", month=MONTH_SHOWN, type="社区")
    table = block(sight, "家参加排名").get_by_test_id("stDataFrame").first
    expect(table.locator("canvas tbody tr").first).to_be_attached()
    heads = table.locator("canvas thead th").all_text_contents()
    name, score = heads.index("单位"), next(n for n, head in enumerate(heads) if "得分" in head)
    shown = {row[name]: row[score] for row in cells_of(table)}
    assert len(shown) == len(units)
    for unit, text in shown.items():
        wanted = units[unit]["score"]
        # The table under the drawn one holds numbers whole.
        assert (float(text) if text[:1].isdecimal() else None) == wanted, unit
    sight.open(month=MONTH_SHOWN)
    cards = sight.page.locator(".st-key-headlines")
    said = json.loads(sample_server.cli("completeness", "--month", MONTH, "--json"))
    whole = city["city"]
    expect(cards).to_contain_text(f"{whole['scored']} 项中 {whole['below_pace']} 项未达序时")
    expect(cards).to_contain_text(f"{said['rate']:.2%}")
    expect(cards).to_contain_text(f"{whole['score']:.2f}")
