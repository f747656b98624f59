"""差距清单: causes are tagged and taken back on the page; missing materials stand on it."""

from pathlib import Path

from screen import opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.ui import registry

SEPTEMBER = "2023年9月"


def page(**query: str) -> AppTest:
    return opened(registry.page("gaps"), month=SEPTEMBER, **query)


def tag(at: AppTest, unit: str, code: str, cause: str, note: str, by: str) -> AppTest:
    at.selectbox(key="cause-unit").select(unit)
    at.selectbox(key="cause-indicator").select(code)
    at.button_group(key="cause-cause").select(cause)
    at.text_input(key="cause-note").input(note)
    at.text_input(key="cause-by").input(by)
    return at.button(key="cause-save").click().run()


def test_a_cause_is_tagged_shown_on_both_lists_and_taken_back(sample_home: Path):
    at = page()
    assert "差距的原因" in sections(at)
    at = tag(at, "全市", "A02", "责任", "没有牵头单位", "李敏")
    assert [one.value for one in at.success] == [
        "已标注：全市，A02 注册志愿者人均年服务时长，责任。"
    ]
    at = tag(at, "墨舟社区", "A02", "宣传", "", "李敏")
    assert "已标注原因 2 处：责任 1 处、宣传 1 处" in sections(at)
    gap_list, units = at.dataframe[0].value, at.dataframe[1].value
    city = gap_list[gap_list["指标"] == "注册志愿者人均年服务时长"]
    assert list(city["原因"]) == ["责任：没有牵头单位；宣传 1 家"]
    own = units[(units["单位"] == "墨舟社区") & (units["指标"] == "注册志愿者人均年服务时长")]
    assert list(own["原因"]) == ["宣传"]
    at.text_input(key="cause-lift-by").input("王强")
    at = at.run()
    at = at.button(key="cause-lift").click().run()
    assert "已标注原因 1 处：宣传 1 处" in sections(at)


def test_a_tag_without_cause_or_name_is_asked_for(sample_home: Path):
    at = page().button(key="cause-save").click().run()
    assert [one.value for one in at.warning] == ["还差：原因、标注人。"]


def test_missing_materials_stand_among_the_gaps(reading_samples: Path):
    said = sections(page())
    assert any("还没有已交的材料" in one for one in said)


def test_a_cause_of_another_type_is_not_shown(sample_home: Path):
    tag(page(), "墨舟社区", "A02", "宣传", "", "李敏")
    at = page(type="学校")
    assert "差距的原因" in sections(at)
    assert "宣传 1 家" not in texts(at)
