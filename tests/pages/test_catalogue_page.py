"""测评标准与任务分解 edited on the page: row by row, running total, kept as a new edition."""

from pathlib import Path

from screen import opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport import pipeline
from cityreport.store import Store
from cityreport.ui import registry

NEW = "测评标准目录（2025版）"


def editing() -> AppTest:
    return opened(registry.page("catalogue")).button(key="draft-begin").click().run()


def choose(at: AppTest, code: str) -> AppTest:
    box = next(one for one in at.selectbox if one.key and one.key.startswith("draft-choose-"))
    number = next(n for n, text in enumerate(box.options) if text.startswith(f"{code} "))
    return box.select_index(number).run()


def field(at: AppTest, column: str):
    boxes = (*at.text_input, *at.selectbox, *at.multiselect)
    return next(
        one for one in boxes
        if one.label == column and one.key and one.key.startswith("draft-") and one.key != "draft-name"
    )  # fmt: skip


def total(at: AppTest) -> str:
    return next(one.value for one in at.markdown if one.value.startswith("分值合计"))


def change(at: AppTest, code: str, column: str, value: str) -> AppTest:
    at = choose(at, code)
    field(at, column).input(value)
    return at.run()


def test_nothing_is_editable_before_one_begins(reading_samples: Path):
    at = opened(registry.page("catalogue"))
    assert "在网页上修改" in sections(at)
    assert not [one for one in at.button if one.key == "draft-save"]


def test_the_running_total_follows_each_change(reading_samples: Path):
    at = editing()
    assert "100 / 100**，正好" in total(at)
    at = change(at, "B09", "分值", "6.5")
    assert "98.5 / 100**，还差 1.5 分" in total(at)
    assert any("分值合计是 98.5，不是 100" in text for text in texts(at))
    assert at.button(key="draft-save").disabled
    at = change(at, "B10", "分值", "6.5")
    assert "100 / 100**，正好" in total(at)
    assert "改动 2 项" in total(at)


def test_a_change_is_kept_as_a_new_edition_and_the_shipped_one_stays(sample_home: Path):
    at = change(editing(), "B09", "年度目标", "90")
    at.text_input(key="draft-name").input(NEW)
    at.text_input(key="draft-by").input("李敏")
    at = at.run()
    at = at.button(key="draft-save").click().run()
    assert [one.value for one in at.success] == ["测评标准目录（2025版） 已启用。"]
    store = Store.open(f"sqlite:///{sample_home / 'store' / 'cityreport.db'}")
    [kept] = store.editions()
    framework = pipeline.framework_in_force(store, store.roster())
    store.close()
    assert (kept.name, kept.by) == (NEW, "李敏")
    assert framework.indicator("B09").target.default == 90
    assert any(NEW in one for one in sections(at))


def test_a_measure_is_picked_from_lists(reading_samples: Path):
    at = choose(editing(), "B09")
    shown = [one.value for one in at.caption if one.value.startswith("计算")]
    assert shown[0].startswith("计算：督查检查")
    source = next(one for one in at.selectbox if one.key.endswith("-top-source"))
    assert source.value == "督查检查"
    assert {"资金投入", "名册", "报送"} <= set(source.options)
    at = source.select("创建活动").run()
    column = next(one for one in at.selectbox if one.key.endswith("-top-column-创建活动"))
    assert column.options == ["场次", "参与人次", "宣传资料份数", "清运车次"]
    where = next(one for one in at.selectbox if "-top-创建活动-0-where" in one.key)
    at = where.select("活动类别").run()
    values = next(one for one in at.multiselect if "-top-创建活动-0-values" in one.key)
    assert "病媒消杀" in values.options
    at = values.select("病媒消杀").run()
    shown = next(one.value for one in at.caption if one.value.startswith("计算"))
    assert shown.replace("\\", "").startswith(
        "计算：创建活动.场次[活动类别=病媒消杀] ÷ 督查检查.发现问题数"
    )


def test_faults_are_said_by_indicator_and_nothing_is_kept(reading_samples: Path):
    at = change(editing(), "A01", "年度目标", "很多")
    faults = next(frame.value for frame in at.dataframe if "问题" in frame.value.columns)
    assert list(faults["文件"]) == ["A01"]
    assert list(faults["单元格"]) == ["I3"]
    at = at.button(key="draft-drop-all").click().run()
    assert [one.value for one in at.success] == ["已放弃修改，现行目录没有变。"]


def test_rows_are_added_and_taken_away(reading_samples: Path):
    at = editing().button(key="draft-add").click().run()
    assert "40 项指标，改动 1 项" in total(at)
    assert field(at, "编码").value == "新01"
    at = at.button(key="draft-drop").click().run()
    assert "39 项指标，改动 0 项" in total(at)


def test_what_is_typed_is_never_lost_by_going_on(sample_home: Path):
    """Another row chosen, the page left and the edition kept, with no button in between."""
    at = choose(change(editing(), "B09", "年度目标", "90"), "A01")
    assert "改动 1 项" in total(at)
    # Typed and the next row chosen in one go, as by a click straight out of the field.
    field(at, "备注").input("已核对")
    at = choose(at, "B09")
    assert field(at, "年度目标").value == "90"
    assert "改动 2 项" in total(at)
    # Typed and the page left in one go.
    field(at, "备注").input("九成")
    at = at.switch_page("pages/settings/method.py").run()
    at = at.switch_page("pages/settings/catalogue.py").run()
    assert field(at, "备注").value == "九成"
    at = at.text_input(key="draft-name").input(NEW).run()
    at = at.text_input(key="draft-by").input("李敏").run()
    at.button(key="draft-save").click().run()
    store = Store.open(f"sqlite:///{sample_home / 'store' / 'cityreport.db'}")
    framework = pipeline.framework_in_force(store, store.roster())
    store.close()
    kept = framework.indicator("B09")
    assert (kept.target.default, kept.remark) == (90, "九成")
    assert framework.indicator("A01").remark == "已核对"


def test_a_row_is_restored_as_it_was_opened(reading_samples: Path):
    at = change(editing(), "B09", "分值", "6.5")
    at = at.button(key="draft-restore").click().run()
    assert field(at, "分值").value == "8"
    assert "100 / 100**，正好" in total(at)
