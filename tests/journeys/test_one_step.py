"""What was clicked on a figure opens as one step of the history, in whatever order it is written.

A page of its own plays Streamlit here, message by message: on a busy machine the order changes.
"""

from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from conftest import office_window, shut
from playwright.sync_api import Browser, Page

from cityreport.ui import chinese
from cityreport.ui.drill import LINK

_HERE = "http://cityreport.test/?month=2023年8月"
_THERE = "/criteria?month=2023年5月&type=全部类型"
_PAGE = f"""<!doctype html><meta charset="utf-8"><body>
<script>
  // As Streamlit 1.67 does: opening a page, and writing a page's choices where one is.
  const open = (path, query) => history.pushState({{}}, "", path + (query ? "?" + query : ""));
  const write = (query) => open(location.pathname, query);
  const click = () => {{
    const place = document.createElement("div");
    place.className = "st-key-{LINK}";
    place.innerHTML = '<a href="{_THERE}" onclick="return false">打开</a>';
    document.body.append(place);
    return new Promise((go) => setTimeout(go));
  }};
</script>"""

ORDERS = {
    "the page keeps the choices of the link": """
        open("/criteria", "month=2023年5月");""",
    "the page writes its choices after it has opened": """
        open("/criteria", "month=2023年5月&type=全部类型"); write("month=2023年5月");""",
    "the page before takes its choices out of the address first": """
        write(""); open("/criteria", ""); write("month=2023年5月");""",
    "the page before writes its choices once more": """
        write("month=2023年8月&view=折算得分"); open("/criteria", ""); write("month=2023年5月");""",
}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = office_window(browser)
    page.route("**/*", lambda route: route.fulfill(body=_PAGE, content_type="text/html"))
    page.goto(_HERE)
    page.evaluate(chinese.script().split("<script>", 1)[1].rsplit("</script>", 1)[0])
    yield page
    shut(page)


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_one_step_whatever_the_order(page: Page, order: str):
    before = page.evaluate("history.length")
    page.evaluate("click()")
    page.evaluate("() => {" + order + "}")
    assert unquote(page.url) == "http://cityreport.test/criteria?month=2023年5月"
    assert page.evaluate("history.length") == before + 1
    with page.expect_event("load"):  # the page there reads its address anew
        page.go_back()
    assert unquote(page.url) == _HERE


def test_a_step_long_after_is_a_step_of_its_own(page: Page):
    before = page.evaluate("history.length")
    page.evaluate("click()")
    page.evaluate("open('/criteria', 'month=2023年5月')")
    page.evaluate("(late) => { Date.now = () => performance.timeOrigin + late; }", 10**7)
    page.evaluate("write('month=2023年6月')")
    assert page.evaluate("history.length") == before + 2
    page.go_back()
    assert unquote(page.url) == "http://cityreport.test/criteria?month=2023年5月"
