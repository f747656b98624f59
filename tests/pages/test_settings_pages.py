"""本市设置 and 负面清单 as a person uses them, and what the other pages say afterwards."""

from pathlib import Path

import pytest
from screen import opened, sections, texts
from streamlit.testing.v1 import AppTest

from cityreport.settings import places
from cityreport.store import Store
from cityreport.tables.vetoes import SEEN_ITEMS
from cityreport.ui import registry

ACCIDENT = SEEN_ITEMS[1]
COMMUNITY = "鸢堤社区"


def page(key: str, **query: str) -> AppTest:
    return opened(registry.page(key), **query)


def kept() -> dict[str, object]:
    store = Store.open(places().database_url)
    found = store.settings()
    store.close()
    return found


def done() -> list[str]:
    """What the changes of settings were about, the newest first."""
    store = Store.open(places().database_url)
    found = [one.about for one in store.audit(9, actions=frozenset({"set settings"}))]
    store.close()
    return found


def save(at: AppTest, by: str = "赵") -> AppTest:
    at.text_input(key="office-by").set_value(by)
    return at.button(key="office-save").click().run()


# --- 本市设置 ------------------------------------------------------------------------------


def test_a_changed_setting_changes_scores_at_once(sample_home: Path):
    def status_help() -> str:
        return next(text for text in texts(page("method")) if "不低于" in text)

    before = sections(page("overview"))[0]
    at = page("office")
    at.number_input(key="office-cut-0").set_value(40)
    at.number_input(key="office-cut-1").set_value(30)
    at.number_input(key="office-cut-2").set_value(20)
    assert [one.value for one in save(at).success] == ["已保存，各页已按新的设置计算。"]
    assert kept()["status_cuts"] == [0.4, 0.3, 0.2]
    after = sections(page("overview"))[0]
    assert "个滞后" in before
    assert after == "各测评项目都达到或基本达到序时"
    assert "达到序时 不低于 40.00%" in status_help()


def test_everything_wrong_is_named_at_once_and_nothing_is_kept(home: Path):
    at = page("office")
    at.number_input(key="office-cut-1").set_value(100)
    at.number_input(key="office-due").set_value(31)
    at.text_input(key="office-start").set_value("去年")
    [error] = save(at).error
    for words in ("没有保存", "1 日到 28 日", "状态分界", "启用月份"):
        assert words in error.value
    assert kept() == {}


def test_nothing_is_kept_without_a_name(home: Path):
    at = save(page("office"), by="")
    assert [one.value for one in at.warning] == ["还差：修改人。"]
    assert kept() == {}


def test_a_month_is_understood_as_people_write_it(home: Path):
    at = page("office")
    at.text_input(key="office-start").set_value("2024年1月")
    save(at)
    assert kept()["start_month"] == "2024-01"
    assert kept()["due_day"] == 5


def test_what_was_changed_stands_in_the_list_of_actions(home: Path):
    at = page("office")
    at.number_input(key="office-due").set_value(8)
    at.number_input(key="office-cut-2").set_value(65)
    at.date_input(key="office-day").set_value("2023-12-05")
    save(at)
    at.text_input(key="confirm-by").set_value("赵").run()
    at.button(key="confirm-points").click().run()
    at.button(key="confirm-points").click().run()
    assert done() == [
        "撤回“本市分值已确认”",
        "本市分值已确认",
        "测评日期：未填 → 2023-12-05；报送截止日（次月几日）：5 → 8；滞后不低于：70.00% → 65.00%",
    ]


def test_saving_what_is_kept_already_changes_nothing(home: Path):
    at = save(page("office"))
    assert [one.value for one in at.info] == ["各项都和原来一样，没有需要保存的改动。"]
    assert kept() == {}
    assert done() == []


def test_days_to_the_assessment_appear_once_a_day_is_set(sample_home: Path):
    assert not any("距离测评" in text for text in texts(page("overview")))
    at = page("office")
    at.date_input(key="office-day").set_value("2000-01-02")
    save(at)
    shown = texts(page("overview"))
    assert any("距离测评" in text for text in shown)
    assert any("测评日期 2000年1月2日" in text for text in shown)


def test_confirming_the_points_brings_the_score_to_the_front(sample_home: Path):
    def first_label() -> str:
        at = page("overview")
        return next(t for t in texts(at) if t in ("得分", "对照测评标准"))

    assert first_label() == "对照测评标准"
    at = page("office")
    assert "本市分值待确认" in sections(at)
    assert at.button(key="confirm-points").disabled
    at.text_input(key="confirm-by").set_value("赵").run()
    at.button(key="confirm-points").click().run()
    assert "本市分值已确认" in sections(at)
    assert first_label() == "得分"
    at.button(key="confirm-points").click().run()
    assert first_label() == "对照测评标准"


