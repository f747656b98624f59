"""报送情况 and 汇总表 of the sample city, and of an empty store."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from cityreport.exports.xlsx import merged_workbook
from cityreport.period import Month
from cityreport.report import merged, reporting
from cityreport.settings import CHECKOUT
from cityreport.sheets import BY_NAME
from cityreport.ui import cache, registry


def opened(key, **query):
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=60)
    app.switch_page(str(registry.page(key).file))
    for name, text in query.items():
        app.query_params[name] = text
    return app.run()


def texts(app):
    found = [*app.subheader, *app.markdown, *app.caption, *app.info, *app.success, *app.error]
    return [element.value for element in found]


def table(app, *columns):
    for element in app.dataframe:
        frame = element.value
        if set(columns) <= set(frame.columns):
            return frame[list(columns)].to_dict("split")["data"]
    raise AssertionError(f"no table with {columns}")


@pytest.fixture
def december(reading_samples):
    return {"month": "2023年12月"}


def test_reporting_names_who_owes_and_who_was_late(december):
    app = opened("reporting", **december)
    assert not app.exception
    assert not app.error
    said = texts(app)
    # 83 of 97 expected sheets came, 79 of them by 5 January: 83/97 and 79/97.
    assert "### 85.57%" in said
    assert "### 81.44%" in said
    assert "应报 97 张，已报 83 张" in said
    assert "2023年12月：29 家应报单位中 4 家没有报齐" in said
    rows = table(app, "单位", "情况", "应报", "已报", "迟报")
    assert rows[0] == ["瀛东社区", "○ 未报", 4, 0, 0]
    assert ["屿麦镇", "迟报", 4, 4, 4] in rows


def test_the_reminder_lists_the_owing_units_with_their_sheets(december):
    app = opened("reporting", **december)
    (code,) = app.code
    lines = code.value.splitlines()
    assert "应于2024年1月5日前报送" in lines[1]
    assert lines[2] == "1. 瀛东社区：资金投入、志愿服务、督查检查、创建活动"
    assert len(lines) == 2 + 4 + 1


def test_the_reminder_can_reach_back_to_january(december):
    app = opened("reporting", **december)
    app.toggle(key="reminder-whole").set_value(True).run()
    (code,) = app.code
    (ink,) = [line for line in code.value.splitlines() if "墨舟社区" in line]
    assert ink.endswith("墨舟社区：9月 资金投入、志愿服务、督查检查、创建活动")


def test_reporting_can_be_opened_for_a_month_nobody_has_sent_yet(december):
    app = opened("reporting")
    newest = app.selectbox(key="month").options[0]
    app.selectbox(key="month").set_value(newest).run()
    assert not app.exception
    assert not app.error
    assert "### 0.00%" in texts(app)


def test_reporting_offers_one_blank_workbook_and_all_of_them(december):
    app = opened("reporting", **december)
    labels = [button.label for button in app.download_button]
    assert labels == ["下载这家单位的空白表", "下载 29 家单位的空白表（zip）"]


@pytest.mark.parametrize("key", ["reporting", "merged"])
def test_an_empty_store_gets_a_sentence(key, home):
    app = opened(key)
    assert not app.exception
    assert not app.error
    assert app.info
    assert not app.dataframe


def test_the_merged_table_adds_up_what_the_units_sent(december):
    app = opened("merged", **december)
    assert not app.exception
    assert not app.error
    said = texts(app)
    # 230 rows of the units and the 126 cases of the register.
    assert "2023年12月：28 家单位共 356 行数据" in said
    totals = {(kind, column): rest for kind, column, *rest in
              table(app, "表种", "列", "合计", "计量单位", "范围")}  # fmt: skip
    assert totals["志愿服务", "参与人次"] == ["14,939", "人次", "—"]
    assert totals["资金投入", "金额"] == ["62.55", "万元", "—"]
    assert totals["创建活动", "宣传资料份数"] == ["约 6,950", "份", "6,950～7,090"]
    assert "资金投入：12 家单位 25 行" in said


def test_the_rows_of_a_kind_stand_in_the_measure_unit_of_the_header(december):
    app = opened("merged", **december)
    rows = table(app, "单位", "项目名称", "金额(元)")
    # The street wrote 9.06 under 金额（万元）.
    assert ["砚鹭街道", "口袋绿地补植", 90600.0] in rows


def test_the_year_so_far_and_one_type_can_be_chosen(december):
    app = opened("merged", **december, type="社区")
    app.segmented_control(key="merged-period").set_value("本年至当月").run()
    assert not app.error
    said = texts(app)
    assert any(text.startswith("2023年1—12月：7 家单位共") for text in said)
    assert any(text.startswith("来源：各社区1—12月资金投入（7/7家）") for text in said)


def test_the_downloaded_workbook_has_all_rows_and_their_sources(reading_samples):
    evaluation, month = cache.evaluation(2023), Month(2023, 12)
    rows = merged.of_type(evaluation, cache.ledger_rows(None, month, month), None)
    book = openpyxl.load_workbook(
        BytesIO(merged_workbook({BY_NAME[name]: found for name, found in rows.items()}, "12月"))
    )
    assert book.sheetnames == [
        "资金投入", "志愿服务", "督查检查", "创建活动", "下步计划", "问题整改台账", "工作机制", "荣誉表彰", "出处",
    ]  # fmt: skip
    # 202 rows of the monthly sheets, of the reports 24 mechanisms, 3 plans and 1 award, and the
    # 126 cases of the office's register.
    assert book["出处"].max_row == 2 + 202 + 24 + 3 + 1 + 126


def test_the_tiles_are_grouped_by_type_and_say_what_is_missing(reading_samples):
    section = reporting.tiles(cache.evaluation(2023), 12, None, cache_day())
    names = [series.name for series in section.chart.series]
    kinds = list(dict.fromkeys(name.split("｜")[0] for name in names))
    assert kinds == ["街道", "镇", "社区", "学校", "幼儿园", "机关"]
    ink = next(series for series in section.chart.series if series.name.endswith("墨舟社区"))
    assert ink.texts[8] == "未报 0/4 张，缺资金投入、志愿服务、督查检查、创建活动"
    assert ink.texts[0].startswith("按时 4/4 张")


def cache_day():
    from datetime import date

    return date(2024, 1, 20)


def test_all_blank_workbooks_come_in_one_zip(reading_samples):
    from cityreport.template import all_workbooks

    units = cache.roster().units
    with ZipFile(BytesIO(all_workbooks(units, Month(2023, 12)))) as archive:
        assert len(archive.namelist()) == len(units)
