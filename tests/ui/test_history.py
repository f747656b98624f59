"""上传记录 as a person uses it: look, filter, withdraw, close a month, run the rules again."""

from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from cityreport import pipeline, workbook
from cityreport.period import Month
from cityreport.pipeline.rechecking import Recheck, recheck
from cityreport.report import records
from cityreport.roster import Unit
from cityreport.settings import CHECKOUT, places
from cityreport.store import Store
from cityreport.tables.ledger import FileReading, ReportKey
from cityreport.tables.stored import MonthLock, ReportVersion, VersionPage
from cityreport.tables.workbook import Finding
from cityreport.ui import registry

MARCH = Month(2023, 3)
CHINA = timezone(timedelta(hours=8))
AT = datetime(2023, 4, 3, 16, 30, tzinfo=UTC)
"""Half past midnight of 4 April in China."""


# --- the builders --------------------------------------------------------------------------


def version(**changes):
    plain = {
        "submission": 7, "file": "云溪.xlsx", "by": "李", "at": AT, "received": date(2023, 4, 2),
        "key": ReportKey("云溪社区", MARCH, "志愿服务", "团委"), "state": "valid", "rows": 3,
        "left_out": 0, "empty": False, "added": False, "number": 1, "count": 1,
        "withdrawn_by": None, "withdrawn_at": None, "withdrawn_reason": None,
    }  # fmt: skip
    return ReportVersion(**{**plain, **changes})


def test_a_version_is_told_in_words_and_local_time():
    section = records.versions(VersionPage((version(),), 1), 0, CHINA, "")
    assert section.title == "登记过的报表共 1 份"
    assert section.table.rows[0] == (
        "7", "云溪社区", "2023年3月", "志愿服务", "团委", "● 有效", "仅此一版", "3 行",
        "云溪.xlsx", "2023-04-02", "李", "2023-04-04 00:30", "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"state": "replaced", "number": 1, "count": 3},
            ("○ 已被替换", "第 1 版，共 3 版", "3 行"),
        ),
        ({"rows": 0, "empty": True}, ("● 有效", "仅此一版", "零报告")),
        ({"added": True, "left_out": 2}, ("● 有效", "仅此一版", "3 行（补充），略去 2 行")),
    ],
)
def test_state_version_and_content_are_words(changes, words):
    section = records.versions(VersionPage((version(**changes),), 1), 0, CHINA, "")
    assert section.table.rows[0][5:8] == words


def test_a_withdrawn_version_names_who_when_and_why():
    gone = version(
        state="withdrawn", withdrawn_by="王", withdrawn_at=AT, withdrawn_reason="传错了月份"
    )
    section = records.versions(VersionPage((gone,), 1), 0, CHINA, "")
    assert section.table.rows[0][5] == "× 已撤回"
    assert section.table.rows[0][-1] == "王 2023-04-04 00:30 传错了月份"


def test_a_page_of_many_says_which_part_it_is():
    section = records.versions(VersionPage((version(), version()), 450), 200, CHINA, "云溪社区")
    assert section.title == "云溪社区的报表共 450 份，这里是第 201—202 份"


def test_nothing_found_says_what_to_do():
    assert "上传月报" in records.versions(VersionPage((), 0), 0, CHINA, "").empty
    assert "云溪社区" in records.versions(VersionPage((), 0), 0, CHINA, "云溪社区").empty


def test_closed_months_are_listed_newest_first():
    closed = [MonthLock(Month(2023, 2), "赵", AT), MonthLock(MARCH, "钱", AT)]
    section = records.locks(closed, CHINA)
    assert section.title == "已锁定 2 个月"
    assert section.table.rows == (
        ("2023年3月", "钱", "2023-04-04 00:30"), ("2023年2月", "赵", "2023-04-04 00:30"),
    )  # fmt: skip
    assert records.locks([], CHINA).empty


def test_the_difference_of_findings_is_told_with_the_cell():
    new = Finding("error", "x", "单位不在名册。", "", "表", "A3", "云西社区")
    old = Finding("warning", "y", "类别不在列表。", "", "表", "C3", "其它")
    reading = FileReading("云溪.xlsx", "0" * 64, True, (), (new,))
    key = ReportKey("云溪社区", MARCH, "志愿服务")
    section = records.rechecked(7, Recheck(reading, (new,), (old,), 4, ((key, 3, None),)))
    assert section.title == "7 号登记：按现行规则会多指出 1 处、少指出 1 处；今天上传会被拦下"
    assert section.table.rows == (
        ("◆ 现在会指出", "表", "A3", "云西社区", "单位不在名册。"),
        ("○ 现在不再指出", "表", "C3", "其它", "类别不在列表。"),
        (
            "▲ 行数不同",
            "",
            "",
            "",
            "云溪社区2023年3月志愿服务：当时登记了 3 行，现在读不到这份报表。",
        ),
    )
    assert "4 条" in section.lead


# --- the page ------------------------------------------------------------------------------

ROWS = (
    ("云溪社区2023年3月志愿服务月报表",),
    ("单位", "活动名称", "服务类别", "参与人次", "服务时长(小时)"),
    ("云溪社区", "楼道清扫", "清洁家园", 30, 60),
)


def file(people=30, rows=ROWS):
    book = Workbook()
    book.worksheets[0].title = "志愿服务"
    for row in rows:
        book.worksheets[0].append(row)
    book.worksheets[0]["D3"] = people
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture
def city(home):
    """One unit that sent March twice, the second time with 40 people."""
    (home / "store").mkdir()
    store = Store.open(places().database_url)
    store.save_units([Unit("S01", "云溪社区", "社区")], "测试")
    load(store, "一.xlsx", file(30))
    load(store, "二.xlsx", file(40))
    yield store
    store.close()


