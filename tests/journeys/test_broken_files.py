"""A batch of broken files among a sound one: each is named, nothing is half-loaded."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from conftest import Server, running_server
from looking import Sight, looking
from playwright.sync_api import Browser, expect

from start import ROOT

SOUND = ROOT / "data" / "samples" / "extra" / "墨舟社区202309.xlsx"


@pytest.fixture
def sample_server_of_its_own(sample_city: Path, tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "server"
    shutil.copytree(sample_city / "store", home / "store")
    with running_server(home) as server:
        yield server


@pytest.fixture
def broken(tmp_path: Path) -> dict[str, Path]:
    """The four broken files of the issue, by what is wrong with them."""
    folder = tmp_path / "坏文件"
    folder.mkdir()
    files = {
        "truncated": folder / "截断的月报.xlsx",
        "picture": folder / "其实是照片.xlsx",
        "corner": folder / "右下角有数.xlsx",
        "no sheet": folder / "不是报表.xlsx",
    }
    files["truncated"].write_bytes(SOUND.read_bytes()[: SOUND.stat().st_size // 2])
    files["picture"].write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(3000))
    far_corner(files["corner"])
    other = openpyxl.Workbook()
    other.active.append(["会议室", "日期", "借用人"])
    other.active.append(["三楼小会议室", "9月3日", "老王"])
    other.save(files["no sheet"])
    return files


def far_corner(path: Path) -> None:
    """The sound workbook with a value in XFD1048576, the last cell there is."""
    book = openpyxl.load_workbook(SOUND)
    book.active["XFD1048576"] = "x"
    book.save(path)
    with zipfile.ZipFile(path) as parts:
        assert any(b"XFD1048576" in parts.read(name) for name in parts.namelist())


def stored(server: Server) -> list[str]:
    """The files the store holds, as the command line tells them."""
    return [one["file"] for one in json.loads(server.cli("history", "--json"))["submissions"]]


def findings_told(sight: Sight) -> list[str]:
    """The cells of the findings table: a canvas that repeats them as a table for screen readers."""
    sight.page.get_by_role("tab", name="数据问题").click()
    cells = sight.page.locator("[role=tabpanel]:visible canvas td")
    expect(cells.first).to_be_attached()
    return cells.all_text_contents()


def test_each_broken_file_gets_its_sentence_and_nothing_is_half_loaded(
    sample_server_of_its_own: Server, browser: Browser, broken: dict[str, Path]
):
    server = sample_server_of_its_own
    before, scores = stored(server), server.cli("score", "--json")
    with looking(browser, server.url) as sight:
        sight.open("upload")
        page = sight.page
        page.locator("input[type=file]").set_input_files(list(broken.values()))
        expect(page.get_by_role("tab", name="文件 4")).to_be_visible(timeout=60_000)
        sight.wait()
        told = findings_told(sight)
        assert [path.name for path in broken.values() if path.name not in told] == []
        assert "“截断的月报.xlsx”不完整，可能没有传完或没有下载完。" in told
        assert "“其实是照片.xlsx”不是电子表格，而是图片或视频，无法读取。" in told
        unread = next(text for text in told if text.startswith("没有认出任何报表"))
        assert "第 1 行最像表头（“会议室”“日期”“借用人”）" in unread
        assert "XFD1048576" in told
        assert (stored(server), server.cli("score", "--json")) == (before, scores)

        by = page.get_by_label("登记人").first
        by.fill("小周")
        by.press("Enter")
        page.get_by_role("button", name="提交 1 个文件", disabled=False).click()
        expect(page.get_by_text("已登记 1 个文件").first).to_be_visible()
        expect(page.get_by_text("3 个没有登记").first).to_be_visible()
        assert stored(server) == [broken["corner"].name, *before]
        assert server.cli("score", "--json") != scores

        sight.open("ranking")
        expect(page.get_by_role("heading", level=1)).to_have_text("单位排名")
        assert sight.complaints == []
    assert sight.foreign == []
