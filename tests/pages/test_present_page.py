"""投屏: an agenda is put in order, titled, saved; its sheets carry claim, figure, source, place."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from screen import elements, opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.agenda import Agenda, AgendaItem
from cityreport.ui import registry

AT = datetime(2023, 10, 8, 9, tzinfo=UTC)
SEPTEMBER = "2023年9月"


def page(**query: str) -> AppTest:
    return opened(registry.page("present"), month=SEPTEMBER, **query)


def titles(at: AppTest) -> list[str]:
    """The claims made from the data, in the order of the agenda."""
    return [box.placeholder for box in at.text_input if "agenda-title" in str(box.key)]


def pages(at: AppTest) -> int:
    """How many items the agenda on the page has."""
    return len(titles(at))


def markup(at: AppTest) -> list[str]:
    return [one.proto.body for one in elements(at.main) if one.type == "html"]


def press(at: AppTest, label: str, number: int) -> AppTest:
    return at.button(key=f"agenda-{label}-{number}").click().run()


def test_the_page_opens_with_the_agenda_of_a_progress_meeting(reading_samples: Path):
    at = page()
    assert sections(at) == [f"议程：创建工作推进会（{pages(at)} 页）"]
    since, standing, dimensions = titles(at)[:3]
    assert since.startswith("与8月相比：")
    assert standing.endswith("9月报送率 79.38%")
    assert dimensions.startswith("4 个测评项目中")


def test_a_unit_type_the_agenda_leaves_out_is_said_where_it_can_be_added(
    sample_home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("cityreport.report.deck.standard.MOST_TYPES", 2)
    (said,) = [one.value for one in page().caption if "没有列入" in one.value]
    assert said.startswith("另有 4 类单位有名次而没有列入：")
    assert "单位排名（表）" in said


def test_the_figures_of_a_slide_have_their_cells_and_codes(reading_samples: Path):
    """Also the large ones, whose 出处码 does not stand on the slide (details.md E2)."""
    at = page()
    standing = next(n for n, title in enumerate(titles(at)) if "报送率" in title)
    at = at.button(key=f"agenda-sources-{standing}").click().run()
    assert [code.value[:5] for code in at.code] == ["2309-"]
    assert [fault.value for fault in at.exception] == []


def test_rows_are_moved_and_removed_and_keep_their_titles(reading_samples: Path):
    at = page()
    before = pages(at)
    at.text_input(key="agenda-title-1").input("我们走到哪一步").run()
    at = press(at, "上移", 1)
    assert titles(at)[1].startswith("与8月相比")
    assert at.text_input(key="agenda-title-1").value == "我们走到哪一步"
    at = press(at, "移除", 0)
    assert pages(at) == before - 1
    assert titles(at)[1].startswith("4 个测评项目")
    assert at.text_input(key="agenda-title-1").value == "我们走到哪一步"


def test_an_item_is_added_with_what_it_is_about(reading_samples: Path):
    at = page()
    before = pages(at)
    at.selectbox(key="agenda-entry").select("单位 · 一家单位的各项指标").run()
    at.selectbox(key="agenda-unit-unit-indicators").select("鸢堤社区").run()
    at = at.button(key="agenda-add").click().run()
    assert pages(at) == before + 1
    assert titles(at)[-1].startswith("鸢堤社区")


def test_an_agenda_is_saved_under_a_name_and_opened_again(sample_home: Path):
    at = press(page(), "移除", 0)
    left = pages(at)
    at.text_input(key="agenda-name").input("周四例会")
    at.text_input(key="agenda-by").input("李敏")
    at = at.run()
    at = at.button(key="agenda-save").click().run()
    assert [one.value for one in at.success] == ["已保存：周四例会。"]
    assert sections(at) == [f"议程：周四例会（{left} 页）"]
    assert sections(page(agenda="周四例会")) == [f"议程：周四例会（{left} 页）"]
    store = Store.open(places().database_url)
    [kept] = store.agendas()
    store.close()
    assert (kept.by, len(kept.agenda.items)) == ("李敏", left)
    at.button(key="agenda-drop").click().run()
    assert [one.value for one in at.success] == ["已删除：周四例会。"]


def test_a_title_typed_into_one_agenda_is_not_shown_in_another(sample_home: Path):
    store = Store.open(places().database_url)
    store.save_agenda(Agenda("短会", (AgendaItem("trend"),)), "李敏", AT)
    store.close()
    at = page()
    at.text_input(key="agenda-title-0").input("自己写的").run()
    at = at.selectbox(key="agenda").select("短会").run()
    assert sections(at) == ["议程：短会（1 页）"]
    boxes = [box.value for box in at.text_input if "agenda-title" in str(box.key)]
    assert boxes == [""]


def test_the_sheets_stand_one_above_the_other_with_claim_figure_source_and_place(
    reading_samples: Path,
):
    at = page(show="1")
    said = markup(at)
    assert [fault.value for fault in at.exception] == []
    assert sections(at) == []
    assert any("<h1>创建工作推进会</h1>" in one for one in said)
    feet = [one for one in said if one.startswith('<div class="sheet-foot">')]
    heads = [one for one in said if one.startswith('<div class="sheet-head">')]
    assert len(feet) == len(heads) + 1 == pages(page()) + 1
    assert "示例数据　来源：各单位9月月报（24/29家） 截至10月10日" in feet[1]
    assert f"2 / {len(feet)}" in feet[1]
    assert len(at.get("plotly_chart")) > 5


def test_a_title_of_ones_own_stands_on_the_sheet(reading_samples: Path):
    at = page()
    at.text_input(key="agenda-title-2").input("<b>人文环境</b>最慢").run()
    at = at.button(key="wall-start").click().run()
    assert any("&lt;b&gt;人文环境&lt;/b&gt;最慢" in one for one in markup(at))
    assert not any("<b>人文环境" in one for one in markup(at))


def test_keys_are_told_before_and_not_on_the_sheets(reading_samples: Path):
    assert any("Esc 退出" in text for text in texts(page()))
    assert not any("Esc 退出" in one for one in [*texts(page(show="1")), *markup(page(show="1"))])
