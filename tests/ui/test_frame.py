"""The frame around the pages: guard, navigation, faults in words, selection, Chinese."""

import ast
import logging
import re
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from cityreport.errors import UserError
from cityreport.period import Month
from cityreport.quantities import Quantity
from cityreport.roster import Unit
from cityreport.settings import CHECKOUT
from cityreport.store import Store
from cityreport.tables.ledger import (
    CellQuantity,
    CellText,
    FileReading,
    LedgerRow,
    Submission,
    TableReading,
)
from cityreport.ui import blocks, cache, chinese, frame, registry, selection

AT = datetime(2023, 4, 3, 8, tzinfo=UTC)
SELF_ASSESSED = "本看板为创建工作自评进度，不是官方测评得分。"
GUARDED = pytest.mark.parametrize("page", registry.built(), ids=lambda page: page.key)


@pytest.fixture
def address(tmp_path, monkeypatch):
    """An empty store of this test alone, and no settings of the machine."""
    url = f"sqlite:///{tmp_path / 'city.db'}"
    monkeypatch.setenv("CITYREPORT_DATABASE_URL", url)
    monkeypatch.setenv("CITYREPORT_HOME", str(tmp_path))
    return url


@pytest.fixture
def filled(address):
    """A store with two units, one of which reported its volunteers for February and March."""
    store = Store.open(address)
    store.save_units([Unit("U1", "东湖社区", "社区"), Unit("U2", "第一小学", "学校")], "测试")
    for month in (2, 3):
        store.commit(volunteers(Month(2023, month)), AT)
    yield store
    store.close()


def volunteers(month, *, sample=False):
    """A file with one row: 300 hours by 100 people."""
    row = LedgerRow(
        "志愿服务", "东湖社区", month, "", "Sheet1", 4,
        {"参与人次": CellQuantity(Quantity("100", 100, "exact", 100, 100), "E4"),
         "服务时长": CellQuantity(Quantity("300", 300, "exact", 300, 300), "F4")},
        {"活动名称": CellText("清洁家园", "C4")},
    )  # fmt: skip
    table = TableReading(
        "Sheet1", "志愿服务", "A3", {"E3": "参与人次", "F3": "服务时长"}, ("东湖社区",), (month,), 1,
        {"参与人次": 100.0, "服务时长": 300.0}, (row,),
    )  # fmt: skip
    reading = FileReading(f"东湖{month}.xlsx", str(month).ljust(64, "0"), True, (table,))
    return Submission(reading, "测试", date(2023, 4, 3), sample=sample)


def opened(page=None, **query):
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=30)
    for name, text in query.items():
        app.query_params[name] = text
    app.run()
    if page is not None and page.address:
        app.switch_page(str(page.file)).run()
    return app


def texts(app):
    found = [*app.title, *app.subheader, *app.markdown, *app.caption, *app.info, *app.error]
    return [element.value for element in found]


def test_an_empty_store_shows_three_steps_and_the_way_to_an_example(address):
    app = opened()
    assert not app.exception
    assert not app.error
    assert [step.value for step in app.subheader] == ["① 建单位名册", "② 上传月报", "③ 看总览"]
    assert [button.label for button in app.button] == ["先看示例"]
    assert SELF_ASSESSED in texts(app)


@GUARDED
def test_the_guard_is_the_first_thing_a_page_does(page):
    body = ast.parse(page.file.read_text("utf-8")).body
    first = next(
        node
        for node in body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )
    assert ast.unparse(first) == f"enter('{page.key}')"


def test_no_page_lies_where_streamlit_would_open_it_without_the_frame():
    assert list(registry.PAGES.glob("*.py")) == []


def test_every_page_file_is_in_the_registry_once():
    files = {path for path in registry.PAGES.glob("*/*.py") if path.name != "__init__.py"}
    assert files == {page.file for page in registry.built()}
    for field in ("key", "title", "path", "address"):
        values = [getattr(page, field) for page in registry.ALL]
        assert len(set(values)) == len(values)


def test_the_overview_and_the_wall_are_tabs_of_their_own_and_the_overview_comes_first():
    first = next(iter(registry.menus().items()))
    assert first[0] == ""
    assert [page.key for page in first[1]] == ["overview", "present"]


def test_what_a_person_can_act_on_is_said_as_it_stands(address, monkeypatch):
    def refuse():
        raise UserError("数据库正在被另一个程序占用，请稍后再试。")

    monkeypatch.setattr(cache, "is_empty", refuse)
    app = opened()
    assert [error.value for error in app.error] == ["数据库正在被另一个程序占用，请稍后再试。"]
    assert not app.exception


