"""批注 in a real browser: written in the box of a figure, seen under it, taken down again."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from conftest import Server, running_server
from playwright.sync_api import Page, expect


@pytest.fixture
def own_server(sample_city: Path, tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "home"
    copytree(sample_city / "store", home / "store")
    with running_server(home) as running:
        yield running


def test_a_remark_is_written_seen_and_taken_down(page: Page, own_server: Server):
    page.goto(f"{own_server.url}/?month=2023年9月")
    page.locator(".st-key-comment-dimensions button").click()
    box = page.get_by_role("dialog")
    box.get_by_role("button", name="保存批注").click()
    expect(box.get_by_text("还差：批注人。")).to_be_visible()
    box.get_by_placeholder("姓名").fill("李敏")
    box.get_by_placeholder("姓名").press("Enter")
    expect(box.get_by_text("还差：批注人。")).to_have_count(0)
    box.get_by_label("写一条批注").fill("人文环境要加快")
    box.get_by_role("button", name="保存批注").click()
    expect(box).to_have_count(0)
    remark = page.get_by_text("）：人文环境要加快")
    expect(remark).to_be_visible()
    page.locator(".st-key-comment-dimensions button").click()
    page.get_by_role("dialog").get_by_role("button", name="撤下").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(remark).to_have_count(0)
