"""上传月报 as a person uses it: choose files, look, commit, take back."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from cityreport.period import Month
from cityreport.roster import Unit
from cityreport.settings import CHECKOUT, places
from cityreport.sheets import BY_NAME
from cityreport.store import Store
from cityreport.template import blank_workbook
from cityreport.ui import clock, registry
from cityreport.ui.uploading import batch, first_roster

MARCH = Month(2023, 3)
EAST, WEST = Unit("S01", "城东社区", "社区"), Unit("S02", "城西社区", "社区")
VOLUNTEERS = BY_NAME["志愿服务"]
PHOTO = ("现场照片.jpg", b"\xff\xd8\xff\xe0" + b"x" * 40)


@pytest.fixture
def store(home):
    """The empty store of this test."""
    (home / "store").mkdir()
    opened = Store.open(places().database_url)
    yield opened
    opened.close()


@pytest.fixture
def city(store):
    """A store with two units and no report."""
    store.save_units([EAST, WEST], "测试")
    return store


def monthly(unit=EAST, *, people=30, hours=60, month=MARCH, name=""):
    """The unit's own blank workbook, one activity filled in."""
    book = openpyxl.load_workbook(BytesIO(blank_workbook(unit, month, [VOLUNTEERS])))
    sheet = book["志愿服务"]
    head = next(row for row in sheet.iter_rows() if any(c.value == "活动名称" for c in row))
    places_of = {str(cell.value): cell for cell in head}
    for header, value in (
        ("活动名称", "清洁楼道"), ("参与人次", people), ("服务时长(小时)", hours),
    ):  # fmt: skip
        sheet.cell(places_of[header].row + 1, places_of[header].column).value = value
    output = BytesIO()
    book.save(output)
    return name or f"{unit.name}_{month.label}_月报.xlsx", output.getvalue()


def opened():
    app = AppTest.from_file(str(CHECKOUT / "app.py"), default_timeout=60)
    return app.switch_page(str(registry.page("upload").file)).run()


def drop(app, *files):
    app.file_uploader[0].set_value([(name, content, "") for name, content in files])
    return app.run()


def press(app, key):
    (button,) = [button for button in app.button if button.key == key]
    assert not button.disabled, button.label
    return button.click().run()


def commit(app, by="小王"):
    app.text_input(key="upload-by").set_value(by).run()
    return press(app, "upload-commit")


def table(app, *columns):
    """The rows of the first shown table that has these columns."""
    for element in app.dataframe:
        frame = element.value
        if set(columns) <= set(frame.columns):
            return frame[list(columns)].to_dict("split")["data"]
    raise AssertionError(f"no table with {columns}")


def titles(app):
    return [element.value for element in app.subheader]


def label(app, key):
    return next(button.label for button in app.button if button.key == key)


def test_a_filled_template_is_previewed_with_its_totals_and_not_yet_registered(city):
    app = drop(opened(), monthly(people=30, hours=61.5))
    assert not app.exception
    assert not app.error
    assert titles(app)[0] == "1 个文件都可以登记"
    columns = ("状态", "单位", "月份", "读到行数", "将登记行数", "表种与合计")
    assert table(app, *columns) == [
        ["● 可登记", "城东社区", "2023年3月", 1, 1,
         "志愿服务：参与人次 30 人次、服务时长 61.5 小时"]
    ]  # fmt: skip
    assert city.history() == []


def test_the_preview_says_where_the_header_is_and_what_each_column_was_taken_for(city):
    app = drop(opened(), monthly())
    ((sheet, kind, unit),) = table(app, "工作表", "认成表种", "单位从哪来")
    assert (sheet, kind) == ("志愿服务", "志愿服务")
    assert unit == "表上方 A2 写的“城东社区”"
    taken = dict(table(app, "表头原文", "认作"))
    assert taken["服务时长(小时)"] == "服务时长"


def test_nothing_can_be_committed_before_the_person_is_named(city):
    app = drop(opened(), monthly())
    (button,) = [button for button in app.button if button.key == "upload-commit"]
    assert button.disabled
    assert [info.value for info in app.info if "登记人" in info.value]


def test_a_commit_registers_with_person_and_received_day_and_says_the_number(city):
    app = drop(opened(), monthly())
    app.date_input(key="upload-received").set_value(date(2023, 4, 4)).run()
    app = commit(app)
    said = [*titles(app), *(one.value for one in app.success)]
    assert said.count("已登记 1 个文件（登记编号 1）") == 1
    (record,) = city.history()
    assert (record.by, record.received) == ("小王", date(2023, 4, 4))
    (row,) = city.ledger("志愿服务", MARCH, MARCH)
    assert (row.unit, row.quantities["参与人次"].value) == ("城东社区", 30)
    assert app.file_uploader[0].value == []