def test_a_bug_is_a_sentence_on_screen_and_a_trace_in_the_log(address, monkeypatch, caplog):
    def fail():
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(cache, "is_empty", fail)
    with caplog.at_level(logging.ERROR, logger=frame.__name__):
        app = opened()
    [said] = [error.value for error in app.error]
    number = said.partition("**")[2].partition("**")[0]
    assert said == frame.FAULT.format(number=number)
    assert not app.exception
    assert "secret detail" in caplog.text
    assert number in caplog.text
    assert not any("secret" in text for text in texts(app))


def test_without_reports_the_page_says_what_to_do_next(address):
    Store.open(address).save_units([Unit("U1", "东湖社区", "社区")], "测试")
    assert selection.NO_REPORTS in texts(opened())


def test_the_selection_comes_from_the_address(filled):
    app = opened(month="2023年2月", type="学校", view="按全年目标得分")
    assert app.selectbox(key="month").value == "2023年2月"
    assert app.selectbox(key="type").value == "学校"


def test_a_month_that_does_not_exist_falls_back_to_the_usual_one(filled):
    app = opened(month="2031年1月")
    assert app.selectbox(key="month").value == "2023年3月"
    assert not app.error


def test_the_selection_survives_a_page_switch(filled):
    other = next(page for page in registry.built() if page.key == "criteria")
    app = opened()
    app.selectbox(key="month").set_value("2023年2月").run()
    app.switch_page(str(other.file)).run()
    assert app.selectbox(key="month").value == "2023年2月"


def test_every_month_between_the_first_and_the_last_is_offered(filled):
    filled.commit(volunteers(Month(2022, 11)), AT)
    offered = list(opened().selectbox(key="month").options)
    assert offered == ["2023年3月", "2023年2月", "2023年1月", "2022年12月", "2022年11月"]


def test_a_commit_makes_everything_cached_stale(filled):
    before = cache.build(lambda evaluation: evaluation.revision, 2023)
    again = cache.build(lambda evaluation: evaluation.revision, 2023)
    filled.commit(volunteers(Month(2023, 1)), AT)
    after = cache.build(lambda evaluation: evaluation.revision, 2023)
    assert before == again
    assert after > before


def test_sample_data_carry_their_badge_until_they_are_cleared(filled):
    assert not any("示例" in text for text in texts(opened()))
    filled.commit(volunteers(Month(2023, 1), sample=True), AT)
    assert any("示例" in text for text in texts(opened()))
    filled.clear_samples("测试")
    assert not any("示例" in text for text in texts(opened()))


def test_links_carry_the_selection():
    assert selection.query(month=Month(2023, 3), unit="东湖社区") == {
        "month": "2023年3月",
        "unit": "东湖社区",
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("得分_最高*", r"得分\_最高\*"),
        ("[点](http://a)", r"\[点\](http\://a)"),
        ("$5$", r"\$5\$"),
        ("- 甲", r"\- 甲"),
        ("1. 甲", r"1\. 甲"),
        ("# 甲", r"\# 甲"),
    ],
)
def test_texts_from_sheets_are_never_taken_for_markup(text, shown):
    assert blocks.plain(text) == shown


def test_streamlits_words_become_chinese_words():
    assert all(re.search("[一-鿿]|CSV", text) for text in chinese.WORDS.values())
    assert not any(re.search("[一-鿿]", text) for text in chinese.WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "50MB per file",
        "50MB per file • XLSX, XLS",
        "text/plain files are not allowed.",
        "Remove 东湖.xlsx",
        "View 3 more",
        "Number is below the allowed range. Please enter a value greater than or equal to 1.",
    ],
)
def test_changing_texts_have_a_pattern(text):
    assert [pattern for pattern, _ in chinese.PATTERNS if re.search(pattern, text)]


def test_the_script_carries_every_word_and_is_sent_with_each_page(address):
    script = chinese.script()
    assert all(word in script for word in ("Download as CSV", "下载 CSV", "zh-CN"))
    assert "%s" not in script


def test_a_server_open_to_other_machines_shows_a_sentence_and_nothing_else(home, monkeypatch):
    monkeypatch.setattr("cityreport.ui.frame.st.get_option", lambda name: "0.0.0.0")
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=30).run()
    assert "目前还没有用户账号" in app.error[0].value
    assert not app.title