def test_saving_other_settings_leaves_the_confirmation_alone(home: Path):
    store = Store.open(places().database_url)
    store.set_settings({"points_confirmed": True}, "王")
    store.close()
    at = page("office")
    at.number_input(key="office-due").set_value(8)
    save(at)
    assert kept()["due_day"] == 8
    assert kept()["points_confirmed"] is True


def test_first_values_come_from_the_settings_file(home: Path):
    (home / "settings.toml").write_text('office_name = "云汐市创建办"\ndue_day = 8\n', "utf-8")
    at = page("office")
    assert at.text_input(key="office-name").value == "云汐市创建办"
    assert at.number_input(key="office-due").value == 8


# --- 负面清单 ------------------------------------------------------------------------------


def tick(at: AppTest, where: str, *, by: str = "李", note: str = "工地坍塌，已查实") -> AppTest:
    at.selectbox(key="veto-item").set_value(ACCIDENT)
    at.selectbox(key="veto-unit").set_value(where)
    at.text_input(key="veto-note").set_value(note)
    at.text_input(key="veto-by").set_value(by)
    return at.button(key="veto-save").click().run()


def said(at: AppTest) -> list[str]:
    return [error.value for error in at.error]


def test_a_tick_for_a_unit_is_said_over_its_scores_and_not_over_those_of_other_types(
    sample_home: Path,
):
    at = tick(page("vetoes"), COMMUNITY)
    assert any("1 项已勾选" in title for title in sections(at))
    for shown in (
        page("overview"), page("unit", unit=COMMUNITY), page("ranking", type="社区"),
    ):  # fmt: skip
        assert [f"负面清单 · {COMMUNITY}" in words for words in said(shown)] == [True]
        assert "工地坍塌，已查实" in said(shown)[0]
    assert said(page("ranking", type="学校")) == []
    assert said(page("unit", unit="苇笛社区")) == []


def test_a_tick_for_the_city_is_said_everywhere_until_it_is_lifted(sample_home: Path):
    at = tick(page("vetoes"), "全市")
    assert any("负面清单 · 全市" in words for words in said(page("ranking", type="学校")))
    assert any("负面清单 · 全市" in words for words in said(page("unit", unit="苇笛社区")))
    at.text_input(key="veto-reason").set_value("误勾").run()
    at.button(key="veto-lift").click().run()
    assert [one.value for one in at.success] == [f"已撤销：全市：{ACCIDENT}。"]
    assert said(page("overview")) == []
    assert any("勾选记录 1 条，0 条有效" in title for title in sections(at))


@pytest.mark.parametrize(("missing", "word"), [({"by": ""}, "勾选人"), ({"note": ""}, "说明")])
def test_a_tick_needs_a_note_and_a_name(home: Path, missing: dict[str, str], word: str):
    at = tick(page("vetoes"), "全市", **missing)
    assert [one.value for one in at.warning] == [f"还差：{word}。"]
    assert any("都没有勾选" in title for title in sections(at))


def test_the_office_adds_an_item_and_drops_it_again(home: Path):
    at = page("vetoes")
    at.text_input(key="veto-edit-by").set_value("赵").run()
    at.text_input(key="veto-new").set_value("连续两次省测末位").run()
    at.button(key="veto-add").click().run()
    assert "连续两次省测末位" in at.selectbox(key="veto-item").options
    at.button(key="veto-drop").click().run()
    assert "连续两次省测末位" not in at.selectbox(key="veto-item").options


# --- what stands beside -------------------------------------------------------------------


def test_the_gap_page_ends_with_the_warning_list_and_its_rules(reading_samples: Path):
    at = page("gaps", month="2023年12月")
    assert any("家单位列入预警名单" in title for title in sections(at))
    # 团结街道 blanked its figures: none of its four sheets ever came.
    assert "11月、12月都未报：资金投入、志愿服务、督查检查、创建活动" in texts(at)
    assert any("同一张应报的表连续 2 个月未报" in text for text in texts(at))


def test_the_ranking_opens_a_street_to_its_communities(reading_samples: Path):
    at = page("ranking", month="2023年12月", type="街道")
    assert any(
        title.startswith("汐岚街道下属 3 家单位，鸢堤社区得分最高") for title in sections(at)
    )
    at.selectbox(key="parent").set_value("枫玦街道").run()
    assert any(title.startswith("枫玦街道下属 1 家单位") for title in sections(at))
    assert any("每百人（常住人口）志愿服务时长" in title for title in sections(at))