def test_the_received_day_is_today_unless_said_otherwise(city):
    app = drop(opened(), monthly())
    assert app.date_input(key="upload-received").value == clock.today()


def test_the_same_bytes_again_are_recognised_and_add_nothing(city):
    same = monthly()
    app = drop(commit(drop(opened(), same)), same)
    assert [row[0] for row in table(app, "状态")] == ["○ 重复，未再登记"]
    assert label(app, "upload-commit") == "提交 0 个文件"
    assert len(city.history()) == 1


def test_the_same_file_twice_in_one_drop_is_registered_once(city):
    name, content = monthly()
    app = drop(opened(), (name, content), (f"副本{name}", content))
    assert label(app, "upload-commit") == "提交 1 个文件"
    said = dict(table(app, "文件", "问题"))
    assert f"与同一批的「{name}」完全相同，只登记「{name}」这一份" in said[f"副本{name}"]
    commit(app)
    assert len(city.history()) == 1


def test_broken_files_get_their_sentence_and_the_others_go_on(city):
    name, whole = monthly(WEST)
    app = drop(opened(), ("断掉的.xlsx", whole[:900]), PHOTO, ("空.csv", b""), (name, whole))
    assert not app.exception
    states = dict(table(app, "文件", "状态"))
    assert states == {
        "断掉的.xlsx": "× 无法读取", "现场照片.jpg": "× 无法读取", "空.csv": "× 无法读取",
        name: "● 可登记",
    }  # fmt: skip
    said = dict(table(app, "文件", "问题"))
    assert "图片" in said["现场照片.jpg"]
    commit(app)
    assert [record.file for record in city.history()] == [name]


def test_a_zip_is_opened_and_its_files_listed_one_by_one(city):
    import zipfile

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for unit in (EAST, WEST):
            archive.writestr(*monthly(unit))
        archive.writestr("说明.txt", "请查收")
    app = drop(opened(), ("三月.zip", packed.getvalue()))
    assert label(app, "upload-commit") == "提交 2 个文件"
    states = dict(table(app, "文件", "状态"))
    assert states["三月.zip/说明.txt"] == "－ 不是表格，略过"


def test_what_a_commit_would_replace_is_shown_with_old_and_new_figures(city):
    app = commit(drop(opened(), monthly(people=30, hours=60, name="第一版.xlsx")))
    app = drop(app, monthly(people=45, hours=60, name="第二版.xlsx"))
    columns = ("单位", "已登记的文件", "登记编号", "已登记的合计", "新的合计", "变化")
    assert table(app, *columns) == [
        ["城东社区", "第一版.xlsx", "1", "参与人次 30 人次、服务时长 60.0 小时",
         "参与人次 45 人次、服务时长 60.0 小时", "参与人次 ＋15 人次"]
    ]  # fmt: skip
    commit(app)
    (row,) = city.ledger("志愿服务", MARCH, MARCH)
    assert row.quantities["参与人次"].value == 45


def test_an_addition_stands_beside_what_is_registered(city):
    app = commit(drop(opened(), monthly(people=30, name="第一版.xlsx")))
    app = drop(app, monthly(people=45, name="补充.xlsx"))
    app.segmented_control(key="upload-way").set_value("补充").run()
    assert any(title.startswith("1 份报表将补充") for title in titles(app))
    commit(app)
    people = [row.quantities["参与人次"].value for row in city.ledger("志愿服务", MARCH, MARCH)]
    assert people == [30, 45]


def test_of_two_files_reporting_the_same_the_person_says_which(city):
    app = drop(
        opened(),
        monthly(people=30, name="旧.xlsx"),
        monthly(people=45, name="新.xlsx"),
        monthly(WEST),
    )
    assert label(app, "upload-commit") == "提交 1 个文件"
    (question,) = app.radio
    assert (
        question.label
        == "2 个文件都报了城东社区2023年3月的志愿服务，用哪一份？不选，这些文件都不登记。"
    )
    assert list(question.options) == ["旧.xlsx", "新.xlsx"]
    app = question.set_value(sha_of(app, "新.xlsx")).run()
    assert label(app, "upload-commit") == "提交 2 个文件"
    commit(app)
    rows = city.ledger("志愿服务", MARCH, MARCH, "城东社区")
    assert [row.quantities["参与人次"].value for row in rows] == [45]


def sha_of(app, name):
    import hashlib

    files = {file.name: file.getvalue() for file in app.file_uploader[0].value}
    return hashlib.sha256(files[name]).hexdigest()


