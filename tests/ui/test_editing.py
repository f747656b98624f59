"""Cells put right in the browser: read by the same rules, logged, the file kept as it came."""

import hashlib

import pytest
from ui.uploads import EAST, MARCH, WEST, book, commit, drop, opened, press, rows, titles

from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.corrections import CellEdit
from cityreport.ui import registry
from cityreport.ui.uploading import editing

HEAD = ("单位", "月份", "活动名称", "场次", "参与人次")
FAULTY = (
    HEAD,
    ("城东社区", "2023年3月", "讲座", 1, "三0"),
    ("城东社区", "2023年3月", "义诊", 1, "若干"),
)


@pytest.fixture
def city(home):
    (home / "store").mkdir()
    store = Store.open(places().database_url)
    store.save_units([EAST, WEST], "测试")
    yield store
    store.close()


@pytest.fixture
def typing(monkeypatch):
    """What the person types into the editors, by row (from 0) and column title or letter."""
    typed: dict[tuple[int, str], str] = {}
    shown = editing.st.data_editor

    def editor(frame, **named):
        shown(frame, **named)
        changed = frame.copy()
        for (row, column), text in typed.items():
            if column in changed.columns and row < len(changed):
                changed.iloc[row, list(changed.columns).index(column)] = text
        return changed

    monkeypatch.setattr(editing.st, "data_editor", editor)
    return typed


def chosen_file(app):
    """Choose the only file for editing; the box keeps it by its fingerprint."""
    (file,) = app.file_uploader[0].value
    sha256 = hashlib.sha256(file.getvalue()).hexdigest()
    return app.selectbox(key="edit-which").set_value(sha256).run()


def test_the_faulty_cells_come_first_with_what_stands_there(city, typing):
    app = chosen_file(drop(opened(), book(*FAULTY)))
    assert not app.exception
    listed = rows(app, "单元格", "原内容", "改为")
    assert listed == [["E2", "三0", "三0"], ["E3", "若干", "若干"]]
    (button,) = [one for one in app.button if one.key == "edit-apply"]
    assert button.disabled


def test_a_changed_cell_is_read_again_and_committed_with_its_log(city, typing):
    name, content = book(*FAULTY)
    app = chosen_file(drop(opened(), (name, content)))
    typing[(0, "改为")] = "约30"
    app = app.run()
    app = press(app, "edit-apply")
    typing.clear()
    assert titles(app)[0] == "1 个文件都可以登记"
    assert ["这一格原为“三0”，登记时改为“约30”。"] in rows(app, "问题")
    commit(app)
    first, second = city.ledger("创建活动", MARCH, MARCH)
    people = first.quantities["参与人次"]
    assert (people.value, people.precision, people.cell) == (30, "about", "E2")
    assert people.written == "原为“三0”，登记时改为“约30”"
    assert "参与人次" not in second.quantities
    assert city.cell_edits([1]) == {1: [CellEdit("Sheet1", "E2", "三0", "约30")]}
    assert city.file_content(1) == (name, content)


def test_a_whole_sheet_can_be_changed_cell_by_cell(city, typing):
    app = chosen_file(drop(opened(), book(*FAULTY)))
    (box,) = [one for one in app.selectbox if str(one.key).startswith("edit-where")]
    app = box.set_value("Sheet1").run()
    typing |= {(1, "E"): "30", (2, "E"): "12", (2, "A"): "城西社区"}
    app = press(app.run(), "edit-apply")
    typing.clear()
    commit(app)
    found = city.ledger("创建活动", MARCH, MARCH)
    assert [(row.unit, row.quantities["参与人次"].value) for row in found] == [
        ("城东社区", 30), ("城西社区", 12),
    ]  # fmt: skip
    assert [edit.cell for edit in city.corrections(1).edits] == ["A3", "E2", "E3"]


def test_changes_can_be_dropped_again(city, typing):
    app = chosen_file(drop(opened(), book(*FAULTY)))
    typing[(0, "改为")] = "30"
    app = press(app.run(), "edit-apply")
    typing.clear()
    app = press(app.run(), "edit-undo")
    assert titles(app)[0] == "1 个文件中 0 个可以登记，1 个有错误"


def test_the_change_is_shown_in_the_records(city, typing):
    app = chosen_file(drop(opened(), book(*FAULTY)))
    typing[(0, "改为")] = "30"
    app = commit(press(app.run(), "edit-apply"))
    app = app.switch_page(str(registry.page("history").file)).run()
    assert not app.exception
    assert rows(app, "工作表", "位置", "原内容", "登记时改为") == [["Sheet1", "E2", "三0", "30"]]
    app = press(app, "history-recheck-1")
    assert "1 号登记：按现行规则核对，没有变化" in titles(app)


def test_findings_are_grouped_and_can_be_filtered(city):
    other = book(HEAD, ("海边社区", "2023年3月", "讲座", 1, 30), name="海边.xlsx")
    app = drop(opened(), book(*FAULTY), other)
    groups = rows(app, "文件", "问题种类", "错误", "警告")
    assert [(row[0], row[1]) for row in groups] == [
        ("三月.xlsx", "数字读不出"), ("海边.xlsx", "单位认不出或没写"),
    ]  # fmt: skip
    assert groups[0][2:] == [1, 1]
    (box,) = [one for one in app.selectbox if str(one.key).startswith("faults-family")]
    assert box.options == ["全部种类", "数字读不出（2）", "单位认不出或没写（1）"]
    app = box.set_value("单位认不出或没写").run()
    assert [row[0] for row in rows(app, "文件", "怎么办")] == ["海边.xlsx"]
