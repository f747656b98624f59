"""A month chosen once stays chosen wherever the menu leads."""

from conftest import Server
from looking import looking
from playwright.sync_api import Browser, expect
from test_samples_and_one_more_month import choose_in_menu


def test_what_the_address_chose_is_kept_by_the_menu(sample_server: Server, browser: Browser):
    with looking(browser, sample_server.url) as sight:
        sight.open(month="2023年5月", type="街道")
        choose_in_menu(sight.page, "进度与差距", "测评进度")
        sight.wait()
        expect(sight.page.get_by_role("combobox", name="月份")).to_have_value("2023年5月")
        expect(sight.page.get_by_role("combobox", name="单位类型")).to_have_value("街道")