def test_an_unknown_unit_blocks_its_file_only(city):
    other = Unit("X", "海边社区", "社区")
    app = drop(opened(), monthly(other), monthly(EAST))
    assert titles(app)[0] == "2 个文件中 1 个可以登记，1 个有错误"
    app = commit(app)
    assert "已登记 1 个文件（登记编号 1），1 个没有登记" in titles(app)
    ((_, reason),) = [row for row in table(app, "文件", "原因") if "海边" in row[0]]
    assert "海边社区" in reason


def test_an_empty_roster_is_built_from_the_files_and_they_are_read_again(store):
    app = drop(opened(), monthly(EAST), monthly(WEST))
    assert titles(app)[0] == "单位名册还是空的：从这批文件建立单位名册"
    assert table(app, "单位名称", "单位类型") == [["城东社区", "社区"], ["城西社区", "社区"]]
    (start,) = [box for box in app.selectbox if box.label == "启用月份"]
    assert (start.value, start.options[0]) == (MARCH, "不限，本年各月都要报")
    app.text_input(key="roster-by").set_value("小李").run()
    app = press(app, "roster-confirm")
    assert {unit.start for unit in store.roster().units} == {MARCH}
    assert [unit.name for unit in store.roster().units] == ["城东社区", "城西社区"]
    assert titles(app)[0] == "2 个文件都可以登记"
    assert app.text_input(key="upload-by").value == "小李"
    press(app, "upload-commit")
    assert len(store.history()) == 2


def test_a_wrong_upload_is_taken_back_with_a_reason_and_the_old_one_holds_again(city):
    app = commit(drop(opened(), monthly(people=30, name="对的.xlsx")))
    app = commit(drop(app, monthly(people=99, name="错的.xlsx")))
    app.text_input(key="undo-reason-2").set_value("传错了").run()
    assert label(app, "undo-commit") == "撤回 2 号登记"
    app = press(app, "undo-commit")
    (row,) = city.ledger("志愿服务", MARCH, MARCH)
    assert row.quantities["参与人次"].value == 30
    assert "已撤回 2 号登记。" in [one.value for one in app.success]
    assert label(app, "undo-commit") == "撤回 1 号登记"
    # A box of its own for the next: browsers would keep the old reason in the same box.
    assert app.text_input(key="undo-reason-1").value == ""
    newest = city.history()[0]
    assert (newest.withdrawn_by, newest.withdrawn_reason) == ("小王", "传错了")
    assert table(app, "登记编号", "状态") == [["2", "已撤回"], ["1", "有效"]]


def test_the_name_given_for_the_upload_is_offered_for_taking_back(city):
    app = commit(drop(opened(), monthly()), by="小王")
    app = drop(app, monthly(WEST))
    assert app.text_input(key="undo-by").value == "小王"
    app = app.text_input(key="undo-by").set_value("").run()
    assert app.text_input(key="undo-by").value == ""


def test_without_a_reason_nothing_is_taken_back(city):
    app = commit(drop(opened(), monthly()))
    (button,) = [button for button in app.button if button.key == "undo-commit"]
    assert button.disabled
    assert city.history()[0].withdrawn_at is None


def test_a_rerun_does_not_read_the_files_again(city, monkeypatch):
    app = drop(opened(), monthly())
    monkeypatch.setattr(batch.workbook, "iter_files", lambda *_: pytest.fail("read again"))
    app.checkbox(key="upload-skip").check().run()
    assert not app.exception
    assert not app.error
    assert titles(app)[0] == "1 个文件都可以登记"


def test_rows_without_a_type_or_with_a_name_twice_do_not_make_a_roster():
    import pandas as pd

    def confirmed(*rows):
        return first_roster.confirmed(
            pd.DataFrame(rows, columns=["列入名册", "单位名称", "单位类型", "别名"])
        )

    units, faults = confirmed([True, " 城东社区 ", "社区", "东社；城东"], [False, "抬头", None, ""])
    assert units == [Unit("U001", "城东社区", "社区", ("东社", "城东"))]
    assert faults == []
    assert confirmed([True, "城东", None, ""])[1] == ["请为城东选择单位类型。"]
    assert confirmed([True, "城东", "社区", ""], [True, "城 东", "社区", ""])[1] == [
        "“城东”有两行，请去掉一行。"
    ]
    assert confirmed([False, "城东", "社区", ""])[1] == ["至少要有一家单位。"]


def test_a_short_name_is_proposed_as_an_alias_of_the_only_full_one():
    def named(*names):
        return [Unit(f"U{n}", name, "机关") for n, name in enumerate(names)]

    (office,) = first_roster.joined(named("城市管理局", "云汐市城市管理局"))
    assert (office.name, office.aliases) == ("云汐市城市管理局", ("城市管理局",))
    both = named("第一小学", "城东第一小学", "城西第一小学")
    assert first_roster.joined(both) == both
