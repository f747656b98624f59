"""A month chosen once stays chosen wherever the menu leads."""

from conftest import Server
from looking import looking
from playwright.sync_api import Browser, expect
from test_samples_and_one_more_month import choose_in_menu

from benchmarks.wire import Session


def test_what_the_address_chose_is_kept_by_the_menu(sample_server: Server, browser: Browser):
    with looking(browser, sample_server.url) as sight:
        sight.open(month="2023年5月", type="街道")
        choose_in_menu(sight.page, "进度与差距", "测评进度")
        sight.wait()
        expect(sight.page.get_by_role("combobox", name="月份")).to_have_value("2023年5月")
        expect(sight.page.get_by_role("combobox", name="单位类型")).to_have_value("街道")


def test_a_visitor_without_a_browser_sees_what_the_page_shows(sample_server: Server):
    """The sessions of the benchmarks speak Streamlit's own protocol."""
    with Session(sample_server.url, "ranking") as session:
        assert session.filters["month"].shown == "2023年12月"
        run = session.choose("month", "2023年6月")
        assert run.faults == []
        assert session.filters["month"].shown == "2023年6月"
        december, june = (
            [one.plotly_chart.spec for one in shown.in_order if one.HasField("plotly_chart")]
            for shown in (session.first, run)
        )
        assert june
        assert june != december


def test_a_click_does_not_tell_the_other_boxes_what_they_show(sample_server: Server):
    """Told its value, a browser builds a box anew, with all of a thousand units in it."""
    with Session(sample_server.url, "unit") as session:
        run = session.choose("month", "2023年6月")
        boxes = [one.selectbox for one in run.in_order if one.HasField("selectbox")]
        assert {"月份", "单位类型", "单位"} <= {box.label for box in boxes}
        assert [box.label for box in boxes if box.set_value] == []