def load(store, name, content):
    cells = workbook.read_files([(name, content)])
    readings = pipeline.read(cells, store.roster(), date(2023, 4, 4))
    choices = pipeline.LoadChoices("李", date(2023, 4, 2), AT.astimezone(CHINA))
    [result] = pipeline.ingest(store, readings, choices)
    return result


def opened():
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=60)
    return app.switch_page(str(registry.page("history").file)).run()


def texts(app):
    found = [
        *app.subheader, *app.markdown, *app.caption, *app.info, *app.success, *app.error,
        *app.warning,
    ]  # fmt: skip
    return [element.value for element in found]


def press(app, label):
    [button] = [button for button in app.button if button.label == label]
    assert not button.disabled
    app = button.click().run()
    assert not app.exception
    return app


def frame(app, column):
    return next(one.value for one in app.dataframe if column in one.value.columns)


def test_an_empty_store_says_what_to_do(home):
    app = opened()
    assert not app.exception
    assert any("上传月报" in text for text in texts(app))


def test_the_series_stands_newest_first_with_states(city):
    app = opened()
    assert not app.exception
    table = frame(app, "版次")
    assert table["文件"].tolist() == ["二.xlsx", "一.xlsx"]
    assert table["状态"].tolist() == ["● 有效", "○ 已被替换"]
    assert table["版次"].tolist() == ["第 2 版，共 2 版", "第 1 版，共 2 版"]
    assert "登记过的报表共 2 份" in texts(app)


def test_the_filter_narrows_the_list(city):
    app = opened()
    app.selectbox(key="history-状态").select("○ 已被替换").run()
    assert frame(app, "版次")["文件"].tolist() == ["一.xlsx"]
    app.selectbox(key="history-表种").select("资金投入").run()
    assert not app.exception
    assert any("没有" in text and "资金投入" in text for text in texts(app))


def test_a_withdrawal_needs_a_reason_and_makes_the_older_version_count(city):
    app = opened()
    [button] = [one for one in app.button if one.label == "撤回 2 号登记"]
    assert button.disabled
    app.text_input(key="history-reason-2").input("传错了").run()
    app.text_input(key="history-by").input("王").run()
    app = press(app, "撤回 2 号登记")
    assert "已撤回 2 号登记。" in texts(app)
    assert frame(app, "版次")["状态"].tolist() == ["× 已撤回", "● 有效"]
    assert [row.quantities["参与人次"].value for row in city.ledger("志愿服务", MARCH, MARCH)] == [
        30
    ]
    assert any("不能直接恢复" in text for text in texts(app))
    assert any("工作汇报在“从汇报材料提取”里重新提取" in text for text in texts(app))


def test_a_month_is_closed_and_opened_again(city):
    app = opened()
    assert any("没有锁定的月份" in text for text in texts(app))
    app.text_input(key="lock-by").input("赵").run()
    app = press(app, "锁定2023年3月")
    [lock] = city.locked_months()
    assert (lock.month, lock.by) == (MARCH, "赵")
    assert any("已锁定 1 个月" in text for text in texts(app))
    app.text_input(key="history-reason-2").input("传错了").run()
    app.text_input(key="history-by").input("王").run()
    app = press(app, "撤回 2 号登记")
    assert any("2023年3月已由赵" in error.value for error in app.error)
    app = press(app, "解除锁定2023年3月")
    assert city.locked_months() == []


def test_a_file_for_a_closed_month_is_refused_before_and_at_the_commit(city):
    city.lock(MARCH, "赵")
    cells = workbook.read_files([("三.xlsx", file(50))])
    readings = list(pipeline.read(cells, city.roster(), date(2023, 4, 4)))
    choices = pipeline.LoadChoices("李", date(2023, 4, 2), AT.astimezone(CHINA))
    for results in (
        pipeline.foresee(city, readings, choices), pipeline.ingest(city, readings, choices),
    ):  # fmt: skip
        [result] = results
        assert result.status == "error"
        assert result.submission is None
        [finding] = [one for one in result.findings if one.code == "closed-month"]
        assert "2023年3月已由赵" in finding.message
    assert len(city.history()) == 2


def test_the_rules_of_today_find_nothing_new_in_an_unchanged_file(city):
    app = press(opened(), "按现行规则重新核对")
    assert "2 号登记：按现行规则核对，没有变化" in texts(app)


def test_a_roster_that_changed_shows_in_the_recheck_and_nothing_is_written(city):
    renamed = Unit("S01", "云溪新村", "社区")
    city.save_units([renamed], "测试")
    before = city.revision()
    result = recheck(city, city.submission(2), date(2023, 4, 4))
    assert result.status == "error"
    assert "unknown-unit" in {finding.code for finding in result.appeared}
    assert city.revision() == before
    assert result.reading.content == city.file_content(2)[1]


def test_the_original_file_can_be_had_back(city):
    labels = [one.proto.label for one in opened().get("download_button")]
    assert "下载原文件" in labels
    assert city.file_content(2)[0] == "二.xlsx"


def test_the_upload_page_offers_the_returns_of_faulty_files(city):
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=60).run()
    app.switch_page(str(registry.page("upload").file)).run()
    faulty = (*ROWS[:2], ("云溪社区", "楼道清扫", "清洁家园", "3O", 60))
    files = [(f"{n}.xlsx", file("3O", (*faulty, (f"注{n}",))), "") for n in (1, 2)]
    app.file_uploader[0].set_value(files)
    app.run()
    assert not app.exception
    labels = [one.proto.label for one in app.get("download_button")]
    assert "下载退回单" in labels
    assert "下载全部 2 份退回单（zip）" in labels
