"""What Plotly does in the browser with a figure that Streamlit hands to it a second time."""

import json
from pathlib import Path
from typing import Any, get_args

import plotly
import pytest
from playwright.sync_api import Page
from test_charts import every_kind

from cityreport import charts
from cityreport.tables.section import ChartKind

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
CHANGES_OF_A_COPY = """async ([figure, config]) => {
    const place = document.body.appendChild(document.createElement("div"));
    const copy = () => JSON.parse(JSON.stringify(figure));
    const first = copy();
    await Plotly.newPlot(place, first.data, first.layout, config);
    const drawn = place.querySelectorAll(".main-svg *").length;
    let changes = 0;
    const watch = new MutationObserver((records) => { changes += records.length; });
    watch.observe(place, {childList: true, subtree: true, attributes: true, characterData: true});
    const second = copy();
    await Plotly.react(place, second.data, second.layout, config);
    changes += watch.takeRecords().length;
    watch.disconnect();
    place.remove();
    return [drawn, changes];
}"""
"""How many elements a figure has, and how many changes drawing a copy of it over it makes."""


@pytest.fixture(scope="module")
def window(browser):
    page = browser.new_page()
    page.add_script_tag(path=PLOTLY)
    yield page
    page.close()


def drawn_twice(window: Page, figure: dict[str, Any]) -> tuple[int, int]:
    drawn, changes = window.evaluate(CHANGES_OF_A_COPY, [figure, charts.config()])
    return drawn, changes


@pytest.mark.parametrize("kind", get_args(ChartKind))
def test_a_copy_of_a_drawn_figure_is_not_drawn_again(window, kind):
    figure = charts.clickable(charts.draw(every_kind()[kind]))
    drawn, changes = drawn_twice(window, json.loads(figure.to_json()))
    assert drawn > 20
    assert changes == 0


@pytest.mark.parametrize("without", ["datarevision", "template"])
def test_a_template_or_data_without_revision_would_be_drawn_again(window, without):
    figure = json.loads(charts.draw(every_kind()["bar"]).to_json())
    if without == "template":
        figure["layout"]["template"] = {"layout": {"colorway": ["#1F5FA8"]}}
    else:
        del figure["layout"]["datarevision"]
    assert drawn_twice(window, figure)[1] > 20


def test_what_streamlit_sets_for_clicked_marks_is_said_beforehand():
    plain = charts.draw(every_kind()["bar"]).layout
    assert plain.dragmode is False
    layout = charts.clickable(charts.draw(every_kind()["bar"])).layout
    assert (layout.clickmode, layout.hovermode, layout.dragmode) == (
        "event+select",
        "closest",
        "pan",
    )
