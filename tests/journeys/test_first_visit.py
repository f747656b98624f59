"""Each page in Chromium as the first thing a fresh server shows, on the sample city.

One visit a page answers all questions; the parameter is a module's, so that they share it.
"""

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from barriers import barriers
from conftest import Server, free_port, running_server
from looking import Sight, looking
from playwright.sync_api import Browser, expect
from words_on_screen import english

from cityreport.ui import registry

FRAME = "[data-testid=stTopNavLink], [data-testid=stTopNavSection]"


@pytest.fixture(scope="module", params=registry.built(), ids=lambda page: page.key)
def shown(request: pytest.FixtureRequest) -> registry.Page:
    return request.param


@pytest.fixture(scope="module")
def address() -> int:
    """One port for all the servers, so that the browser fetches Streamlit's script once."""
    return free_port()


@pytest.fixture(scope="module")
def unvisited(
    shown: registry.Page, address: int, sample_city: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server with the sample city that nobody has visited."""
    home = tmp_path_factory.mktemp("unvisited")
    shutil.copytree(sample_city / "store", home / "store")
    with running_server(home, address) as server:
        yield server


@pytest.fixture(scope="module")
def sight(shown: registry.Page, unvisited: Server, browser: Browser) -> Iterator[Sight]:
    """The page opened by deep link on a server that nobody has visited before."""
    with looking(browser, unvisited.url) as sight:
        sight.open(shown.address)
        yield sight


def test_the_page_is_there_in_its_frame(sight: Sight, shown: registry.Page):
    expect(sight.page.get_by_role("heading", level=1)).to_have_text(shown.title)
    expect(sight.page.locator(FRAME).first).to_be_visible()
    expect(sight.page.get_by_role("heading", level=3).first).to_be_visible()
    expect(sight.page.get_by_text("示例", exact=True).first).to_be_visible()
    expect(sight.page.get_by_test_id("stAlertContentError")).to_have_count(0)
    expect(sight.page.get_by_role("dialog")).to_have_count(0)


def test_nothing_changes_once_the_page_is_there(sight: Sight):
    assert sight.settle() == []


def test_everything_on_screen_is_chinese(sight: Sight):
    assert {text: words for text in sight.texts() if (words := english(text))} == {}


def test_nobody_is_shut_out(sight: Sight):
    assert barriers(sight.page) == []


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_the_page_fits_its_window(sight: Sight, width: int, height: int):
    sight.resize(width, height)
    assert max(sight.overflow()) <= 0
    assert sight.clipped() == []


def test_nothing_was_complained_of_and_no_other_host_asked(sight: Sight):
    assert sight.complaints == []
    assert sight.foreign == []


def served(url: str) -> str:
    """What the server answers to anybody who asks, also when it refuses."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=10) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.read().decode()


def test_no_page_file_is_served(server: Server):
    for page in registry.built():
        for path in (page.path, f"pages/{page.path}", f"app/static/pages/{page.path}"):
            assert "cityreport.ui" not in served(f"{server.url}/{path}")


def test_an_address_that_is_no_page_leads_to_the_overview_in_its_frame(
    server: Server, browser: Browser
):
    with looking(browser, server.url) as sight:
        sight.open("nothing")
        expect(sight.page.locator(FRAME).first).to_be_visible()
        expect(sight.page.get_by_role("heading", level=1)).to_have_text("总览")
        expect(sight.page.get_by_text("没有这个页面").first).to_be_visible()
        assert sight.foreign == []
